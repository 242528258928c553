import type { Vec3 } from '@crystal-fourier/math3';
import { brandOf } from '../core/brand.js';
import { DataError } from '../core/errors.js';
import type { Handedness } from './handedness.js';
import type { LatticeRows } from '../structure/lattice.js';
import type { SpeciesOccupancy } from '../structure/site.js';
import type { StandardParts, Transformation } from './standardParts.js';

/** A standard crystal as plain data; what `toJSON` gives and `crystalFromJson` reads. */
export interface StandardCrystalJson {
  /** `StandardCrystal` and the version of this form. */
  readonly format: string;
  readonly id?: string;
  /** International Tables number; the setting is the reference one. */
  readonly group: number;
  readonly lattice: LatticeRows;
  /** What occupies the sites. */
  readonly kinds: readonly (readonly SpeciesOccupancy[])[];
  readonly orbits: readonly {
    /** Index in `kinds`. */
    readonly kind: number;
    /** Wyckoff letter. */
    readonly letter: string;
    readonly parameters: Vec3;
  }[];
  readonly orbitOfSite: readonly number[];
  readonly transformation: Transformation;
  readonly displacement: number;
  readonly strain: number;
  readonly symprec: number;
  readonly requestedSymprec: number;
  /** Absent in what earlier versions wrote: `keep`. */
  readonly handedness?: Handedness;
}

/** The plain data of a crystal whose orbits are whole. @internal */
export function jsonOfParts(parts: StandardParts): StandardCrystalJson {
  const { group, lattice, kinds, orbits, orbitOfSite, transformation, id } = parts;
  return {
    format: brandOf('StandardCrystal'),
    ...(id === undefined ? {} : { id }),
    group: group.number,
    lattice,
    kinds: kinds.map(({ species }) => species),
    orbits: orbits.map(({ kind, letter, parameters, position, multiplicity }) => {
      if (multiplicity !== position.multiplicity)
        throw new DataError(
          'unsupported',
          `toJSON: an orbit must have all ${position.multiplicity} sites of its Wyckoff position ${letter}, got ${multiplicity}`,
        );
      return { kind: kinds.indexOf(kind), letter, parameters };
    }),
    orbitOfSite: [...orbitOfSite],
    transformation,
    displacement: parts.displacement,
    strain: parts.strain,
    symprec: parts.symprec,
    requestedSymprec: parts.requestedSymprec,
    handedness: parts.handedness,
  };
}
