import * as tf from '@tensorflow/tfjs';

/** Distances in Å at which peaks are seen, evenly from the first to the last, and their width. */
export interface PeakGrid {
  readonly bins: number;
  readonly first: number;
  readonly last: number;
  /** Å: standard deviation. */
  readonly smearing: number;
}

/**
 * Peaks at distances, `N_k = present · exp(−(r_k − d)² / 2s²)`: a learned distance in the form in which attention sees distances of atoms.
 *
 * @param distances d: (n, 1), Å
 * @param present (n, 1): 1, or 0 for a pair that has no peak; no gradient
 * @returns (n, bins)
 */
export function peaks(
  distances: tf.Tensor2D,
  present: tf.Tensor2D,
  { bins, first, last, smearing }: PeakGrid,
): tf.Tensor2D {
  const step = (last - first) / Math.max(1, bins - 1);
  const centres = Array.from({ length: bins }, (_, b) => first + b * step);
  const op = tf.customGrad((...inputs) => {
    const [d, save] = inputs as unknown as [tf.Tensor2D, tf.GradSaveFunc];
    const away = tf.sub(tf.tensor2d(centres, [1, bins]), d);
    const value = tf.mul(tf.exp(tf.mul(tf.square(away), -1 / (2 * smearing ** 2))), present);
    save([away, value]);
    return {
      value,
      gradFunc: (dy, saved) => {
        const [distance, peak] = saved as [tf.Tensor2D, tf.Tensor2D];
        const slope = tf.mul(tf.mul(dy as tf.Tensor2D, peak), distance) as tf.Tensor2D;
        return tf.matMul(slope, tf.mul(tf.ones([bins, 1]), 1 / smearing ** 2) as tf.Tensor2D);
      },
    };
  });
  return op(distances) as tf.Tensor2D;
}
