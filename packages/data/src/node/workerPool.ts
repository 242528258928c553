import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { DataError } from '../core/errors.js';
import { initMoyo } from '../standardize/moyo.js';
import { receivedError, type SentError } from './internalError.js';
import { type ChunkJob, type ChunkSummary, prepareChunk } from './prepareChunk.js';

/** Takes jobs, one at a time for each worker. */
export interface Pool {
  readonly size: number;
  /** Resolves with the result of the job; call it no more than `size` times at once. */
  run(job: ChunkJob): Promise<ChunkSummary>;
  close(): Promise<void>;
}

/** A pool of worker threads; for 0 workers the jobs run in this thread. */
export async function openPool(workers: number): Promise<Pool> {
  if (workers === 0) {
    await initMoyo();
    return { size: 1, run: (job) => prepareChunk(job, { read: readFile }), close: () => Promise.resolve() };
  }
  const free = Array.from({ length: workers }, startWorker);
  const all = [...free];
  return {
    size: workers,
    run: (job) => {
      const worker = free.pop();
      if (worker === undefined) throw new DataError('bad-argument', 'all workers are busy');
      return ask(worker, job).finally(() => free.push(worker));
    },
    close: async () => {
      await Promise.all(all.map((worker) => worker.terminate()));
    },
  };
}

function ask(worker: Worker, job: ChunkJob): Promise<ChunkSummary> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      settle();
    };
    const onMessage = (answer: { summary: ChunkSummary } | { error: SentError }): void =>
      done(() => ('summary' in answer ? resolve(answer.summary) : reject(receivedError(answer.error))));
    const onError = (error: Error): void =>
      done(() =>
        reject(
          new DataError(
            'bad-cache',
            `a worker thread stopped (${error.message}); what is in the cache is kept, prepare again to go on`,
          ),
        ),
      );
    const onExit = (code: number): void =>
      done(() =>
        reject(
          new DataError(
            'bad-cache',
            `a worker thread stopped with exit code ${code}; what is in the cache is kept, prepare again to go on`,
          ),
        ),
      );
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(
      job,
      job.units.flatMap(({ content }) => (typeof content === 'string' ? [] : [content.buffer as ArrayBuffer])),
    );
  });
}

function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./prepareWorker.js', import.meta.url));
  // The tests of this repository run on sources, which Node reads through tsx and the repository's own export condition.
  const tsx = pathToFileURL(
    createRequire(import.meta.url)
      .resolve('tsx/esm/api')
      .replace(/cjs$/, 'mjs'),
  ).href;
  const entry = new URL('./prepareWorker.ts', import.meta.url).href;
  const code = `import { register } from ${JSON.stringify(tsx)}; register(); await import(${JSON.stringify(entry)});`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
    execArgv: ['--conditions=@crystal-fourier/source'],
  });
}
