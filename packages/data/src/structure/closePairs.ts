import { atomicNumber } from '../elements/elements.js';
import { covalentRadius } from '../elements/elementDescriptors.js';
import type { Site } from './site.js';
import type { Structure } from './structure.js';
import { visitTouchingPairs } from './touchingPairs.js';

/** Å: nearer than this are no two nuclei of a crystal, whatever their elements; in H₂ they are 0.74 Å apart. */
const TOO_NEAR = 0.6;
/** Occupancies of alternatives may add up to this: they are printed with two digits. */
const FULL = 1.02;

/** Pairs of sites that are nearer to each other than atoms can be. */
export interface ClosePairs {
  /** How many there are. A site that is near to its own image counts as half a pair for each side. */
  readonly count: number;
  readonly nearest: {
    readonly sites: readonly [number, number];
    /** Å */
    readonly distance: number;
  };
}

/**
 * Pairs of sites nearer than half the sum of their covalent radii (Cordero et al. 2008), or than 0.6 Å where that is more. Two sites that are
 * not both occupied, as alternatives of a disordered crystal, are no pair.
 *
 * @returns undefined where there are none
 * @throws DataError `too-large` where the sites crowd
 */
export function closePairs({ sites, lattice }: Pick<Structure, 'sites' | 'lattice'>): ClosePairs | undefined {
  const halves = halfRadii(sites);
  const positions = sites.map(({ position }) => position);
  let nearest: { readonly sites: readonly [number, number]; readonly square: number } | undefined;
  let count = 0;
  visitTouchingPairs(lattice, positions, halves, TOO_NEAR, (i, j, square) => {
    if (areAlternatives(sites[i]!, sites[j]!)) return;
    count += i === j ? 0.5 : 1; // both images of a site are its neighbours
    if (nearest === undefined || square < nearest.square) nearest = { sites: [i, j], square };
  });
  return nearest && { count, nearest: { sites: nearest.sites, distance: Math.sqrt(nearest.square) } };
}

/** Half the covalent radius of each site in Å, of its smallest element; 0 where none is known. */
function halfRadii(sites: readonly Site[]): Float64Array {
  const known = new Map<string, number>();
  const halfOf = (element: string): number => {
    let half = known.get(element);
    if (half === undefined) known.set(element, (half = (covalentRadius(atomicNumber(element)) || 0) / 2));
    return half;
  };
  return Float64Array.from(sites, ({ species }) => Math.min(...species.map(({ element }) => halfOf(element))));
}

/** How much of a site is occupied. */
export const occupancyOf = ({ species }: Pick<Site, 'species'>): number =>
  species.reduce((sum, { occupancy }) => sum + occupancy, 0);

/** Sites that are not both occupied: their occupancies add up to 1 at most, or they belong to different groups of a disordered part. */
function areAlternatives(a: Site, b: Site): boolean {
  if (occupancyOf(a) + occupancyOf(b) <= FULL) return true;
  const [p, q] = [a, b].map(({ properties }) => properties?.['disorderGroup']);
  return p !== undefined && q !== undefined && p !== q;
}
