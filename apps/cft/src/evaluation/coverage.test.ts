import { describe, expect, it } from 'vitest';
import { coverageFigure } from '../report/coverageFigure.js';
import { type HeldValue, coverageOf } from './coverage.js';
import { type EvaluatedRecord, evaluateTarget } from './evaluateTarget.js';
import { evaluationLines } from './evaluationText.js';

/** Of 99 scores 0.01 … 0.99: the interval of a level is as wide as the level says. */
const quantiles = {
  count: 99,
  ranks: Array.from({ length: 99 }, (_, i) => i + 1),
  scores: Array.from({ length: 99 }, (_, i) => (i + 1) / 100),
};

/** A record whose error is some share of the half width of its interval of 90 %, which is 0.9. */
const value = (share: number, novelty: number, crystalSystem = 'cubic', log10 = false): HeldValue => {
  const of = (x: number): number => (log10 ? 10 ** x : x);
  return { truth: of(2 + 0.9 * share), interval: { low: of(1.1), high: of(2.9) }, novelty, crystalSystem, group: 225 };
};

describe('coverageOf', () => {
  it('counts true values in intervals of all levels, whether numbers or logarithms are learned', () => {
    for (const log10 of [false, true]) {
      // Errors spread evenly over what intervals of up to 100 % would hold.
      const values = Array.from({ length: 200 }, (_, i) =>
        value(((i + 0.5) / 200 - 0.5) * 2 * (1 / 0.9), i, 'cubic', log10),
      );
      const found = coverageOf(values, { log10 }, { quantiles });
      expect(found).toMatchObject({ level: 0.9, count: 200, share: 0.9 });
      expect(found.halfWidth).toBeCloseTo(0.9, 9);
      for (const { level, share } of found.reliability) expect(share).toBeCloseTo(level, 1);
      expect(found.reliability.map(({ level }) => level)).toContain(0.95);
    }
  });

  it('tells shares by novelty, and of systems and groups with enough records', () => {
    const values = [
      ...Array.from({ length: 60 }, (_, i) => value(i < 40 ? 0.5 : 1.5, i)),
      ...Array.from({ length: 5 }, () => value(2, 3, 'trigonal')),
    ];
    const { share, bySystem, byGroup, byNovelty } = coverageOf(values, { log10: false }, { quantiles });
    expect(share).toBeCloseTo(40 / 65, 12);
    expect(bySystem).toEqual([{ name: 'cubic', count: 60, share: 40 / 60 }]);
    expect(byGroup).toEqual([{ name: '225', count: 65, share: 40 / 65 }]);
    expect(byNovelty.map(({ name, count }) => [name, count])).toEqual([
      ['least novel', 22],
      ['middle', 21],
      ['most novel', 22],
    ]);
    expect(byNovelty[2]!.share).toBe(2 / 22);
  });

  it('takes intervals without width as they are', () => {
    const exact = { ...value(0, 1), interval: { low: 2, high: 2 } };
    const wrong = { ...exact, truth: 2.5 };
    expect(coverageOf([exact, exact, wrong, wrong], { log10: false }, { quantiles }).share).toBe(0.5);
  });
});

describe('the coverage of an evaluation', () => {
  const records = Array.from({ length: 30 }, (_, i): EvaluatedRecord => {
    const { truth, interval, novelty } = value(i < 24 ? 0.3 : 1.2, i / 10);
    return {
      id: `r${i}`,
      formula: 'NaCl',
      group: 225,
      crystalSystem: 'cubic',
      truth: { k: truth },
      predicted: { k: 2 },
      intervals: { k: interval },
      novelty,
    };
  });
  const target = { name: 'k', task: 'regression', log10: false } as const;
  const calibrated = { name: 'k', fitted: 0, difficulty: { offset: 0, terms: [] }, quantiles };

  it('is printed and drawn', () => {
    const found = evaluateTarget(records, target, 'network', [], calibrated)!;
    const text = evaluationLines(found).join('\n');
    expect(text).toContain('intervals of 90 %: 80.0 % of the true values are in them; half of their width is 0.9000');
    expect(text).toContain('by crystal system: cubic 80 %');
    const drawn = coverageFigure(found)!.text;
    expect(drawn).toContain('of 90 % intervals, 80.0 % have the true value in them');
    expect(drawn).toContain('promised 50 %, found 80 %');
  });

  it('is left out where intervals were made by these records', () => {
    const found = evaluateTarget(records, target)!;
    expect(found.coverage).toBeUndefined();
    expect(coverageFigure(found)).toBeUndefined();
  });
});
