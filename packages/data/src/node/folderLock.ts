import { join } from 'node:path';
import { DataError } from '../core/errors.js';
import { notWritable } from './atomicFile.js';
import { whileLocked } from './fileLock.js';

const LOCK_FILE = 'prepare.lock';

/**
 * Does some work on a folder while no other process does, as {@link whileLocked}.
 *
 * @throws DataError `busy` if another is at work, `not-writable`
 */
export function locked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const path = join(folder, LOCK_FILE);
  const errors = {
    atWork: (holder: string) =>
      new DataError(
        'busy',
        `another run is at work in this folder, ${holder}; wait for it, or remove this file if it has ended`,
        { file: path },
      ),
    notWritable: (error: unknown) => notWritable(path, error),
  };
  return whileLocked(path, errors, work);
}
