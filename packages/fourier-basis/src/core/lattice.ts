import {
  congruent,
  det,
  inverse,
  mapped,
  mat3,
  type Mat3,
  matMul,
  norm,
  transpose,
  vec3,
} from '@crystal-fourier/math3';
import { choleskyInPlace } from './cholesky.js';
import { FourierBasisError, show } from './errors.js';
import type { CompiledGroup } from './group.js';

/** Basis vectors of a lattice as rows, in Å, row-major: 9 numbers in three dimensions, 4 in two. */
export type Lattice = readonly number[] | Float64Array;

/**
 * Largest deviation of a reciprocal metric component from its average over the group that is taken for noise, relative to the lengths of the
 * two vectors: 0.5 % in a length, 0.6° in an angle. More is the wrong setting.
 */
const TOLERANCE = 0.01;

/** The basis vectors in three dimensions. */
function embedded(lattice: Lattice, dim: 2 | 3, where: string): Mat3 {
  const rows = Array.from(lattice ?? []);
  if (rows.length !== dim * dim || !rows.every(Number.isFinite)) {
    throw new FourierBasisError(
      'bad-lattice',
      `${where}: lattice must be ${dim * dim} finite numbers, the basis vectors in Å as rows, got ${show(lattice)}`,
    );
  }
  return dim === 3 ? mat3(rows) : [rows[0]!, rows[1]!, 0, rows[2]!, rows[3]!, 0, 0, 0, 1];
}

/** What is derived from a lattice, all of it from the same one: that with the group's symmetry. */
export interface LatticeGeometry {
  /** Volume of the cell, Å³ (area, Å², in two dimensions). */
  readonly volume: number;
  /** Inverse of the matrix of row vectors: columns are a*, b*, c* in 1/Å (without 2π). */
  readonly inverse: Mat3;
  /** Squared length of (h, k, l) in 1/Å²: the same for all of a star. */
  squaredLength(h: number, k: number, l: number): number;
  /** Bounds of the indices of frequencies of at most this length in 1/Å. */
  bounds(cutoff: number): [number, number, number];
}

/**
 * Checks a lattice against a group and makes it exactly symmetric, so that noise in measured cell lengths does not break
 * symmetry: its reciprocal metric is averaged over the point group, while the direction of the first row and the plane of the first two stay.
 *
 * @throws FourierBasisError `bad-lattice` if it is singular or far from having the group's symmetry
 */
export function latticeGeometry(lattice: Lattice, group: CompiledGroup, where: string): LatticeGeometry {
  const rows = embedded(lattice, group.dim, where);
  const volume = det(rows);
  const longest = norm(vec3(rows)) * norm(vec3(rows, 3)) * norm(vec3(rows, 6));
  if (!(Math.abs(volume) > 1e-9 * longest)) {
    throw new FourierBasisError(
      'bad-lattice',
      `${where}: the rows of lattice must be linearly independent, got ${show(Array.from(lattice))}`,
    );
  }
  // The columns of L⁻¹ are a*, b*, c*: their scalar products are the reciprocal metric.
  const reciprocal = inverse(rows);
  const metric = matMul(transpose(reciprocal), reciprocal);
  let mean: Mat3 = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let p = 0; p < group.pointOrder; p++) {
    const r = mat3(group.rot, 9 * p);
    const image = congruent(r, metric);
    mean = mapped(mean, (entry, i) => entry + image[i]! / group.pointOrder);
  }
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      if (Math.abs(mean[3 * i + j]! - metric[3 * i + j]!) > TOLERANCE * Math.sqrt(metric[4 * i]! * metric[4 * j]!)) {
        throw new FourierBasisError(
          'bad-lattice',
          `${where}: lattice must have the symmetry of the group's point group, but a reciprocal metric component changes from ${metric[3 * i + j]} to ${mean[3 * i + j]} when averaged over it; pass the cell in the group's setting`,
        );
      }
    }
  }
  const direct = inverse(mean);
  const symmetric = withMetric(rows, direct);
  return {
    volume: Math.abs(det(symmetric)),
    inverse: inverse(symmetric),
    squaredLength: (h, k, l) =>
      mean[0] * h * h + mean[4] * k * k + mean[8] * l * l + 2 * (mean[1] * h * k + mean[2] * h * l + mean[5] * k * l),
    // h = k·a, so |h| ≤ |k| |a|.
    bounds: (cutoff) => {
      const along = (i: number): number => Math.floor(cutoff * Math.sqrt(direct[4 * i]!) * (1 + 1e-9));
      return [along(0), along(1), group.dim === 3 ? along(2) : 0];
    },
  };
}

/** Row vectors with given scalar products, in the orientation of others: L' = C' C⁻¹ L with the Cholesky factors of the metrics. */
function withMetric(rows: Mat3, metric: Mat3): Mat3 {
  const [old, target] = [Float64Array.from(matMul(rows, transpose(rows))), Float64Array.from(metric)];
  choleskyInPlace(old, 3, 0);
  choleskyInPlace(target, 3, 0);
  for (const factor of [old, target]) factor[1] = factor[2] = factor[5] = 0;
  return matMul(matMul(mat3(target), inverse(mat3(old))), rows);
}
