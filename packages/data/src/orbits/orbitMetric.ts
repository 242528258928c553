import { cross, dot, mapRows, norm, type Rows3, scaled, type Vec3 } from '@crystal-fourier/math3';
import type { CoreSpaceGroup } from '@crystal-fourier/spacegroups';
import { type LatticeRows, toCartesian } from '../structure/lattice.js';
import { niggliTransformation } from '../structure/niggli.js';

/** Twelve numbers of an operation: R row by row, then t, as a fraction of the cell. */
const OPERATION = 12;

/**
 * Distances between orbits of a crystal, `min |x − g y − t|` over the operations g of a group and all lattice translations t: exact for every cell.
 *
 * Laws: invariant under the operations on either side, symmetric, the triangle inequality holds, 0 exactly for points of one orbit.
 *
 * Centring translations belong to the lattice, so only one operation per element of the point group is visited. Its nearest image is
 * searched on the Niggli-reduced basis in triangular form: planes and rows of the lattice that are farther than the nearest image so far are
 * left out, nothing else is.
 */
export class OrbitMetric {
  readonly group: CoreSpaceGroup;
  readonly lattice: LatticeRows;
  /** (operations, 12). */
  readonly #operations: Float64Array;
  /** Fractional coordinates to those of an orthonormal frame in which the reduced basis is triangular; rows. */
  readonly #frame: Rows3;
  /** Reduced basis in the frame: (ax, 0, 0), (bx, by, 0), (cx, cy, cz), with ax, by, cz > 0. */
  readonly #basis: readonly [number, number, number, number, number, number];

  /** @param lattice row vectors in Å, in the setting of the group */
  constructor(group: CoreSpaceGroup, lattice: LatticeRows) {
    this.group = group;
    this.lattice = lattice;
    this.#operations = operationsOf(group);
    const primitive = group.toPrimitive.applyLattice(lattice);
    const [a, b, c] = mapRows(niggliTransformation(primitive), (row) => toCartesian(row, primitive));
    const u = scaled(a, 1 / norm(a));
    const normal = cross(a, b);
    const w = scaled(normal, 1 / norm(normal));
    const v = cross(w, u);
    this.#frame = mapRows(lattice, (row): Vec3 => [dot(row, u), dot(row, v), dot(row, w)]);
    this.#basis = [dot(a, u), dot(b, u), dot(b, v), dot(c, u), dot(c, v), dot(c, w)];
  }

  /**
   * Distance of the orbits of two points in Å.
   *
   * @param x fractional coordinates
   * @param y fractional coordinates
   */
  distance(x: ArrayLike<number>, y: ArrayLike<number>): number {
    const [x0, x1, x2] = [x[0]!, x[1]!, x[2]!];
    const [y0, y1, y2] = [y[0]!, y[1]!, y[2]!];
    const [a, b, c] = this.#frame;
    const g = this.#operations;
    let best = Number.POSITIVE_INFINITY;
    for (let at = 0; at < g.length; at += OPERATION) {
      const d0 = x0 - g[at]! * y0 - g[at + 1]! * y1 - g[at + 2]! * y2 - g[at + 9]!;
      const d1 = x1 - g[at + 3]! * y0 - g[at + 4]! * y1 - g[at + 5]! * y2 - g[at + 10]!;
      const d2 = x2 - g[at + 6]! * y0 - g[at + 7]! * y1 - g[at + 8]! * y2 - g[at + 11]!;
      best = this.#nearer(
        d0 * a[0] + d1 * b[0] + d2 * c[0],
        d0 * a[1] + d1 * b[1] + d2 * c[1],
        d0 * a[2] + d1 * b[2] + d2 * c[2],
        best,
      );
    }
    return Math.sqrt(best);
  }

  /** The smaller one of `best` and the square of the length of the shortest vector that differs from (x, y, z) by a lattice vector. */
  #nearer(x: number, y: number, z: number, best: number): number {
    const [ax, bx, by, cx, cy, cz] = this.#basis;
    const kNear = Math.round(-z / cz);
    // Outwards from the nearest plane: 0, 1, −1, 2, −2 … until both sides are too far.
    for (let n = 0, far = 0; far < 2; n = n > 0 ? -n : 1 - n) {
      const dz = z + (kNear + n) * cz;
      const squareZ = dz * dz;
      far = squareZ >= best ? far + 1 : 0;
      if (far > 0) continue;
      const y0 = y + (kNear + n) * cy;
      const x0 = x + (kNear + n) * cx;
      const jNear = Math.round(-y0 / by);
      for (let m = 0, over = 0; over < 2; m = m > 0 ? -m : 1 - m) {
        const dy = y0 + (jNear + m) * by;
        const squareY = squareZ + dy * dy;
        over = squareY >= best ? over + 1 : 0;
        if (over > 0) continue;
        const row = x0 + (jNear + m) * bx;
        const dx = row + Math.round(-row / ax) * ax;
        const square = squareY + dx * dx;
        if (square < best) best = square;
      }
    }
    return best;
  }
}

const known = new WeakMap<CoreSpaceGroup, Float64Array>();

/** (representatives, 12): the operations of a group but for centring translations, as numbers; made once per group. */
function operationsOf(group: CoreSpaceGroup): Float64Array {
  let operations = known.get(group);
  if (operations === undefined) {
    operations = Float64Array.from(
      group.representatives.flatMap(({ rot, trans }) => [...rot, ...trans.map((t) => t / 24)]),
    );
    known.set(group, operations);
  }
  return operations;
}
