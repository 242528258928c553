import {
  burnsideCount,
  type Constraints,
  type FrequencySet,
  frequencySetForLattice,
  type InvariantBasis,
  invariantBasis,
} from '@crystal-fourier/fourier-basis';
import type { PlaneGroup, PlaneOp } from '@crystal-fourier/spacegroups';
import { frequencyAt, type PlaneCell, planeCell } from './cell.js';
import { indices } from '../fractions.js';

/** One invariant function and how it is called. */
export interface FunctionInfo {
  readonly index: number;
  readonly star: number;
  /** `(2 1)`, with `cos` or `sin` where a star and its opposite give two functions. */
  readonly name: string;
  /** Length of its frequencies in units of a*. */
  readonly length: number;
}

/** A plane group with its invariant functions up to a cutoff. */
export interface PlaneModel {
  readonly group: PlaneGroup;
  readonly cell: PlaneCell;
  readonly cutoff: number;
  readonly set: FrequencySet;
  readonly constraints: Constraints<PlaneOp>;
  readonly basis: InvariantBasis<PlaneOp>;
  readonly functions: readonly FunctionInfo[];
  readonly counts: PlaneCounts;
}

export interface PlaneCounts {
  readonly frequencies: number;
  readonly stars: number;
  /** Frequencies that no invariant function has. */
  readonly absent: number;
  /** Dimension of the space of invariant functions. */
  readonly dimension: number;
  /** The same number, from the operations alone. */
  readonly burnside: number;
}

/**
 * @param cutoff length of the longest frequency, in units of a*: those in a circle of the reciprocal plane
 */
export function planeModel(group: PlaneGroup, cutoff: number): PlaneModel {
  const cell = planeCell(group);
  const set = frequencySetForLattice(group, cell.rows, { cutoff: cutoff * cell.aStar });
  const basis = invariantBasis(group, set);
  const { constraints } = basis;
  const functions = Array.from(basis.stars, (star, index): FunctionInfo => {
    const k = constraints.star(star).representative;
    const kind = basis.kinds[index]!;
    return {
      index,
      star,
      name: kind === 'cosine' ? `${indices(k)} cos` : kind === 'sine' ? `${indices(k)} sin` : indices(k),
      length: Math.hypot(...frequencyAt(cell, [k[0]!, k[1]!])),
    };
  });
  return {
    group,
    cell,
    cutoff,
    set,
    constraints,
    basis,
    functions,
    counts: {
      frequencies: set.count,
      stars: constraints.starCount,
      absent: constraints.absent.length,
      dimension: basis.count,
      burnside: burnsideCount(group, set),
    },
  };
}

/** The functions of a star; those of −O if only they are listed. */
export function functionsOfStar({ constraints, functions }: PlaneModel, star: number): readonly FunctionInfo[] {
  const opposite = constraints.opposite[star]!;
  return functions.filter((info) => info.star === star || info.star === opposite);
}
