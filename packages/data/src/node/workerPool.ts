import { availableParallelism } from 'node:os';
import { DataError, show } from '../core/errors.js';
import { receivedError, type SentError } from './internalError.js';
import { inputTransfers, type JobInput, type JobKind, type JobOutput, runJob } from './jobs.js';
import { startWorker } from './startWorker.js';

/** A job on its way to a thread. */
export interface JobRequest {
  readonly ticket: number;
  readonly kind: JobKind;
  readonly input: JobInput<JobKind>;
}

/** What comes back. */
export type JobAnswer = { readonly ticket: number } & (
  | { readonly output: JobOutput<JobKind> }
  | { readonly error: SentError }
);

/** Threads that do jobs; more jobs than threads may be handed over, each waits for its turn. */
export interface WorkerPool {
  /** Threads, at least 1. */
  readonly size: number;
  /**
   * Does a job in the thread that has least to do. Its input must not be used afterwards.
   *
   * @throws DataError `thread-stopped`, and what the job throws
   */
  run<Kind extends JobKind>(kind: Kind, input: JobInput<Kind>): Promise<JobOutput<Kind>>;
  close(): Promise<void>;
}

const MOST_WORKERS = 256;

/**
 * The number of threads that is asked for; else that of the processors, at most 16.
 *
 * @throws DataError `bad-argument`
 */
export function workerCount(workers: number | undefined, name: string): number {
  if (workers === undefined) return Math.min(16, availableParallelism());
  if (Number.isInteger(workers) && workers >= 0 && workers <= MOST_WORKERS) return workers;
  throw new DataError(
    'bad-argument',
    `${name}: the number of workers must be an integer from 0 to ${MOST_WORKERS}, got ${show(workers)}`,
  );
}

/** Starts threads; with 0 workers this thread does the jobs. */
export function openPool(workers: number): WorkerPool {
  if (workers === 0) return { size: 1, run: runJob, close: () => Promise.resolve() };
  const threads = Array.from({ length: workers }, () => new Thread());
  return {
    size: workers,
    run: (kind, input) => threads.reduce((best, thread) => (thread.load < best.load ? thread : best)).run(kind, input),
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

interface Pending {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A worker and the jobs that it was given. It keeps the process alive only while it has jobs: who stops iterating over results without
 * ending the iteration never closes the pool.
 */
class Thread {
  readonly #worker = startWorker();
  readonly #pending = new Map<number, Pending>();
  #tickets = 0;
  #hasAnswered = false;
  #failure: DataError | undefined;

  constructor() {
    this.#worker
      .on('message', (answer: JobAnswer) => this.#settle(answer))
      .on('error', (error) => this.#fail(error.message))
      .on('messageerror', (error) => this.#fail(error.message))
      .on('exit', (code) => this.#fail(`exit code ${code}`));
    this.#worker.unref();
  }

  /** Jobs that are not done. */
  get load(): number {
    return this.#pending.size;
  }

  run<Kind extends JobKind>(kind: Kind, input: JobInput<Kind>): Promise<JobOutput<Kind>> {
    const { promise, pending } = deferred<JobOutput<Kind>>();
    if (this.#failure === undefined) {
      const ticket = this.#tickets++;
      this.#pending.set(ticket, pending);
      this.#worker.ref();
      const request: JobRequest = { ticket, kind, input };
      this.#worker.postMessage(request, inputTransfers(input));
    } else pending.reject(this.#failure);
    return promise;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(answer: JobAnswer): void {
    this.#hasAnswered = true;
    const pending = this.#pending.get(answer.ticket);
    this.#pending.delete(answer.ticket);
    if (this.#pending.size === 0) this.#worker.unref();
    if ('output' in answer) pending?.resolve(answer.output);
    else pending?.reject(receivedError(answer.error));
  }

  #fail(reason: string): void {
    this.#failure ??= new DataError(
      'thread-stopped',
      this.#hasAnswered
        ? `a worker thread stopped: ${reason}; start again, with fewer workers if memory was short`
        : `a worker thread could not do its first job: ${reason}; start again with 0 workers, which needs no thread`,
    );
    for (const { reject } of this.#pending.values()) reject(this.#failure);
    this.#pending.clear();
  }
}

/** A promise that is settled from outside. */
function deferred<T>(): { readonly promise: Promise<T>; readonly pending: Pending } {
  let pending: Pending | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    pending = { resolve: (output) => resolve(output as T), reject };
  });
  return { promise, pending: pending as Pending };
}
