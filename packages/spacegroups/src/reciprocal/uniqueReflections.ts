import {
  congruent,
  type Mat3,
  matMul,
  matOfRows,
  matPlus,
  inverse,
  type Rows3,
  rowsDet,
  times,
  transpose,
} from '@crystal-fourier/math3';
import { show, SpaceGroupError } from '../algebra/errors.js';
import type { Hkl } from '../algebra/types.js';
import { type ReflectionGroup, regionOf } from './conventionalHkl.js';
import { ascending } from './ascending.js';
import { stabilizersOf } from './stabilizers.js';

/** A reflection that stands for all its equivalents. */
export interface UniqueReflection {
  /** As people write it; see `conventionalHkl`. */
  readonly hkl: Hkl;
  /** Distance of the lattice planes, Å. */
  readonly d: number;
  /** Scattering angle in degrees; null where no wavelength is given. */
  readonly twoTheta: number | null;
  /** How many reflections are equivalent by the Laue group, that is, with Friedel's law: 2 to 48. */
  readonly multiplicity: number;
}

/** How far reflections are listed: a least distance of lattice planes, or a wavelength with a largest angle. */
export type UniqueReflectionOptions =
  | {
      /** Å, above 0. */
      readonly dMin: number;
      /** Å; without it reflections have no angle. Those that it cannot reach (d below half of it) are left out. */
      readonly wavelength?: number;
    }
  | {
      /** Degrees, above 0, at most 180. */
      readonly twoThetaMax: number;
      /** Å, above 0: 1.5406 for Cu Kα₁. */
      readonly wavelength: number;
    };

/** Relative change of a component of the reciprocal metric by averaging that is taken for noise: 0.5 % in a length, 0.6° in an angle. */
const LATTICE_TOLERANCE = 0.01;
/** Lengths that differ by less are the same but for rounding. */
const ROUNDING = 1e-12;
/** Points of the reciprocal lattice that may have to be looked at. */
const MOST_POINTS = 2e8;

/**
 * All reflections up to a resolution that the group does not make absent, one of each set of equivalents, by decreasing d; of the same d, first those with the
 * larger h, then k, then l. 0 0 0 is left out.
 *
 * Which atoms there are is not asked: special positions can extinguish more.
 *
 * @param group a space group, in any setting
 * @param lattice rows a, b, c in Å in the setting of the group. What it deviates from the symmetry by noise is averaged out.
 * @throws SpaceGroupError `bad-basis` for a lattice without the symmetry of the group, `bad-option`
 */
export function uniqueReflections(
  group: ReflectionGroup,
  lattice: Rows3,
  options: UniqueReflectionOptions,
): UniqueReflection[] {
  const { dMin, wavelength } = resolutionOf(options);
  const metric = reciprocalMetric(group, lattice);
  const points = (4 * Math.PI) / (3 * dMin ** 3 * Math.sqrt(determinant(metric)));
  if (points > MOST_POINTS)
    throw new SpaceGroupError(
      'bad-option',
      `uniqueReflections: about ${points.toPrecision(2)} reflections have d of at least ${dMin} Å, and ${MOST_POINTS} are possible; ask for a larger dMin`,
    );
  const { indices, squares, multiplicities } = collected(group, metric, dMin ** -2 * (1 + ROUNDING));
  const list: UniqueReflection[] = [];
  let square = 0;
  const order = ascending(squares);
  for (let at = 0; at < order.length; at++) {
    const i = order[at] as number;
    const own = squares[i] as number;
    // Those of the same d get the same number.
    if (own > square * (1 + ROUNDING)) square = own;
    const d = 1 / Math.sqrt(square);
    list.push({
      hkl: [indices[3 * i] as number, indices[3 * i + 1] as number, indices[3 * i + 2] as number],
      d,
      twoTheta: wavelength === null ? null : angleOf(d, wavelength),
      multiplicity: multiplicities[i] as number,
    });
  }
  return list;
}

const angleOf = (d: number, wavelength: number): number =>
  (360 / Math.PI) * Math.asin(Math.min(1, wavelength / (2 * d)));

