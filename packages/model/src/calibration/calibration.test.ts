import { Random } from '@crystal-fourier/math3';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalibrationEvidence, calibrationOf, calibrationOrder, halfWidth } from './calibration.js';
import { type DifficultyInputs, difficultyOf, fittedDifficulty } from './difficulty.js';

interface Crystal extends DifficultyInputs {
  readonly error: number;
}

const uniform = (random: Random): number => random.bits() / 2 ** 32;
/** Box and Muller's. */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - uniform(random))) * Math.cos(2 * Math.PI * uniform(random));

/** Errors that grow with novelty, and with the deviation of an ensemble. */
function crystals(random: Random, count: number, { growth = 1, scale = 1 } = {}): Crystal[] {
  return Array.from({ length: count }, () => {
    const [novelty, spread] = [3 * uniform(random), 0.1 + uniform(random)];
    return {
      novelty,
      spread,
      sites: 1 + random.below(20),
      predicted: normal(random),
      error: scale * normal(random) * (0.1 + novelty) ** growth * spread,
    };
  });
}

const evidenceOf = (list: readonly Crystal[]): CalibrationEvidence => ({
  embeddings: new Float32Array(list.length),
  novelty: list.map(({ novelty }) => novelty),
  sites: list.map(({ sites }) => sites),
  quantities: [
    {
      name: 'y',
      predicted: list.map(({ predicted }) => predicted),
      spread: list.map(({ spread }) => spread),
      error: list.map(({ error }) => error),
    },
  ],
});

const calibrated = (list: readonly Crystal[]) =>
  calibrationOf(evidenceOf(list), { members: 3, part: 'val' }).quantities[0]!;

