import * as tf from '@tensorflow/tfjs';
import { linear } from './linear.js';
import type { MomentInputs } from './powerSpectrum.js';

/** How the components of the moments of a batch become components m = −l … l, see `MomentFrames`. */
export interface FrameInputs {
  /** (B·A·S). */
  readonly rows: tf.Tensor1D;
  /** (B·R). */
  readonly slots: tf.Tensor1D;
  /** For each degree (B·A, 2l + 1, 2l + 1). */
  readonly bases: readonly tf.Tensor3D[];
}

/**
 * Weighted moments of orbits with all their components,
 *
 *     U_i,c,lm = Σ_j Σ_n Σ_h N_ij,n,lm g_j,h Ψ_nh,c             V = U / √(1 + Σ_m U²)
 *
 * for each degree l from 1 on. A rotation of the crystal, an improper one too, acts on V as on N. V is at most 1 in length, so that products of a few are not
 * large where many atoms are near.
 *
 * @param weights g: (B·A, H), of the tokens
 * @param mixing Ψ: (F·H, C), the head being the faster index of the rows
 * @returns for each degree (B·A·C, 2l + 1)
 */
export function equivariantMoments(
  weights: tf.Tensor2D,
  mixing: tf.Tensor2D,
  { values, components: R, functions: F, degrees: L }: MomentInputs,
  { rows, slots, bases }: FrameInputs,
): tf.Tensor2D[] {
  const [B, , A] = values.shape;
  const [H, C] = [weights.shape[1], mixing.shape[1]];
  return tf.tidy(() => {
    const mixed = tf.reshape(tf.matMul(values, tf.reshape(weights, [B, A, H])), [B * R, F * H]) as tf.Tensor2D;
    const placed = tf.reshape(placedRows(linear(mixed, mixing), rows, slots), [B * A, -1, C]);
    return Array.from({ length: L }, (_, i) => {
      const width = 2 * i + 3;
      // Slots of lower degrees come first: Σ_{l ≤ i} (2 l + 1) = (i + 1)² − 1.
      const part = tf.slice(placed, [0, (i + 1) ** 2 - 1, 0], [B * A, width, C]);
      const turned = tf.matMul(part, bases[i]!, true, false);
      const length = tf.sqrt(tf.add(tf.sum(tf.square(turned), 2, true), 1));
      return tf.reshape(tf.div(turned, length), [B * A * C, width]) as tf.Tensor2D;
    });
  });
}

/**
 * The rows of a table at other places: `y_k = x_{rows_k}`, 0 where there is no such row. Each row has one place at most, so the gradient of a row is that of its
 * place: no backend has to add them up.
 *
 * @param x (n, C)
 * @param rows (m), n for none
 * @param slots (n): the places of the rows, m for none
 * @returns (m, C)
 */
export function placedRows(x: tf.Tensor2D, rows: tf.Tensor1D, slots: tf.Tensor1D): tf.Tensor2D {
  const taken = (table: tf.Tensor2D, at: tf.Tensor1D): tf.Tensor2D =>
    tf.gather(tf.concat([table, tf.zeros([1, table.shape[1]])], 0), at) as tf.Tensor2D;
  const op = tf.customGrad((...inputs) => {
    const [table, save] = inputs as unknown as [tf.Tensor2D, tf.GradSaveFunc];
    // The places may be tensors of the forward pass, which do not live so long.
    save([slots]);
    return {
      value: taken(table, rows),
      gradFunc: (dy, saved) => taken(dy as tf.Tensor2D, (saved as tf.Tensor1D[])[0]!),
    };
  });
  return op(x) as tf.Tensor2D;
}
