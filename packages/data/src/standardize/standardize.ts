import { composed, describe, idealStructure, rowsUnder } from './description.js';
import { checkReadable } from '../core/brand.js';
import { DataError, show } from '../core/errors.js';
import { toStandardOrientation } from './idealLattice.js';
import { kindsOf } from '../structure/kinds.js';
import { StandardCrystal } from './standardCrystal.js';
import { checkedSymprec } from './symprec.js';
import type { Structure } from '../structure/structure.js';

/** How a crystal is standardised. */
export interface StandardizeOptions {
  /** Å: how far sites may be from ideal positions. Defaults to 0.01. */
  readonly symprec?: number | undefined;
  /**
   * Sites with several elements, or not filled: `distinct` takes each mixture for a kind of its own, different from all others and
   * from the pure elements; `refuse` throws. Defaults to `distinct`.
   */
  readonly disorder?: 'distinct' | 'refuse';
  /**
   * Magnetic moments (site property `magmom`): `ignore` gives the symmetry of the arrangement of atoms, which may be higher than
   * that of the moments; `refuse` throws if one is not zero. Defaults to `ignore`.
   */
  readonly magneticMoments?: 'ignore' | 'refuse';
}

/**
 * The canonical description of a crystal; see {@link StandardCrystal}. It is the same, but for rounding, however the crystal is
 * written: with another origin, cell, setting, orientation or order of sites, for every choice that the Euclidean normalizer of the
 * group leaves, and for free shifts along polar directions. See `canonicalFrame` for how it is chosen.
 *
 * The symmetry finder is the one of the spglib organisation; await `initMoyo()` first. Its group and positions are made ideal with the
 * exact operations of the group.
 *
 * Sites differ by their elements and occupancies only: oxidation states, isotopes, labels and moments do not lower the
 * symmetry.
 *
 * @throws DataError `bad-symmetry` if no consistent group is found, `unsupported` for what the options refuse, `bad-argument`
 */
export function standardize(structure: Structure, options: StandardizeOptions = {}): StandardCrystal {
  checkReadable(structure, 'Structure', 'standardize');
  const { disorder = 'distinct', magneticMoments = 'ignore' } = options;
  const place = structure.id === undefined ? {} : { record: structure.id };
  const symprec = checkedSymprec(options.symprec, place);
  const kinds = kindsOf(structure);
  if (disorder === 'refuse' && kinds.list.some((kind) => !kind.isElement)) {
    const names = kinds.list.filter((kind) => !kind.isElement).map((kind) => kind.name);
    throw new DataError(
      'unsupported',
      `standardize: all sites must be filled by one element, got ${names.join(', ')}; allow { disorder: 'distinct' }`,
      place,
    );
  }
  if (magneticMoments === 'refuse') refuseMoments(structure);

  let description = describe(structure, kinds, symprec);
  // An ideal crystal may have more symmetry within the tolerance than the one that it was made of. The description of the ideal one
  // is the one to give, or else the crystal that results would not be its own standard.
  for (let round = 0; round < MOST_ROUNDS && description.change > SETTLED; round++) {
    const ideal = idealStructure(description, structure.id);
    const next = describe(ideal, kindsOf(ideal), symprec);
    const settled = next.frame === description.frame && next.orbits.length === description.orbits.length;
    if (settled) break;
    description = composed(structure, description, next);
  }
  const { frame, orbits, orbitOfSite, lattice, P, p } = description;
  const given = rowsUnder(structure.lattice, P);
  return new StandardCrystal({
    group: frame.group,
    lattice,
    orbits: Object.freeze(orbits),
    kinds: kinds.list,
    orbitOfSite,
    transformation: Object.freeze({
      P: Object.freeze(P),
      p: Object.freeze(p),
      rotation: Object.freeze(toStandardOrientation(given)),
    }),
    displacement: description.displacement,
    strain: description.strain,
    symprec: description.symprec,
    requestedSymprec: symprec,
    id: structure.id,
  });
}

/** Å: a crystal changed by less has the symmetry that it had. */
const SETTLED = 1e-4;
const MOST_ROUNDS = 4;

function refuseMoments(structure: Structure): void {
  structure.sites.forEach(({ properties }, i) => {
    const moment = properties?.['magmom'];
    const isZero = moment === undefined || moment === null || [moment].flat().every((m) => m === 0);
    if (!isZero) {
      throw new DataError(
        'unsupported',
        `standardize: magnetic moments are not part of the description, got ${show(moment)} at site ${i + 1}; allow { magneticMoments: 'ignore' }`,
        structure.id === undefined ? {} : { record: structure.id },
      );
    }
  });
}
