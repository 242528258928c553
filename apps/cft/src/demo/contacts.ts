import { forEachPair } from './periodicPairs.js';
import type { IonicCell } from './bornMayer.js';

/** Contacts of a cell, for judging whether it is a sensible crystal. */
export interface Contacts {
  /** Smallest distance of a cation and an anion over the sum of their radii; Infinity if none is within the search. */
  readonly unlike: number;
  /** Smallest distance of two anions over the sum of their radii; Infinity likewise. */
  readonly anions: number;
  /** Smallest distance of two cations in the unit of the lattice; Infinity likewise. */
  readonly cations: number;
}

/**
 * The shortest contacts between ions. Ratios and distances scale with the lattice.
 *
 * @param cutoff in the unit of the lattice
 */
export function shortestContacts({ lattice, positions, ions }: IonicCell, cutoff: number): Contacts {
  let [unlike, anions, cations] = [Infinity, Infinity, Infinity];
  forEachPair(lattice, positions, cutoff, (i, j, distance) => {
    const [a, b] = [ions[i]!, ions[j]!];
    if (a.charge * b.charge < 0) unlike = Math.min(unlike, distance / (a.radius + b.radius));
    else if (a.charge < 0) anions = Math.min(anions, distance / (a.radius + b.radius));
    else cations = Math.min(cations, distance);
  });
  return { unlike, anions, cations };
}
