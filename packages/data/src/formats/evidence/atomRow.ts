import type { Fractional } from '@crystal-fourier/spacegroups';
import type { ParsedSpecies } from '../../elements/speciesSymbol.js';

/** An atom of a list, before symmetry completes the cell. @internal */
export interface AtomRow {
  readonly label: string;
  readonly species: ParsedSpecies;
  /** What the label can mean besides `species`, which the formula decides when the cell is complete: `CL1` is chlorine or carbon. */
  readonly readings?: readonly ParsedSpecies[] | undefined;
  readonly position: Fractional;
  /** Decimal places of each coordinate. */
  readonly digits: readonly [number, number, number];
  readonly occupancy: number;
  /** The occupancy of the whole site, where this is one species of a mixture that is written in one row. */
  readonly siteOccupancy?: number | undefined;
  /** The declared number of images in the cell (or, in older files, the order of the site symmetry). */
  readonly multiplicity: number | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Undefined in formats whose places are no lines. */
  readonly line: number | undefined;
}
