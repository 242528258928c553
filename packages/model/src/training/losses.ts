import * as tf from '@tensorflow/tfjs';
import type { TrainingOptions } from '../config/trainingOptions.js';
import type { Task } from '../config/config.js';
import type { BatchTargets } from './batchTargets.js';

/**
 * Mean loss over the values that are there. Errors of a value that is missing are multiplied by 0, so it has no gradient.
 *
 * @returns a scalar
 */
export function lossOf(
  outputs: tf.Tensor2D,
  { values, weights }: BatchTargets,
  task: Task,
  loss: TrainingOptions['loss'],
): tf.Scalar {
  // The losses of the library sum over values with weight ≠ 0 and divide by their number.
  const reduction = tf.Reduction.SUM_BY_NONZERO_WEIGHTS;
  if (task === 'classification') return tf.losses.sigmoidCrossEntropy(values, outputs, weights, 0, reduction);
  if (loss === 'mse') return tf.losses.meanSquaredError(values, outputs, weights, reduction);
  if (loss === 'huber') return tf.losses.huberLoss(values, outputs, weights, 1, reduction);
  return tf.losses.absoluteDifference(values, outputs, weights, reduction);
}
