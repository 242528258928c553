import * as tf from '@tensorflow/tfjs';
import { normalNumbers } from '../ops/initial.js';

export interface GradientCheckOptions {
  /** Step along a direction whose entries have the deviation 1. Defaults to 2⁻⁷. */
  readonly step?: number;
  /** Random directions per input, beside the one of the gradient. Defaults to 3. */
  readonly directions?: number;
  /** Integer that decides the directions. Defaults to 1. */
  readonly seed?: number;
}

/** A function of tensors that has a gradient with respect to all of them. */
export type Differentiable = (...inputs: tf.Tensor[]) => tf.Tensor;

/**
 * Compares gradients with finite differences.
 *
 * The output is projected on random numbers c, L = Σ c f. Along a direction u of one input, the slope of L is ⟨∇L, u⟩, and also the
 * central difference D(h) = (L(x + h u) − L(x − h u)) / 2h, of which (4 D(h) − D(2h)) / 3 has an error of order h⁴. L is summed in float64, so that
 * only the rounding of f itself is left: about 1e-7 |f| / h.
 *
 * @returns for every input the greatest |difference| over |∇L| (or over the norm of c where the gradient is smaller than 1e-3 of it); a
 *   correct gradient of a smooth function gives below 1e-3, an error in some component of relative size e about e
 */
export function gradientCheck(
  f: Differentiable,
  inputs: readonly tf.Tensor[],
  { step = 2 ** -7, directions = 3, seed = 1 }: GradientCheckOptions = {},
): number[] {
  return tf.tidy(() => {
    const at = f(...inputs);
    const c = normalNumbers(at.size, 1, seed);
    const projection = tf.tensor(c, at.shape);
    const project = (output: tf.Tensor): number =>
      (output.dataSync() as Float32Array).reduce((sum, y, i) => sum + c[i]! * y, 0);
    const gradients = tf.grads((...xs: tf.Tensor[]) => tf.sum(tf.mul(f(...xs), projection)))([...inputs]);
    const floor = 1e-3 * norm(c);
    return inputs.map((input, k) => {
      const gradient = gradients[k]!.dataSync() as Float32Array;
      const length = norm(gradient);
      const along = (u: ArrayLike<number>): number => {
        const direction = tf.tensor(Float32Array.from(u), input.shape);
        const moved = (by: number): number =>
          tf.tidy(() => project(f(...inputs.map((x, j) => (j === k ? tf.add(x, tf.mul(direction, by)) : x)))));
        const slope = (h: number): number => (moved(h) - moved(-h)) / (2 * h);
        const expected = gradient.reduce((sum, g, i) => sum + g * u[i]!, 0);
        return Math.abs((4 * slope(step) - slope(2 * step)) / 3 - expected);
      };
      const random = Array.from({ length: directions }, (_, r) => normalNumbers(input.size, 1, seed + 1 + r + 97 * k));
      // Of the gradient itself, as long as a random one.
      const steepest = gradient.map((g) => (length === 0 ? 0 : (g * Math.sqrt(input.size)) / length));
      const errors = [...random.map(along), along(steepest) / Math.sqrt(input.size)];
      return Math.max(...errors) / Math.max(length, floor);
    });
  });
}

function norm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return Math.sqrt(sum);
}
