import {
  dot,
  mapRows,
  norm,
  reciprocalRows,
  type Rows3,
  rowsDet,
  rowsOf,
  rowsVec,
  type Vec3,
  vecRows,
} from '@crystal-fourier/math3';
import { DataError, show } from '../core/errors.js';

/** Three lattice vectors, one per row, in Å. */
export type LatticeRows = Rows3;

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

/**
 * Distances of lattice planes in Å, d = 1/|h a* + k b* + l c*|.
 *
 * @param rows basis vectors in Å
 * @returns the distance for (h, k, l); Infinity for 0, 0, 0
 */
export function planeDistances(rows: LatticeRows): (hkl: readonly [number, number, number]) => number {
  const reciprocal = reciprocalRows(rows);
  return (hkl) => 1 / norm(vecRows(hkl, reciprocal));
}

/** Fractional to Cartesian coordinates in Å: `r = x₁a + x₂b + x₃c`, a, b, c being the rows. */
export const toCartesian = (x: Vec3, rows: LatticeRows): Vec3 => vecRows(x, rows);

/** Cartesian coordinates in Å to fractional ones, the inverse of {@link toCartesian}. */
export const toFractional = (r: Vec3, rows: LatticeRows): Vec3 => fractionalIn(r, reciprocalRows(rows));

/** The same with the rows of the reciprocal basis, without 2π, for many points of one lattice. @internal */
export const fractionalIn = (r: Vec3, reciprocal: LatticeRows): Vec3 => rowsVec(reciprocal, r);

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
  const made = mapRows(rowsOf(rows.flatMap((row) => Array.from(row))), Object.freeze);
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
  if (!(Math.abs(rowsDet(made)) > FLATTEST * norm(a) * norm(b) * norm(c))) {
    throw new DataError(
      'bad-lattice',
      `the three lattice vectors span no volume: ${made.map((row) => show([...row])).join(' ')}`,
    );
  }
  return Object.freeze(made);
}
