import * as tf from '@tensorflow/tfjs';
import { columnSums, times, transposeTimes } from './linear.js';

/**
 * Two layers with SiLU between them, `silu(x w₁ + b₁) w₂ + b₂`, with one hand-written backward pass.
 *
 * @param x (n, inputs)
 * @param w1 (inputs, hidden)
 * @param w2 (hidden, outputs)
 * @returns (n, outputs)
 */
export function feedForward(
  x: tf.Tensor2D,
  w1: tf.Tensor2D,
  b1: tf.Tensor1D,
  w2: tf.Tensor2D,
  b2: tf.Tensor1D,
): tf.Tensor2D {
  const op = tf.customGrad((...inputs) => {
    const [rows, first, firstBias, second, secondBias, save] = inputs as unknown as [
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor1D,
      tf.Tensor2D,
      tf.Tensor1D,
      tf.GradSaveFunc,
    ];
    const h = tf.add(tf.matMul(rows, first), firstBias) as tf.Tensor2D;
    const s = tf.sigmoid(h);
    const a = tf.mul(h, s) as tf.Tensor2D;
    save([rows, first, second, s, a]);
    return {
      value: tf.add(tf.matMul(a, second), secondBias),
      gradFunc: (dy, saved) => {
        const [savedRows, savedFirst, savedSecond, savedS, savedA] = saved as tf.Tensor2D[];
        const d = dy as tf.Tensor2D;
        // silu′ = s + h s (1 − s) = s + a − a s
        const slope = tf.add(savedS!, tf.sub(savedA!, tf.mul(savedA!, savedS!)));
        const dh = tf.mul(times(d, savedSecond!), slope) as tf.Tensor2D;
        return [
          times(dh, savedFirst!),
          transposeTimes(savedRows!, dh),
          columnSums(dh),
          transposeTimes(savedA!, d),
          columnSums(d),
        ];
      },
    };
  });
  return op(x, w1, b1, w2, b2) as tf.Tensor2D;
}

/** `x · sigmoid(x)` with a backward pass of its own. */
export function silu<T extends tf.Tensor>(x: T): T {
  const op = tf.customGrad((...inputs) => {
    const [value, save] = inputs as unknown as [tf.Tensor, tf.GradSaveFunc];
    const s = tf.sigmoid(value);
    const a = tf.mul(value, s);
    save([s, a]);
    return {
      value: a,
      gradFunc: (dy, saved) => {
        const [savedS, savedA] = saved as [tf.Tensor, tf.Tensor];
        return tf.mul(dy, tf.add(savedS, tf.sub(savedA, tf.mul(savedA, savedS))));
      },
    };
  });
  return op(x) as T;
}
