import { isElement } from '../elements/elements.js';
import { DataError, show } from '../core/errors.js';
import type { CellParameters } from './lattice.js';
import type { Site, SpeciesOccupancy } from './site.js';

/** What makes a structure; a species may be given as its symbol. */
export interface StructureInput {
  /** Rows in Å, or lengths in Å and angles in degrees. */
  readonly lattice: readonly (readonly number[])[] | CellParameters;
  readonly sites: readonly {
    readonly position: readonly number[];
    readonly species: string | readonly SpeciesOccupancy[];
    readonly label?: string | undefined;
    readonly properties?: Readonly<Record<string, unknown>> | undefined;
  }[];
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
  readonly id?: string | undefined;
}

/** Occupancies of one site may exceed 1 by this much: three thirds written with two digits do not. */
const OVERFULL = 1e-3;
export const isParameters = (lattice: StructureInput['lattice']): lattice is CellParameters =>
  typeof lattice === 'object' && lattice !== null && !Array.isArray(lattice) && 'a' in lattice;

/** A site from checked input, frozen. */
export function checkedSite(
  { position, species, label, properties }: StructureInput['sites'][number],
  index: number,
): Site {
  const place = { record: `site ${index + 1}${label === undefined ? '' : ` (${label})`}` };
  if (
    (!Array.isArray(position) && !ArrayBuffer.isView(position)) ||
    position.length !== 3 ||
    !position.every((x) => typeof x === 'number' && Math.abs(x) <= 1e6)
  ) {
    throw new DataError(
      'bad-site',
      `a position must be three fractional coordinates below 1e6, got ${show(position)}`,
      place,
    );
  }
  const given = typeof species === 'string' ? [{ element: species, occupancy: 1 }] : species;
  if (!Array.isArray(given) || given.length === 0)
    throw new DataError('bad-site', `a site must have at least one species, got ${show(species)}`, place);
  let filled = 0;
  const made = given.map(({ element, occupancy, oxidationState }: SpeciesOccupancy): SpeciesOccupancy => {
    if (!isElement(element))
      throw new DataError('bad-element', `expected the symbol of an element, got ${show(element)}`, place);
    if (!(occupancy > 0 && occupancy <= 1 + OVERFULL)) {
      throw new DataError('bad-site', `an occupancy must be above 0 and at most 1, got ${show(occupancy)}`, place);
    }
    filled += occupancy;
    const charge = typeof oxidationState === 'number' && Number.isFinite(oxidationState) ? { oxidationState } : {};
    return Object.freeze({ element, occupancy, ...charge });
  });
  if (filled > 1 + OVERFULL)
    throw new DataError('bad-site', `the occupancies of a site must add up to at most 1, got ${filled}`, place);
  const [x, y, z] = position as [number, number, number];
  return Object.freeze({
    position: Object.freeze([x, y, z] as const),
    species: Object.freeze(made),
    ...(label === undefined ? {} : { label }),
    ...(properties === undefined ? {} : { properties: Object.freeze({ ...properties }) }),
  });
}
