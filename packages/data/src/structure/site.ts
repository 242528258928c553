import type { Fractional } from '@crystal-fourier/spacegroups';

/** An element on a site, and the share of the site's copies that it fills. */
export interface SpeciesOccupancy {
  /** Symbol, `Na`. Deuterium is `H` with a note in the site's properties. */
  readonly element: string;
  /** In (0, 1]; 1 on an ordered site. */
  readonly occupancy: number;
  /** Formal charge. */
  readonly oxidationState?: number;
}

export interface Site {
  /** Fractional, any real numbers: the cell is periodic. */
  readonly position: Fractional;
  readonly species: readonly SpeciesOccupancy[];
  readonly label?: string;
  /** Whatever a file says of the site: magnetic moment, forces, disorder group. */
  readonly properties?: Readonly<Record<string, unknown>>;
}
