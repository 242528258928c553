import { type FileHandle, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DataError } from '../core/errors.js';

/** Where a file is written. */
interface Destination {
  /** The file itself, where a link leads to it. */
  readonly path: string;
  /** A device or a pipe, such as `/dev/stdout`: it is written into, never replaced. */
  readonly isStream: boolean;
}

/**
 * A file that exists whole or not at all, also after a crash or a power failure: a temporary file beside it is written, flushed to the
 * disk and renamed, and the folder is flushed. A link stays, and its target is replaced; devices and pipes are written into as it comes.
 *
 * Every method throws what the system says, and removes the temporary file before it does.
 */
export class AtomicFile {
  readonly #destination: Destination;
  /** Undefined where the destination itself is written into. */
  readonly #temporary: string | undefined;
  readonly #file: FileHandle;

  private constructor(destination: Destination, temporary: string | undefined, file: FileHandle) {
    this.#destination = destination;
    this.#temporary = temporary;
    this.#file = file;
  }

  /** Begins a file. Call {@link commit} or {@link discard} in the end. */
  static async open(path: string): Promise<AtomicFile> {
    const destination = await destinationOf(path);
    const temporary = destination.isStream ? undefined : `${destination.path}.${process.pid}.tmp`;
    return new AtomicFile(destination, temporary, await open(temporary ?? destination.path, 'w'));
  }

  /** Adds to the file. */
  async write(content: string | Uint8Array): Promise<void> {
    await this.#orDiscard(() => this.#file.writeFile(content));
  }

  /** The file is complete: it takes its place. */
  async commit(): Promise<void> {
    await this.#orDiscard(async () => {
      if (this.#temporary !== undefined) await this.#file.sync();
      await this.#file.close();
      if (this.#temporary === undefined) return;
      await rename(this.#temporary, this.#destination.path);
      await flushFolder(dirname(this.#destination.path));
    });
  }

  /** The file is not wanted any more; one that was there before stays. Does nothing after {@link commit}. */
  async discard(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    if (this.#temporary !== undefined) await rm(this.#temporary, { force: true }).catch(() => undefined);
  }

  async #orDiscard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.discard();
      throw error;
    }
  }
}

/** Writes a file so that it exists whole or not at all, as an {@link AtomicFile}. @throws what the system says */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const file = await AtomicFile.open(path);
  await file.write(content);
  await file.commit();
}

/** @throws DataError `not-writable`: the disk is full, or the folder may not be written to */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  await writeFileAtomically(path, content).catch((error: unknown) => {
    throw notWritable(path, error);
  });
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

/** @throws what the system says; also where the path is a folder */
async function destinationOf(path: string): Promise<Destination> {
  const info = await stat(path).catch(() => undefined);
  if (info?.isDirectory() === true)
    throw Object.assign(new Error(`EISDIR: illegal operation on a directory, open '${path}'`), { code: 'EISDIR' });
  if (info === undefined) return { path, isStream: false };
  return info.isFile() ? { path: await realpath(path), isStream: false } : { path, isStream: true };
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
