import type { Diagnostic } from '../core/diagnostics.js';
import { DataError } from '../core/errors.js';
import { type ClosePairs, closePairs, occupancyOf } from './closePairs.js';
import { kindsOf } from './kinds.js';
import type { Site } from './site.js';
import type { Structure } from './structure.js';

/** A kind of site is named with three decimals of its occupancies. */
const ROUNDING = 5e-4;
/** Å: two atoms nearer than this are one, or their coordinates are wrong. */
const OVERLAP = 0.5;

/** Fractional coordinates beyond these are not those of a cell and its surroundings. */
const [LEAST_COORDINATE, MOST_COORDINATE] = [-1, 2];
/** Å³ for each site: a molecule alone in a large box has less. */
const MOST_VOLUME = 1e5;

/** What is odd about the sites of a structure. */
export interface SiteReport {
  readonly diagnostics: readonly Diagnostic[];
  /** Why the structure is no crystal: two atoms at one place. */
  readonly overlap: DataError | undefined;
}

/**
 * What is odd about a structure, whatever it was read from: sites that are shared or not full, and pairs of sites nearer to each other
 * than atoms can be, where the two are no alternatives of a disordered crystal.
 */
export const siteDiagnostics = (structure: Structure): Diagnostic[] => [...siteReport(structure).diagnostics];

/** The diagnostics of a structure, and the error for those who take no atoms that overlap. The distances are computed once. */
export function siteReport(structure: Structure): SiteReport {
  const shared = [partialOccupancy, coordinatesOutside, emptyCell]
    .map((look) => look(structure))
    .filter((found) => found !== undefined);
  try {
    const found = closePairs(structure);
    if (found === undefined) return { diagnostics: shared, overlap: undefined };
    return { diagnostics: [...shared, shortDistance(structure, found)], overlap: overlapError(structure, found) };
  } catch (error) {
    if (!(error instanceof DataError && error.code === 'too-large')) throw error;
    const message = 'the sites crowd: too many pairs to count';
    return { diagnostics: [...shared, { severity: 'warning', code: 'short-distance', message }], overlap: undefined };
  }
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

/** Programs write coordinates in the cell, or around it; Cartesian ones that are declared as fractions lie anywhere. */
function coordinatesOutside({ sites }: Structure): Diagnostic | undefined {
  const first = sites.findIndex(({ position }) => position.some((x) => x < LEAST_COORDINATE || x >= MOST_COORDINATE));
  if (first < 0) return undefined;
  const { position } = sites[first]!;
  return {
    severity: 'warning',
    code: 'coordinates-outside',
    message: `${nameOf(sites[first]!, first)} is at ${position.map((x) => +x.toFixed(4)).join(' ')}, far outside of the cell: are the coordinates Cartesian?`,
  };
}

function emptyCell({ sites, volume }: Structure): Diagnostic | undefined {
  if (volume <= MOST_VOLUME * sites.length) return undefined;
  return {
    severity: 'warning',
    code: 'cell-empty',
    message: `the cell has ${(volume / sites.length).toPrecision(3)} Å³ for each site: are its lengths in pm?`,
  };
}

function shortDistance({ sites }: Structure, { count, nearest }: ClosePairs): Diagnostic {
  const others = count > 1 ? `; ${count} pairs are nearer than half the sum of their covalent radii` : '';
  return {
    severity: 'warning',
    code: 'short-distance',
    message: `${namesOf(sites, nearest.sites)} are only ${nearest.distance.toFixed(3)} Å apart${others}`,
  };
}

function overlapError({ sites, id }: Structure, { nearest }: ClosePairs): DataError | undefined {
  if (nearest.distance >= OVERLAP) return undefined;
  return new DataError(
    'bad-site',
    `${namesOf(sites, nearest.sites)} are ${nearest.distance.toFixed(3)} Å apart, nearer than any two atoms; correct the sites, or take them with the option allowOverlap (cft: --allow-overlap)`,
    id === undefined ? {} : { record: id },
  );
}

const namesOf = (sites: readonly Site[], pair: readonly [number, number]): string =>
  pair.map((i) => nameOf(sites[i]!, i)).join(' and ');

const nameOf = ({ label, species }: Site, index: number): string =>
  label ?? `site ${index + 1} (${species.map(({ element }) => element).join('/')})`;