function resolutionOf(options: UniqueReflectionOptions): { dMin: number; wavelength: number | null } {
  const { dMin, twoThetaMax, wavelength } = options as { dMin?: number; twoThetaMax?: number; wavelength?: number };
  const fail = (what: string, got: unknown): never => {
    throw new SpaceGroupError('bad-option', `uniqueReflections: ${what}, got ${show(got)}`);
  };
  const isPositive = (value: number): boolean => value > 0 && value < Number.POSITIVE_INFINITY;
  if ((dMin === undefined) === (twoThetaMax === undefined))
    fail('give either dMin or twoThetaMax with a wavelength', options);
  if (wavelength !== undefined && !isPositive(wavelength))
    fail('wavelength must be a number above 0, in Å', wavelength);
  if (dMin !== undefined) {
    if (!isPositive(dMin)) fail('dMin must be a number above 0, in Å', dMin);
    return { dMin: Math.max(dMin, (wavelength ?? 0) / 2), wavelength: wavelength ?? null };
  }
  const angle = twoThetaMax as number;
  if (wavelength === undefined) return fail('twoThetaMax needs a wavelength in Å', options);
  if (!(angle > 0 && angle <= 180)) fail('twoThetaMax must be above 0 and at most 180 degrees', angle);
  return { dMin: wavelength / (2 * Math.sin((Math.PI / 360) * angle)), wavelength };
}

const determinant = (m: Mat3): number =>
  m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);

/** Scalar products of a*, b*, c*, averaged over the group. */
function reciprocalMetric({ representatives }: ReflectionGroup, lattice: Rows3): Mat3 {
  const isLattice = Array.isArray(lattice) && lattice.length === 3 && matOfRows(lattice).every(Number.isFinite);
  if (!isLattice || !(Math.abs(rowsDet(lattice)) > 0))
    throw new SpaceGroupError(
      'bad-basis',
      `uniqueReflections: the lattice must be three vectors in Å that span a cell, as rows, got ${show(lattice)}`,
    );
  const columns = inverse(matOfRows(lattice));
  const metric = matMul(transpose(columns), columns);
  const images = representatives.map(({ rot }) => congruent(rot, metric));
  const mean = times(images.reduce(matPlus), 1 / images.length);
  const size = (i: number): number => Math.sqrt(metric[4 * i] as number);
  const fits = mean.every(
    (entry, at) =>
      Math.abs(entry - (metric[at] as number)) <= LATTICE_TOLERANCE * size(Math.floor(at / 3)) * size(at % 3),
  );
  if (!fits)
    throw new SpaceGroupError(
      'bad-basis',
      `uniqueReflections: the lattice ${show(lattice)} does not have the symmetry of the group; give the vectors a, b, c of its setting, as rows`,
    );
  return mean;
}

interface Collected {
  /** (n, 3) */
  readonly indices: number[];
  /** 1/d² in 1/Å². */
  readonly squares: number[];
  readonly multiplicities: number[];
}

/** All reflections of the region up to 1/d² = `most` that are not absent, those with larger indices first. */
function collected(group: ReflectionGroup, m: Mat3, most: number): Collected {
  const { has, negative, ordered } = regionOf(group);
  const stabilizers = stabilizersOf(group);
  const lowest = (letter: string, limit: number): number => (negative.includes(letter) ? -limit : 0);
  // 1/d² = m8 (l + β)² + c (k + γ)² + a h² with β and γ linear in the indices before.
  const c = m[4] - m[5] ** 2 / m[8];
  const b = m[1] - (m[2] * m[5]) / m[8];
  const a = m[0] - m[2] ** 2 / m[8] - b ** 2 / c;
  const indices: number[] = [];
  const squares: number[] = [];
  const multiplicities: number[] = [];
  const hMax = Math.floor(Math.sqrt(most / a));
  for (let h = hMax; h >= lowest('h', hMax); h--) {
    const kShift = (b / c) * h;
    const kReach = Math.sqrt(Math.max(0, (most - a * h * h) / c));
    const kMax = Math.floor(ordered > 0 ? Math.min(h, kReach - kShift) : kReach - kShift);
    const kMin = Math.max(Math.ceil(-kReach - kShift), lowest('k', Infinity));
    for (let k = kMax; k >= kMin; k--) {
      const lShift = (m[2] * h + m[5] * k) / m[8];
      const flat = a * h * h + c * (k + kShift) ** 2;
      const lReach = Math.sqrt(Math.max(0, (most - flat) / m[8]));
      const lMax = Math.floor(ordered > 1 ? Math.min(k, lReach - lShift) : lReach - lShift);
      const lMin = Math.max(Math.ceil(-lReach - lShift), lowest('l', Infinity));
      for (let l = lMax; l >= lMin; l--) {
        if (!has(h, k, l) || (h === 0 && k === 0 && l === 0)) continue;
        const multiplicity = stabilizers.multiplicity(h, k, l);
        if (multiplicity === 0) continue;
        indices.push(h + 0, k + 0, l + 0);
        squares.push(m[0] * h * h + m[4] * k * k + m[8] * l * l + 2 * (m[1] * h * k + m[2] * h * l + m[5] * k * l));
        multiplicities.push(multiplicity);
      }
    }
  }
  return { indices, squares, multiplicities };
}
