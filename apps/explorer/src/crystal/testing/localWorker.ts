import { type Handlers, type ScopeLike, serve } from '../workerServer.js';
import type { AnswerMessage, Calls, CallMessage, WorkerLike } from '../workerClient.js';

/** A worker of tests: within this thread, but messages are copied and come later, as they do between threads. */
export class LocalWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;
  /** Messages that came, in their order. */
  readonly received: CallMessage[] = [];
  isAlive = true;
  readonly #scope: ScopeLike;

  constructor(start: (scope: ScopeLike) => void) {
    this.#scope = {
      onmessage: null,
      postMessage: (message: AnswerMessage) => {
        const data = structuredClone(message);
        setTimeout(() => {
          if (this.isAlive) this.onmessage?.({ data });
        }, 0);
      },
    };
    start(this.#scope);
  }

  postMessage(message: CallMessage): void {
    const data = structuredClone(message);
    this.received.push(data);
    setTimeout(() => {
      if (this.isAlive) this.#scope.onmessage?.({ data });
    }, 0);
  }

  terminate(): void {
    this.isAlive = false;
  }

  /** Stops as a worker does that has no memory left. */
  crash(message?: string): void {
    this.onerror?.({ ...(message === undefined ? {} : { message }) });
  }
}

/** Starts workers that answer with these methods, and keeps them. */
export function localWorkers<Table extends Calls>(
  handlers: () => Handlers<Table>,
): { readonly start: () => LocalWorker; readonly all: LocalWorker[] } {
  const all: LocalWorker[] = [];
  return {
    all,
    start: () => {
      const worker = new LocalWorker((scope) => serve(scope, handlers()));
      all.push(worker);
      return worker;
    },
  };
}
