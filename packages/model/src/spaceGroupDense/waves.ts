import * as tf from '@tensorflow/tfjs';

/**
 * `u(x) = [cos 2πk·x …, sin 2πk·x …]`, differentiable with respect to the points.
 *
 * Coordinates, then phases are reduced by the nearest integer before the cosine, so that large coordinates cost nothing: for |x| up to 4, values
 * are within 3e-6 of those of the given float32 coordinates for some 256 frequencies, and 6e-6 for some 2048.
 *
 * @param points (n, 3), fractional
 * @param frequencies k as columns, (3, H)
 * @returns (n, 2H)
 */
export function planeWaves(points: tf.Tensor2D, frequencies: tf.Tensor2D): tf.Tensor2D {
  // The integers that are taken away are constants: the derivative of round is zero.
  const reduced = tf.sub(points, tf.round(points)) as tf.Tensor2D;
  const turns = tf.matMul(reduced, frequencies);
  const angles = tf.mul(tf.sub(turns, tf.round(turns)), 2 * Math.PI);
  return tf.concat([tf.cos(angles), tf.sin(angles)], 1) as tf.Tensor2D;
}
