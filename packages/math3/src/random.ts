/**
 * A small seeded generator of pseudo-random numbers, the same on every platform and in every version:
 * xoshiro128** 1.1 (Blackman and Vigna, ACM Trans. Math. Softw. 47, 36, 2021), its state of four words filled from a 32-bit seed by
 * SplitMix32 (Steele, Lea and Flood's generator with the 32-bit finaliser of MurmurHash3). Not for cryptography.
 */
export class Random {
  readonly #state: Uint32Array;

  private constructor(state: Uint32Array) {
    this.#state = state;
  }

  /**
   * @param seed an integer from 0 to 2³²−1
   * @throws RangeError for another seed
   */
  static seeded(seed: number): Random {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff) {
      throw new RangeError(`a seed must be an integer from 0 to 4294967295, got ${String(seed)}`);
    }
    let counter = seed;
    return new Random(
      Uint32Array.from({ length: 4 }, () => {
        counter = (counter + 0x9e37_79b9) | 0;
        let z = counter;
        z = Math.imul(z ^ (z >>> 16), 0x85eb_ca6b);
        z = Math.imul(z ^ (z >>> 13), 0xc2b2_ae35);
        return z ^ (z >>> 16);
      }),
    );
  }

  /** A generator in a state of four words, not all zero. @internal */
  static fromState(state: readonly [number, number, number, number]): Random {
    return new Random(Uint32Array.from(state));
  }

  /** The next 32 bits, an integer from 0 to 2³²−1. */
  bits(): number {
    const s = this.#state as Uint32Array & Record<0 | 1 | 2 | 3, number>;
    const product = Math.imul(s[1], 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result;
  }

  /** An integer from 0 to `bound` − 1, each equally likely. */
  below(bound: number): number {
    // Values of an incomplete last round would favour small results.
    const limit = 2 ** 32 - (2 ** 32 % bound);
    let value = this.bits();
    while (value >= limit) value = this.bits();
    return value % bound;
  }

  /** A shuffled copy (Fisher–Yates from the end). */
  shuffled<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const kept = result[i] as T;
      result[i] = result[j] as T;
      result[j] = kept;
    }
    return result;
  }
}
