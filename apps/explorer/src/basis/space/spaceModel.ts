import {
  burnsideCount,
  type Constraints,
  type FrequencySet,
  frequencySet,
  type InvariantBasis,
  invariantBasis,
} from '@crystal-fourier/fourier-basis';
import type { SpaceGroup, SymOp } from '@crystal-fourier/spacegroups';
import { exampleCell } from '../../cell/exampleCell.js';
import type { Rows } from '../../cell/rows.js';
import { CUTOFF } from './spaceState.js';

interface SpaceCounts {
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

/** Cells of groups, the same object whatever the cutoff: a picture of the cell need not be made anew. */
const cells = new WeakMap<SpaceGroup, Rows>();

function cellOf(group: SpaceGroup): Rows {
  const known = cells.get(group) ?? exampleCell(group);
  cells.set(group, known);
  return known;
}

/** @param cutoff length of the longest frequency in units of a*, in the metric of a cubic cell, or of a hexagonal one with c = a */
export function spaceModel(group: SpaceGroup, cutoff: number): SpaceModel {
  const set = frequencySet(group, { radius: cutoff });
  const basis = invariantBasis(group, set);
  const { constraints } = basis;
  return {
    group,
    cell: cellOf(group),
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

/** The smallest cutoff of the page up to which a frequency is; null if there is none. */
export function leastCutoff(group: SpaceGroup, frequency: readonly [number, number, number]): number | null {
  for (let cutoff: number = CUTOFF.min; cutoff <= CUTOFF.max; cutoff += CUTOFF.step)
    if (frequencySet(group, { radius: cutoff }).indexOf(frequency) >= 0) return cutoff;
  return null;
}

/** Squared lengths of the frequencies of the functions in units of a*, as the cutoff measures them. @returns (functions) */
export function squaredLengths({ basis, set }: SpaceModel): Float64Array {
  // a = c = 1, so that a* = 1 for cubic axes and 2/√3 for hexagonal ones.
  const isHexagonal = set.family === 'hexagonal';
  const lattice = isHexagonal ? [1, 0, 0, -0.5, Math.sqrt(0.75), 0, 0, 0, 1] : [1, 0, 0, 0, 1, 0, 0, 0, 1];
  const aStarSquared = isHexagonal ? 4 / 3 : 1;
  return basis.eigenvalues(lattice).map((value) => value / (4 * Math.PI ** 2 * aStarSquared));
}
