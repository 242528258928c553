import { AffineMap } from './affineMap.js';
import type { ChangeOfBasis } from './changeOfBasis.js';
import { gcd, matVec, mod } from './integer.js';
import { hermiteBasis, integerKernel } from './kernel.js';
import type { SymOp } from './symOp.js';
import { type Fraction, parseTriplet } from './triplet.js';
import { type Fractional, type Mat3, UNITS, type Vec3 } from './types.js';

/**
 * A point, line, plane or all of space: the points `origin/d + Σ uₖ basis[k]` for real u. It is what a special position
 * such as `x,2x,1/4` runs over; the k-th parameter bears the letter of coordinate `letters[k]`.
 */
export interface Flat {
  /** Integer vectors along the flat, 0…3 of them. */
  readonly basis: readonly Vec3[];
  /** 0 for x, 1 for y, 2 for z; one for each basis vector. */
  readonly letters: readonly number[];
  /** Integers, in units of 1/d of the lattice vectors. */
  readonly origin: Vec3;
  readonly d: number;
}

function lowest(origin: Vec3, d: number): { origin: Vec3; d: number } {
  const g = origin.reduce((acc, c) => gcd(acc, c), d);
  return { origin: [origin[0] / g + 0, origin[1] / g + 0, origin[2] / g + 0], d: d / g };
}

/**
 * The flat spanned by `vectors` through `origin/d`, in a form that does not depend on either choice beyond lattice
 * translations: the basis is the Hermite normal form of all lattice vectors along the flat, a parameter is named after
 * the coordinate of its pivot and that coordinate has no constant where the pivot allows, others are in [0, 1).
 */
export function flatOf(vectors: readonly (readonly number[])[], origin: Vec3, d: number): Flat {
  const basis = integerKernel(integerKernel(vectors, 3), 3) as unknown as readonly Vec3[];
  return placed(basis, origin, d);
}

function placed(basis: readonly Vec3[], origin: Vec3, d: number): Flat {
  let o = origin;
  basis.forEach((b, k) => {
    const i = b.findIndex((c, at) => Math.abs(c) === 1 && basis.every((other, l) => l === k || other[at] === 0));
    if (i < 0) return;
    const times = (o[i] as number) * (b[i] as number);
    o = [o[0] - times * b[0], o[1] - times * b[1], o[2] - times * b[2]];
  });
  return {
    basis,
    letters: basis.map((b) => b.findIndex((c) => c !== 0)),
    ...lowest([mod(o[0], d), mod(o[1], d), mod(o[2], d)], d),
  };
}

const largest = ({ origin, d }: Flat): number => Math.max(...origin) / d;

/** Of the images under operations that keep the flat's direction, the first whose largest constant is smallest. */
export function simplest(flat: Flat, operations: readonly SymOp[]): Flat {
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

/** Reads `x,2x,1/4`. */
export function parseFlat(text: string): Flat {
  const rows = parseTriplet(text, 'xyz', 'bad-xyz');
  const column = (j: number): Fraction[] => rows.map((row) => row[j] as Fraction);
  const { n, d } = common(column(3));
  return flatOf(
    [0, 1, 2].map((j) => common(column(j)).n),
    n,
    d,
  );
}

function common(fractions: readonly Fraction[]): { n: Vec3; d: number } {
  const d = fractions.reduce((acc, [, b]) => (acc * b) / gcd(acc, b), 1);
  return { n: fractions.map(([n, b]) => n * (d / b)) as unknown as Vec3, d };
}

/** The flat in a setting, from the one in the reference setting: `x = P x_reference + p` with (P, p) the change to it. */
export function carried(flat: Flat, toReference: ChangeOfBasis): Flat {
  if (toReference.isIdentity) return flat;
  const P = toReference.P;
  const scale = P.reduce((acc, [, b]) => (acc * b) / gcd(acc, b), 1);
  const integers = P.map(([n, b]) => n * (scale / b)) as unknown as Mat3;
  const { n: p, d } = common(toReference.p);
  const o = matVec(integers, flat.origin);
  const below = scale * flat.d;
  return flatOf(
    flat.basis.map((b) => matVec(integers, b)),
    [o[0] * d + p[0] * below, o[1] * d + p[1] * below, o[2] * d + p[2] * below],
    below * d,
  );
}

/** The image under an operation, parameters kept; exact, not reduced. */
export function imageOf(flat: Flat, op: SymOp): Flat {
  const o = matVec(op.rot, flat.origin);
  const t = op.trans;
  const { d } = flat;
  return {
    basis: flat.basis.map((b) => matVec(op.rot, b)),
    letters: flat.letters,
    ...lowest([o[0] * UNITS + t[0] * d, o[1] * UNITS + t[1] * d, o[2] * UNITS + t[2] * d], d * UNITS),
  };
}

/** The flat as a map of the coordinate letters, its origin reduced to [0, 1). */
export function mapOf({ basis, letters, origin, d }: Flat): AffineMap {
  const matrix = Array<number>(9).fill(0);
  basis.forEach((b, k) => b.forEach((c, i) => (matrix[3 * i + (letters[k] as number)] = c)));
  return AffineMap.over(matrix, 1, [mod(origin[0], d), mod(origin[1], d), mod(origin[2], d)], d);
}

/**
 * The operations modulo lattice vectors that keep every point of the flat, each with the translation with which it does:
 * the site symmetry of a point that is on no smaller special position.
 */
export function fixing({ basis, origin, d }: Flat, operations: readonly SymOp[]): SymOp[] {
  const kept: SymOp[] = [];
  for (const op of operations) {
    if (basis.some((b) => matVec(op.rot, b).some((c, i) => c !== b[i]))) continue;
    const image = matVec(op.rot, origin);
    const shift = origin.map((c, i) => (c - (image[i] as number)) * UNITS - (op.trans[i] as number) * d);
    if (shift.every((s) => s % (UNITS * d) === 0))
      kept.push(op.translated(shift.map((s) => s / d + 0) as unknown as Vec3));
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
  const normals = integerKernel(basis, 3) as unknown as readonly Vec3[];
  // The rows are primitive, so their map is onto: the Hermite normal form of (Nᵀ | 1) starts with (1 | right inverse).
  const rows = [0, 1, 2].map((j) => normals.map((n) => n[j] as number).concat([0, 1, 2].map((k) => (k === j ? 1 : 0))));
  const solutions = hermiteBasis(rows)
    .slice(0, normals.length)
    .map((row) => row.slice(normals.length));
  return { normals, solutions: solutions as unknown as readonly Vec3[] };
}

/** The parameters, in the places of their letters, of a point on the flat; 0 for letters it does not use. */
export function parametersOf({ basis, letters, origin, d }: Flat, x: Fractional): Fractional {
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
