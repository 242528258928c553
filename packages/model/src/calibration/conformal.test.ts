import { Random } from '@crystal-fourier/math3';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conformalRank, leastRecords, scoreAt, scoreQuantiles } from './conformal.js';

const levels = fc.double({ min: 0.01, max: 0.995, noNaN: true });
const scoreLists = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 400 });

describe('conformal quantiles', () => {
  it('need as many records as a level has meaning for', () => {
    expect([0.5, 0.8, 0.9, 0.95, 0.99, 0.999].map(leastRecords)).toEqual([1, 4, 9, 19, 99, 999]);
    for (const level of [0.5, 0.8, 0.9, 0.95, 0.99]) {
      const least = leastRecords(level);
      expect(scoreAt(scoreQuantiles(Array.from({ length: least }, (_, i) => i)), level)).toBe(least - 1);
      expect(scoreAt(scoreQuantiles(Array.from({ length: least - 1 }, (_, i) => i)), level)).toBeUndefined();
    }
    expect(scoreAt(scoreQuantiles([]), 0.1)).toBeUndefined();
  });

  it('are the smallest score that ⌈(n + 1) · level⌉ of n do not exceed, at kept levels', () => {
    fc.assert(
      fc.property(scoreLists, fc.integer({ min: 1, max: 99 }), (scores, percent) => {
        const rank = conformalRank(scores.length, percent / 100);
        const found = scoreAt(scoreQuantiles(scores), percent / 100);
        if (rank > scores.length) expect(found).toBeUndefined();
        else {
          expect(scores.filter((score) => score <= found!).length).toBeGreaterThanOrEqual(rank);
          expect(scores.filter((score) => score < found!).length).toBeLessThan(rank);
        }
      }),
    );
  });

  it('do not fall as the level grows, and are never too small between kept levels', () => {
    fc.assert(
      fc.property(scoreLists, levels, levels, (scores, a, b) => {
        const quantiles = scoreQuantiles(scores);
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((level) => scoreAt(quantiles, level) ?? Infinity);
        expect(low).toBeLessThanOrEqual(high!);
        const within = scores.filter((score) => score <= low!).length;
        expect(within).toBeGreaterThanOrEqual(Math.min(scores.length, conformalRank(scores.length, Math.min(a, b))));
      }),
    );
  });

  it('take equal scores as they are', () => {
    const quantiles = scoreQuantiles([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect([0.3, 0.5, 0.55, 0.95].map((level) => scoreAt(quantiles, level))).toEqual([0, 0, 1, 1]);
  });

  it('hold a new score with the probability of ⌈(n + 1) · level⌉ / (n + 1), for any distribution', () => {
    const random = Random.seeded(3);
    const uniform = (): number => random.bits() / 2 ** 32;
    const distributions: (() => number)[] = [uniform, () => -Math.log(1 - uniform()), () => 1 / (1 - uniform()) ** 2];
    const rounds = 2000;
    for (const draw of distributions)
      for (const [count, level] of [
        [9, 0.9],
        [30, 0.9],
        [30, 0.5],
        [101, 0.8],
      ] as const) {
        let held = 0;
        for (let round = 0; round < rounds; round++)
          held += Number(draw() <= scoreAt(scoreQuantiles(Array.from({ length: count }, draw)), level)!);
        const exact = conformalRank(count, level) / (count + 1);
        // Five standard deviations of a binomial share.
        expect(Math.abs(held / rounds - exact)).toBeLessThan(5 * Math.sqrt((exact * (1 - exact)) / rounds));
      }
  });
});
