import type { Constraints } from './constraints.js';
import { deriveConstraints } from './deriveConstraints.js';
import { FourierBasisError } from '../core/errors.js';
import { frequencyFamily, frequencySet } from '../frequencies/frequencyFamily.js';
import type { FrequencyFamily, PlaneFrequencyFamily } from '../frequencies/frequencySet.js';
import { compileGroup, nameOf, type SymmetryGroup, UNITS } from '../core/group.js';
import { SymmetrySearch } from './symmetrySearch.js';

/** The symmetry that all invariant functions over a frequency set have in common. */
export interface SharedSymmetry {
  /** True if it is the group itself; false if the set is too small to tell the group from a supergroup. */
  readonly exact: boolean;
  /**
   * Number of translations per lattice translation of the group; Infinity if all functions are constant along some
   * direction.
   */
  readonly translations: number;
  /** Order of the point group of the common symmetry; null if `translations` is infinite. */
  readonly pointOrder: number | null;
}

/** The symmetry that the invariant functions of a group over a set have in common, decided exactly. */
export function sharedSymmetry(constraints: Constraints): SharedSymmetry {
  const compiled = compileGroup(constraints.group, 'sharedSymmetry');
  const search = new SymmetrySearch(constraints);
  for (let star = 0; star < constraints.starCount; star++) search.add(star);
  // Frequencies of the group's own lattice have this index in all integer triples.
  const own = compiled.centringOperation.length + 1;
  if (search.latticeIndex === 0) return { exact: false, translations: Infinity, pointOrder: null };
  const { pointOrder } = search;
  const translations = search.latticeIndex / own;
  return { exact: translations === 1 && pointOrder === compiled.pointOrder, translations, pointOrder };
}

/** What {@link minimalRadius} finds. */
export interface MinimalRadius {
  readonly family: FrequencyFamily | PlaneFrequencyFamily;
  /** In units of a*, as `frequencySet(family, { radius })` takes it. */
  readonly radius: number;
  /** Number of frequencies up to this radius. */
  readonly frequencies: number;
  /** Number of invariant functions up to this radius. */
  readonly functions: number;
}

/** In units of a*, beyond which no group of the 530 settings needs to go; a cell of several lattice points goes further. */
const LARGEST = 16;

/** Beyond this a set has more frequencies than it may. */
const LIMIT = 76;

/**
 * The smallest set of whole shells whose invariant functions have *exactly* the symmetry of the group: below it they are all
 * invariant under more operations, or along a direction, and no function of them can tell the group from that supergroup.
 *
 * The operations are affine maps, isometries of the group's lattices or not: up to radius √3 the functions of group 141 have 48 matrices in
 * common, of which all but its own 16 are isometries at one ratio c/a only.
 *
 * @throws FourierBasisError `wrong-family` if the group is on axes of no family; `bad-group` if its cell is too large for a search
 */
export function minimalRadius(group: SymmetryGroup): MinimalRadius {
  const family = frequencyFamily(group);
  const compiled = compileGroup(group, 'minimalRadius');
  const own = compiled.centringOperation.length + 1;
  // Centring translations thin the reciprocal lattice out by their denominators at most.
  const steps = compiled.centring.map((t) => (t === 0 ? 1 : UNITS / divisor(UNITS, t)));
  const largest = Math.min(LIMIT, LARGEST * steps.reduce((max, step) => Math.max(max, step), 1));
  for (let radius = 3; radius / 1.5 < largest; radius *= 1.5) {
    const set = frequencySet(family, { radius: Math.min(radius, largest) });
    const constraints = deriveConstraints(group, set);
    const search = new SymmetrySearch(constraints);
    let star = 0;
    let functions = 0;
    for (let shell = 0; shell + 1 < set.shellStart.length; shell++) {
      const end = set.shellStart[shell + 1]!;
      while (star < constraints.starCount && constraints.members[constraints.starStart[star]!]! < end) {
        if (constraints.proof[star]! < 0) functions++;
        search.add(star++);
      }
      if (search.latticeIndex !== own || search.pointOrder !== compiled.pointOrder) continue;
      const found = frequencySet(family, { minCount: end });
      return { family, radius: found.radius, frequencies: end, functions };
    }
  }
  throw new FourierBasisError(
    'bad-group',
    `minimalRadius: no set up to radius ${largest} tells ${nameOf(group)}, with ${own} lattice points in its cell, from all of its supergroups; use a smaller cell, or sharedSymmetry with a set of your own`,
  );
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
