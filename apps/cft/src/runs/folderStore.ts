import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CrossvalStore } from '@crystal-fourier/model';
import { notWritten, writeWholeFile } from '../shell/writeWholeFile.js';

/** Keeps trainings as files in a folder, which is made with the first. */
export function folderStore(path: string): CrossvalStore {
  const fileOf = (name: string): string => join(path, ...name.split('/'));
  return {
    read: (name) =>
      readFile(fileOf(name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      }),
    write: async (name, content) => {
      const file = fileOf(name);
      await mkdir(dirname(file), { recursive: true }).catch((error: unknown) => {
        throw notWritten(file, error);
      });
      await writeWholeFile(file, content);
    },
    remove: (name) => rm(fileOf(name), { force: true }),
  };
}
