import {
  mapped,
  mapRows,
  norm,
  reciprocalRows,
  type Rows3,
  rowsAdjugate,
  rowsDet,
  vec3,
  vecRows,
} from '@crystal-fourier/math3';
import type { Vec3 } from '@crystal-fourier/spacegroups';
import { type LatticeRows, toCartesian } from './lattice.js';
import { niggliTransformation } from './niggli.js';

/** The vector between two points modulo the lattice, and the lattice translation that makes it the shortest. @internal */
export interface ShortestImage {
  /** Å. */
  readonly distance: number;
  /** Integers, to be added to the fractional difference. */
  readonly image: Vec3;
}

/**
 * Nearest images on one lattice, exact for every lattice: the search runs in the reduced basis, over all translations that
 * the distance between lattice planes leaves possible.
 * @internal
 */
export class ImageSearch {
  readonly #rows: LatticeRows;
  readonly #toReduced: Rows3;
  readonly #fromReduced: Rows3;
  /** |b*_i| in 1/Å: a vector of length d has |x_i| ≤ d · |b*_i|. */
  readonly #spread: Vec3;

  constructor(lattice: LatticeRows) {
    const change = niggliTransformation(lattice);
    const sign = Math.sign(rowsDet(change));
    this.#fromReduced = change;
    this.#toReduced = mapRows(rowsAdjugate(change), (row) => mapped(row, (x) => x * sign + 0));
    this.#rows = mapRows(change, (row) => toCartesian(row, lattice));
    this.#spread = vec3(reciprocalRows(this.#rows).map(norm));
  }

  /** The shortest vector `difference + image`. @param difference fractional, any real numbers */
  shortest(difference: Vec3): ShortestImage {
    const y = vecRows(difference, this.#toReduced);
    const whole = y.map(Math.round) as [number, number, number];
    const x: Vec3 = [y[0] - whole[0], y[1] - whole[1], y[2] - whole[2]];
    const [a, b, c] = this.#rows;
    const r = toCartesian(x, this.#rows);
    let best = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
    let [bi, bj, bk] = [0, 0, 0];
    const [ra, rb, rc] = this.#spread.map((s) => Math.sqrt(best) * s) as [number, number, number];
    for (let i = Math.ceil(-ra - x[0]); i <= ra - x[0]; i++) {
      for (let j = Math.ceil(-rb - x[1]); j <= rb - x[1]; j++) {
        for (let k = Math.ceil(-rc - x[2]); k <= rc - x[2]; k++) {
          const u = r[0] + i * a[0] + j * b[0] + k * c[0];
          const v = r[1] + i * a[1] + j * b[1] + k * c[1];
          const w = r[2] + i * a[2] + j * b[2] + k * c[2];
          const square = u * u + v * v + w * w;
          if (square < best) [best, bi, bj, bk] = [square, i, j, k];
        }
      }
    }
    const image = vecRows([bi - whole[0], bj - whole[1], bk - whole[2]], this.#fromReduced);
    return { distance: Math.sqrt(best), image: [image[0] + 0, image[1] + 0, image[2] + 0] };
  }
}
