import { expect, test } from 'vitest';
import { FailureError, GIVEN_UP } from './failure.js';
import { localWorkers } from './testing/localWorker.js';
import { WorkerClient, type WorkerLike } from './workerClient.js';
import type { Handlers } from './workerServer.js';

type Table = {
  readonly double: { readonly input: number; readonly output: number };
  readonly refuse: { readonly input: string; readonly output: never };
  readonly slow: { readonly input: number; readonly output: number };
};

const handlers = (): Handlers<Table> => {
  let last = 0;
  return {
    double: (x) => 2 * x,
    refuse: (text) => {
      throw new FailureError({ kind: 'input', reason: text, line: 7 });
    },
    // Answers the number of the call before: calls do not overtake each other.
    slow: async (x) => {
      const before = last;
      await new Promise((resolve) => {
        setTimeout(resolve, x);
      });
      last = x;
      return before;
    },
  };
};

const failureOfCall = async (call: Promise<unknown>): Promise<unknown> => {
  try {
    await call;
  } catch (error) {
    return (error as FailureError).failure;
  }
  return 'no failure';
};

test('a worker starts with the first call; answers find their calls', async () => {
  const { start, all } = localWorkers(handlers);
  const client = new WorkerClient<Table>(start);
  expect(all).toHaveLength(0);
  expect(client.generation).toBe(0);
  const calls = [client.call('double', 1), client.call('double', 2)];
  expect(client.isBusy).toBe(true);
  expect(await Promise.all(calls)).toEqual([2, 4]);
  expect(client.isBusy).toBe(false);
  expect(all).toHaveLength(1);
  expect(client.generation).toBe(1);
});

test('calls are answered one after the other', async () => {
  const client = new WorkerClient<Table>(localWorkers(handlers).start);
  expect(await Promise.all([client.call('slow', 20), client.call('slow', 1)])).toEqual([0, 20]);
});

test('a refusal is the failure of the call alone', async () => {
  const client = new WorkerClient<Table>(localWorkers(handlers).start);
  expect(await failureOfCall(client.call('refuse', 'no'))).toEqual({ kind: 'input', reason: 'no', line: 7 });
  expect(await client.call('double', 4)).toBe(8);
});

test('a worker that stops fails all its calls with the reason, and the next call starts another', async () => {
  const { start, all } = localWorkers(handlers);
  const client = new WorkerClient<Table>(start);
  const calls = [client.call('slow', 1000), client.call('double', 1)].map(failureOfCall);
  all[0]!.crash('out of memory');
  for (const failure of await Promise.all(calls))
    expect(failure).toMatchObject({ kind: 'fault', reason: expect.stringContaining('out of memory') as string });
  expect(all[0]!.isAlive).toBe(false);
  expect(await client.call('double', 5)).toBe(10);
  expect(client.generation).toBe(2);
  const silent = failureOfCall(client.call('slow', 1000));
  all[1]!.crash();
  expect(await silent).toMatchObject({ reason: expect.stringContaining('no reason') as string });
  const unreadable = failureOfCall(client.call('slow', 1000));
  all[2]!.emit('messageerror', undefined);
  expect(await unreadable).toMatchObject({
    kind: 'fault',
    reason: expect.stringContaining('could not be read') as string,
  });
});

test('what is stopped is given up, and its late answer is not heard', async () => {
  const { start, all } = localWorkers(handlers);
  const client = new WorkerClient<Table>(start);
  const call = failureOfCall(client.call('slow', 5));
  client.stop();
  expect(await call).toEqual(GIVEN_UP);
  expect(all[0]!.isAlive).toBe(false);
  client.stop();
  expect(await client.call('double', 1)).toBe(2);
});

test('a worker that cannot start, or take the message, fails the call', async () => {
  const client = new WorkerClient<Table>((): WorkerLike => {
    throw new Error('refused by the browser');
  });
  expect(await failureOfCall(client.call('double', 1))).toMatchObject({
    kind: 'fault',
    reason: expect.stringContaining('refused by the browser') as string,
  });
  expect(client.isBusy).toBe(false);
});

test('what is transferred is moved, in both directions', async () => {
  type Buffers = { readonly echo: { readonly input: Float32Array; readonly output: Float32Array } };
  const answered: Float32Array[] = [];
  const { start } = localWorkers<Buffers>(
    () => ({
      echo: (values) => {
        answered.push(values);
        return values;
      },
    }),
    { echo: ({ buffer }) => [buffer as ArrayBuffer] },
  );
  const given = Float32Array.of(1, 2, 3);
  const back = await new WorkerClient<Buffers>(start).call('echo', given, [given.buffer]);
  expect([...back]).toEqual([1, 2, 3]);
  // Memory that was moved is empty where it came from.
  expect(given).toHaveLength(0);
  expect(answered[0]).toHaveLength(0);
});
