import { rowsDet } from '@crystal-fourier/math3';
import type { CoreSpaceGroup } from '@crystal-fourier/spacegroups';
import type { LatticeRows } from '../structure/lattice.js';
import { integersOf, type Star, starsWithin, STRIDE } from './starList.js';

/** Number of real functions of stars. */
const functionsOf = (stars: readonly Star[]): number =>
  stars.reduce((sum, { turn }) => sum + (turn === undefined ? 2 : 1), 0);

/**
 * The invariant functions of a group with the smallest real lengths |k| in a given cell, k = 0 left out: orthonormal, sorted by |k|.
 *
 * Their numbers at a point are the *metric encoding* of its orbit. A function at a place of the list means nearly the same in all groups and
 * cells, other than one with given indices hkl: by Weyl's law, |k| of function n is about `(3 n / 4π)^(1/3)` over the {@link length}
 * of the crystal. Centring and systematic absences leave no gaps, since as many frequencies are taken as the group needs.
 *
 * The same space as `invariantBasis` spans over these frequencies, made for one cell and few points, for which deriving the constraints would
 * take most of the time.
 */
export class MetricBasis {
  readonly group: CoreSpaceGroup;
  /** Number of functions. */
  readonly count: number;
  /** Å: (V / order of the group)^(1/3), the edge of a cube as large as an asymmetric unit. */
  readonly length: number;
  /** (count): |k| · length, ascending. */
  readonly radii: Float64Array;
  /** As many as {@link count} functions need. */
  readonly #stars: readonly Star[];

  /** @param lattice row vectors in Å, in the setting of the group */
  constructor(group: CoreSpaceGroup, lattice: LatticeRows, count: number) {
    this.group = group;
    this.count = count;
    this.length = Math.cbrt(Math.abs(rowsDet(lattice)) / group.order);
    let radius = Math.cbrt((3 * (count + 8)) / (4 * Math.PI)) / this.length;
    let stars = starsWithin(group, lattice, radius);
    for (let total = functionsOf(stars); total < count; total = functionsOf(stars)) {
      radius *= Math.min(1.6, 1.03 * Math.cbrt(count / Math.max(1, total)));
      stars = starsWithin(group, lattice, radius);
    }
    this.radii = new Float64Array(count);
    let at = 0;
    let used = 0;
    for (; at < count; used++) {
      const { square, turn } = stars[used]!;
      const own = turn === undefined ? 2 : 1;
      this.radii.fill(Math.sqrt(square) * this.length, at, at + own);
      at += own;
    }
    this.#stars = stars.slice(0, used);
  }

  /**
   * Metric encodings of the orbits of points.
   *
   * @param points (n, 3), fractional coordinates
   * @returns (n, count); mean square 1 over the cell for each function
   */
  evaluate(points: ArrayLike<number>): Float64Array {
    const n = points.length / 3;
    const out = new Float64Array(n * this.count);
    const images = new Images(integersOf(this.group), this.#stars);
    for (let p = 0; p < n; p++) {
      images.moveTo(points[3 * p]!, points[3 * p + 1]!, points[3 * p + 2]!);
      let column = p * this.count;
      const end = column + this.count;
      for (const { hkl, size, turn } of this.#stars) {
        images.sum(hkl);
        const scale = Math.sqrt(size) / images.count;
        if (turn === undefined) {
          out[column++] = Math.SQRT2 * scale * images.real;
          if (column < end) out[column++] = Math.SQRT2 * scale * images.imaginary;
        } else {
          // The sum at −k is the complex conjugate, and exp(−2πi k·t) times that at k: this makes it real.
          const angle = (-Math.PI * turn) / 24;
          out[column++] = scale * (images.real * Math.cos(angle) - images.imaginary * Math.sin(angle));
        }
      }
    }
    return out;
  }
}

/** Sums of plane waves over the images of a point, by tables of the powers of exp(2πi x) of each coordinate. */
class Images {
  readonly count: number;
  real = 0;
  imaginary = 0;
  readonly #operations: Int32Array;
  /** Per axis (largest index + 1, images, 2). */
  readonly #powers: readonly [Float64Array, Float64Array, Float64Array];

  constructor(operations: Int32Array, stars: readonly Star[]) {
    this.#operations = operations;
    this.count = operations.length / STRIDE;
    const powers = [0, 1, 2].map((axis) => {
      const largest = stars.reduce((max, { hkl }) => Math.max(max, Math.abs(hkl[axis]!)), 0);
      return new Float64Array(2 * (largest + 1) * this.count);
    });
    this.#powers = powers as [Float64Array, Float64Array, Float64Array];
  }

  moveTo(x: number, y: number, z: number): void {
    const g = this.#operations;
    this.#powers.forEach((table, axis) => {
      for (let i = 0; i < this.count; i++) {
        const row = STRIDE * i + 3 * axis;
        const coordinate = g[row]! * x + g[row + 1]! * y + g[row + 2]! * z + g[STRIDE * i + 9 + axis]! / 24;
        const angle = 2 * Math.PI * coordinate;
        const cos = Math.cos(angle);
        const sin = Math.sin(angle);
        let re = 1;
        let im = 0;
        for (let at = 2 * i; at < table.length; at += 2 * this.count) {
          table[at] = re;
          table[at + 1] = im;
          const next = re * cos - im * sin;
          im = re * sin + im * cos;
          re = next;
        }
      }
    });
  }

  /** Σ exp(2πi k·x) over the images x of the point. */
  sum([h, k, l]: readonly [number, number, number]): void {
    const length = 2 * this.count;
    const [xs, ys, zs] = this.#powers;
    // Negative indices have the complex conjugates of positive ones.
    const signX = h < 0 ? -1 : 1;
    const signY = k < 0 ? -1 : 1;
    const signZ = l < 0 ? -1 : 1;
    const x = length * Math.abs(h);
    const y = length * Math.abs(k);
    const z = length * Math.abs(l);
    let real = 0;
    let imaginary = 0;
    for (let i = 0; i < length; i += 2) {
      const xr = xs[x + i]!;
      const xi = signX * xs[x + i + 1]!;
      const yr = ys[y + i]!;
      const yi = signY * ys[y + i + 1]!;
      const zr = zs[z + i]!;
      const zi = signZ * zs[z + i + 1]!;
      const ur = xr * yr - xi * yi;
      const ui = xr * yi + xi * yr;
      real += ur * zr - ui * zi;
      imaginary += ur * zi + ui * zr;
    }
    this.real = real;
    this.imaginary = imaginary;
  }
}
