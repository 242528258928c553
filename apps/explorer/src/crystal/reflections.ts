import { atomicNumber, planeDistances, type StandardCrystal } from '@crystal-fourier/data';
import {
  type Constraints,
  deriveConstraints,
  frequencySetForLattice,
  structureFactors,
} from '@crystal-fourier/fourier-basis';
import { type Hkl, satisfiesConditions, type SpaceGroup, type SymOp } from '@crystal-fourier/spacegroups';
import { COPPER } from './copper.js';

/** Equivalent reflections, by Friedel's law too. */
export interface Reflection {
  /** One of them, as the group's asymmetric unit of reciprocal space chooses it. */
  readonly hkl: Hkl;
  /** Å: distance of the lattice planes, 1/|k|. */
  readonly d: number;
  /** How many are equivalent. */
  readonly multiplicity: number;
  /** |F|² of the standard cell, in squared electrons. */
  readonly squared: number;
  /** The group allows it, and yet the atoms, where they are, cancel each other. */
  readonly isDark: boolean;
}

/** Equivalent reflections that the group forbids. */
export interface AbsentReflection {
  readonly hkl: Hkl;
  readonly d: number;
  readonly multiplicity: number;
  /** The condition that they break, `0kl: k+l=2n`. */
  readonly condition: string;
  /** Triplet of an operation that keeps hkl and changes its phase. */
  readonly operation: string;
  /** The change of phase, as a part of a turn: `1/2`. */
  readonly turn: string;
}

/** The reflections with large distances of planes; plain JSON. */
export interface ReflectionList {
  /** By decreasing d. */
  readonly reflections: readonly Reflection[];
  readonly absent: readonly AbsentReflection[];
  /** Å: all reflections of at least this distance are listed. */
  readonly least: number;
  /** Whether more of them reach 2θ = 120° than are listed. */
  readonly isCut: boolean;
  /** The group's general conditions, one line for each zone. */
  readonly conditions: readonly string[];
}

/** 1/Å: |k| at 2θ = 120°. */
const FARTHEST = Math.sqrt(3) / COPPER;
/** Reflections, equivalents counted, that are computed: cells of 4,000 Å³ reach 2θ = 120°. */
const MOST_COMPUTED = 24_000;
/** Sets of equivalents that are listed. */
const MOST_LISTED = 300;
/** Share of the strongest: below, rounding. */
const DARK = 1e-9;

/**
 * Simulated reflections of a crystal: every atom is a point with as many electrons as its atomic number, at rest. (Real atoms scatter less at
 * larger angles.) Partial occupancies count with their share.
 */
export function reflectionsOf({ group, lattice, volume, orbits }: StandardCrystal): ReflectionList {
  const rows = lattice.flat();
  const cutoff = Math.min(FARTHEST, Math.cbrt((3 * MOST_COMPUTED) / (4 * Math.PI * volume)));
  const set = frequencySetForLattice(group, rows, { cutoff });
  const atoms = orbits.map(({ kind, representative }) => ({
    position: representative,
    amplitude: kind.species.reduce((sum, { element, occupancy }) => sum + occupancy * atomicNumber(element), 0),
  }));
  // The sites are ideal already.
  const { real, imag } = structureFactors(group, atoms, set, { lattice: rows, tolerance: 1e-4 });
  const constraints = deriveConstraints(group, set);
  const distance = planeDistances(lattice);
  const reflections: Reflection[] = [];
  const absent: AbsentReflection[] = [];
  for (let star = 0; star < constraints.starCount; star++) {
    const node = constraints.members[constraints.starStart[star]!]!;
    const opposite = constraints.opposite[star]!;
    const first = set.at(node) as unknown as Hkl;
    // 000 is no reflection; −O belongs to O.
    if (first.every((c) => c === 0) || (opposite >= 0 && opposite < star)) continue;
    const members = constraints.starStart[star + 1]! - constraints.starStart[star]!;
    const { hkl } = group.toAsu(first);
    const common = { hkl, d: distance(first), multiplicity: opposite === star ? members : 2 * members };
    if (constraints.proof[star]! >= 0) absent.push({ ...common, ...reasonOf(group, constraints, hkl) });
    else reflections.push({ ...common, squared: real[node]! ** 2 + imag[node]! ** 2, isDark: false });
  }
  const strongest = reflections.reduce((most, { squared }) => Math.max(most, squared), 0);
  const distances = [...reflections, ...absent].map(({ d }) => d).toSorted((a, b) => b - a);
  const isCut = distances.length > MOST_LISTED || cutoff < FARTHEST;
  const least = distances[Math.min(distances.length, MOST_LISTED) - 1] ?? 1 / cutoff;
  const listed = <T extends { readonly d: number }>(list: readonly T[]): T[] =>
    list.filter(({ d }) => d >= least * (1 - 1e-9)).toSorted((a, b) => b.d - a.d);
  return {
    reflections: listed(reflections).map((reflection) => ({
      ...reflection,
      isDark: reflection.squared <= DARK * strongest,
    })),
    absent: listed(absent),
    least: isCut ? least : 1 / cutoff,
    isCut,
    conditions: group.reflectionConditions().text,
  };
}

/** Why a reflection is absent. */
function reasonOf(
  group: SpaceGroup,
  constraints: Constraints<SymOp>,
  hkl: Hkl,
): Pick<AbsentReflection, 'condition' | 'operation' | 'turn'> {
  const { operation, phase } = constraints.whyAbsent(hkl)!;
  return { condition: brokenCondition(group, hkl), operation: operation.toXyz(), turn: turnText(phase) };
}

/** The first condition of the group that the reflection, or one of its equivalents, breaks. */
function brokenCondition(group: SpaceGroup, hkl: Hkl): string {
  const conditions = group.reflectionConditions();
  const equivalents = group.representatives.map(({ rot }): Hkl => {
    const [h, k, l] = hkl;
    return [0, 1, 2].map((j) => h * rot[j]! + k * rot[3 + j]! + l * rot[6 + j]!) as unknown as Hkl;
  });
  const zone = conditions.zones.find((zone) =>
    [hkl, ...equivalents].some((own) => !satisfiesConditions({ ...conditions, zones: [zone] }, own)),
  );
  return zone?.text ?? '';
}

/** Twenty-fourths of a turn as a fraction. */
function turnText(phase: number): string {
  const divisor = [24, 12, 8, 6, 4, 3, 2].find((n) => phase % n === 0 && 24 % n === 0) ?? 1;
  return `${phase / divisor}/${24 / divisor}`;
}
