/** Milliseconds after which other work gets its turn: native TensorFlow computes synchronously, so no signal or timer would come through. */
const TURN = 100;

/** How an epoch is watched and stopped. With a signal that stops it, the epoch counts as not done. */
export interface EpochOptions {
  /** Called before each step. */
  readonly onStep?: ((step: number, steps: number) => void) | undefined;
  /** Stops between two steps with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What one step gave. */
export interface StepResult {
  readonly loss: number;
  /** Before clipping. */
  readonly gradientNorm: number;
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
 * @param check looks at what a step gave; throws to stop
 */
export async function runSteps(
  count: number,
  step: (index: number) => Promise<StepResult>,
  check: (index: number, result: StepResult) => void,
  { onStep, signal }: EpochOptions,
): Promise<StepSummary> {
  const begin = performance.now();
  let turn = begin;
  let [total, largest] = [0, 0];
  for (let index = 0; index < count; index++) {
    if (performance.now() - turn > TURN) {
      await new Promise((resolve) => setTimeout(resolve));
      turn = performance.now();
    }
    signal?.throwIfAborted();
    onStep?.(index, count);
    const result = await step(index);
    check(index, result);
    total += result.loss;
    largest = Math.max(largest, result.gradientNorm);
  }
  return { loss: total / count, gradientNorm: largest, seconds: (performance.now() - begin) / 1000 };
}
