import type { TrainingOptions } from '../config/trainingOptions.js';

/** The first rate of a one-cycle schedule, and the last, as shares of the highest. */
const FIRST = 1 / 25;
const LAST = 1e-4;

/**
 * Learning rate of a step.
 *
 * @param step from 0
 * @param steps of the whole training
 */
export function learningRateAt(
  step: number,
  steps: number,
  { schedule, learningRate, warmup }: Pick<TrainingOptions, 'schedule' | 'learningRate' | 'warmup'>,
): number {
  const rise = Math.max(1, Math.round(warmup * steps));
  const cosine = (from: number, to: number, share: number): number =>
    to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
  if (step < rise) {
    return learningRate * (schedule === 'one-cycle' ? cosine(FIRST, 1, step / rise) : (step + 1) / rise);
  }
  if (schedule === 'constant') return learningRate;
  const share = Math.min(1, (step - rise) / Math.max(1, steps - 1 - rise));
  return learningRate * cosine(1, schedule === 'one-cycle' ? LAST : 0, share);
}
