import { checkOption, FourierBasisError, show } from '../core/errors.js';
import {
  type FrequencyFamily,
  type FrequencySet,
  MAX_BOX,
  MAX_COUNT,
  type PlaneFrequencyFamily,
  setFromKeys,
} from './frequencySet.js';
import { compileGroup, nameOf, type Operation, type SymmetryGroup } from '../core/group.js';

/** Families in three and in two dimensions. */
type AnyFamily = FrequencyFamily | PlaneFrequencyFamily;

/** An operation in three dimensions: its matrix has nine entries. */
export type SpaceOperation = Operation & { readonly rot: { readonly length: 9 } };

/** How large a set is to be; it always consists of whole shells. */
export type SetSize =
  /** Shells are added until the set has at least so many frequencies. */
  | { readonly minCount: number; readonly radius?: never }
  /** Every frequency of at most this length, in units of a*. */
  | { readonly radius: number; readonly minCount?: never };

/**
 * Squared length in units of a*: h²+k²+l² for cubic axes, h²+hk+k²+¾l² for hexagonal ones (c = a). `form` holds its
 * coefficients of h², hk, k² and l², times `scale`, which makes them integers.
 */
const FORMS: Readonly<Record<AnyFamily, { dim: 2 | 3; form: readonly number[]; scale: number }>> = {
  cubic: { dim: 3, form: [1, 0, 1, 1], scale: 1 },
  hexagonal: { dim: 3, form: [4, 4, 4, 3], scale: 4 },
  square2d: { dim: 2, form: [1, 0, 1, 0], scale: 1 },
  hexagonal2d: { dim: 2, form: [1, 1, 1, 0], scale: 1 },
};

/** Bounds of |h| = |k| and |l| for frequencies of a family whose integer key, the scaled squared length, is at most `limit`. */
function boundsOf(family: AnyFamily, limit: number): [inPlane: number, along: number] {
  const { dim, form } = FORMS[family];
  const [hh, hk, kk, ll] = form as readonly [number, number, number, number];
  // Keys are far too small for the root of one to be next to an integer that it is not.
  const inPlane = Math.floor(Math.sqrt((limit * kk) / (hh * kk - (hk * hk) / 4)) + 1e-9);
  return [inPlane, dim === 3 ? Math.floor(Math.sqrt(limit / ll) + 1e-9) : 0];
}

/** Calls `visit` for each (h, k) with its key and the largest l that goes with it, in the order of h, then k. */
function forRows(
  family: AnyFamily,
  limit: number,
  visit: (h: number, k: number, key: number, lMax: number) => void,
): void {
  const { dim, form } = FORMS[family];
  const [hh, hk, kk, ll] = form as readonly [number, number, number, number];
  const [inPlane] = boundsOf(family, limit);
  for (let h = inPlane; h >= -inPlane; h--) {
    for (let k = inPlane; k >= -inPlane; k--) {
      const key = hh * h * h + hk * h * k + kk * k * k;
      if (key <= limit) visit(h, k, key, dim === 3 ? Math.floor(Math.sqrt((limit - key) / ll) + 1e-9) : 0);
    }
  }
}

/** Number of frequencies of a family up to a key. */
function countUpTo(family: AnyFamily, limit: number): number {
  let count = 0;
  forRows(family, limit, (_h, _k, _key, lMax) => (count += 2 * lMax + 1));
  return count;
}

/** Keys of the frequencies up to a key, and their indices if wanted. */
function ball(family: AnyFamily, limit: number, hkl?: Int32Array): Float64Array {
  const { dim, form } = FORMS[family];
  const keys = new Float64Array(countUpTo(family, limit));
  let at = 0;
  forRows(family, limit, (h, k, key, lMax) => {
    for (let l = lMax; l >= -lMax; l--, at++) {
      keys[at] = key + form[3]! * l * l;
      if (hkl === undefined) continue;
      hkl[at * dim] = h;
      hkl[at * dim + 1] = k;
      if (dim === 3) hkl[at * dim + 2] = l;
    }
  });
  return keys;
}

/**
 * The family of frequency sets that is closed under a group's point group: decided exactly, from the matrices.
 * `cubic` (or `square2d`) wins where both would do.
 *
 * @throws FourierBasisError `wrong-family` if the group is on other axes, a primitive cell for instance
 */
