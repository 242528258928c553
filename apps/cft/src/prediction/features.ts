import {
  DataError,
  type OrbitFeatures,
  type SpeciesOccupancy,
  Structure,
  structureToFeatures,
} from '@crystal-fourier/data';

/** A structure as it is sent to a thread. */
export interface PlainStructure {
  /** Row vectors in Å. */
  readonly lattice: readonly (readonly number[])[];
  readonly sites: readonly { readonly position: readonly number[]; readonly species: readonly SpeciesOccupancy[] }[];
}

/** Structures whose features are computed at once. */
export interface FeatureJob {
  readonly structures: readonly PlainStructure[];
  /** Å. */
  readonly symprec?: number | undefined;
}

/** What a network reads of a crystal, or why it cannot. */
export type FeatureResult = { readonly features: OrbitFeatures; readonly formula: string } | { readonly error: string };

/** What features depend on; labels, charges and moments are left behind. */
export const plainStructure = ({ lattice, sites }: Structure): PlainStructure => ({
  lattice,
  sites: sites.map(({ position, species }) => ({ position, species })),
});

/**
 * Features of structures, in order; those of a refused structure are its error. Await `initMoyo()` first.
 *
 * @throws what is no `DataError`: a fault of the program, not of a structure
 */
export function featureResults({ structures, symprec }: FeatureJob): FeatureResult[] {
  return structures.map((plain) => {
    try {
      const { features, formula } = structureToFeatures(Structure.of(plain), { symprec });
      return { features, formula };
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      return { error: error.message };
    }
  });
}
