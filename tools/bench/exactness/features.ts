import * as tf from '@tensorflow/tfjs';
import { frequencySet } from '../../../packages/fourier-basis/src/index.ts';
import { realProjector } from '../../../packages/model/src/index.ts';
import { randomFrom, randomPoints } from './random.ts';
import type { Symmetry } from './symmetries.ts';

/** Frequencies of the sets, k and −k counted: as many as `SpaceGroupDense` has, fewer in the plane. */
const MIN_COUNT = { plane: 120, space: 256 } as const;
const CHUNK = 4096;

/**
 * What networks are given of a point x: plane waves `u(x) = [cos 2πk·x …, sin 2πk·x …]`, or, if `exact`, `u(x) P_G` with the projector of
 * `SpaceGroupDense`, which makes the first layer that follows the exact layer `u P_G W + b`. Either is multiplied by one number, so that features vary as much
 * on average whatever P_G leaves of them; else the weights of all methods would begin at different scales.
 */
export class Features {
  readonly width: number;
  readonly #symmetry: Symmetry;
  readonly #frequencies: tf.Tensor2D;
  readonly #projector: tf.Tensor2D | undefined;
  readonly #scale: number;

  constructor(symmetry: Symmetry, exact: boolean) {
    this.#symmetry = symmetry;
    const { dim } = symmetry;
    const set = frequencySet(symmetry, { minCount: MIN_COUNT[symmetry.kind] });
    const H = set.half.length;
    this.width = 2 * H;
    const columns = new Float32Array(dim * H);
    set.half.forEach((node, i) => set.at(node).forEach((hkl, axis) => (columns[axis * H + i] = hkl)));
    this.#frequencies = tf.tensor2d(columns, [dim, H]);
    if (exact) this.#projector = tf.tensor2d(Float32Array.from(realProjector(symmetry, set)), [2 * H, 2 * H]);
    this.#scale = tf.tidy(() => {
      const { variance } = tf.moments(this.#raw(this.points(randomPoints(randomFrom(1), CHUNK, dim))), 0);
      return 1 / Math.sqrt(tf.mean(variance).dataSync()[0]!);
    });
  }

  /** Fractional coordinates as a tensor (n, dim). */
  points(values: Float64Array | Float32Array): tf.Tensor2D {
    const { dim } = this.#symmetry;
    return tf.tensor2d(Float32Array.from(values), [values.length / dim, dim]);
  }

  /** (n, dim) to (n, width). */
  of(points: tf.Tensor2D): tf.Tensor2D {
    return tf.tidy(() => tf.mul(this.#raw(points), this.#scale));
  }

  /** Features of many points, as numbers. */
  table(points: Float64Array): Float32Array {
    const { dim } = this.#symmetry;
    const out = new Float32Array((points.length / dim) * this.width);
    for (let at = 0; at < points.length; at += CHUNK * dim) {
      const values = tf.tidy(() => this.of(this.points(points.subarray(at, at + CHUNK * dim))).dataSync());
      out.set(values, (at / dim) * this.width);
    }
    return out;
  }

  dispose(): void {
    tf.dispose(this.#projector === undefined ? [this.#frequencies] : [this.#frequencies, this.#projector]);
  }

  #raw(points: tf.Tensor2D): tf.Tensor2D {
    const angles: tf.Tensor2D = tf.mul(tf.matMul(points, this.#frequencies), 2 * Math.PI);
    const waves = tf.concat<tf.Tensor2D>([tf.cos(angles), tf.sin(angles)], 1);
    return this.#projector === undefined ? waves : tf.matMul<tf.Tensor2D>(waves, this.#projector);
  }
}
