import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';

/** Seconds between signs of life. */
const BEAT = 10;
/** Seconds without one after which a process counts as dead: on another machine, and on this one, where its number may be another's now. */
const SILENCE_ELSEWHERE = 60;
const SILENCE_HERE = 600;

/** Locks of this process. */
const held = new Set<string>();

/** What is thrown, in the words of the work that is locked. */
export interface LockErrors {
  /** @param holder who is at work: `process 4711 on node7` */
  atWork(holder: string): Error;
  /** @param error what the system said when the file could not be written */
  notWritable(error: unknown): Error;
}

/**
 * Does some work while no other process does. A file with the number and the machine of the process shows that it is at work; it is removed
 * at the end. The file of a process that ended without removing it, killed for instance, does not count.
 *
 * @param path of the file; its folder must exist
 */
export async function whileLocked<T>(path: string, errors: LockErrors, work: () => Promise<T>): Promise<T> {
  const file = resolve(path);
  if (held.has(file)) throw errors.atWork(`this process, ${process.pid}`);
  held.add(file);
  try {
    await take(file, errors);
    const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), BEAT * 1000);
    beat.unref();
    try {
      return await work();
    } finally {
      clearInterval(beat);
      // One that cannot be removed falls silent with this process.
      await rm(file, { force: true }).catch(() => undefined);
    }
  } finally {
    held.delete(file);
  }
}

async function take(path: string, errors: LockErrors): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(JSON.stringify({ process: process.pid, host: hostname() })).finally(() => file.close());
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 2) throw errors.notWritable(error);
    }
    const holder = await holderOf(path);
    if (holder !== undefined) throw errors.atWork(holder);
    await rm(path, { force: true });
  }
}

/** Who holds the lock; undefined if nobody does any more. */
async function holderOf(path: string): Promise<string | undefined> {
  const [text, info] = await Promise.all([readFile(path, 'utf8'), stat(path)]).catch(() => ['', undefined] as const);
  if (info === undefined) return undefined;
  const silence = (Date.now() - info.mtimeMs) / 1000;
  let holder: { process?: unknown; host?: unknown } | null;
  try {
    holder = JSON.parse(text) as typeof holder;
  } catch {
    // Between the making of the file and the writing of its content.
    return silence < BEAT ? 'one that just started' : undefined;
  }
  const { process: id, host } = holder ?? {};
  const name = `process ${String(id)} on ${String(host)}`;
  if (host !== hostname()) return silence < SILENCE_ELSEWHERE ? name : undefined;
  // With this number and not held by this process: of one before it, in a container that was started again.
  const isAlive = typeof id === 'number' && id !== process.pid && exists(id) && silence < SILENCE_HERE;
  return isAlive ? name : undefined;
}

function exists(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
