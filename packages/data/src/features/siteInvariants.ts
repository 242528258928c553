import { harmonicRotation, inverse, type Mat3, matMul } from '@crystal-fourier/math3';
import type { SpaceGroup, WyckoffPosition } from '@crystal-fourier/spacegroups';
import { harmonicStart, MOST_DEGREE } from './sphericalHarmonics.js';

/** What a site symmetry leaves of the functions on the sphere of the degrees 1 … L. @internal */
export interface SiteInvariants {
  /** (L): number of invariant components of each degree. */
  readonly counts: readonly number[];
  /** The sum of these: the rows of `basis`. */
  readonly rows: number;
  /** Degree by degree, component by component: 2l + 1 coefficients of real spherical harmonics, m = −l … l. The rows of a degree are orthonormal. */
  readonly basis: readonly number[];
  /** The coefficients that are not zero, row after row. */
  readonly terms: {
    /** Where the terms of each row end. */
    readonly ends: Int32Array;
    /** The harmonic of each term, counted from l = 1, m = −1 on. */
    readonly of: Uint8Array;
    readonly coefficients: Float64Array;
  };
}

const ROUNDING = 1e-9;

/** Axes of hexagonal cells, as columns; in the reference settings of the other groups the matrices of operations are the Cartesian ones. */
const HEXAGONAL: Mat3 = [1, -0.5, 0, 0, Math.sqrt(3) / 2, 0, 0, 0, 1];
const HEXAGONAL_INVERSE = inverse(HEXAGONAL);

/**
 * The orthogonal matrix of an operation of a group in its reference setting, in the Cartesian frame of standard cells: a along x, b in the xy plane. It is
 * the same for every cell that the group allows, so it is computed from an ideal one.
 *
 * @param rot row-major, on fractional coordinates
 * @internal
 */
export function cartesianRotation(group: SpaceGroup, rot: Mat3): Mat3 {
  const { crystalSystem } = group;
  return crystalSystem === 'trigonal' || crystalSystem === 'hexagonal' ? hexagonalRotation(rot) : rot;
}

/** The orthogonal matrix of an operation on hexagonal axes. @internal */
export const hexagonalRotation = (rot: Mat3): Mat3 => matMul(matMul(HEXAGONAL, rot), HEXAGONAL_INVERSE);

const known = new WeakMap<WyckoffPosition, readonly SiteInvariants[]>();

/** The invariants of the site symmetry of a position's representative, in the Cartesian frame of standard cells: up to degree 1, 2, 3 and 4. @internal */
export function siteInvariants(group: SpaceGroup, position: WyckoffPosition): readonly SiteInvariants[] {
  let invariants = known.get(position);
  if (invariants === undefined) {
    invariants = invariantsOf(position.siteOperations.map(({ rot }) => cartesianRotation(group, rot)));
    known.set(position, invariants);
  }
  return invariants;
}

/**
 * An orthonormal basis of the harmonics of each degree that some rotations, which form a group, leave as they are. The columns of the projection onto
 * these, `P = Σ_R D(R) / |G|`, are made orthonormal one after another: each time the column of which most is left is taken, of equal ones the first. So the
 * basis is the same for every crystal, and the identity where nothing is averaged away.
 *
 * @param rotations orthogonal 3×3, row-major, improper ones too
 * @internal
 */
export function invariantsOf(rotations: readonly Mat3[]): readonly SiteInvariants[] {
  const components = Array.from({ length: MOST_DEGREE }, (_, i) =>
    orthonormalColumns(projection(i + 1, rotations), 2 * i + 3),
  );
  return components.map((_, i) => assembled(components.slice(0, i + 1)));
}

/** The mean of D^l(R), row-major. */
function projection(degree: number, rotations: readonly Mat3[]): Float64Array {
  const mean = new Float64Array((2 * degree + 1) ** 2);
  for (const R of rotations) harmonicRotation(degree, R).forEach((entry, i) => (mean[i]! += entry / rotations.length));
  return mean;
}

/** From the rows of each degree. */
function assembled(components: readonly (readonly (readonly number[])[])[]): SiteInvariants {
  const counts = components.map(({ length }) => length);
  const basis = components.flat(2);
  return { counts, rows: components.flat().length, basis, terms: termsOfRows(counts, basis, 0).terms };
}

/**
 * The coefficients that are not zero of the rows of one site.
 *
 * @param counts of rows of each degree from 1 on
 * @param basis rows of 2l + 1 coefficients, those of the site from `from` on
 * @returns and where its rows end in the basis
 * @internal
 */
export function termsOfRows(
  counts: ArrayLike<number>,
  basis: ArrayLike<number>,
  from: number,
): { readonly terms: SiteInvariants['terms']; readonly end: number } {
  const [ends, of, coefficients]: [number[], number[], number[]] = [[], [], []];
  let at = from;
  for (let l = 1; l <= counts.length; l++) {
    for (let row = 0; row < counts[l - 1]!; row++) {
      for (let m = 0; m < 2 * l + 1; m++, at++) {
        if (basis[at] === 0) continue;
        of.push(harmonicStart(l) + m);
        coefficients.push(basis[at]!);
      }
      ends.push(of.length);
    }
  }
  const terms = {
    ends: Int32Array.from(ends),
    of: Uint8Array.from(of),
    coefficients: Float64Array.from(coefficients),
  };
  return { terms, end: at };
}

/** An orthonormal basis of the image of a symmetric projection. */
function orthonormalColumns(projection: Float64Array, width: number): number[][] {
  const rest = Float64Array.from(projection);
  const found: number[][] = [];
  for (;;) {
    // What is left is a projection, too: the square of the length of a column is its entry on the diagonal.
    let pivot = 0;
    for (let m = 1; m < width; m++) if (rest[m * width + m]! > rest[pivot * width + pivot]! + ROUNDING) pivot = m;
    const square = rest[pivot * width + pivot]!;
    if (square < ROUNDING) return found;
    const length = Math.sqrt(square);
    const column = Array.from({ length: width }, (_, m) => {
      const value = rest[m * width + pivot]! / length;
      return Math.abs(value) < ROUNDING ? 0 : value;
    });
    for (let m = 0; m < width; m++) for (let n = 0; n < width; n++) rest[m * width + n]! -= column[m]! * column[n]!;
    found.push(column);
  }
}
