import { FourierBasisError, show } from '../core/errors.js';

/** Families of frequency sets in three dimensions: the axes of the lattice that they belong to. */
export type FrequencyFamily = 'cubic' | 'hexagonal';

/** Families of frequency sets in two dimensions. */
export type PlaneFrequencyFamily = 'square2d' | 'hexagonal2d';

/** Largest table of positions. */
export const MAX_BOX = 2 ** 24;

/** Largest number of frequencies that a set is made with, but for the rest of its last shell. */
export const MAX_COUNT = 2 ** 21;

/**
 * A finite set S of frequencies k (reciprocal-lattice vectors, Miller indices), sorted by shell and within a shell from
 * the largest (h, k, l) in lexicographic order to the smallest. Immutable: do not write to its arrays.
 */
export class FrequencySet {
  readonly dim: 2 | 3;
  /** Number of frequencies, n. */
  readonly count: number;
  /** (n, dim), row-major: the Miller indices. */
  readonly hkl: Int32Array;
  /** Which axes the set is made for; `lattice` for a cutoff in a real lattice, `custom` for a list of one's own. */
  readonly family: FrequencyFamily | PlaneFrequencyFamily | 'lattice' | 'custom';
  /** Shell s holds the frequencies `shellStart[s]` … `shellStart[s + 1] − 1`; all of a shell have the same length. */
  readonly shellStart: Int32Array;
  /** Length of the longest frequency, in units of a* (family `lattice`: in 1/Å). */
  readonly radius: number;
  /** Largest absolute value of each index (3 values; the third is 0 in two dimensions). */
  readonly bounds: readonly [number, number, number];
  /** Position of (h, k, l) at `((h + H) * (2K + 1) + k + K) * (2L + 1) + l + L`, −1 where it is not in the set. @internal */
  readonly table: Int32Array;
  #half: Int32Array | undefined;

  /** @internal */
  constructor(dim: 2 | 3, hkl: Int32Array, family: FrequencySet['family'], shellStart: Int32Array, radius: number) {
    this.dim = dim;
    this.count = hkl.length / dim;
    this.hkl = hkl;
    this.family = family;
    this.shellStart = shellStart;
    this.radius = radius;
    const bounds: [number, number, number] = [0, 0, 0];
    for (let i = 0; i < hkl.length; i++) {
      const axis = i % dim;
      const value = Math.abs(hkl[i]!);
      if (value > bounds[axis]!) bounds[axis] = value;
    }
    this.bounds = bounds;
    const size = (2 * bounds[0] + 1) * (2 * bounds[1] + 1) * (2 * bounds[2] + 1);
    if (size > MAX_BOX) {
      throw new FourierBasisError(
        'bad-set',
        `frequencySet: indices up to ${bounds.join(', ')} need a table of ${size} entries, more than ${MAX_BOX}; choose a smaller set`,
      );
    }
    this.table = new Int32Array(size).fill(-1);
    for (let i = 0; i < this.count; i++) {
      const at = this.slot(hkl[i * dim]!, hkl[i * dim + 1]!, dim === 3 ? hkl[i * dim + 2]! : 0);
      if (this.table[at]! >= 0) {
        throw new FourierBasisError(
          'bad-set',
          `frequencySet: ${show(this.at(i))} occurs twice; pass every frequency once`,
        );
      }
      this.table[at] = i;
    }
  }

  /** Place in {@link table}; the indices must be within {@link bounds}. @internal */
  slot(h: number, k: number, l: number): number {
    const [hMax, kMax, lMax] = this.bounds;
    return ((h + hMax) * (2 * kMax + 1) + k + kMax) * (2 * lMax + 1) + l + lMax;
  }

  /** Position of (h, k, l), −1 if it is not in the set. @internal */
  find(h: number, k: number, l: number): number {
    const [hMax, kMax, lMax] = this.bounds;
    if (h > hMax || h < -hMax || k > kMax || k < -kMax || l > lMax || l < -lMax) return -1;
    return this.table[this.slot(h, k, l)]!;
  }

  /** Position of a frequency in the set, −1 if it is not in it. */
  indexOf(hkl: readonly number[]): number {
    checkFrequency(hkl, this.dim, 'indexOf');
    return this.find(hkl[0]!, hkl[1]!, hkl[2] ?? 0);
  }

  /** The frequency at a position: [h, k, l] or [h, k]. */
  at(index: number): number[] {
    if (!(index >= 0 && index < this.count)) {
      throw new FourierBasisError('bad-set', `at: index must be from 0 to ${this.count - 1}, got ${show(index)}`);
    }
    return Array.from(this.hkl.subarray(index * this.dim, (index + 1) * this.dim));
  }

