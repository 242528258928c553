import * as tf from '@tensorflow/tfjs';
import { linear, linearOfConstant } from './linear.js';

/** Sizes of the pairs of a batch. */
export interface PairShape {
  readonly batch: number;
  readonly orbits: number;
  /** Whether pairs depend on weights and get a gradient. Defaults to false: they are features. */
  readonly learnedPairs?: boolean;
}

/**
 * What the orbits of a crystal weigh for each other in several attentions, `S_ij,h = Σ_k N_ij,k E_k,h`: one product for all of them, which reads the pairs once and has a
 * width that processors like; of eight columns by themselves it takes four times as long.
 *
 * @param weights E of each attention, (K, h), positive
 * @param pairs N: (B·A·A, K)
 * @returns S of each attention, (B, h, A, A)
 */
export function pairWeights(
  weights: readonly tf.Tensor2D[],
  pairs: tf.Tensor2D,
  { batch: B, orbits: A, learnedPairs = false }: PairShape,
): tf.Tensor4D[] {
  const all = (weights.length === 1 ? weights[0]! : tf.concat(weights as tf.Tensor2D[], 1)) as tf.Tensor2D;
  const sums = learnedPairs ? linear(pairs, all) : linearOfConstant(pairs, all);
  const byHead = tf.transpose(tf.reshape(sums, [B, A, A, all.shape[1]]), [0, 3, 1, 2]) as tf.Tensor4D;
  if (weights.length === 1) return [byHead];
  return tf.split(
    byHead,
    weights.map(({ shape }) => shape[1]),
    1,
  ) as tf.Tensor4D[];
}
