import { type Handlers, type ScopeLike, serve, type Transfers } from '../workerServer.js';
import type { AnswerMessage, Calls, CallMessage, WorkerEvents, WorkerLike } from '../workerClient.js';

/** A worker of tests: within this thread, but messages are copied and come later, as they do between threads. */
export class LocalWorker implements WorkerLike {
  readonly #listeners: { [Type in keyof WorkerEvents]?: (event: WorkerEvents[Type]) => void } = {};
  /** Messages that came, in their order. */
  readonly received: CallMessage[] = [];
  isAlive = true;
  #received: ((event: { readonly data: CallMessage }) => void) | undefined;

  constructor(start: (scope: ScopeLike) => void) {
    const scope: ScopeLike = {
      addEventListener: (_, listener) => {
        this.#received = listener;
      },
      postMessage: (message: AnswerMessage, transfer) => {
        const data = structuredClone(message, { transfer });
        setTimeout(() => {
          if (this.isAlive) this.emit('message', { data });
        }, 0);
      },
    };
    start(scope);
  }

  addEventListener<Type extends keyof WorkerEvents>(type: Type, listener: (event: WorkerEvents[Type]) => void): void {
    Object.assign(this.#listeners, { [type]: listener });
  }

  emit<Type extends keyof WorkerEvents>(type: Type, event: WorkerEvents[Type]): void {
    this.#listeners[type]?.(event);
  }

  postMessage(message: CallMessage, transfer: Transferable[]): void {
    const data = structuredClone(message, { transfer });
    this.received.push(data);
    setTimeout(() => {
      if (this.isAlive) this.#received?.({ data });
    }, 0);
  }

  terminate(): void {
    this.isAlive = false;
  }

  /** Stops as a worker does that has no memory left. */
  crash(message?: string): void {
    this.emit('error', message === undefined ? {} : { message });
  }
}

/** Starts workers that answer with these methods, and keeps them. */
export function localWorkers<Table extends Calls>(
  handlers: () => Handlers<Table>,
  transfers: Transfers<Table> = {},
): { readonly start: () => LocalWorker; readonly all: LocalWorker[] } {
  const all: LocalWorker[] = [];
  return {
    all,
    start: () => {
      const worker = new LocalWorker((scope) => serve(scope, handlers(), transfers));
      all.push(worker);
      return worker;
    },
  };
}
