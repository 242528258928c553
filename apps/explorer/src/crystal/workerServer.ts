import { failureOf } from './failure.js';
import type { AnswerMessage, CallMessage, Calls } from './workerClient.js';

/** What is used of a worker's global scope. */
export interface ScopeLike {
  addEventListener(type: 'message', listener: (event: { readonly data: CallMessage }) => void): void;
  postMessage(message: AnswerMessage, transfer: Transferable[]): void;
}

export type Handlers<Table extends Calls> = {
  readonly [Method in keyof Table]: (
    input: Table[Method]['input'],
  ) => Table[Method]['output'] | Promise<Table[Method]['output']>;
};

/** For a method the parts of an answer that are moved to the page and not copied. */
export type Transfers<Table extends Calls> = {
  readonly [Method in keyof Table]?: (output: Table[Method]['output']) => Transferable[];
};

/** Answers the calls of a `WorkerClient`, one after the other, in their order. An error of a method is its answer. */
export function serve<Table extends Calls>(
  scope: ScopeLike,
  handlers: Handlers<Table>,
  transfers: Transfers<Table> = {},
): void {
  let last: Promise<void> = Promise.resolve();
  const answer = async ({ id, method, input }: CallMessage): Promise<AnswerMessage> => {
    try {
      return { id, ok: true, output: await handlers[method]!(input) };
    } catch (error) {
      return { id, ok: false, failure: failureOf(error) };
    }
  };
  const afterOthers = async (before: Promise<void>, call: CallMessage): Promise<void> => {
    await before;
    const message = await answer(call);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's messages have no target origin
    scope.postMessage(message, message.ok ? (transfers[call.method]?.(message.output) ?? []) : []);
  };
  scope.addEventListener('message', ({ data }) => {
    last = afterOthers(last, data);
  });
}
