import type { LatticeRows } from '../../structure/lattice.js';
import { neighbourLists } from '../../structure/neighbours.js';
import type { SpeciesOccupancy } from '../../structure/site.js';
import type { CompletedCell } from './completeCell.js';

/** Å: atoms of two readings of a file that are nearer are the same atom; readings move sites onto special positions. */
const SAME_PLACE = 0.05;

/** Whether two readings of a list of atoms put the same species at the same places. @internal */
export function isSameCrystal(a: CompletedCell, b: CompletedCell, lattice: LatticeRows): boolean {
  const n = a.sites.length;
  if (n !== b.sites.length) return false;
  const positions = [...a.sites, ...b.sites].map(({ position }) => position);
  const near = neighbourLists(lattice, positions, SAME_PLACE);
  return a.sites.every(({ species }, i) =>
    near[i]!.some(({ site }) => site >= n && isSameSpecies(b.sites[site - n]!.species, species)),
  );
}

function isSameSpecies(p: readonly SpeciesOccupancy[], q: readonly SpeciesOccupancy[]): boolean {
  return (
    p.length === q.length &&
    p.every(({ element, occupancy }) =>
      q.some((other) => other.element === element && Math.abs(other.occupancy - occupancy) < 1e-6),
    )
  );
}