describe('calibrationOf', () => {
  it('gives the coverage that is promised, whatever makes errors large', () => {
    const random = Random.seeded(7);
    const [rounds, unseen] = [150, 40];
    for (const [count, growth] of [
      [60, 0],
      [150, 1.5],
      [300, 0.7],
    ] as const)
      for (const level of [0.5, 0.9]) {
        let held = 0;
        for (let round = 0; round < rounds; round++) {
          const quantity = calibrated(crystals(random, count, { growth }));
          for (const crystal of crystals(random, unseen, { growth }))
            held += Number(Math.abs(crystal.error) <= halfWidth(quantity, crystal, level)!);
        }
        // A share of a calibration varies as a beta distribution, that of its new crystals as a binomial one.
        const quantiles = count - (count < 90 ? 0 : Math.floor(count / 3));
        const variance = level * (1 - level) * (1 / (quantiles + 2) + 1 / unseen);
        const share = held / (rounds * unseen);
        expect(share).toBeGreaterThan(level - 5 * Math.sqrt(variance / rounds));
        expect(share).toBeLessThan(level + 1 / (quantiles + 1) + 5 * Math.sqrt(variance / rounds));
      }
  });

  it('makes intervals wider for crystals with larger errors: coverage is that of the level among the strange, too', () => {
    const random = Random.seeded(8);
    const quantity = calibrated(crystals(random, 3000));
    const unseen = crystals(random, 6000);
    for (const strange of [true, false]) {
      const some = unseen.filter(({ novelty, spread }) => novelty * spread > 1 === strange);
      const held = some.filter((crystal) => Math.abs(crystal.error) <= halfWidth(quantity, crystal, 0.9)!).length;
      expect(held / some.length).toBeGreaterThan(0.87);
      expect(held / some.length).toBeLessThan(0.93);
    }
  });

  it('follows the unit of the errors, and never falls as the level or the novelty grows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 20, max: 300 }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.double({ min: -1.5, max: 1.5, noNaN: true }),
        (seed, count, scale, growth) => {
          const [one, other] = [1, scale].map((unit) =>
            calibrated(crystals(Random.seeded(seed), count, { growth, scale: unit })),
          );
          const [crystal] = crystals(Random.seeded(seed + 1), 1);
          let last = 0;
          for (const level of [0.1, 0.5, 0.8, 0.9]) {
            const half = halfWidth(one!, crystal!, level)!;
            expect(half).toBeGreaterThanOrEqual(last);
            expect(halfWidth(other!, crystal!, level)! / (scale * half)).toBeCloseTo(1, 5);
            for (const novelty of [crystal!.novelty + 1, 8, Number.POSITIVE_INFINITY])
              expect(halfWidth(one!, { ...crystal!, novelty }, level)!).toBeGreaterThanOrEqual(half);
            last = half;
          }
          expect(other!.spreadFactor! / one!.spreadFactor!).toBeCloseTo(scale, 5);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('leaves unknown values out, says nothing with too few, and takes errors of zero', () => {
    const list = crystals(Random.seeded(9), 12);
    const some = list.map((crystal, i) => (i < 4 ? { ...crystal, error: Number.NaN } : crystal));
    expect(calibrated(some)).toEqual(calibrated(some.slice(4)));
    expect(halfWidth(calibrated(some), list[0]!, 0.9)).toBeUndefined();
    expect(halfWidth(calibrated(some), list[0]!, 0.5)).toBeGreaterThan(0);
    const exact = calibrated(list.map((crystal) => ({ ...crystal, error: 0 })));
    expect([halfWidth(exact, list[0]!, 0.9), exact.spreadFactor]).toEqual([0, 1]);
    expect(calibrated([]).quantiles).toEqual({ count: 0, ranks: [], scores: [] });
  });

  it('gives deviations of an ensemble the size of its errors', () => {
    const random = Random.seeded(10);
    const quantity = calibrated(crystals(random, 2000, { growth: 0, scale: 2.5 }));
    expect(quantity.spreadFactor).toBeCloseTo(2.5, 0);
    const within = crystals(random, 4000, { growth: 0, scale: 2.5 }).filter(
      ({ error, spread }) => Math.abs(error) <= quantity.spreadFactor! * spread,
    ).length;
    expect(within / 4000).toBeCloseTo(0.683, 1);
  });
});

describe('fittedDifficulty', () => {
  it('finds what makes errors large, beside a typing error', () => {
    const list = crystals(Random.seeded(11), 4000, { growth: 1 });
    const errors = list.map(({ error }, i) => (i === 5 ? 1e6 : error));
    const { terms } = fittedDifficulty(errors, list);
    const weight = (name: string): number => terms.find(({ column }) => column === name)?.weight ?? 0;
    expect(weight('novelty')).toBeCloseTo(1, 1);
    expect(weight('spread')).toBeCloseTo(1, 1);
    for (const other of ['sites', 'predicted', 'magnitude']) expect(Math.abs(weight(other))).toBeLessThan(0.1);
  });

  it('is the smallest sum: no step nearby makes it smaller', () => {
    const list = crystals(Random.seeded(12), 200);
    const fitted = fittedDifficulty(
      list.map(({ error }) => error),
      list,
    );
    const sizes = list.map(({ error }) => Math.abs(error)).toSorted((a, b) => a - b);
    const cap = 3 * sizes[Math.floor(0.9 * (sizes.length - 1))]!;
    const deviation = (of: (crystal: Crystal) => number): number => {
      const mean = list.reduce((sum, crystal) => sum + of(crystal) / list.length, 0);
      return Math.sqrt(list.reduce((sum, crystal) => sum + (of(crystal) - mean) ** 2 / list.length, 0));
    };
    const novelty = deviation((crystal) => Math.log(0.1 + crystal.novelty));
    const total = (change: { offset?: number; novelty?: number }): number => {
      const moved = {
        offset: fitted.offset + (change.offset ?? 0),
        terms: fitted.terms.map((term) =>
          term.column === 'novelty' ? { ...term, weight: term.weight + (change.novelty ?? 0) } : term,
        ),
      };
      const weight = moved.terms.find(({ column }) => column === 'novelty')!.weight;
      return list.reduce(
        (sum, crystal) => {
          const size = difficultyOf(moved, crystal);
          return sum + Math.log(size) + Math.min(Math.abs(crystal.error), cap) / size;
        },
        5 * (weight * novelty) ** 2,
      );
    };
    for (const change of [{ offset: 0.01 }, { offset: -0.01 }, { novelty: 0.01 }, { novelty: -0.01 }])
      expect(total(change)).toBeGreaterThan(total({}));
  });
});

describe('calibrationOrder', () => {
  it('depends on the ids alone, not on the order in which they come', () => {
    const ids = Array.from({ length: 40 }, (_, i) => `c${i}`);
    const named = (list: readonly string[]): string[] => calibrationOrder(list).map((i) => list[i]!);
    expect(named(ids.toReversed())).toEqual(named(ids));
    expect(named(ids).toSorted()).toEqual(ids.toSorted());
    expect(named(ids)).not.toEqual(ids);
  });
});
