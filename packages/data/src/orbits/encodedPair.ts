import type { MetricBasis } from './metricBasis.js';

/** Widths of the Gaussians in units of the length of a crystal: as fine as 256 functions resolve, to wide enough for long, thin cells. */
export const KERNEL_WIDTHS: readonly number[] = [
  0.09, 0.11, 0.135, 0.165, 0.2, 0.25, 0.32, 0.42, 0.56, 0.75, 1.05, 1.5,
];
/** Place of the width that tells whether two orbits are one: fully resolved, and narrower than most distances. */
const SHARP = 4;
/** Smallest radii that describe the shape of the crystal. */
const RADII = 8;
/** Below it a kernel is noise of the functions that were left out. */
const NOISE = 1e-4;

const T = KERNEL_WIDTHS.length;

/** Numbers that tell of a pair of metric encodings: four per width, and eight radii. */
export const PAIR_INPUTS = 4 * T + RADII;

/**
 * What two metric encodings in one crystal say of the distance of their orbits.
 *
 * With weights `exp(−2π²τ²|k|²)`, the scalar product of the encodings of x and y, and 1 for k = 0, is by Poisson summation the sum of
 * `exp(−r²/2τ²)` over all images of y about x, but for a factor: `−2τ²` times its logarithm is a soft minimum of the squared distances, and
 * becomes the smallest for small τ. Narrow Gaussians need many functions, so a network gets several widths and learns the limit.
 */
export class EncodedPairs {
  readonly basis: MetricBasis;
  /** (widths, count). */
  readonly #weights: Float64Array;
  readonly #cross = new Float64Array(T);
  readonly #first = new Float64Array(T);
  readonly #second = new Float64Array(T);

  constructor(basis: MetricBasis) {
    this.basis = basis;
    this.#weights = new Float64Array(T * basis.count);
    KERNEL_WIDTHS.forEach((width, t) =>
      basis.radii.forEach((radius, n) => {
        this.#weights[t * basis.count + n] = Math.exp(-2 * (Math.PI * width * radius) ** 2);
      }),
    );
  }

  /**
   * Writes the numbers of a pair, which are the same for (i, j) and (j, i).
   *
   * @param encodings (n, count)
   * @param i row of the one encoding
   * @param j row of the other
   * @param out numbers are written from `at` on, {@link PAIR_INPUTS} of them
   * @returns Å: what the network's answer is to be multiplied with: the length of the crystal, times a factor that is 0 for two points of one
   *   orbit and almost 1 for distant ones
   */
  write(encodings: Float64Array, i: number, j: number, out: Float32Array, at: number): number {
    this.#kernels(encodings, i, j);
    KERNEL_WIDTHS.forEach((width, t) => {
      const kernel = this.#cross[t]!;
      const log = Math.log((kernel + Math.sqrt(kernel * kernel + 4 * NOISE * NOISE)) / 2);
      const first = Math.log(Math.max(this.#first[t]!, NOISE));
      const second = Math.log(Math.max(this.#second[t]!, NOISE));
      out[at + t] = log;
      out[at + T + t] = Math.sqrt(Math.max(-2 * width * width * log, NOISE));
      out[at + 2 * T + t] = first + second;
      out[at + 3 * T + t] = Math.abs(first - second);
    });
    out.set(this.basis.radii.subarray(0, RADII), at + 4 * T);
    const cosine = this.#cross[SHARP]! / Math.sqrt(this.#first[SHARP]! * this.#second[SHARP]!);
    return this.basis.length * Math.sqrt(Math.max(0, 1 - cosine * cosine));
  }

  /** Sums of Gaussians over the images of j about i, i about i, j about j, one per width: 1 for one image at distance 0. */
  #kernels(encodings: Float64Array, i: number, j: number): void {
    const { count } = this.basis;
    const weights = this.#weights;
    const x = i * count;
    const y = j * count;
    for (let t = 0; t < T; t++) {
      let cross = 1;
      let first = 1;
      let second = 1;
      for (let n = 0, w = t * count; n < count; n++, w++) {
        const weight = weights[w]!;
        const a = encodings[x + n]!;
        const b = encodings[y + n]!;
        cross += weight * a * b;
        first += weight * a * a;
        second += weight * b * b;
      }
      const scale = (2 * Math.PI * KERNEL_WIDTHS[t]! ** 2) ** 1.5;
      this.#cross[t] = cross * scale;
      this.#first[t] = first * scale;
      this.#second[t] = second * scale;
    }
  }
}
