import { describe, expect, it } from 'vitest';
import { Random, symmetricEigen } from './index.js';

describe('symmetricEigen', () => {
  it('finds values and orthonormal vectors with A = Vᵀ Λ V', () => {
    const random = Random.seeded(5);
    for (const n of [1, 2, 3, 6]) {
      const half = Array.from({ length: n }, () => Array.from({ length: n }, () => random.bits() / 2 ** 32 - 0.5));
      const matrix = half.map((row, i) => row.map((entry, j) => entry + half[j]![i]!));
      const { values, vectors } = symmetricEigen(matrix);
      expect([...values].sort((a, b) => a - b)).toEqual(values);
      matrix.forEach((row, i) =>
        row.forEach((entry, j) => {
          const made = values.reduce((sum, value, k) => sum + value * vectors[k]![i]! * vectors[k]![j]!, 0);
          expect(made).toBeCloseTo(entry, 13);
          const dot = vectors[i]!.reduce((sum, c, k) => sum + c * vectors[j]![k]!, 0);
          expect(dot).toBeCloseTo(i === j ? 1 : 0, 13);
        }),
      );
    }
  });

  it('keeps equal values, zeros and diagonal matrices', () => {
    expect(
      symmetricEigen([
        [3, 0, 0],
        [0, -1, 0],
        [0, 0, 3],
      ]).values,
    ).toEqual([-1, 3, 3]);
    expect(
      symmetricEigen([
        [0, 0],
        [0, 0],
      ]).values,
    ).toEqual([0, 0]);
    expect(
      symmetricEigen([
        [2, 1],
        [1, 2],
      ]).values,
    ).toEqual([expect.closeTo(1, 14), expect.closeTo(3, 14)]);
  });
});
