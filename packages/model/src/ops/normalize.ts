import * as tf from '@tensorflow/tfjs';
import { columnSums } from './linear.js';

/** Added to the variance of a row. */
export const NORM_EPSILON = 1e-5;

/**
 * Layer normalisation of rows, `(x − mean) / √(variance + 1e-5) · gain + bias` (Ba, Kiros and Hinton, arXiv:1607.06450), with a hand-written
 * backward pass.
 *
 * @param x (n, width)
 * @param gain (width)
 * @param bias (width)
 */
export function normalize(x: tf.Tensor2D, gain: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor2D {
  const op = tf.customGrad((...inputs) => {
    const [rows, g, b, save] = inputs as unknown as [tf.Tensor2D, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc];
    const centred = tf.sub(rows, tf.mean(rows, 1, true));
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), NORM_EPSILON));
    const unit = tf.mul(centred, inverse) as tf.Tensor2D;
    save([unit, inverse, g]);
    return {
      value: tf.add(tf.mul(unit, g), b),
      gradFunc: (dy, saved) => {
        const [savedUnit, savedInverse, savedGain] = saved as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D];
        const along = tf.mul(dy, savedUnit) as tf.Tensor2D;
        const d = tf.mul(dy, savedGain);
        // what a row's mean and spread take away
        const spread = tf.mul(savedUnit, tf.mean(tf.mul(d, savedUnit), 1, true));
        const dx = tf.mul(tf.sub(tf.sub(d, tf.mean(d, 1, true)), spread), savedInverse);
        return [dx, columnSums(along), columnSums(dy as tf.Tensor2D)];
      },
    };
  });
  return op(x, gain, bias) as tf.Tensor2D;
}
