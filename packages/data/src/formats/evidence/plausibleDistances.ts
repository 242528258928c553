import { covalentRadius } from '../../elements/elementDescriptors.js';
import { atomicNumber } from '../../elements/elements.js';
import { closePairs } from '../../structure/closePairs.js';
import type { LatticeRows } from '../../structure/lattice.js';
import { visitNeighbours } from '../../structure/neighbours.js';
import type { Site } from '../../structure/site.js';

/** Elements that make bonds of the length of their covalent radii with one another, and whose valence bounds how many. */
const NONMETALS: ReadonlySet<string> = new Set('H B C N O F Si P S Cl Ge As Se Br Te I'.split(' '));
/** Å: no bond between two of them is longer. */
const LONGEST_BOND = 3.2;
/** Å: the bond order falls by a factor e for each of it (Pauling 1947; Brown and Altermatt 1985). */
const SOFTNESS = 0.37;
/**
 * Sums of bond orders that no atom has, by its row. Among compounds known, acetylene and carbonate reach 4, sulphate and perchlorate 8,
 * periodate 11.
 */
const MOST_ORDER = { second: 6.5, third: 9.5, heavier: 12 } as const;
/** Sites of a cell: the sums are for small cells with a wrong origin, and cost time in large ones. */
const MOST_SITES = 2000;

/**
 * Whether atoms are as near to each other as in no compound: nearer than half the sum of their covalent radii, or with more bonds between
 * nonmetals than their valence allows, as those of diamond that was read with the other origin choice (six neighbours at 1.26 Å).
 *
 * @internal
 */
export function hasImpossibleDistances(sites: readonly Site[], lattice: LatticeRows): boolean {
  if (sites.length > MOST_SITES) return false;
  return closePairs({ sites, lattice }) !== undefined || isOverbonded(sites, lattice);
}

function isOverbonded(sites: readonly Site[], lattice: LatticeRows): boolean {
  const radii = sites.map((site) => bondingRadius(site));
  const orders = new Float64Array(sites.length);
  const positions = sites.map(({ position }) => position);
  visitNeighbours(lattice, positions, LONGEST_BOND, (i, j, square) => {
    const [p, q] = [radii[i], radii[j]];
    if (p !== undefined && q !== undefined) orders[i]! += Math.exp((p + q - Math.sqrt(square)) / SOFTNESS);
  });
  return sites.some((site, i) => radii[i] !== undefined && orders[i]! > mostOrder(site));
}

/** Å; undefined for sites that are shared, not full, or of a metal. */
function bondingRadius({ species }: Site): number | undefined {
  const [only] = species;
  if (species.length !== 1 || only!.occupancy < 1 || !NONMETALS.has(only!.element)) return undefined;
  return covalentRadius(atomicNumber(only!.element));
}

function mostOrder({ species }: Site): number {
  const number = atomicNumber(species[0]!.element);
  return number <= 10 ? MOST_ORDER.second : number <= 36 ? MOST_ORDER.third : MOST_ORDER.heavier;
}
