import {
  type Fraction,
  hermiteBasis,
  IDENTITY,
  integerNullSpace,
  type Mat3,
  matOfRows,
  matPlus,
  type Rows3,
  rowsOf,
  times,
  transpose,
  unitRows,
  type Vec3,
} from '@crystal-fourier/math3';
import { ChangeOfBasis } from './changeOfBasis.js';
import type { Centring } from '../algebra/types.js';
import { UNITS } from '../algebra/types.js';

/** Basis of a lattice from its centring vectors, in units of 1/24 of the cell; the same for the same lattice. */
export function latticeBasis(centring: readonly Vec3[]): Rows3 {
  return hermiteBasis([...centring, ...unitRows(3, UNITS)]) as readonly (readonly number[])[] as Rows3;
}

/** Basis of the integer vectors that every matrix of a group keeps; see `polarDirections`. @internal */
export function fixedDirections(matrices: readonly Mat3[]): readonly Vec3[] {
  // Their mean projects on these vectors, so Σ R v = n v holds for them only.
  const sum = matrices.reduce(matPlus, times(IDENTITY, -matrices.length));
  return integerNullSpace(rowsOf(sum));
}

// Columns are primitive vectors in halves, for R in thirds, of the axes.
const PRIMITIVE: Readonly<Record<string, Mat3>> = {
  A: [2, 0, 0, 0, 1, 1, 0, -1, 1],
  B: [1, 0, 1, 0, 2, 0, -1, 0, 1],
  C: [1, 1, 0, -1, 1, 0, 0, 0, 2],
  I: [-1, 1, 1, 1, -1, 1, 1, 1, -1],
  F: [0, 1, 1, 1, 0, 1, 1, 1, 0],
  R: [2, -1, -1, 1, 1, -2, 1, 1, 1],
};

/**
 * Change of basis to a primitive cell. For A, B, C, I, F and R (obverse) the usual one: half the sum and difference of
 * the centred axes, (−a+b+c)/2 …, (b+c)/2 …, (2a+b+c)/3 …; otherwise the Hermite normal form of the lattice. @internal
 */
export function primitiveBasis({ symbol, vectors }: Centring): ChangeOfBasis {
  if (symbol === 'P') return ChangeOfBasis.identity;
  const usual = PRIMITIVE[symbol ?? ''];
  const entries = usual ?? transpose(matOfRows(latticeBasis(vectors)));
  const d = usual === undefined ? UNITS : symbol === 'R' ? 3 : 2;
  return ChangeOfBasis.of(entries.map((n): Fraction => [n, d]));
}
