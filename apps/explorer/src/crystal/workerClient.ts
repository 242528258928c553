import { type Failure, FailureError, GIVEN_UP } from './failure.js';

/** Methods of a worker: what goes in, what comes back. Both must be plain data. */
export type Calls = Readonly<Record<string, { readonly input: unknown; readonly output: unknown }>>;

export interface CallMessage {
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
}

export type AnswerMessage = { readonly id: number } & (
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly failure: Failure }
);

/** What happens to a worker. */
export interface WorkerEvents {
  readonly message: { readonly data: AnswerMessage };
  readonly error: { readonly message?: string; preventDefault?(): void };
  readonly messageerror: unknown;
}

/** What is used of a `Worker`. */
export interface WorkerLike {
  addEventListener<Type extends keyof WorkerEvents>(type: Type, listener: (event: WorkerEvents[Type]) => void): void;
  postMessage(message: CallMessage, transfer: Transferable[]): void;
  terminate(): void;
}

interface Pending {
  readonly resolve: (output: never) => void;
  readonly reject: (error: FailureError) => void;
}

/**
 * Calls of a worker as promises. The worker starts with the first call. If it stops by itself (an error outside of a method, no memory), all
 * calls fail with a reason and the next call starts a new one.
 */
export class WorkerClient<Table extends Calls> {
  readonly #start: () => WorkerLike;
  readonly #pending = new Map<number, Pending>();
  #worker: WorkerLike | undefined;
  #ids = 0;
  #generation = 0;

  constructor(start: () => WorkerLike) {
    this.#start = start;
  }

  /** Whether calls wait for an answer. */
  get isBusy(): boolean {
    return this.#pending.size > 0;
  }

  /** Number of the worker that is alive, from 1; 0 for none. A new worker knows nothing of what the one before was given. */
  get generation(): number {
    return this.#worker === undefined ? 0 : this.#generation;
  }

  /**
   * @param transfer parts of the input that are moved to the worker and not copied
   * @throws FailureError (the promise) where the method refuses, or the worker stops
   */
  call<Method extends string & keyof Table>(
    method: Method,
    input: Table[Method]['input'],
    transfer: Transferable[] = [],
  ): Promise<Table[Method]['output']> {
    return new Promise((resolve, reject) => {
      const id = this.#ids++;
      this.#pending.set(id, { resolve, reject });
      try {
        this.#worker ??= this.#started();
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's messages have no target origin
        this.#worker.postMessage({ id, method, input }, transfer);
      } catch (error) {
        this.#pending.delete(id);
        const reason = error instanceof Error ? error.message : String(error);
        reject(new FailureError({ kind: 'fault', reason: `the work could not be handed over (${reason})` }));
      }
    });
  }

  /** Stops the worker in the middle of its work; calls that wait fail with {@link GIVEN_UP}. */
  stop(): void {
    this.#end(GIVEN_UP);
  }

  #started(): WorkerLike {
    const worker = this.#start();
    this.#generation++;
    worker.addEventListener('message', ({ data }) => this.#answered(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault?.();
      const what = event.message === undefined || event.message === '' ? 'it gave no reason' : event.message;
      this.#end({ kind: 'fault', reason: `the part of this page that computes stopped (${what}); it starts again` });
    });
    worker.addEventListener('messageerror', () =>
      this.#end({ kind: 'fault', reason: 'an answer of the part of this page that computes could not be read' }),
    );
    return worker;
  }

  #answered(answer: AnswerMessage): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if (answer.ok) pending?.resolve(answer.output as never);
    else pending?.reject(new FailureError(answer.failure));
  }

  #end(failure: Failure): void {
    // Numbers are never used twice: a late answer matches no call.
    this.#worker?.terminate();
    this.#worker = undefined;
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of waiting) reject(new FailureError(failure));
  }
}
