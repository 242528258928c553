import {
  dualVectors,
  type Fraction,
  gcd,
  mapped,
  integerNullSpace,
  mat3,
  matVec,
  minus,
  mod,
  plus,
  primitive,
  quotient,
  scaled,
  transposed,
  vec3,
  type Vec3,
} from '@crystal-fourier/math3';
import { AffineMap } from './affineMap.js';
import type { ChangeOfBasis } from './changeOfBasis.js';
import type { LinearForm } from '../algebra/linearForm.js';
import type { SymOp } from './symOp.js';
import { common, parseTriplet } from '../algebra/triplet.js';
import { type Fractional, UNITS } from '../algebra/types.js';

/**
 * A point, line, plane or all of space: the points `origin/d + Σ uₖ basis[k]` for real u. It is what a special position
 * such as `x,2x,1/4` runs over; the k-th parameter bears the letter of coordinate `letters[k]`.
 */
export interface AffineSubspace {
  /** Integer vectors along the flat, 0…3 of them. */
  readonly basis: readonly Vec3[];
  /** 0 for x, 1 for y, 2 for z; one for each basis vector. */
  readonly letters: readonly number[];
  /** Integers, in units of 1/d of the lattice vectors. */
  readonly origin: Vec3;
  readonly d: number;
}

/** The point n/d in lowest terms. */
function lowest(n: Vec3, d: number): Pick<AffineSubspace, 'origin' | 'd'> {
  const below = n.reduce(gcd, d);
  return { origin: primitive(n, d), d: d / below };
}

/**
 * The flat spanned by `vectors` through `origin/d`, in a form that does not depend on either choice beyond lattice
 * translations: the basis is the Hermite normal form of all lattice vectors along the flat, a parameter is named after
 * the coordinate of its pivot and that coordinate has no constant where the pivot allows, others are in [0, 1).
 */
export function subspaceOf(vectors: readonly Vec3[], origin: Vec3, d: number): AffineSubspace {
  const basis = integerNullSpace(integerNullSpace(vectors));
  return placed(basis, origin, d);
}

/** The flat along vectors that are already in that form. */
export function placed(basis: readonly Vec3[], origin: Vec3, d: number): AffineSubspace {
  let o = origin;
  basis.forEach((b, k) => {
    const i = b.findIndex((c, at) => Math.abs(c) === 1 && basis.every((other, l) => l === k || other[at] === 0));
    if (i < 0) return;
    o = minus(o, scaled(b, (o[i] as number) * (b[i] as number)));
  });
  return {
    basis,
    letters: basis.map((b) => b.findIndex((c) => c !== 0)),
    ...lowest(
      mapped(o, (c) => mod(c, d)),
      d,
    ),
  };
}

const largest = ({ origin, d }: AffineSubspace): number => Math.max(...origin) / d;

/** Of the images under operations that keep the flat's direction, the first whose largest constant is smallest. */
export function simplest(flat: AffineSubspace, operations: readonly SymOp[]): AffineSubspace {
  let best = flat;
  for (const op of operations) {
    const image = imageOf(flat, op);
    const isParallel = image.basis.every((b, k) => {
      const old = flat.basis[k] as Vec3;
      return b.every((c, i) => c === old[i]) || b.every((c, i) => c === -(old[i] as number));
    });
    if (!isParallel) continue;
    const candidate = placed(flat.basis, image.origin, image.d);
    if (largest(candidate) < largest(best)) best = candidate;
  }
  return best;
}

/** The flat over which a position with these coordinates runs. */
export function subspaceOfForms(forms: readonly LinearForm[]): AffineSubspace {
  const [x, y, z, constant] = transposed(forms).map((column) => vec3(column)) as [Vec3, Vec3, Vec3, Vec3];
  return subspaceOf([x, y, z], constant, UNITS);
}

