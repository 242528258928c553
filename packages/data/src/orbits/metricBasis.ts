import { rowsDet } from '@crystal-fourier/math3';
import type { CoreSpaceGroup } from '@crystal-fourier/spacegroups';
import type { LatticeRows } from '../structure/lattice.js';
import { integersOf, type Star, starsWithin, STRIDE } from './starList.js';

/** Stars whose |k|² differ by less are of one length: the order of two such depends on rounding. */
const SAME_LENGTH = 1e-6;

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
 * The list ends with a whole shell, all functions of one length: which of them come first is an accident of the axes. Those of the last shell count with a
 * {@link shares share}, so that all together count as many as were asked for, and what scalar products of encodings say is a property of the crystal.
 *
 * The same space as `invariantBasis` spans over these frequencies, made for one cell and few points, for which deriving the constraints would
 * take most of the time.
 */
export class MetricBasis {
  readonly group: CoreSpaceGroup;
  /** Number of functions: as many as were asked for, and those that make the last shell whole. */
  readonly count: number;
  /** Å: (V / order of the group)^(1/3), the edge of a cube as large as an asymmetric unit. */
  readonly length: number;
  /** (count): |k| · length, ascending. */
  readonly radii: Float64Array;
  /** (count): what a function counts in scalar products: 1, in the last shell the share of it that is needed. */
  readonly shares: Float64Array;
  readonly #stars: readonly Star[];

  /**
   * @param lattice row vectors in Å, in the setting of the group
   * @param functions how many, at least
   */
  constructor(group: CoreSpaceGroup, lattice: LatticeRows, functions: number) {
    this.group = group;
    this.length = Math.cbrt(Math.abs(rowsDet(lattice)) / group.order);
    const stars = wholeShells(group, lattice, functions, this.length);
    this.count = functionsOf(stars);
    this.#stars = stars;
    this.radii = Float64Array.from(
      stars.flatMap(({ square, turn }) => {
        const radius = Math.sqrt(square) * this.length;
        return turn === undefined ? [radius, radius] : [radius];
      }),
    );
    const last = stars.at(-1)!.square;
    const inner = functionsOf(stars.filter(({ square }) => square < last * (1 - SAME_LENGTH)));
    this.shares = new Float64Array(this.count).fill(1);
    this.shares.fill((functions - inner) / (this.count - inner), inner);
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
      for (const { hkl, size, turn } of this.#stars) {
        images.sum(hkl);
        const scale = Math.sqrt(size) / images.count;
        if (turn === undefined) {
          out[column++] = Math.SQRT2 * scale * images.real;
          out[column++] = Math.SQRT2 * scale * images.imaginary;
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

/** The fewest stars of smallest |k| that have so many functions and are whole shells. */
function wholeShells(group: CoreSpaceGroup, lattice: LatticeRows, functions: number, length: number): Star[] {
  let radius = Math.cbrt((3 * (functions + 8)) / (4 * Math.PI)) / length;
  for (;;) {
    const stars = starsWithin(group, lattice, radius);
    let count = 0;
    let used = 0;
    while (count < functions && used < stars.length) count += stars[used++]!.turn === undefined ? 2 : 1;
    if (count >= functions) {
      const end = stars[used - 1]!.square * (1 + SAME_LENGTH);
      while (used < stars.length && stars[used]!.square <= end) used++;
      // Others of this length may lie just outside.
      if (end < radius * radius) return stars.slice(0, used);
    }
    radius *= Math.max(1.001, Math.min(1.6, 1.03 * Math.cbrt(functions / Math.max(1, count))));
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