export function frequencyFamily(group: SymmetryGroup<SpaceOperation>): FrequencyFamily;
export function frequencyFamily(group: SymmetryGroup): FrequencyFamily | PlaneFrequencyFamily;
export function frequencyFamily(group: SymmetryGroup): AnyFamily {
  const { dim, pointOrder, rot } = compileGroup(group, 'frequencyFamily');
  const families: AnyFamily[] = dim === 3 ? ['cubic', 'hexagonal'] : ['square2d', 'hexagonal2d'];
  for (const family of families) {
    const [hh, hk, kk, ll] = FORMS[family].form as readonly [number, number, number, number];
    /** Twice the form's scalar product of rows i and j of a matrix: R keeps the form if they are those of the unit vectors. */
    const product = (i: number, j: number): number =>
      2 * hh * rot[i]! * rot[j]! +
      hk * (rot[i]! * rot[j + 1]! + rot[i + 1]! * rot[j]!) +
      2 * kk * rot[i + 1]! * rot[j + 1]! +
      2 * ll * rot[i + 2]! * rot[j + 2]!;
    let keeps = true;
    for (let x = 0; x < 9 * pointOrder && keeps; x += 9) {
      const [y, z] = [x + 3, x + 6];
      keeps =
        product(x, x) === 2 * hh &&
        product(y, y) === 2 * kk &&
        product(z, z) === 2 * ll &&
        product(x, y) === hk &&
        product(x, z) === 0 &&
        product(y, z) === 0;
    }
    if (keeps) return family;
  }
  throw new FourierBasisError(
    'wrong-family',
    `frequencyFamily: ${nameOf(group)} is neither on ${families.join(' nor on ')} axes; use frequencySetForLattice(group, lattice, { cutoff })`,
  );
}

/**
 * A set of whole shells that every group on such axes maps onto itself: a ball in the metric of a cubic lattice (triclinic to
 * tetragonal and cubic groups on conventional axes, R groups on rhombohedral axes), or of a hexagonal lattice with c = a.
 *
 * @param family of axes, or a group, for which {@link frequencyFamily} chooses
 * @throws FourierBasisError `bad-option`
 */
export function frequencySet(
  family: FrequencyFamily | PlaneFrequencyFamily | SymmetryGroup,
  size: SetSize,
): FrequencySet {
  const name = typeof family === 'string' ? family : frequencyFamily(family);
  if (!Object.hasOwn(FORMS, name)) {
    throw new FourierBasisError(
      'bad-option',
      `frequencySet: family must be ${Object.keys(FORMS).map(show).join(', ')} or a group, got ${show(family)}`,
    );
  }
  const { dim, scale } = FORMS[name];
  const { minCount, radius } = size ?? {};
  if ((minCount === undefined) === (radius === undefined)) {
    throw new FourierBasisError('bad-option', 'frequencySet: give either { minCount } or { radius }');
  }
  if (radius !== undefined) {
    checkOption(radius, 'frequencySet: radius', '≥ 0', ', in units of a*');
    // √17² is 17.000000000000004: a radius means the shell that it was computed from.
    const limit = Math.floor(radius * radius * scale * (1 + 1e-12) + 1e-12);
    const [inPlane, along] = boundsOf(name, limit);
    const box = (2 * inPlane + 1) ** 2 * (2 * along + 1);
    const count = box > MAX_BOX ? Infinity : countUpTo(name, limit);
    if (count > MAX_COUNT) {
      throw new FourierBasisError(
        'bad-option',
        `frequencySet: radius ${radius} gives ${box > MAX_BOX ? `indices up to ${inPlane}` : `${count} frequencies`}; choose a smaller one, for at most ${MAX_COUNT} frequencies`,
      );
    }
    return setUpTo(name, limit);
  }
  if (!Number.isSafeInteger(minCount) || minCount! < 1 || minCount! > MAX_COUNT) {
    throw new FourierBasisError(
      'bad-option',
      `frequencySet: minCount must be an integer from 1 to ${MAX_COUNT}, got ${show(minCount)}`,
    );
  }
  // About the radius of a ball of that volume; a ball that is too small grows.
  let limit = Math.ceil(scale * (minCount! / 3) ** (2 / dim) * 0.7) + 1;
  while (countUpTo(name, limit) < minCount!) limit = Math.ceil(limit * 1.1) + 1;
  return setUpTo(name, ball(name, limit).sort()[minCount! - 1]!);
}

function setUpTo(family: AnyFamily, limit: number): FrequencySet {
  const { dim, scale } = FORMS[family];
  const hkl = new Int32Array(dim * countUpTo(family, limit));
  const keys = ball(family, limit, hkl);
  return setFromKeys(dim, keys, hkl, family, Math.sqrt(keys.reduce((max, key) => Math.max(max, key), 0) / scale));
}
