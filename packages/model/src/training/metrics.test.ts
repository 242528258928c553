import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelError } from '../config/errors.js';
import { classificationMetrics, regressionMetrics } from './metrics.js';

const real = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const pairs = fc.array(fc.tuple(real, real), { minLength: 1, maxLength: 40 });
const labelled = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 1 }),
    fc.integer({ min: 0, max: 8 }).map((n) => n / 8),
  ),
  {
    minLength: 1,
    maxLength: 40,
  },
);
const columns = <A, B>(rows: readonly (readonly [A, B])[]): [A[], B[]] => [
  rows.map(([a]) => a),
  rows.map(([, b]) => b),
];

describe('regressionMetrics', () => {
  it('agrees with sums by hand', () => {
    // Errors 1, −1, 2, 0; squares 6; deviations of the truth from 2.5: 1.5, 0.5, 0.5, 1.5, squares 5.
    expect(regressionMetrics([1, 2, 3, 4], [2, 1, 5, 4])).toEqual({
      count: 4,
      mae: 1,
      rmse: Math.sqrt(1.5),
      r2: expect.closeTo(1 - 6 / 5, 12) as number,
    });
  });

  it('is 0, 0, 1 for what is met and R² 0 for the mean of the truth', () => {
    fc.assert(
      fc.property(fc.array(real, { minLength: 2, maxLength: 30 }), (truth) => {
        expect(regressionMetrics(truth, truth)).toEqual({ count: truth.length, mae: 0, rmse: 0, r2: 1 });
        fc.pre(Math.max(...truth) - Math.min(...truth) > 1e-3);
        const mean = truth.reduce((sum, value) => sum + value, 0) / truth.length;
        expect(
          regressionMetrics(
            truth,
            truth.map(() => mean),
          ).r2,
        ).toBeCloseTo(0, 6);
      }),
    );
  });

  it('keeps mae ≤ rmse ≤ √n mae, and scales with the unit', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: -300, max: 300 }), (rows, exponent) => {
        const [truth, predicted] = columns(rows);
        const { count, mae, rmse } = regressionMetrics(truth, predicted);
        expect(mae).toBeLessThanOrEqual(rmse * (1 + 1e-12));
        expect(rmse).toBeLessThanOrEqual(Math.sqrt(count) * mae * (1 + 1e-12));
        const unit = 2 ** (exponent / 10);
        const scaled = regressionMetrics(
          truth.map((x) => x * unit),
          predicted.map((x) => x * unit),
        );
        expect(Math.abs(scaled.rmse - rmse * unit)).toBeLessThanOrEqual(1e-6 * unit + 1e-9 * rmse * unit);
      }),
    );
  });

  it('is finite for every finite input', () => {
    const wide = fc.double({ min: -1e300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(wide, wide), { minLength: 1, maxLength: 10 }), (rows) => {
        for (const value of Object.values(regressionMetrics(...columns(rows))))
          expect(Number.isFinite(value)).toBe(true);
      }),
    );
    expect(regressionMetrics([1e-300, 0], [1, 1]).r2).toBe(-Number.MAX_VALUE);
  });

  it('calls R² of a constant truth 0 unless it is met', () => {
    // The mean of equal numbers is rounded: it may differ from them.
    fc.assert(
      fc.property(real, fc.integer({ min: 1, max: 30 }), (value, count) => {
        const truth = new Array<number>(count).fill(value);
        const other = truth.map((x, i) => (i === 0 ? x + 1 : x));
        expect([regressionMetrics(truth, truth).r2, regressionMetrics(truth, other).r2]).toEqual([1, 0]);
      }),
    );
    expect(regressionMetrics([0.1, 0.1, 0.1], [0.1, 0.1, 0.1]).r2).toBe(1);
    expect(regressionMetrics([0.1, 0.1, 0.1], [0.1, 0.2, 0.1]).r2).toBe(0);
    expect(regressionMetrics([7], [8])).toEqual({ count: 1, mae: 1, rmse: 1, r2: 0 });
  });
});

describe('classificationMetrics', () => {
  it('agrees with counts by hand', () => {
    // Of the 2 × 3 pairs true above false: 0.8 beats 0.1, 0.3, 0.6; 0.3 beats 0.1 and ties with 0.3.
    const { logLoss, ...rest } = classificationMetrics([1, 0, 0, 1, 0], [0.8, 0.1, 0.3, 0.3, 0.6]);
    expect(rest).toEqual({ count: 5, accuracy: 3 / 5, balancedAccuracy: (1 / 2 + 2 / 3) / 2, auc: 4.5 / 6 });
    expect(logLoss).toBeCloseTo(-Math.log(0.8 * 0.9 * 0.7 * 0.3 * 0.4) / 5, 12);
  });

  it('has the AUC that comparing all pairs gives', () => {
    fc.assert(
      fc.property(labelled, (rows) => {
        const [truth, p] = columns(rows);
        const [trues, falses] = [1, 0].map((is) => p.filter((_, i) => truth[i] === is)) as [number[], number[]];
        const wins = trues.flatMap((a) => falses.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)));
        const slow = wins.length === 0 ? 0.5 : wins.reduce((sum, win) => sum + win, 0) / wins.length;
        expect(classificationMetrics(truth, p).auc).toBeCloseTo(slow, 12);
      }),
    );
  });

  it('turns round when the ranking does, and is finite for certain errors', () => {
    fc.assert(
      fc.property(labelled, (rows) => {
        const [truth, p] = columns(rows);
        const metrics = classificationMetrics(truth, p);
        const turned = classificationMetrics(
          truth,
          p.map((x) => 1 - x),
        );
        expect(metrics.auc + turned.auc).toBeCloseTo(1, 12);
        for (const value of Object.values(metrics)) expect(Number.isFinite(value)).toBe(true);
      }),
    );
    expect(classificationMetrics([1], [0]).logLoss).toBeCloseTo(15 * Math.LN10, 9);
    // Certain and right is not quite free: 1 is moved, too.
    expect(classificationMetrics([1], [1]).logLoss * 1e15).toBeCloseTo(1, 0);
  });

  it('counts ½ as true', () => {
    expect(classificationMetrics([1, 0], [0.5, 0.5])).toMatchObject({ accuracy: 0.5, balancedAccuracy: 0.5, auc: 0.5 });
  });
});

describe('refusals', () => {
  it.each<[string, () => unknown, RegExp]>([
    ['nothing', () => regressionMetrics([], []), /at least one record/],
    ['unequal lengths', () => regressionMetrics([1, 2], [1]), /one prediction for each true value, got 1 for 2/],
    [
      'a number that is none',
      () => regressionMetrics([1, 2], [1, NaN]),
      /predicted\[1\] must be a finite number, got NaN/,
    ],
    ['an infinite truth', () => regressionMetrics([Infinity], [1]), /truth\[0\] must be a finite number/],
    ['nothing to classify', () => classificationMetrics([], []), /classificationMetrics: at least one/],
    ['a third class', () => classificationMetrics([2], [0.5]), /truth\[0\] must be 0 or 1, got 2/],
    ['no probability', () => classificationMetrics([1], [1.5]), /predicted\[0\] must be a probability/],
  ])('of %s', (_, call, message) => {
    expect(call).toThrow(ModelError);
    expect(call).toThrow(message);
    expect(call).toThrow(expect.objectContaining({ code: 'bad-argument' }));
  });
});
