import { mapped, type Mat3 } from '@crystal-fourier/math3';
import { composed, describe, type Described, idealStructure, rowsUnder } from './description.js';
import { checkReadable } from '../core/brand.js';
import { DataError, show } from '../core/errors.js';
import { checkedHandedness, type Handedness } from './handedness.js';
import { toStandardOrientation } from './idealLattice.js';
import { type Kinds, kindsOf } from '../structure/kinds.js';
import { isChiral, mirrorImage, ofEitherHand } from './mirrorImage.js';
import { StandardCrystal } from './standardCrystal.js';
import type { Transformation } from './standardParts.js';
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
  /**
   * `keep` describes the crystal itself; `merge` describes a crystal and its mirror image by one of the two, so that their descriptions are equal. They
   * differ for the 65 Sohncke groups only: the other groups have operations that exchange the hands. Defaults to `keep`.
   */
  readonly handedness?: Handedness | undefined;
}

/**
 * The canonical description of a crystal; see {@link StandardCrystal}. It is the same, but for rounding, however the crystal is
 * written: with another origin, cell, setting, orientation or order of sites, for every choice that the Euclidean normalizer of the
 * group leaves, and for free shifts along polar directions. See `canonicalFrame` for how it is chosen. Whether a mirror image is the same crystal is
 * the option `handedness`.
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
  const handedness = checkedHandedness(options.handedness ?? 'keep');
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

  const own = settled(structure, kinds, symprec);
  // A group with improper operations has one description for both hands already.
  const isOwn = handedness === 'keep' || !isChiral(own);
  const description = isOwn ? own : ofEitherHand(own, () => settled(mirrorImage(structure), kinds, symprec));
  const { frame, orbits, orbitOfSite, lattice } = description;
  return new StandardCrystal({
    group: frame.group,
    lattice,
    orbits: Object.freeze(orbits),
    kinds: kinds.list,
    orbitOfSite,
    transformation: transformationOf(structure, description, description === own ? 1 : -1),
    displacement: description.displacement,
    strain: description.strain,
    symprec: description.symprec,
    requestedSymprec: symprec,
    handedness,
    id: structure.id,
  });
}

/** The canonical description of an ideal crystal that is its own standard. */
function settled(structure: Structure, kinds: Kinds, symprec: number): Described {
  let description = describe(structure, kinds, symprec);
  // An ideal crystal may have more symmetry within the tolerance than the one that it was made of. The description of the ideal one
  // is the one to give, or else the crystal that results would not be its own standard.
  for (let round = 0; round < MOST_ROUNDS && description.change > SETTLED; round++) {
    const ideal = idealStructure(description, structure.id);
    const next = describe(ideal, kindsOf(ideal), symprec);
    const isSame = next.frame === description.frame && next.orbits.length === description.orbits.length;
    if (isSame) break;
    description = composed(structure, description, next);
  }
  return description;
}

/**
 * The way from the structure to the description of itself, or of its mirror image −x.
 *
 * @param hand −1 for the mirror image
 */
function transformationOf({ lattice }: Structure, { P, p }: Described, hand: 1 | -1): Transformation {
  // Both have the same lattice. x′ = P⁻¹(−x − p) = (−P)⁻¹(x + p).
  const rotation = toStandardOrientation(rowsUnder(lattice, P));
  const signed = (matrix: Mat3): Mat3 => (hand === 1 ? matrix : mapped(matrix, (c) => -c));
  return Object.freeze({
    P: Object.freeze(signed(P)),
    p: Object.freeze(hand === 1 ? p : mapped(p, (c) => -c)),
    rotation: Object.freeze(signed(rotation)),
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
