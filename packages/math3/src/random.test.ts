import { describe, expect, it } from 'vitest';
import { Random } from './random.js';

describe('Random', () => {
  it('is xoshiro128** 1.1', () => {
    // The reference implementation (prng.di.unimi.it/xoshiro128starstar.c) from state 1, 2, 3, 4; the same vector stands in
    // the tests of the Rust crate rand_xoshiro 0.6.
    const random = Random.fromState([1, 2, 3, 4]);
    expect(Array.from({ length: 10 }, () => random.bits())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('gives the same numbers for a seed, others for another', () => {
    const first = (seed: number): number[] => {
      const random = Random.seeded(seed);
      return Array.from({ length: 8 }, () => random.bits());
    };
    expect(first(7)).toEqual(first(7));
    expect(first(7)).not.toEqual(first(8));
    expect(new Set([0, 1, 2 ** 32 - 1].map((seed) => first(seed).join())).size).toBe(3);
    for (const seed of [-1, 1.5, 2 ** 32, Number.NaN]) expect(() => Random.seeded(seed)).toThrow(/seed/);
  });

  it('has no preferred number below a bound, nor order of a shuffle', () => {
    const random = Random.seeded(1);
    const counts = new Array<number>(6).fill(0);
    const orders = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      counts[random.below(6)]!++;
      const order = random.shuffled(['a', 'b', 'c']).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    // χ² with 5 degrees of freedom is below 20.5 with probability 0.999.
    const chi = (values: readonly number[]): number => values.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
    expect(chi(counts)).toBeLessThan(20.5);
    expect(orders.size).toBe(6);
    expect(chi([...orders.values()])).toBeLessThan(20.5);
  });
});
