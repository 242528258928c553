import { describe, expect, it } from 'vitest';
import { tensorMetrics } from './tensorMetrics.js';

describe('errors of tensors', () => {
  it('are those of a computation by hand', () => {
    const found = tensorMetrics('dielectric', [
      { truth: [2, 0, 0, 0, 0, 0], predicted: [5, 4, 0, 0, 0, 0] },
      { truth: [4, 0, 0, 2, 0, 0], predicted: [4, 0, 0, 0, 0, 0] },
    ]);
    expect(found.count).toBe(2);
    expect(found.mae).toBeCloseTo((5 + 2) / 2, 12);
    expect(found.rmse).toBeCloseTo(Math.sqrt((25 + 4) / 2), 12);
    // The mean isotropic tensor is (3, 0, …): 1 and 1 + 4 are left.
    expect(found.r2).toBeCloseTo(1 - 29 / 6, 12);
    expect(found.byDegree.map(({ degree }) => degree)).toEqual([0, 2]);
    expect(found.byDegree[0]!.rmse).toBeCloseTo(Math.sqrt(9 / 2), 12);
    expect(found.byDegree[1]!.rmse).toBeCloseTo(Math.sqrt(20 / 2), 12);
    expect(found.byDegree[1]!.spread).toBeCloseTo(Math.sqrt(4 / 2), 12);
  });

  it('of sites weigh the sites', () => {
    const zero = new Array<number>(9).fill(0);
    const truth = [...zero, ...zero];
    const predicted = [3, ...zero.slice(1), 0, 4, ...zero.slice(2)];
    const { mae } = tensorMetrics('born', [{ truth, predicted, weights: [0.75, 0.25] }]);
    expect(mae).toBeCloseTo(Math.sqrt(0.75 * 9 + 0.25 * 16), 12);
  });

  it('need tensors of one length', () => {
    expect(() => tensorMetrics('dielectric', [])).toThrow('at least one tensor');
    expect(() => tensorMetrics('dielectric', [{ truth: [1], predicted: [1] }])).toThrow(
      'must have 6 components, got 1 and 1',
    );
  });
});
