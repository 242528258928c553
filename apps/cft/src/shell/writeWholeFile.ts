import { mkdir, stat } from 'node:fs/promises';
import { writeFileAtomically } from '@crystal-fourier/data/node';
import { CliError, toCliError, usageError } from './failure.js';

/**
 * Writes a file so that it exists whole or not at all, also after a crash. A link stays, and its target is replaced; devices and pipes are
 * written into.
 *
 * @throws CliError where the disk is full or the folder may not be written to
 */
export async function writeWholeFile(path: string, content: string | Uint8Array): Promise<void> {
  await writeFileAtomically(path, content).catch((error: unknown) => {
    throw notWritten(path, error);
  });
}

/** @throws CliError where a folder is in the place of a file, or a file that may not be replaced */
export async function refuseToReplace(path: string, force: boolean): Promise<void> {
  const info = await stat(path).catch(() => undefined);
  if (info?.isDirectory() === true) throw usageError(`${path}: a file is expected, this is a folder`);
  if (info !== undefined && !force) throw usageError(`${path}: there is such a file already`, '--force replaces it');
}

/** @throws CliError where it cannot be made */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw notWritten(path, error);
  });
}

/** An error of the system as one line that names the file. */
export function notWritten(path: string, error: unknown): CliError {
  const { message, code } = toCliError(error);
  const reason = code === 'internal' ? (error as Error).message : message.replace(/^.*: /, '');
  return new CliError(`${path}: it could not be written: ${reason}`, { code: 'not-writable', cause: error });
}
