import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CliError, toCliError } from './failure.js';

/**
 * Writes a file so that it exists whole or not at all, also after a crash: a temporary file beside it is written, flushed to
 * the disk and renamed.
 *
 * @throws CliError where the disk is full or the folder may not be written to
 */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
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
    throw notWritten(path, error);
  }
}

/** @throws CliError where it cannot be made */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw notWritten(path, error);
  });
}

/** Makes a rename durable. Windows has no such call and needs none. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What the system says, as one line about the file that was wanted. */
export function notWritten(path: string, error: unknown): CliError {
  const { message, code } = toCliError(error);
  const reason = code === 'internal' ? (error as Error).message : message.replace(/^.*: /, '');
  return new CliError(`${path}: it could not be written: ${reason}`, { code: 'not-writable', cause: error });
}
