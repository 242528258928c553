import {
  burnsideCount,
  type Constraints,
  type FrequencySet,
  frequencySet,
  type InvariantBasis,
  invariantBasis,
} from '@crystal-fourier/fourier-basis';
import type { SpaceGroup, SymOp } from '@crystal-fourier/spacegroups';
import { exampleCell, type Rows } from '../../cell/exampleCell.js';

export interface SpaceCounts {
  readonly frequencies: number;
  readonly stars: number;
  /** Frequencies that no invariant function has. */
  readonly absent: number;
  /** Dimension of the space of invariant functions. */
  readonly dimension: number;
  /** The same number, from the operations alone. */
  readonly burnside: number;
}

/** A space group with its invariant functions up to a cutoff. */
export interface SpaceModel {
  readonly group: SpaceGroup;
  readonly cell: Rows;
  readonly set: FrequencySet;
  readonly constraints: Constraints<SymOp>;
  readonly basis: InvariantBasis<SymOp>;
  readonly counts: SpaceCounts;
}

/** @param cutoff length of the longest frequency in units of a*, in the metric of a cubic cell, or of a hexagonal one with c = a */
export function spaceModel(group: SpaceGroup, cutoff: number): SpaceModel {
  const set = frequencySet(group, { radius: cutoff });
  const basis = invariantBasis(group, set);
  const { constraints } = basis;
  return {
    group,
    cell: exampleCell(group),
    set,
    constraints,
    basis,
    counts: {
      frequencies: set.count,
      stars: constraints.starCount,
      absent: constraints.absent.length,
      dimension: basis.count,
      burnside: burnsideCount(group, set),
    },
  };
}
