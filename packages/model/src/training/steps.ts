import * as tf from '@tensorflow/tfjs';

/** Steps whose losses are read together: reading every one by itself would make the device wait. */
const WINDOW = 32;
/** Milliseconds after which other work gets its turn: native TensorFlow computes synchronously, so no signal or timer would come through. */
const TURN = 100;

/** How an epoch is watched and stopped. With a signal that stops it, the epoch counts as not done. */
export interface EpochOptions {
  /** Called before each step. */
  readonly onStep?: ((step: number, steps: number) => void) | undefined;
  /** Stops between two steps with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What the steps of one epoch gave. */
export interface StepSummary {
  /** Mean over the steps. */
  readonly loss: number;
  /** Largest norm of a gradient, before clipping. */
  readonly gradientNorm: number;
  readonly seconds: number;
}

/**
 * Runs the steps of one epoch in order.
 *
 * @param count how many, at least one
 * @param step computes one; returns its loss and the norm of its gradient as one tensor of two numbers
 * @param check looks at the loss and the norm of a step after some more steps; throws to stop
 */
export async function runSteps(
  count: number,
  step: (index: number) => tf.Tensor1D,
  check: (index: number, loss: number, gradientNorm: number) => void,
  { onStep, signal }: EpochOptions,
): Promise<StepSummary> {
  const begin = performance.now();
  let turn = begin;
  let [total, largest] = [0, 0];
  for (let from = 0; from < count; from += WINDOW) {
    const results: tf.Tensor1D[] = [];
    try {
      for (let index = from; index < Math.min(from + WINDOW, count); index++) {
        if (performance.now() - turn > TURN) {
          await new Promise((resolve) => setTimeout(resolve));
          turn = performance.now();
        }
        signal?.throwIfAborted();
        onStep?.(index, count);
        results.push(step(index));
      }
      for (const [i, [loss, norm]] of (await read(results)).entries()) {
        check(from + i, loss!, norm!);
        total += loss!;
        largest = Math.max(largest, norm!);
      }
    } finally {
      tf.dispose(results);
    }
  }
  return { loss: total / count, gradientNorm: largest, seconds: (performance.now() - begin) / 1000 };
}

async function read(results: readonly tf.Tensor1D[]): Promise<number[][]> {
  const all = tf.stack(results as tf.Tensor1D[]) as tf.Tensor2D;
  const numbers = await all.array();
  all.dispose();
  return numbers;
}
