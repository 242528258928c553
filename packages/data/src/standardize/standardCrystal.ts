import { det as matDet, rowsDet } from '@crystal-fourier/math3';
import { type SpaceGroup, spaceGroup } from '@crystal-fourier/spacegroups';
import { BRAND, brandOf } from '../core/brand.js';
import type { Handedness } from './handedness.js';
import type { Kind } from '../structure/kinds.js';
import { type CellParameters, type LatticeRows, parametersOfRows } from '../structure/lattice.js';
import { Structure } from '../structure/structure.js';
import { jsonOfParts, type StandardCrystalJson } from './standardCrystalJson.js';
import type { Orbit, StandardParts, Transformation } from './standardParts.js';

/**
 * A crystal in the reference setting of its space group (unique axis b and cell choice 1, origin choice 2, hexagonal axes), with
 * ideal symmetry, described by one site of each orbit: the asymmetric unit. Origin and axes are canonical: the description is the
 * same for every way in which the crystal is written. Made by `standardize`. Immutable: do not write to its arrays.
 */
export class StandardCrystal {
  readonly group: SpaceGroup;
  /** Row vectors of the conventional cell in Å: a along x, b in the xy plane, right-handed. */
  readonly lattice: LatticeRows;
  /** Sorted by kind, Wyckoff letter and parameters. */
  readonly orbits: readonly Orbit[];
  /** What occupies the sites, by atomic number. */
  readonly kinds: readonly Kind[];
  /** For each site of the given structure the index of its orbit in `orbits`. */
  readonly orbitOfSite: Int32Array;
  readonly transformation: Transformation;
  /** Å: how far idealising moved a site, at most. */
  readonly displacement: number;
  /** Largest component of the strain that made the lattice ideal; a pure number. */
  readonly strain: number;
  /** Å: the tolerance with which the group was found. It is smaller than the one asked for if that gave no group. */
  readonly symprec: number;
  /** Å: the tolerance that was asked for. */
  readonly requestedSymprec: number;
  /** Whether the description is of the crystal itself, or of one that is chosen of the crystal and its mirror image. */
  readonly handedness: Handedness;
  readonly id: string | undefined;
  #parameters: CellParameters | undefined;

  /** @internal */
  constructor(parts: StandardParts) {
    this.group = parts.group;
    this.lattice = parts.lattice;
    this.orbits = parts.orbits;
    this.kinds = parts.kinds;
    this.orbitOfSite = parts.orbitOfSite;
    this.transformation = parts.transformation;
    this.displacement = parts.displacement;
    this.strain = parts.strain;
    this.symprec = parts.symprec;
    this.requestedSymprec = parts.requestedSymprec;
    this.handedness = parts.handedness;
    this.id = parts.id;
  }

  /** @internal */
  get [BRAND](): string {
    return brandOf('StandardCrystal');
  }

  /**
   * The same crystal with its orbits in another order, or with some divided; together they must hold the same sites. Sites are numbered orbit
   * by orbit.
   *
   * @internal
   */
  withOrbits(orbits: readonly Orbit[]): StandardCrystal {
    const orbitOfSite = Int32Array.from(orbits.flatMap(({ multiplicity }, i) => Array<number>(multiplicity).fill(i)));
    return new StandardCrystal({ ...this, orbits, orbitOfSite });
  }

  /** The description is of the mirror image of the structure that was given. */
  get isMirrorImage(): boolean {
    return matDet(this.transformation.rotation) < 0;
  }

  /** The group of the structure that was given: for a mirror image in one of the 22 enantiomorphic groups the partner of `group`. */
  get ownGroup(): SpaceGroup {
    const { enantiomorph } = this.group;
    return this.isMirrorImage && enantiomorph !== null ? spaceGroup(enantiomorph) : this.group;
  }

  get cellParameters(): CellParameters {
    return (this.#parameters ??= Object.freeze(parametersOfRows(this.lattice)));
  }

  /** Å³ of the conventional cell. */
  get volume(): number {
    return rowsDet(this.lattice);
  }

  /** Sites in the conventional cell. */
  get siteCount(): number {
    return this.orbits.reduce((sum, { multiplicity }) => sum + multiplicity, 0);
  }

  /** Every site is filled by one element. */
  get isOrdered(): boolean {
    return this.kinds.every((kind) => kind.isElement);
  }

  /** The conventional cell with all its sites, orbit by orbit; the labels have element and Wyckoff letter, `O (4e)`. */
  toStructure(): Structure {
    return Structure.of({
      lattice: this.lattice,
      sites: this.orbits.flatMap(({ kind, letter, multiplicity, sites }) =>
        Array.from({ length: multiplicity }, (_, i) => ({
          position: Array.from(sites.subarray(3 * i, 3 * i + 3)),
          species: kind.species,
          label: `${kind.name} (${multiplicity}${letter})`,
        })),
      ),
      id: this.id,
    });
  }

  /** Plain data, to be stored or sent to another thread; `crystalFromJson` makes the crystal again. */
  toJSON(): StandardCrystalJson {
    return jsonOfParts(this);
  }

  /** `F m -3 m (225): Na 4a 0,0,0; Cl 4b 1/2,1/2,1/2`. */
  toString(): string {
    const parts = this.orbits.map(({ kind, letter, multiplicity, position, parameters }) => {
      const values = position.parameters.map((name) => `${name}=${parameters['xyz'.indexOf(name)]!.toFixed(4)}`);
      return [`${kind.name} ${multiplicity}${letter}`, position.representative.toXyz(), ...values].join(' ');
    });
    return `${this.group.setting.hmExtended} (${this.group.number}): ${parts.join('; ')}`;
  }
}
