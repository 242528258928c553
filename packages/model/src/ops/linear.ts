import * as tf from '@tensorflow/tfjs';

/**
 * `x w + b` for rows, with a backward pass of three matrix products; sums over rows are products with ones, which is faster than a
 * reduction on the native backend.
 *
 * @param x (n, inputs)
 * @param w (inputs, outputs)
 * @param b (outputs)
 * @returns (n, outputs)
 */
export function linear(x: tf.Tensor2D, w: tf.Tensor2D, b?: tf.Tensor1D): tf.Tensor2D {
  if (b === undefined) return product(x, w);
  const op = tf.customGrad((...inputs) => {
    const [rows, weight, bias, save] = inputs as unknown as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D, tf.GradSaveFunc];
    save([rows, weight]);
    return {
      value: tf.add(tf.matMul(rows, weight), bias),
      gradFunc: (dy, saved) => {
        const [savedRows, savedWeight] = saved as [tf.Tensor2D, tf.Tensor2D];
        const d = dy as tf.Tensor2D;
        return [times(d, savedWeight), transposeTimes(savedRows, d), columnSums(d)];
      },
    };
  });
  return op(x, w, b) as tf.Tensor2D;
}

function product(x: tf.Tensor2D, w: tf.Tensor2D): tf.Tensor2D {
  const op = tf.customGrad((...inputs) => {
    const [rows, weight, save] = inputs as unknown as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
    save([rows, weight]);
    return {
      value: tf.matMul(rows, weight),
      gradFunc: (dy, saved) => {
        const [savedRows, savedWeight] = saved as [tf.Tensor2D, tf.Tensor2D];
        return [times(dy as tf.Tensor2D, savedWeight), transposeTimes(savedRows, dy as tf.Tensor2D)];
      },
    };
  });
  return op(x, w) as tf.Tensor2D;
}

/**
 * `constant · w`, differentiated with respect to `w` alone: for features, which are no parameters and need no gradient.
 *
 * @param constant (n, inputs)
 * @param w (inputs, outputs)
 */
export function linearOfConstant(constant: tf.Tensor2D, w: tf.Tensor2D): tf.Tensor2D {
  const op = tf.customGrad((...inputs) => {
    const [weight, save] = inputs as unknown as [tf.Tensor2D, tf.GradSaveFunc];
    // The constant may be a tensor of the forward pass, which does not live so long.
    save([constant]);
    return {
      value: tf.matMul(constant, weight),
      gradFunc: (dy, saved) => transposeTimes((saved as tf.Tensor2D[])[0]!, dy as tf.Tensor2D),
    };
  });
  return op(w) as tf.Tensor2D;
}

/** `d wᵀ`. */
export function times(d: tf.Tensor2D, w: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(d, w, false, true);
}

/** `xᵀ d`. */
export function transposeTimes(x: tf.Tensor2D, d: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(x, d, true, false);
}

/** Sums over rows: (n, m) → (m). */
export function columnSums(d: tf.Tensor2D): tf.Tensor1D {
  const [n, m] = d.shape;
  return tf.reshape(tf.matMul(tf.ones([1, n]) as tf.Tensor2D, d), [m]);
}
