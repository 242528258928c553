import type { BatchRecord } from '@crystal-fourier/data';
import * as tf from '@tensorflow/tfjs';
import { type Normalization, toScale } from '../features/normalization.js';

/**
 * A standardised target counts as at most so far from the mean. Where values far outside are left out of the mean and the spread, only these are farther: any other one is
 * at most 30 robust standard deviations from the median, each of which is at most 2.97 standard deviations. Without this, one of them would end the training
 * as one that diverged.
 */
const FARTHEST = 100;

/** Targets of a batch, standardised: (B, T) values and (B, T) weights, 0 where a value is missing. */
export interface BatchTargets {
  readonly values: tf.Tensor2D;
  readonly weights: tf.Tensor2D;
}

/**
 * Targets of some records; the caller disposes of the tensors.
 *
 * @param indices of the records in the list
 */
export function batchTargets(
  records: readonly BatchRecord[],
  indices: readonly number[],
  { targets }: Pick<Normalization, 'targets'>,
): BatchTargets {
  const shape: [number, number] = [indices.length, targets.length];
  const values = new Float32Array(indices.length * targets.length);
  const weights = new Float32Array(indices.length * targets.length);
  indices.forEach((index, b) => {
    const { targets: known, features } = records[index]!;
    targets.forEach((scale, t) => {
      const value = toScale(known?.[scale.name], scale, features);
      if (value === undefined) return;
      values[b * targets.length + t] = Math.min(Math.max(value, -FARTHEST), FARTHEST);
      weights[b * targets.length + t] = 1;
    });
  });
  return { values: tf.tensor2d(values, shape), weights: tf.tensor2d(weights, shape) };
}
