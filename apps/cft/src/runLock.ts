import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { notWritten } from './atomicFile.js';
import { dataError } from './failure.js';
import type { RunFolder } from './runFolder.js';

export const LOCK_FILE = 'train.lock';
/** Seconds between signs of life. */
const BEAT = 10;
/** Seconds without one after which a process counts as dead: on another machine, and on this one, where its number may be another's now. */
const SILENCE_ELSEWHERE = 60;
const SILENCE_HERE = 600;

/** Runs that this process trains. */
const held = new Set<string>();

/**
 * Trains a run while no other process does, told by a file in its folder with the holder's number and machine. The file of a process
 * that was killed does not count.
 *
 * @throws CliError where another training is at work in the run, or the folder cannot be written to
 */
export async function whileLocked<T>(run: RunFolder, work: () => Promise<T>): Promise<T> {
  const path = resolve(run.file(LOCK_FILE));
  if (held.has(path)) throw atWork(run, `this process, ${process.pid}`);
  held.add(path);
  try {
    await take(run, path);
    const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), BEAT * 1000);
    beat.unref();
    try {
      return await work();
    } finally {
      clearInterval(beat);
      await rm(path, { force: true }).catch(() => undefined);
    }
  } finally {
    held.delete(path);
  }
}

async function take(run: RunFolder, path: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(JSON.stringify({ process: process.pid, host: hostname() })).finally(() => file.close());
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 2) throw notWritten(path, error);
    }
    const holder = await holderOf(path);
    if (holder !== undefined) throw atWork(run, holder);
    await rm(path, { force: true });
  }
}

const atWork = (run: RunFolder, holder: string): Error =>
  dataError(
    `${run.path}: another training is at work in this run: ${holder}`,
    `wait for it, or stop it; if it has ended, remove ${LOCK_FILE}`,
  );

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