  /** Position of −k for the frequency at a position, −1 if −k is not in the set. */
  opposite(index: number): number {
    const o = index * this.dim;
    return this.find(-this.hkl[o]!, -this.hkl[o + 1]!, this.dim === 3 ? -this.hkl[o + 2]! : 0);
  }

  /**
   * Positions of one frequency of each pair k, −k (the one whose first non-zero index is positive) and of 0: the half that
   * determines a real function. Its length is (n + 1)/2 if the set holds 0 and −k with every k.
   */
  get half(): Int32Array {
    if (this.#half === undefined) {
      const list: number[] = [];
      for (let i = 0; i < this.count; i++) if (this.isHalf(i)) list.push(i);
      this.#half = Int32Array.from(list);
    }
    return this.#half;
  }

  /** True if the frequency at a position is 0 or its first non-zero index is positive. @internal */
  isHalf(index: number): boolean {
    const o = index * this.dim;
    const h = this.hkl[o]!;
    const k = this.hkl[o + 1]!;
    return h > 0 || (h === 0 && (k > 0 || (k === 0 && (this.dim === 2 || this.hkl[o + 2]! >= 0))));
  }

  toString(): string {
    return `${this.count} frequencies (${this.family}, ${this.shellStart.length - 1} shells)`;
  }
}

/** @internal */
export function checkFrequency(hkl: readonly number[], dim: 2 | 3, where: string): void {
  if (hkl?.length !== dim || !hkl.every(Number.isSafeInteger))
    throw new FourierBasisError('bad-set', `${where}: hkl must be ${dim} integers, got ${show(hkl)}`);
}

/** Checks that an argument is a frequency set of the group's dimension. @internal */
export function checkSet(set: FrequencySet, dim: 2 | 3, where: string): void {
  if (set?.hkl !== undefined && set.dim === dim) return;
  throw new FourierBasisError(
    'bad-set',
    `${where}: set must be a frequency set of dimension ${dim}, as the group, got ${set?.hkl === undefined ? show(set) : `one of dimension ${set.dim}`}; frequencySet(group, …) makes one`,
  );
}

/**
 * Sorts frequencies into shells of equal key and makes the set.
 *
 * @param keys (n)
 * @param hkl (n, dim)
 * @internal
 */
export function setFromKeys(
  dim: 2 | 3,
  keys: ArrayLike<number>,
  hkl: ArrayLike<number>,
  family: FrequencySet['family'],
  radius: number,
): FrequencySet {
  const order = Uint32Array.from({ length: keys.length }, (_, i) => i).sort((a, b) => {
    let difference = keys[a]! - keys[b]!;
    for (let axis = 0; axis < dim && difference === 0; axis++) difference = hkl[b * dim + axis]! - hkl[a * dim + axis]!;
    return difference;
  });
  const sorted = new Int32Array(hkl.length);
  const starts: number[] = [];
  order.forEach((from, i) => {
    for (let axis = 0; axis < dim; axis++) sorted[i * dim + axis] = hkl[from * dim + axis]!;
    if (i === 0 || keys[from] !== keys[order[i - 1]!]) starts.push(i);
  });
  starts.push(order.length);
  return new FrequencySet(dim, sorted, family, Int32Array.from(starts), radius);
}

/**
 * A set of one's own. Whether it is closed under a group shows when it is used with one.
 *
 * @param hkl frequencies of two or three integers each, without repetition
 * @throws FourierBasisError `bad-set`
 */
export function frequencySetFrom(hkl: readonly (readonly number[])[]): FrequencySet {
  if (!Array.isArray(hkl) || hkl.length === 0) {
    throw new FourierBasisError(
      'bad-set',
      `frequencySetFrom: hkl must be a list of at least one frequency, got ${show(hkl)}`,
    );
  }
  const dim = hkl[0]?.length === 2 ? 2 : 3;
  (hkl as readonly (readonly number[])[]).forEach((k, i) => {
    if (!Array.isArray(k) || k.length !== dim || !k.every((c) => Number.isSafeInteger(c) && Math.abs(c) < 1e6)) {
      throw new FourierBasisError(
        'bad-set',
        `frequencySetFrom: frequency ${i} must be ${dim} integers, got ${show(k)}`,
      );
    }
  });
  const keys = (hkl as readonly (readonly number[])[]).map((k) => k.reduce((sum, c) => sum + c * c, 0));
  const longest = keys.reduce((max, key) => Math.max(max, key), 0);
  return setFromKeys(dim, keys, hkl.flat(), 'custom', Math.sqrt(longest));
}
