import {
  adjugate,
  det,
  homogeneousSolutions,
  IDENTITY,
  mapped,
  type Mat3,
  matMul,
  matVec,
  rowsOf,
  type SmithForm,
  smithForm,
  solveCongruence,
  type Vec3,
  vec3,
} from '@crystal-fourier/math3';
import { primitiveBasis } from './latticeBasis.js';
import { common } from '../algebra/triplet.js';
import type { Centring } from '../algebra/types.js';

/** An exact vector `n / d`, on the axes of a setting. */
export interface RationalVector {
  readonly n: Vec3;
  readonly d: number;
}

/**
 * The congruences `(R − 1) s ≡ Δ` modulo the lattice, one for each of some rotations R: moving the origin by s changes the
 * translation of `{R|t}` by `(R − 1) s`. Solved in a primitive basis, where the lattice is ℤ³, once for all Δ.
 */
export interface OriginShifts {
  /** Columns are primitive vectors in units of `1 / unit` of the setting's axes. */
  readonly primitive: Mat3;
  /** Adjugate of {@link primitive}. */
  readonly inverse: Mat3;
  readonly volume: number;
  readonly unit: number;
  readonly smith: SmithForm;
}

/** @param rotations matrices on the axes of a setting with this centring */
export function originShifts(rotations: readonly Mat3[], centring: Centring): OriginShifts {
  const { n: primitive, d: unit } = common<Mat3>(primitiveBasis(centring).P);
  const inverse = adjugate(primitive);
  const volume = det(primitive);
  const rows = rotations.flatMap((rotation) => {
    const m = matMul(matMul(inverse, rotation), primitive);
    return rowsOf(mapped(m, (entry, i) => entry / volume - (IDENTITY[i] as number)));
  });
  return { primitive, inverse, volume, unit, smith: smithForm(rows, 3) };
}

/**
 * One solution s for given Δ, or null if there is none. Zero where s is free, so Δ = 0 gives s = 0.
 *
 * @param differences Δ, one for each rotation, integers in units of `1 / below` of the axes
 */
export function solveShift(system: OriginShifts, differences: readonly Vec3[], below: number): RationalVector | null {
  const rows = differences.flatMap((d) => matVec(system.inverse, d).map((c) => c * system.unit));
  const solution = solveCongruence(system.smith, rows, below * system.volume);
  if (solution === null) return null;
  const n = matVec(system.primitive, vec3(solution.x));
  return { n, d: below * system.volume * solution.scale * system.unit };
}

/**
 * All solutions for Δ = 0: the lattice vectors, the integer multiples of `discrete` and the real multiples of
 * `continuous`, added up. Modulo the two others, `discrete` gives a direct product of cyclic groups of these orders (> 1).
 */
export function freeShifts(system: OriginShifts): {
  readonly discrete: readonly (RationalVector & { readonly order: number })[];
  readonly continuous: readonly RationalVector[];
} {
  const discrete: (RationalVector & { order: number })[] = [];
  const continuous: RationalVector[] = [];
  for (const { vector, order } of homogeneousSolutions(system.smith)) {
    const n = matVec(system.primitive, vec3(vector));
    if (order === 0) continuous.push({ n, d: system.unit });
    else if (order > 1) discrete.push({ n, d: system.unit * order, order });
  }
  return { discrete, continuous };
}
