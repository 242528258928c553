import { Random } from '@crystal-fourier/math3';
import * as tf from '@tensorflow/tfjs';
import { normalNumbers } from '../ops/initial.js';

/** A tensor of normal numbers, the same for the same seed. */
export function normalTensor<R extends tf.Rank>(
  shape: tf.ShapeMap[R],
  seed: number,
  { mean = 0, deviation = 1 }: { readonly mean?: number; readonly deviation?: number } = {},
): tf.Tensor<R> {
  const values = normalNumbers(tf.util.sizeFromShape(shape), deviation, seed);
  return tf.tensor<R>(mean === 0 ? values : values.map((x) => x + mean), shape);
}

/** Uniform numbers from low to high. */
export function uniformNumbers(count: number, low: number, high: number, seed: number): Float32Array {
  const random = Random.seeded(seed);
  return Float32Array.from({ length: count }, () => low + ((high - low) * random.bits()) / 2 ** 32);
}

/** Largest difference of two lists of numbers, over the largest of the second (or 1e-30); NaN where one has NaN or the lengths differ. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.NaN;
  let [difference, scale] = [0, 1e-30];
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs(actual[i]! - expected[i]!));
    scale = Math.max(scale, Math.abs(expected[i]!));
  }
  return difference / scale;
}
