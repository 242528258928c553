import type { Rows3 } from '@crystal-fourier/math3';
import type { ReflectionGroup } from '@crystal-fourier/spacegroups/reflections';
import type { SpeciesOccupancy } from '../structure/site.js';

/** What a pattern needs of a crystal: a `StandardCrystal`, or a group in any setting with its lattice and one site of each orbit. */
export interface ScatteringCrystal {
  readonly group: ReflectionGroup;
  /** Row vectors in Å, in the setting of the group. */
  readonly lattice: Rows3;
  readonly orbits: readonly {
    readonly kind: { readonly species: readonly SpeciesOccupancy[] };
    /** Fractional coordinates of any one of its sites. */
    readonly representative: readonly [number, number, number];
  }[];
}
