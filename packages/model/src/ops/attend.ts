import * as tf from '@tensorflow/tfjs';
import type { PairShape } from './pairWeights.js';

/** Added to weights, which are divisors: below float32's resolution beside those of any pair that exists, yet no denormal number. */
const NOTHING = 1e-30;

/**
 * Logarithm of the weight of a pair that does not exist (padding), as the softmax sees it. Its exponential is exactly 0 beside that of any pair that exists, so that padding
 * has exactly no gradient: a tiny one would become denormal numbers in the layers before, with which processors multiply ten times slower.
 */
const LOG_OF_NOTHING = -1000;

/** Sizes of an attention: B crystals of at most A orbits, h heads of width d_h, K functions of a pair. */
export interface AttentionShape extends PairShape {
  readonly heads: number;
  /** Whether the total weight of each head is returned, too. Defaults to false. */
  readonly totals?: boolean;
}

/**
 * Attention over orbits that counts each orbit as all of its sites (mathematics: softmax over the sites of the full cell, summed over
 * the sites of an orbit).
 *
 *     S_ij,h = Σ_k N_ij,k E_k,h                               > 0: the weight of orbit j for a site of orbit i
 *     a_ij,h = softmax_j( q_i,h · k_j,h / √d_h + log S_ij,h )
 *     o_i,h  = Σ_j a_ij,h ( v_j,h + V_ij,h ),   V_ij,h = Σ_k N_ij,k G_h,k / S_ij,h
 *     t_i,h  = log Σ_j S_ij,h exp( q_i,h · k_j,h / √d_h )     the total weight: how much there is around, which the softmax divides by
 *
 * N is linear in the sites of orbit j, so that an orbit split into parts gives the same result; all N of a padded j are 0. The backward pass is
 * written by hand and gives the gradients of the learned inputs; of `pairs` only where they are learned, since that costs two matrix products.
 *
 * @param qkv (B·A, 3 d): queries, keys, values; heads are the slower index within each
 * @param weights S: (B, h, A, A), as `pairWeights` gives them
 * @param values G: (h, K, d_h); undefined for no value term
 * @param pairs N: (B·A·A, K)
 * @returns (B·A, d): o; with totals (B·A, d + h): o, then t
 */
export function attend(
  qkv: tf.Tensor2D,
  weights: tf.Tensor4D,
  values: tf.Tensor3D | undefined,
  pairs: tf.Tensor2D,
  shape: AttentionShape,
): tf.Tensor2D {
  const { batch: B, orbits: A, heads: h, totals = false, learnedPairs = false } = shape;
  const d = qkv.shape[1] / 3;
  const dh = d / h;
  const scale = 1 / Math.sqrt(dh);
  const functions = pairs.shape[1];
  const op = tf.customGrad((...inputs) => {
    const save = inputs.at(-1) as unknown as tf.GradSaveFunc;
    const [packed, summed] = inputs as unknown as [tf.Tensor2D, tf.Tensor4D];
    const split = tf.transpose(tf.reshape(packed, [B, A, 3 * h, dh]), [0, 2, 1, 3]);
    const [q, k, v] = tf.split(split, 3, 1) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
    const pairWeights = tf.add(summed, NOTHING) as tf.Tensor4D;
    const logits = tf.add(tf.mul(tf.matMul(q, k, false, true), scale), tf.maximum(tf.log(summed), LOG_OF_NOTHING));
    const a = tf.softmax(logits) as tf.Tensor4D;
    const averaged = tf.transpose(tf.matMul(a, v), [0, 2, 1, 3]);
    const outputs = (o: tf.Tensor): tf.Tensor2D => {
      const rows = tf.reshape(o, [B * A, d]) as tf.Tensor2D;
      if (!totals) return rows;
      const logarithms = tf.transpose(tf.logSumExp(logits, -1), [0, 2, 1]);
      return tf.concat([rows, tf.reshape(logarithms, [B * A, h])], 1) as tf.Tensor2D;
    };
    if (values === undefined) {
      save([q, k, v, pairWeights, a]);
      return { value: outputs(averaged), gradFunc: (dy, saved) => attendGradients(dy as tf.Tensor2D, saved, shape) };
    }
    // Σ_j a_ij / S_ij N_ij,k: the pair functions averaged over all orbits j, before the radial functions are applied
    const share = tf.reshape(tf.transpose(tf.div(a, pairWeights), [0, 2, 1, 3]), [B * A, h, A]);
    const average = tf.matMul(share, tf.reshape(pairs, [B * A, A, functions]));
    const averageByHead = tf.transpose(average, [1, 0, 2]) as tf.Tensor3D;
    const g = inputs[2] as unknown as tf.Tensor3D;
    const radial = tf.reshape(tf.transpose(tf.matMul(averageByHead, g), [1, 0, 2]), [B, A, h, dh]);
    save([q, k, v, pairWeights, a, pairs, g, averageByHead]);
    return {
      value: outputs(tf.add(averaged, radial)),
      gradFunc: (dy, saved) => attendGradients(dy as tf.Tensor2D, saved, shape),
    };
  });

  return op(qkv, weights, ...(values === undefined ? [] : [values, ...(learnedPairs ? [pairs] : [])])) as tf.Tensor2D;
}

