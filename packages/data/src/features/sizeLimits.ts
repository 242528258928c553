import { DataError, show } from '../core/errors.js';

/** How large crystals may be whose features are made. Work begins after the checks. */
export interface SizeLimits {
  /** Most sites of the cell that is given. Defaults to 10,000. */
  readonly maxSites?: number | undefined;
  /** Most pairs of orbits, each with each: a crystal of A orbits has A². Defaults to 2,250,000, of 1500 orbits, which is the most that networks take. */
  readonly maxPairs?: number | undefined;
}

/** The limits where nothing else is said. */
export const SIZE_LIMITS = Object.freeze({ maxSites: 10_000, maxPairs: 2_250_000 });

/** The place of an error in a record. */
const placeOf = (id: string | undefined): { readonly record?: string } => (id === undefined ? {} : { record: id });

/** @throws DataError `too-large` for a structure with more sites, `bad-argument` for a limit that is none */
export function checkSites(
  { sites, id }: { readonly sites: ArrayLike<unknown>; readonly id: string | undefined },
  { maxSites = SIZE_LIMITS.maxSites }: SizeLimits,
): void {
  checkLimit('maxSites', maxSites);
  if (sites.length <= maxSites) return;
  throw new DataError(
    'too-large',
    `features are made of cells with at most ${maxSites} sites, this one has ${sites.length}; take a smaller cell, or a larger maxSites (cft: --max-sites)`,
    placeOf(id),
  );
}

/**
 * @throws DataError `too-large` for a crystal with more pairs of orbits, `bad-argument` for a limit that is none
 * @internal
 */
export function checkPairs(
  { orbits, id }: { readonly orbits: ArrayLike<unknown>; readonly id: string | undefined },
  { maxPairs = SIZE_LIMITS.maxPairs }: SizeLimits,
): void {
  checkLimit('maxPairs', maxPairs);
  const { length } = orbits;
  if (length ** 2 <= maxPairs) return;
  throw new DataError(
    'too-large',
    `features are made of crystals with at most ${maxPairs} pairs of orbits, this one has ${length ** 2}, of ${length} orbits; a structure with its symmetry, or a smaller cell, has fewer; or take a larger maxPairs (cft: --max-pairs)`,
    placeOf(id),
  );
}

function checkLimit(name: string, limit: number): void {
  if (typeof limit === 'number' && limit >= 1) return;
  throw new DataError(
    'bad-argument',
    `structureToFeatures: ${name} must be a number of at least 1, got ${show(limit)}`,
  );
}
