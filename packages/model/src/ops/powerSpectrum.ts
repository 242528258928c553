import * as tf from '@tensorflow/tfjs';
import { times, transposeTimes } from './linear.js';
import { segmentSums } from './segmentSums.js';

/** Angular moments of a batch of B crystals of at most A orbits, each with at most R components in all; padding is 0. */
export interface MomentInputs {
  /** (B, R·F, A): for each component, radial function and other orbit the moment; the radial function is the faster index of the rows. */
  readonly values: tf.Tensor3D;
  /** (B·R), int32: row of the orbit and degree that a component belongs to, in (B·A·L), the degree being the fastest index; of padding any row of its crystal. */
  readonly segments: tf.Tensor1D;
  /** R. */
  readonly components: number;
  /** F. */
  readonly functions: number;
  /** L. */
  readonly degrees: number;
}

/**
 * What the surroundings of an orbit look like, however they are turned: a learned power spectrum of the angular moments N of pairs of orbits,
 *
 *     U_i,lm,c = Σ_j Σ_n Σ_h N_ij,n,lm g_j,h Ψ_nh,c           and U′ with weights Ψ′
 *     p_i,l,c  = Σ_m U_i,lm,c U′_i,lm,c                       sign(p) log(1 + |p|) is returned
 *
 * A rotation, an improper one too, mixes the components m of a degree by an orthogonal matrix, which p does not see. So only the components that the site symmetry
 * of an orbit leaves are needed, in any orthonormal basis. The backward pass is written by hand and gives the gradients of the learned inputs.
 *
 * @param weights g: (B·A, H), of the tokens
 * @param mixing Ψ and Ψ′: (F·H, 2 C), the head being the faster index of the rows
 * @returns (B·A, L·C)
 */
export function powerSpectrum(weights: tf.Tensor2D, mixing: tf.Tensor2D, moments: MomentInputs): tf.Tensor2D {
  const { values, segments, components: R, functions: F, degrees: L } = moments;
  const [B, , A] = values.shape;
  const [H, C] = [weights.shape[1], mixing.shape[1] / 2];
  const op = tf.customGrad((...inputs) => {
    const [g, psi, save] = inputs as unknown as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
    const mixed = tf.reshape(tf.matMul(values, tf.reshape(g, [B, A, H])), [B * R, F * H]) as tf.Tensor2D;
    const [u, v] = tf.split(tf.matMul(mixed, psi), 2, 1) as [tf.Tensor2D, tf.Tensor2D];
    const p = segmentSums(tf.mul(u, v), segments, B, B * A * L);
    // The tensors of the batch may be those of the forward pass, which do not live so long.
    save([mixed, u, v, p, psi, values, segments]);
    return {
      value: tf.reshape(tf.mul(tf.sign(p), tf.log1p(tf.abs(p))), [B * A, L * C]),
      gradFunc: (dy, saved) => {
        const [savedMixed, savedU, savedV, savedP, savedPsi, savedValues, savedSegments] = saved as [
          tf.Tensor2D,
          tf.Tensor2D,
          tf.Tensor2D,
          tf.Tensor2D,
          tf.Tensor2D,
          tf.Tensor3D,
          tf.Tensor1D,
        ];
        const dp = tf.div(tf.reshape(dy as tf.Tensor2D, savedP.shape), tf.add(tf.abs(savedP), 1));
        const dq = tf.gather(dp, savedSegments);
        const du = tf.concat([tf.mul(dq, savedV), tf.mul(dq, savedU)], 1) as tf.Tensor2D;
        const dMixed = tf.reshape(times(du, savedPsi), [B, R * F, H]);
        const dg = tf.matMul(savedValues, dMixed, true, false);
        return [tf.reshape(dg, [B * A, H]), transposeTimes(savedMixed, du)];
      },
    };
  });
  return op(weights, mixing) as tf.Tensor2D;
}
