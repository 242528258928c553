import { mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CliError, toCliError } from './failure.js';

/** Where a file is to be written. */
export interface Destination {
  /** The file itself, where a link leads to it. */
  readonly path: string;
  /** A device or a pipe, such as `/dev/stdout`: it is written into, never replaced. */
  readonly isStream: boolean;
}

/** @throws what the system says; also where the path is a folder */
export async function destinationOf(path: string): Promise<Destination> {
  const info = await stat(path).catch(() => undefined);
  if (info?.isDirectory() === true)
    throw Object.assign(new Error(`EISDIR: illegal operation on a directory, open '${path}'`), { code: 'EISDIR' });
  if (info === undefined) return { path, isStream: false };
  return info.isFile() ? { path: await realpath(path), isStream: false } : { path, isStream: true };
}

/**
 * Writes a file so that it exists whole or not at all, also after a crash: a temporary file beside it is written, flushed to
 * the disk and renamed. A link stays, and its target is replaced; devices and pipes are written into.
 *
 * @throws CliError where the disk is full or the folder may not be written to
 */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
  let temporary: string | undefined;
  try {
    const { path: target, isStream } = await destinationOf(path);
    if (!isStream) temporary = `${target}.${process.pid}.tmp`;
    const file = await open(temporary ?? target, 'w');
    try {
      await file.writeFile(content);
      if (!isStream) await file.sync();
    } finally {
      await file.close();
    }
    if (temporary === undefined) return;
    await rename(temporary, target);
    await flushFolder(dirname(target));
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined);
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
