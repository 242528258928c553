import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DataError } from '../core/errors.js';

/**
 * Writes a file so that it exists whole or not at all, also after a crash or a power failure: a temporary file beside it is
 * written, flushed to the disk, renamed, and the folder flushed.
 *
 * @throws DataError `not-writable`: the disk is full, or the folder may not be written to
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await flushFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw notWritable(path, error);
  }
}

/** Makes renames durable. Windows has no such call and needs none. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** @throws DataError `not-writable` */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw notWritable(path, error);
  });
}

/** What the system says, as an error of this package. */
export const notWritable = (path: string, error: unknown): DataError =>
  new DataError(
    'not-writable',
    `it could not be written: ${(error as Error).message}; what was written before is kept, free the way and start again to go on`,
    { file: path },
  );
