import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../testing/backends.js';
import { handMade } from '../testing/handMade.js';
import { batchTargets } from '../training/batchTargets.js';
import { normalizationOf, toScale } from './normalization.js';
import { robustScores, withoutFarOutside } from './outliers.js';
import { targetOutliers } from './targetOutliers.js';

const recordsOf = (values: readonly number[]) => values.map((y, i) => handMade(`r${i}`, 1 + (i % 2), { y }));
const plain = { log10: false, extensive: false } as const;

describe('values far outside', () => {
  beforeAll(() => useBackend('cpu'));

  it('are counted from the median, in median absolute deviations', () => {
    // Median 3, deviations 2, 1, 0, 1, 997: their median is 1.
    expect(robustScores([1, 2, 3, 4, 1000]).map((score) => score * 1.4826)).toEqual(
      [2, 1, 0, 1, 997].map((x) => expect.closeTo(x, 9) as number),
    );
    expect(robustScores([5, 5, 5, 5, 1e9])).toEqual([0, 0, 0, 0, 0]);
    expect(robustScores([])).toEqual([]);
    const values = [1, 2, 3, 4];
    expect(withoutFarOutside(values)).toBe(values);
    expect(withoutFarOutside([1, 2, 1e6, 3, 4])).toEqual(values);
    // Two of seven are no mistakes.
    const decades = [0.01, 0.1, 1, 10, 100, 1e3, 1e4];
    expect(withoutFarOutside(decades)).toBe(decades);
  });

  it('are told with their records, in the scale that is learned', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 1e4];
    expect(targetOutliers(recordsOf(values), ['y'], 'regression', plain)).toMatchObject([
      { id: 'r7', target: 'y', value: 1e4 },
    ]);
    expect(targetOutliers(recordsOf(values), ['y'], 'regression', { ...plain, log10: true })).toEqual([]);
    expect(targetOutliers(recordsOf([0, 1, 0, 1]), ['y'], 'classification', plain)).toEqual([]);
  });

  it('do not change how the others are learned', () => {
    const values = [1, 2, 3, 4, 5, 6, 7];
    const [clean, spoilt] = [values, [...values, -1e30]].map((list) =>
      normalizationOf(recordsOf(list), ['y'], 'regression', plain),
    );
    expect(spoilt!.targets).toEqual(clean!.targets);
  });

  it('are the only ones that a training sees nearer than they are', () => {
    const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(numbers, fc.double({ min: 1, max: 1e30, noNaN: true }), (list, far) => {
        const values = [...list, far];
        fc.pre(new Set(values).size > values.length / 2 + 1);
        const records = recordsOf(values);
        const inner = new Set(withoutFarOutside(values));
        fc.pre(new Set(inner).size > 1);
        const normalization = normalizationOf(records, ['y'], 'regression', plain);
        const tensors = batchTargets(
          records,
          records.map((_, i) => i),
          normalization,
        );
        const seen = tensors.values.dataSync();
        tensors.values.dispose();
        tensors.weights.dispose();
        values.forEach((value, i) => {
          const scaled = toScale(value, normalization.targets[0]!, records[i]!.features)!;
          expect(Math.abs(seen[i]!)).toBeLessThanOrEqual(100);
          if (inner.has(value)) expect(seen[i]).toBe(Math.fround(scaled));
          else expect(Math.sign(seen[i]!)).toBe(Math.sign(scaled));
        });
      }),
    );
  });
});
