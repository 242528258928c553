import * as tf from '@tensorflow/tfjs';

/**
 * Sums of the rows of each segment.
 *
 * @param rows (B·R, C)
 * @param segments (B·R), int32: from b·S to (b + 1)·S − 1 for the rows of crystal b
 * @param batch B
 * @param count B·S: how many segments there are
 * @returns (B·S, C)
 */
export function segmentSums(rows: tf.Tensor2D, segments: tf.Tensor1D, batch: number, count: number): tf.Tensor2D {
  // That of the JavaScript backend makes a mask of all rows for each segment.
  if (tf.getBackend() === 'cpu') return productSums(rows, segments, batch, count);
  const hasKernel = (tf.getKernel(tf.UnsortedSegmentSum, tf.getBackend()) as tf.KernelConfig | undefined) !== undefined;
  return hasKernel ? tf.unsortedSegmentSum(rows, segments, count) : productSums(rows, segments, batch, count);
}

/** The same as a product with zeros and ones, for backends without such a kernel, as WebAssembly, or with a slow one, as JavaScript. */
export function productSums(rows: tf.Tensor2D, segments: tf.Tensor1D, batch: number, count: number): tf.Tensor2D {
  const [n, columns] = rows.shape;
  const [own, R] = [count / batch, n / batch];
  const first = tf.tensor2d(
    Array.from({ length: batch }, (_, b) => b * own),
    [batch, 1],
    'int32',
  );
  const within = tf.reshape(tf.sub(tf.reshape(segments, [batch, R]), first), [n]) as tf.Tensor1D;
  // Cast: the wasm backend's oneHot of floats writes integers' bits. TensorFlow.js has no oneHot of one class.
  const members = tf.slice(
    tf.reshape(tf.cast(tf.oneHot(within, Math.max(own, 2)), 'float32'), [batch, R, -1]),
    [0, 0, 0],
    [batch, R, own],
  );
  const sums = tf.matMul(members, tf.reshape(rows, [batch, R, columns]), true, false);
  return tf.reshape(sums, [count, columns]);
}
