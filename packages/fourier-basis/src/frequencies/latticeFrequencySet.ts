import { checkOption, FourierBasisError } from '../core/errors.js';
import { type FrequencySet, MAX_BOX, MAX_COUNT, setFromKeys } from './frequencySet.js';
import { compileGroup, type SymmetryGroup } from '../core/group.js';
import { type Lattice, latticeGeometry } from '../core/lattice.js';

/** Lengths that agree to so many parts are one shell: rounding of the metric, not a measurement. */
const SAME = 1e-9;

/**
 * All frequencies of at most a given length in a real lattice, closed under the group and under inversion.
 *
 * Lengths are measured in the metric averaged over the point group, and a star is taken or left as a whole, so the set
 * is closed whatever rounding does to the lengths of its members.
 *
 * @param lattice row vectors in Å, in the setting of the group
 * @param size `cutoff`: largest |k| in 1/Å, without the factor 2π (a wavelength of 1/cutoff Å)
 * @throws FourierBasisError `bad-lattice`, `bad-option`
 */
export function frequencySetForLattice(
  group: SymmetryGroup,
  lattice: Lattice,
  size: { readonly cutoff: number },
): FrequencySet {
  const where = 'frequencySetForLattice';
  const compiled = compileGroup(group, where);
  const cutoff = size?.cutoff;
  checkOption(cutoff, `${where}: cutoff`, '≥ 0', ', in 1/Å');
  const { dim, pointOrder, rot } = compiled;
  const geometry = latticeGeometry(lattice, compiled, where);
  const [hMax, kMax, lMax] = geometry.bounds(cutoff);
  const [kWidth, lWidth] = [2 * kMax + 1, 2 * lMax + 1];
  const box = (2 * hMax + 1) * kWidth * lWidth;
  const tooMany = (what: string): FourierBasisError =>
    new FourierBasisError(
      'bad-option',
      `${where}: cutoff ${cutoff} gives ${what}; choose a smaller one, for at most ${MAX_COUNT} frequencies`,
    );
  if (!(box <= MAX_BOX)) throw tooMany(`indices up to ${hMax}, ${kMax}, ${lMax}`);
  const limit = cutoff * cutoff * (1 + SAME);
  const taken = new Uint8Array(box);
  const keys: number[] = [];
  const hkl: number[] = [];
  const take = (h: number, k: number, l: number, key: number): void => {
    // Within the bounds, which leave more room for rounding than the limit does.
    const slot = ((h + hMax) * kWidth + k + kMax) * lWidth + l + lMax;
    if (taken[slot] === 1) return;
    taken[slot] = 1;
    keys.push(key);
    hkl.push(h, k);
    if (dim === 3) hkl.push(l);
  };
  for (let h = hMax; h >= -hMax; h--) {
    for (let k = kMax; k >= -kMax; k--) {
      for (let l = lMax; l >= -lMax; l--) {
        if (taken[((h + hMax) * kWidth + k + kMax) * lWidth + l + lMax] === 1) continue;
        const key = geometry.squaredLength(h, k, l);
        if (key > limit) continue;
        for (let m = 0; m < 9 * pointOrder; m += 9) {
          const h1 = h * rot[m]! + k * rot[m + 3]! + l * rot[m + 6]!;
          const k1 = h * rot[m + 1]! + k * rot[m + 4]! + l * rot[m + 7]!;
          const l1 = h * rot[m + 2]! + k * rot[m + 5]! + l * rot[m + 8]!;
          take(h1, k1, l1, key);
          take(-h1, -k1, -l1, key);
        }
        if (keys.length > MAX_COUNT) throw tooMany('too many frequencies');
      }
    }
  }
  // Keys of a shell become equal, that of its first member, so that the order within a shell does not depend on rounding.
  let shell = -1;
  for (const i of Uint32Array.from(keys, (_, i) => i).sort((a, b) => keys[a]! - keys[b]!)) {
    if (keys[i]! > shell + SAME * cutoff * cutoff) shell = keys[i]!;
    else keys[i] = shell;
  }
  return setFromKeys(dim, keys, hkl, 'lattice', Math.sqrt(Math.max(0, shell)));
}
