import { atomicNumber, type StandardCrystal } from '@crystal-fourier/data';
import {
  type AbsentReflection as Absence,
  type Reflection,
  type ReflectionList as List,
  reflectionList,
} from '@crystal-fourier/fourier-basis/reflections';
import { fractionText } from '../groups/fractionText.js';
import { COPPER } from './copper.js';

export type { Reflection };

/** Equivalent reflections that the group forbids; plain JSON. */
export interface AbsentReflection extends Omit<Absence, 'operation' | 'phase'> {
  /** Triplet of an operation that keeps hkl and changes its phase. */
  readonly operation: string;
  /** The change of phase, as a part of a turn: `1/2`. */
  readonly turn: string;
}

/** The reflections with the largest distances of lattice planes; plain JSON. */
export interface ReflectionList extends Omit<List, 'absent'> {
  readonly absent: readonly AbsentReflection[];
}

/** Å: at 2θ = 120°. */
const NEAREST = COPPER / Math.sqrt(3);
/** Reflections, equivalents counted, that are computed: cells of 4,000 Å³ reach 2θ = 120°. */
const MOST_COMPUTED = 24_000;
/** Sets of equivalents that are listed. */
const MOST_LISTED = 300;

/**
 * Simulated reflections of a crystal: every atom is a point with as many electrons as its atomic number, at rest. (Real atoms scatter less at
 * larger angles.) Partial occupancies count with their share.
 */
export function reflectionsOf({ group, lattice, orbits }: StandardCrystal): ReflectionList {
  const atoms = orbits.map(({ kind, representative }) => ({
    position: representative,
    amplitude: kind.species.reduce((sum, { element, occupancy }) => sum + occupancy * atomicNumber(element), 0),
  }));
  const list = reflectionList(group, atoms, {
    lattice: lattice.flat(),
    dMin: NEAREST,
    maxComputed: MOST_COMPUTED,
    maxListed: MOST_LISTED,
    // The sites are ideal already.
    tolerance: 1e-4,
  });
  return {
    ...list,
    absent: list.absent.map(({ operation, phase, ...own }) => ({
      ...own,
      operation: operation.toXyz(),
      turn: fractionText(phase, 24),
    })),
  };
}