/**
 * The backward pass of {@link attend}.
 *
 * @param gradient of its output
 * @param saved by the forward pass: q, k, v, S, a; with a value term N, G and the averages that it multiplies
 * @returns gradients of `qkv` and `weights`; with a value term of `values`, and of `pairs` where they are learned
 */
function attendGradients(
  gradient: tf.Tensor2D,
  saved: readonly tf.Tensor[],
  { batch: B, orbits: A, heads: h, totals = false, learnedPairs = false }: AttentionShape,
): tf.Tensor[] {
  const [q, k, v, pairWeights, a] = saved as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
  const dh = v.shape[3];
  const d = h * dh;
  const [dy, dTotals] = (totals ? tf.split(gradient, [d, h], 1) : [gradient]) as [tf.Tensor2D, tf.Tensor2D?];
  // (B, A, h, d_h) → (B, h, A, d_h)
  const dO = tf.transpose(tf.reshape(dy, [B, A, h, dh]), [0, 2, 1, 3]);
  let da = tf.matMul(dO, v, false, true);
  const dv = tf.matMul(a, dO, true, false);
  const gradients: tf.Tensor[] = [];
  let dShare: tf.Tensor | undefined;
  // `pairs` may be a tensor of the forward pass, which does not live so long: what is saved does.
  const [N, g, averageByHead] = saved.slice(5) as [tf.Tensor2D?, tf.Tensor3D?, tf.Tensor3D?];
  if (N !== undefined && g !== undefined && averageByHead !== undefined) {
    const functions = N.shape[1];
    const byHead = tf.transpose(tf.reshape(dy, [B * A, h, dh]), [1, 0, 2]);
    gradients.push(tf.matMul(averageByHead, byHead, true, false));
    const dAverage = tf.transpose(tf.matMul(byHead, g, false, true), [1, 0, 2]);
    const d3 = tf.matMul(dAverage, tf.reshape(N, [B * A, A, functions]), false, true);
    dShare = tf.div(tf.transpose(tf.reshape(d3, [B, A, h, A]), [0, 2, 1, 3]), pairWeights);
    da = tf.add(da, dShare);
    if (learnedPairs) {
      const share = tf.reshape(tf.transpose(tf.div(a, pairWeights), [0, 2, 1, 3]), [B * A, h, A]);
      gradients.push(tf.reshape(tf.matMul(share, dAverage, true, false), [B * A * A, functions]));
    }
  }
  const weighted = tf.mul(a, da);
  let ofSoftmax: tf.Tensor = tf.sum(weighted, -1, true);
  // The derivative of the logarithm of a sum of exponentials is the softmax.
  if (dTotals !== undefined)
    ofSoftmax = tf.sub(ofSoftmax, tf.reshape(tf.transpose(tf.reshape(dTotals, [B, A, h]), [0, 2, 1]), [B, h, A, 1]));
  const dLogits = tf.sub(weighted, tf.mul(a, ofSoftmax));
  // S enters through its logarithm and, in the value term, as a divisor
  const dWeights = tf.div(dShare === undefined ? dLogits : tf.sub(dLogits, tf.mul(a, dShare)), pairWeights);
  const scaled = tf.mul(dLogits, 1 / Math.sqrt(dh));
  const dq = tf.matMul(scaled, k);
  const dk = tf.matMul(scaled, q, true, false);
  const dPacked = tf.reshape(tf.transpose(tf.concat([dq, dk, dv], 1), [0, 2, 1, 3]), [B * A, 3 * d]);
  return [dPacked, dWeights, ...gradients];
}
