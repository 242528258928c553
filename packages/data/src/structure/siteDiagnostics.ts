import type { Diagnostic } from '../core/diagnostics.js';
import { DataError } from '../core/errors.js';
import { kindsOf } from './kinds.js';
import { neighbourLists } from './neighbours.js';
import type { Site } from './site.js';
import type { Structure } from './structure.js';

/** Å: the shortest distance between nuclei in a crystal is that of H₂, 0.74. */
const TOO_NEAR = 0.6;
/** Occupancies of alternatives may add up to this: they are printed with two digits. */
const FULL = 1.02;
/** A kind of site is named with three decimals of its occupancies. */
const ROUNDING = 5e-4;

/**
 * What is odd about a structure, whatever it was read from: sites that are shared or not full, and pairs of sites nearer to each other
 * than atoms can be, where the two are no alternatives of a disordered crystal.
 */
export function siteDiagnostics(structure: Structure): Diagnostic[] {
  return [partialOccupancy(structure), shortDistance(structure)].filter((found) => found !== undefined);
}

function partialOccupancy(structure: Structure): Diagnostic | undefined {
  const { list, ofSite } = kindsOf(structure);
  if (list.every(({ isElement }) => isElement)) return undefined;
  const kinds = Array.from(ofSite, (kind) => list[kind]!);
  const partial = kinds.filter(
    ({ isElement, species }) => !isElement && occupancyOf({ species }) < 1 - ROUNDING,
  ).length;
  const mixed = kinds.filter(({ species }) => species.length > 1).length;
  const parts = [
    ...(partial > 0 ? [`${partial} of ${kinds.length} sites are not full`] : []),
    ...(mixed > 0 ? [`${mixed} of ${kinds.length} sites are shared by several species`] : []),
  ];
  return {
    severity: 'warning',
    code: 'partial-occupancy',
    message: `${parts.join(', ')}: training and prediction take ordered crystals only`,
  };
}

function shortDistance({ sites, lattice }: Structure): Diagnostic | undefined {
  const found = (message: string): Diagnostic => ({ severity: 'warning', code: 'short-distance', message });
  let nearest: { readonly pair: readonly [number, number]; readonly distance: number } | undefined;
  let pairs = 0;
  try {
    const positions = sites.map(({ position }) => position);
    neighbourLists(lattice, positions, TOO_NEAR).forEach((list, i) => {
      for (const { site: j, distance } of list) {
        if (j < i || areAlternatives(sites[i]!, sites[j]!)) continue;
        pairs += i === j ? 0.5 : 1; // both images of a site are its neighbours
        if (nearest === undefined || distance < nearest.distance) nearest = { pair: [i, j], distance };
      }
    });
  } catch (error) {
    if (error instanceof DataError && error.code === 'too-large')
      return found(`the sites crowd: too many pairs to count are nearer than ${TOO_NEAR} Å`);
    throw error;
  }
  if (nearest === undefined) return undefined;
  const [first, second] = nearest.pair.map((i) => nameOf(sites[i]!, i));
  const others = pairs > 1 ? `; ${pairs} pairs are nearer than ${TOO_NEAR} Å` : '';
  return found(`${first} and ${second} are only ${nearest.distance.toFixed(3)} Å apart${others}`);
}

const occupancyOf = ({ species }: Pick<Site, 'species'>): number =>
  species.reduce((sum, { occupancy }) => sum + occupancy, 0);

/** Sites that are not both occupied: their occupancies add up to 1 at most, or they belong to different groups of a disordered part. */
function areAlternatives(a: Site, b: Site): boolean {
  if (occupancyOf(a) + occupancyOf(b) <= FULL) return true;
  const [p, q] = [a, b].map(({ properties }) => properties?.['disorderGroup']);
  return p !== undefined && q !== undefined && p !== q;
}

const nameOf = ({ label, species }: Site, index: number): string =>
  label ?? `site ${index + 1} (${species.map(({ element }) => element).join('/')})`;
