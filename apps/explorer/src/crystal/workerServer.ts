import { failureOf } from './failure.js';
import type { AnswerMessage, CallMessage, Calls } from './workerClient.js';

/** What is used of a worker's global scope. */
export interface ScopeLike {
  onmessage: ((event: { readonly data: CallMessage }) => void) | null;
  postMessage(message: AnswerMessage): void;
}

export type Handlers<Table extends Calls> = {
  readonly [Method in keyof Table]: (
    input: Table[Method]['input'],
  ) => Table[Method]['output'] | Promise<Table[Method]['output']>;
};

/** Answers the calls of a `WorkerClient`, one after the other, in their order. An error of a method is its answer. */
export function serve<Table extends Calls>(scope: ScopeLike, handlers: Handlers<Table>): void {
  let last: Promise<void> = Promise.resolve();
  scope.onmessage = ({ data: { id, method, input } }) => {
    last = last.then(async () => {
      try {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's messages have no target origin
        scope.postMessage({ id, ok: true, output: await handlers[method]!(input) });
      } catch (error) {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's messages have no target origin
        scope.postMessage({ id, ok: false, failure: failureOf(error) });
      }
    });
  };
}
