import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { initMoyo } from '@crystal-fourier/data';
import { CliError } from '../shell/failure.js';
import { type FeatureJob, type FeatureResult, featureResults } from './features.js';

/** Computes features; jobs may be handed over before others are done. */
export interface FeaturePool {
  /** Threads, at least 1. */
  readonly size: number;
  run(job: FeatureJob): Promise<readonly FeatureResult[]>;
  close(): Promise<void>;
}

interface Pending {
  readonly resolve: (results: readonly FeatureResult[]) => void;
  readonly reject: (error: unknown) => void;
}

type Answer = { readonly ticket: number } & (
  | { readonly results: readonly FeatureResult[] }
  | { readonly error: unknown }
);

/** Threads that compute features; with 0 workers this thread does. */
export async function featurePool(workers: number): Promise<FeaturePool> {
  if (workers === 0) {
    await initMoyo();
    return {
      size: 1,
      run: (job) => Promise.resolve().then(() => featureResults(job)),
      close: () => Promise.resolve(),
    };
  }
  const threads = Array.from({ length: workers }, () => new Thread());
  return {
    size: workers,
    run: (job) => threads.reduce((best, thread) => (thread.load < best.load ? thread : best)).run(job),
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

/** A worker and the jobs it was given. */
class Thread {
  readonly #worker = startWorker();
  readonly #pending = new Map<number, Pending>();
  #tickets = 0;
  #failure: CliError | undefined;

  constructor() {
    this.#worker
      .on('message', (answer: Answer) => {
        const pending = this.#pending.get(answer.ticket);
        this.#pending.delete(answer.ticket);
        if ('results' in answer) pending?.resolve(answer.results);
        else pending?.reject(answer.error);
      })
      .on('error', (error) => this.#fail(error.message, error))
      .on('exit', (code) => this.#fail(`exit code ${code}`));
  }

  /** Jobs that are not done. */
  get load(): number {
    return this.#pending.size;
  }

  run(job: FeatureJob): Promise<readonly FeatureResult[]> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      const ticket = this.#tickets++;
      this.#pending.set(ticket, { resolve, reject });
      this.#worker.postMessage({ ticket, job }, []);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(what: string, cause?: unknown): void {
    this.#failure ??= new CliError(`a thread that prepares structures stopped: ${what}`, { code: 'internal', cause });
    for (const { reject } of this.#pending.values()) reject(this.#failure);
    this.#pending.clear();
  }
}

function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./worker.js', import.meta.url));
  // The tests run on sources, which Node reads through tsx and the repository's own export condition.
  const tsx = pathToFileURL(
    createRequire(import.meta.url)
      .resolve('tsx/esm/api')
      .replace(/cjs$/, 'mjs'),
  ).href;
  const entry = new URL('./worker.ts', import.meta.url).href;
  const code = `import { register } from ${JSON.stringify(tsx)}; register(); await import(${JSON.stringify(entry)});`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
    execArgv: ['--conditions=@crystal-fourier/source'],
  });
}
