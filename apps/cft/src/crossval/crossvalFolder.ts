import { readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { whileLocked } from '@crystal-fourier/data/node';
import type { Crossval } from '@crystal-fourier/model';
import { dataError, usageError } from '../shell/failure.js';
import { makeFolder, notWritten, writeWholeFile } from '../shell/writeWholeFile.js';

/** Names of the files in the folder of a cross-validation. */
export const CROSSVAL_FILES = {
  result: 'crossval.json',
  page: 'crossval.html',
  /** Folder of what is kept of the trainings. */
  trainings: 'trainings',
  lock: 'crossval.lock',
} as const;

/** What may lie in a folder that a cross-validation goes on in. */
const OWN: ReadonlySet<string> = new Set(Object.values(CROSSVAL_FILES));

/** Before the work, which may take long. @throws CliError for a folder with other files, or a path that is no folder */
export async function checkFolder(path: string): Promise<void> {
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [] as string[];
    throw error.code === 'ENOTDIR' ? usageError(`${path}: --out must be a folder, this is a file`) : error;
  });
  const foreign = names.find((name) => !OWN.has(name));
  if (foreign !== undefined)
    throw usageError(
      `${path}: --out must be a new folder, or one of a cross-validation, this one has ${foreign}`,
      'choose another --out',
    );
}

/** Works in the folder while no other process does. @throws CliError where another one does */
export async function whileValidating<T>(path: string, work: () => Promise<T>): Promise<T> {
  await makeFolder(path);
  const lock = join(path, CROSSVAL_FILES.lock);
  const errors = {
    atWork: (holder: string) =>
      dataError(
        `${path}: another cross-validation is at work in this folder: ${holder}`,
        `wait for it, or stop it; if it has ended, remove ${CROSSVAL_FILES.lock}`,
      ),
    notWritable: (error: unknown) => notWritten(lock, error),
  };
  try {
    return await whileLocked(lock, errors, work);
  } catch (error) {
    // What was refused before anything was kept leaves no folder behind; one with files stays.
    await rmdir(path).catch(() => undefined);
    throw error;
  }
}

/** Writes the result as it is so far. Of numbers, six digits are written: enough for every table and plot. */
export async function writeResult(path: string, result: Crossval): Promise<void> {
  const rounded = (key: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isInteger(value) && key !== 'validationShare'
      ? Number(value.toPrecision(6))
      : value;
  const { folds, ...head } = result;
  // A line for each fold: the file stays readable, and small.
  const lines = folds.map((fold) => `  ${JSON.stringify(fold, rounded)}`);
  const text = `${JSON.stringify(head, rounded, 1).slice(0, -2)},\n "folds": [\n${lines.join(',\n')}\n ]\n}\n`;
  await writeWholeFile(join(path, CROSSVAL_FILES.result), text);
}
