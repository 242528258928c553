import * as tf from '@tensorflow/tfjs';
import { tensorFacts } from '@crystal-fourier/data';
import type { TrainingOptions } from '../config/trainingOptions.js';
import type { OutputLayout } from '../features/outputLayout.js';
import { LEAST_SHARE } from './losses.js';
import type { BatchTensor } from './tensorTargets.js';

/** Added to squared norms, whose root has no gradient at 0. */
const EPSILON = 1e-8;

/**
 * Mean loss of the records of a batch that have a tensor, over its parts: of the Frobenius norm of what each irreducible part is off, in units of its
 * spread. So a part counts as much as another however small it is, and the loss does not depend on axes. For a tensor of each site the mean over the sites.
 *
 * @param outputs (B, …), as the layout says
 * @returns a scalar
 */
export function tensorLoss(
  outputs: tf.Tensor2D,
  { place, values, weights }: BatchTensor,
  layout: OutputLayout,
  loss: TrainingOptions['loss'],
): tf.Scalar {
  const { parts } = tensorFacts(place.kind);
  const off = tf.sub(componentsOf(outputs, { place, values }, layout), values);
  const [B, N] = weights.shape;
  const shares = tf.div(weights, tf.maximum(tf.sum(weights), B * LEAST_SHARE));
  const losses = parts.map(({ degree, offset }) => {
    const squares = tf.sum(tf.square(tf.slice(off, [0, 0, offset], [B, N, 2 * degree + 1])), 2);
    if (loss === 'mse') return squares;
    const norms = tf.sub(tf.sqrt(tf.add(squares, EPSILON)), Math.sqrt(EPSILON));
    if (loss === 'l1') return norms;
    // Huber's: half the square up to 1, a line beyond.
    const near = tf.minimum(norms, 1);
    return tf.add(tf.mul(tf.square(near), 0.5), tf.sub(norms, near));
  });
  return tf.div(tf.sum(tf.mul(tf.addN(losses), shares)), parts.length) as tf.Scalar;
}

/** (B, N, size). */
function componentsOf(
  outputs: tf.Tensor2D,
  { place, values }: Pick<BatchTensor, 'place' | 'values'>,
  { sites, block }: OutputLayout,
): tf.Tensor {
  const [B, N, size] = values.shape;
  if (!place.isPerSite) return tf.reshape(tf.slice(outputs, [0, place.offset], [B, size]), [B, 1, size]);
  const blocks = tf.reshape(tf.slice(outputs, [0, sites], [B, N * block]), [B, N, block]);
  return tf.slice(blocks, [0, 0, place.offset], [B, N, size]);
}
