import { whileLocked } from '@crystal-fourier/data/node';
import { notWritten } from '../shell/writeWholeFile.js';
import { dataError } from '../shell/failure.js';
import type { RunFolder } from './runFolder.js';

export const LOCK_FILE = 'train.lock';

/**
 * Trains a run while no other process does; a file in its folder is the lock.
 *
 * @throws CliError where another training is at work in the run, or the folder cannot be written to
 */
export function whileTraining<T>(run: RunFolder, work: () => Promise<T>): Promise<T> {
  const path = run.file(LOCK_FILE);
  const errors = {
    atWork: (holder: string) =>
      dataError(
        `${run.path}: another training is at work in this run: ${holder}`,
        `wait for it, or stop it; if it has ended, remove ${LOCK_FILE}`,
      ),
    notWritable: (error: unknown) => notWritten(path, error),
  };
  return whileLocked(path, errors, work);
}
