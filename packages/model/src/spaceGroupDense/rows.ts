import * as tf from '@tensorflow/tfjs';

/** A reordering of rows and its inverse. */
export interface Permutation {
  /** (n): for each new row, the index of the old row. */
  readonly order: Int32Array;
  /** (n): for each old row, the index of the new row. */
  readonly inverse: Int32Array;
}

/** The reordering that undoes another. */
export function inverted({ order, inverse }: Permutation): Permutation {
  return { order: inverse, inverse: order };
}

/**
 * Rows in another order. Its gradient is the inverse order, so that no backend needs a sum over segments, which the gradient of
 * `tf.gather` is made of.
 *
 * @param x (n, width)
 */
export function permuteRows(x: tf.Tensor2D, permutation: Permutation): tf.Tensor2D {
  const op = tf.customGrad((...inputs) => {
    const [rows] = inputs as unknown as [tf.Tensor2D];
    return {
      value: tf.gather(rows, tf.tensor1d(permutation.order, 'int32')),
      gradFunc: (dy) => permuteRows(dy as tf.Tensor2D, inverted(permutation)),
    };
  });
  return op(x) as tf.Tensor2D;
}
