import type { Vec3 } from '@crystal-fourier/spacegroups';
import { DataError, show } from '../core/errors.js';

/** Three lattice vectors, one per row, in Å. */
export type LatticeRows = readonly [Vec3, Vec3, Vec3];

/** Lengths in Å and angles in degrees; α is the angle between b and c. */
export interface CellParameters {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

/** Å: no lattice vector is longer. A file with one has lost a decimal point. */
const LONGEST = 1e5;
/** Å: no lattice vector is shorter. */
const SHORTEST = 1e-2;
/** Volume over a·b·c: a flatter cell spans no volume within the precision of its numbers. */
const FLATTEST = 1e-6;

export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

export const norm = (a: Vec3): number => Math.hypot(a[0], a[1], a[2]);

/** The determinant of the rows: the cell volume in Å³, negative for a left-handed basis. */
export const determinant = ([a, b, c]: LatticeRows): number => dot(a, cross(b, c));

/** Rows of the reciprocal basis without 2π, in 1/Å: `b*_i · a_j = δ_ij`. */
export function reciprocalRows(rows: LatticeRows): LatticeRows {
  const [a, b, c] = rows;
  const v = determinant(rows);
  const over = (x: Vec3): Vec3 => [x[0] / v, x[1] / v, x[2] / v];
  return [over(cross(b, c)), over(cross(c, a)), over(cross(a, b))];
}

/**
 * Distances of lattice planes in Å, d = 1/|h a* + k b* + l c*|.
 *
 * @param rows basis vectors in Å
 * @returns the distance for (h, k, l); Infinity for 0, 0, 0
 */
export function planeDistances(rows: LatticeRows): (hkl: readonly [number, number, number]) => number {
  const reciprocal = reciprocalRows(rows);
  return (hkl) => 1 / norm(toCartesian(hkl as unknown as Vec3, reciprocal));
}

/** Fractional to Cartesian: the row vector x times the rows, in Å. */
export const toCartesian = (x: Vec3, [a, b, c]: LatticeRows): Vec3 => [
  x[0] * a[0] + x[1] * b[0] + x[2] * c[0],
  x[0] * a[1] + x[1] * b[1] + x[2] * c[1],
  x[0] * a[2] + x[1] * b[2] + x[2] * c[2],
];

/** Cartesian in Å to fractional, given the rows of {@link reciprocalRows}. */
export const toFractional = (r: Vec3, reciprocal: LatticeRows): Vec3 => [
  dot(r, reciprocal[0]),
  dot(r, reciprocal[1]),
  dot(r, reciprocal[2]),
];

const degrees = (cosine: number): number => (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI;

/** The cosine of an angle in degrees, exactly 0 and ±1/2 where it is. */
function cosine(angle: number): number {
  if (angle === 90) return 0;
  if (angle === 60) return 0.5;
  if (angle === 120) return -0.5;
  return Math.cos((angle * Math.PI) / 180);
}

export function parametersOfRows([a, b, c]: LatticeRows): CellParameters {
  const [la, lb, lc] = [norm(a), norm(b), norm(c)];
  return {
    a: la,
    b: lb,
    c: lc,
    alpha: degrees(dot(b, c) / (lb * lc)),
    beta: degrees(dot(a, c) / (la * lc)),
    gamma: degrees(dot(a, b) / (la * lb)),
  };
}

/**
 * The right-handed rows with a along x and b in the xy plane, y > 0.
 *
 * @throws DataError `bad-lattice` where no cell has these lengths and angles
 */
export function rowsOfParameters({ a, b, c, alpha, beta, gamma }: CellParameters): LatticeRows {
  for (const [name, value] of Object.entries({ a, b, c })) {
    if (!(value >= SHORTEST && value <= LONGEST)) {
      throw new DataError(
        'bad-lattice',
        `cell length ${name} must be between ${SHORTEST} and ${LONGEST} Å, got ${show(value)}`,
      );
    }
  }
  for (const [name, value] of Object.entries({ alpha, beta, gamma })) {
    if (!(value > 0 && value < 180)) {
      throw new DataError('bad-lattice', `cell angle ${name} must be between 0 and 180 degrees, got ${show(value)}`);
    }
  }
  const [ca, cb, cg] = [cosine(alpha), cosine(beta), cosine(gamma)];
  const square = 1 - ca * ca - cb * cb - cg * cg + 2 * ca * cb * cg;
  if (!(square > FLATTEST * FLATTEST)) {
    throw new DataError(
      'bad-lattice',
      `no cell has the angles ${alpha}, ${beta}, ${gamma} degrees: they span no volume; check the angles`,
    );
  }
  const sg = Math.sqrt(1 - cg * cg);
  return [
    [a, 0, 0],
    [b * cg, b * sg, 0],
    [c * cb, (c * (ca - cb * cg)) / sg, (c * Math.sqrt(square)) / sg],
  ];
}

/**
 * Rows that span a cell of sensible size, frozen.
 *
 * @throws DataError `bad-lattice`
 */
export function checkedRows(rows: unknown): LatticeRows {
  const isRow = (row: unknown): row is readonly number[] =>
    (Array.isArray(row) || ArrayBuffer.isView(row)) && (row as ArrayLike<unknown>).length === 3;
  if (!Array.isArray(rows) || rows.length !== 3 || !rows.every(isRow)) {
    throw new DataError('bad-lattice', `a lattice must be three rows of three numbers in Å, got ${show(rows)}`);
  }
  const made = rows.map((row) => Object.freeze([row[0], row[1], row[2]])) as unknown as LatticeRows;
  for (const [i, row] of made.entries()) {
    const length = row.every((x) => typeof x === 'number' && Number.isFinite(x)) ? norm(row) : NaN;
    if (!(length >= SHORTEST && length <= LONGEST)) {
      throw new DataError(
        'bad-lattice',
        `lattice vector ${'abc'[i]} must be between ${SHORTEST} and ${LONGEST} Å long, got ${show([...row])}`,
      );
    }
  }
  const [a, b, c] = made;
  if (!(Math.abs(determinant(made)) > FLATTEST * norm(a) * norm(b) * norm(c))) {
    throw new DataError(
      'bad-lattice',
      `the three lattice vectors span no volume: ${made.map((row) => show([...row])).join(' ')}`,
    );
  }
  return Object.freeze(made);
}
