import * as tf from '@tensorflow/tfjs';
import type { TrainingOptions } from '../config/trainingOptions.js';
import type { Task } from '../config/config.js';
import type { BatchTargets } from './batchTargets.js';

/** A target that fewer records of a batch have counts as if this share of them had it. */
export const LEAST_SHARE = 1 / 8;

/**
 * Sum over the targets of the mean loss of those records of the batch that have the target, divided by the number of targets. With one mean over all
 * values, a target that one record in 25 has would have a 25th of the weight of the others, and would hardly be learned. A target that fewer
 * than an eighth of the batch have is divided by that eighth: so no value counts more than eight times as much as one of a target that all
 * records have, and a batch with a single value does not turn the step. A target that no record of the batch has adds nothing, and the others keep their weight.
 *
 * Errors of a value that is missing are multiplied by 0, so it has no gradient. Where no value is missing, this is the mean over all.
 *
 * @returns a scalar
 */
export function lossOf(
  outputs: tf.Tensor2D,
  { values, weights }: BatchTargets,
  task: Task,
  loss: TrainingOptions['loss'],
): tf.Scalar {
  const [records, targets] = weights.shape;
  const shares = weights.div(
    weights
      .sum(0, true)
      .maximum(records * LEAST_SHARE)
      .mul(targets),
  );
  const reduction = tf.Reduction.SUM;
  if (task === 'classification') return tf.losses.sigmoidCrossEntropy(values, outputs, shares, 0, reduction);
  if (loss === 'mse') return tf.losses.meanSquaredError(values, outputs, shares, reduction);
  if (loss === 'huber') return tf.losses.huberLoss(values, outputs, shares, 1, reduction);
  return tf.losses.absoluteDifference(values, outputs, shares, reduction);
}