/** Reads `x,2x,1/4`. */
export function parseSubspace(text: string): AffineSubspace {
  const rows = parseTriplet(text, 'xyz', 'bad-xyz');
  const column = (j: number): Fraction[] => rows.map((row) => row[j] as Fraction);
  const { n, d } = common<Vec3>(column(3));
  return subspaceOf(
    [0, 1, 2].map((j) => common<Vec3>(column(j)).n),
    n,
    d,
  );
}

/** The flat in a setting, from the one in the reference setting: `x = P x_reference + p` with (P, p) the change to it. */
export function carried({ basis, origin, d }: AffineSubspace, toReference: ChangeOfBasis): AffineSubspace {
  if (toReference.isIdentity) return subspaceOf(basis, origin, d);
  const { n, d: scale } = common([...toReference.P, ...toReference.p]);
  const P = mat3(n);
  const p = vec3(n, 9);
  return subspaceOf(
    basis.map((b) => matVec(P, b)),
    plus(matVec(P, origin), scaled(p, d)),
    scale * d,
  );
}

/** The image under an operation, parameters kept; exact, not reduced. */
export function imageOf(flat: AffineSubspace, op: SymOp): AffineSubspace {
  const origin = plus(scaled(matVec(op.rot, flat.origin), UNITS), scaled(op.trans, flat.d));
  return {
    basis: flat.basis.map((b) => matVec(op.rot, b)),
    letters: flat.letters,
    ...lowest(origin, flat.d * UNITS),
  };
}

/** The flat as a map of the coordinate letters, its origin reduced to [0, 1). */
export function mapOf({ basis, letters, origin, d }: AffineSubspace): AffineMap {
  const matrix = Array<number>(9).fill(0);
  basis.forEach((b, k) => b.forEach((c, i) => (matrix[3 * i + (letters[k] as number)] = c)));
  return AffineMap.over(
    matrix,
    1,
    mapped(origin, (c) => mod(c, d)),
    d,
  );
}

/**
 * The operations modulo lattice vectors that keep every point of the flat, each with the translation with which it does:
 * the site symmetry of a point that is on no smaller special position.
 */
export function fixing({ basis, origin, d }: AffineSubspace, operations: readonly SymOp[]): SymOp[] {
  const kept: SymOp[] = [];
  for (const op of operations) {
    if (basis.some((b) => matVec(op.rot, b).some((c, i) => c !== b[i]))) continue;
    // The translation that brings the image of the origin back, in units of 1/(24 d).
    const back = minus(scaled(minus(origin, matVec(op.rot, origin)), UNITS), scaled(op.trans, d));
    const cells = quotient(back, UNITS * d);
    if (cells !== undefined) kept.push(op.translated(scaled(cells, UNITS)));
  }
  return kept;
}

/**
 * Integer equations of a flat: x is on it modulo lattice vectors exactly if `normals·x − offset/d` is an integer vector;
 * then x − n is on it for `n = Σ kᵢ solutions[i]` where k is that vector.
 */
export interface Equations {
  readonly normals: readonly Vec3[];
  readonly solutions: readonly Vec3[];
}

export function equationsOf(basis: readonly Vec3[]): Equations {
  const normals = integerNullSpace(basis);
  return { normals, solutions: dualVectors(normals) };
}

/** The parameters, in the places of their letters, of a point on the flat; 0 for letters it does not use. */
export function parametersOf({ basis, letters, origin, d }: AffineSubspace, x: Fractional): Fractional {
  const rest = x.map((c, i) => c - (origin[i] as number) / d);
  const parameters: [number, number, number] = [0, 0, 0];
  basis.forEach((b, k) => {
    // The basis is in row echelon form: later vectors are zero at this pivot.
    const pivot = letters[k] as number;
    const u = (rest[pivot] as number) / (b[pivot] as number);
    b.forEach((c, i) => (rest[i] = (rest[i] as number) - u * c));
    parameters[pivot] = u;
  });
  return parameters;
}
