import { describe, expect, it } from 'vitest';
import { isElasticallyStable, nearestStable, stiffnessEigenvalues } from './elasticModuli.js';
import { fromVoigt, toVoigt } from './voigt.js';

/** Cubic: eigenvalues C11 + 2 C12, C11 − C12 twice and 2 C44 three times. */
const cubic = (c11: number, c12: number, c44: number): Float64Array =>
  fromVoigt(
    Array.from({ length: 6 }, (_, I) =>
      Array.from({ length: 6 }, (__, J) => (I === J ? (I < 3 ? c11 : c44) : I < 3 && J < 3 ? c12 : 0)),
    ).flat(),
  );

describe('the nearest positive definite stiffness', () => {
  it('is the given one where that is positive definite', () => {
    const stiffness = cubic(170, 120, 75);
    expect(nearestStable(stiffness)).toEqual(stiffness);
  });

  it('has the eigenvalues that are too small raised to a share of the largest, and keeps the symmetry', () => {
    const found = nearestStable(cubic(100, 130, 20), 0.05)!;
    expect(isElasticallyStable(found)).toBe(true);
    [18, 18, 40, 40, 40, 360].forEach((value, i) => expect(stiffnessEigenvalues(found)[i]).toBeCloseTo(value, 9));
    // C11 + 2 C12 = 360 and C11 − C12 = 18.
    const [[c11, c12], , , row4] = toVoigt(found) as [number[], number[], number[], number[]];
    expect([c11, c12, row4[3]].map((value) => Math.round(value! * 1e6) / 1e6)).toEqual([132, 114, 20]);
  });

  it('is none of a tensor without a positive eigenvalue', () => {
    expect(nearestStable(cubic(-100, 0, -10))).toBeUndefined();
  });
});
