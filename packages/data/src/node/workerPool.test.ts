import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { featureRecipe } from '../features/recipe.js';
import type { JobRequest } from './workerPool.js';
import { openPool, workerCount } from './workerPool.js';
import { structureRecord } from '../../test/records.js';

/** A thread that does what a test says. */
class FakeWorker extends EventEmitter {
  readonly requests: JobRequest[] = [];
  readonly transfers: ArrayBuffer[] = [];
  postMessage(request: JobRequest, transfers: ArrayBuffer[]): void {
    this.requests.push(request);
    this.transfers.push(...transfers);
  }
  isRef = true;
  ref(): void {
    this.isRef = true;
  }
  unref(): void {
    this.isRef = false;
  }
  terminate(): Promise<number> {
    return Promise.resolve(0);
  }
}

const made = vi.hoisted(() => ({ workers: [] as unknown[], isFake: true }));
vi.mock('./startWorker.js', async (original) => {
  const { startWorker } = await original<{ startWorker: () => unknown }>();
  return {
    startWorker: () => {
      if (!made.isFake) return startWorker();
      const worker = new FakeWorker();
      made.workers.push(worker);
      return worker;
    },
  };
});

const content = (i: number): Uint8Array => new TextEncoder().encode(JSON.stringify({ structure: structureRecord(i) }));
const job = (...contents: Uint8Array[]) => ({
  recipe: featureRecipe(),
  units: contents.map((bytes, index) => ({ index, kind: 'record' as const, file: 'a.json', content: bytes })),
  fields: [],
});

describe('a pool of threads', () => {
  beforeEach(() => {
    made.workers = [];
    made.isFake = true;
  });
  const threads = (): FakeWorker[] => made.workers as FakeWorker[];

  it('keeps the process alive only for threads that have jobs', async () => {
    const pool = openPool(2);
    const alive = () => threads().map(({ isRef }) => isRef);
    expect(alive()).toEqual([false, false]);
    const jobs = [0, 1, 2].map((i) => pool.run('features', job(content(i))));
    expect(alive()).toEqual([true, true]);
    threads()[0]!.emit('message', { ticket: 0, output: [] });
    threads()[1]!.emit('message', { ticket: 0, output: [] });
    expect(alive()).toEqual([true, false]);
    threads()[0]!.emit('message', { ticket: 1, output: [] });
    expect(alive()).toEqual([false, false]);
    await Promise.all(jobs);
    await pool.close();
  });

  it('gives a job to the thread that has least to do, and its answer to who asked', async () => {
    const pool = openPool(2);
    const jobs = [0, 1, 2].map((i) => pool.run('features', job(content(i))));
    expect(threads().map(({ requests }) => requests.map(({ ticket }) => ticket))).toEqual([[0, 1], [0]]);
    threads()[0]!.emit('message', { ticket: 1, output: ['third'] });
    threads()[1]!.emit('message', { ticket: 0, output: ['second'] });
    threads()[0]!.emit('message', { ticket: 0, error: { name: 'TypeError', message: 'no', stack: 'here' } });
    expect(await jobs[1]).toEqual(['second']);
    expect(await jobs[2]).toEqual(['third']);
    await expect(jobs[0]).rejects.toMatchObject({ name: 'TypeError', message: 'no', stack: 'here' });
    await pool.close();
  });

  it('hands bytes over without a copy', () => {
    const bytes = content(1);
    void openPool(1).run('features', job(bytes));
    expect(threads()[0]!.transfers).toEqual([bytes.buffer]);
    expect(threads()[0]!.transfers[0]).toBe(bytes.buffer);
  });

  it.each([
    [
      'cannot start',
      'error',
      new Error('no such module'),
      /^a worker thread could not do its first job: no such module; .*0 workers/,
    ],
    ['ends at once', 'exit', 1, /^a worker thread could not do its first job: exit code 1; /],
  ])('whose thread %s says so in one line', async (_what, event, value, message) => {
    const pool = openPool(1);
    const jobs = [pool.run('features', job()), pool.run('features', job())];
    threads()[0]!.emit(event, value);
    for (const failed of [...jobs, pool.run('features', job())]) {
      const error: unknown = await failed.catch((caught: unknown) => caught);
      expect(error).toMatchObject({ name: 'DataError', code: 'thread-stopped' });
      expect((error as Error).message).toMatch(message);
      expect((error as Error).message).not.toContain('\n');
    }
  });

  it('tells a thread that stopped later from one that did not start', async () => {
    const pool = openPool(1);
    const first = pool.run('features', job());
    threads()[0]!.emit('message', { ticket: 0, output: [] });
    expect(await first).toEqual([]);
    const second = pool.run('features', job());
    threads()[0]!.emit('error', new Error('out of memory'));
    await expect(second).rejects.toThrow(/^a worker thread stopped: out of memory; start again, with fewer workers/);
  });
});

describe('a pool of real threads', () => {
  beforeEach(() => {
    made.isFake = false;
  });
  afterEach(() => {
    made.isFake = true;
  });

  it('answers features, bytes that were handed over are empty here', async () => {
    const pool = openPool(1);
    try {
      const [bytes, same] = [content(1), content(1)];
      const [there] = await pool.run('features', job(bytes));
      expect(bytes.byteLength).toBe(0);
      const [here] = await openPool(0).run('features', job(same));
      expect(same.byteLength).toBeGreaterThan(0);
      expect(there).toEqual(here);
      expect(there).toMatchObject({ ok: true, formula: 'NaBr' });
    } finally {
      await pool.close();
    }
  });
});

it('a number of workers', () => {
  expect(workerCount(0, 'x')).toBe(0);
  expect(workerCount(undefined, 'x')).toBeGreaterThan(0);
  expect(workerCount(undefined, 'x')).toBeLessThanOrEqual(16);
  for (const workers of [-1, 0.5, 257, Number.NaN])
    expect(() => workerCount(workers, 'prepare')).toThrow(
      /prepare: the number of workers must be an integer from 0 to 256/,
    );
});
