import fc from 'fast-check';
import { expect, it } from 'vitest';
import { choleskyInPlace, solveLower, solveUpper } from './cholesky.js';

it('solves symmetric positive definite systems', () => {
  const entries = fc
    .integer({ min: 1, max: 12 })
    .chain((n) =>
      fc
        .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n * n + n, maxLength: n * n + n })
        .map((list) => ({ n, list })),
    );
  fc.assert(
    fc.property(entries, ({ n, list }) => {
      // B Bᵀ + 1, with its eigenvalues in 1 … n² + 1.
      const a = Float64Array.from({ length: n * n }, (_, i) => {
        const [row, column] = [Math.floor(i / n), i % n];
        let sum = row === column ? 1 : 0;
        for (let k = 0; k < n; k++) sum += list[row * n + k]! * list[column * n + k]!;
        return sum;
      });
      const factor = a.slice();
      expect(choleskyInPlace(factor, n)).toBe(true);
      const x = Float64Array.from(list.slice(n * n));
      const b = Float64Array.from(x, (_, i) => x.reduce((sum, value, j) => sum + a[i * n + j]! * value, 0));
      solveLower(factor, n, b);
      solveUpper(factor, n, b);
      b.forEach((value, i) => expect(Math.abs(value - x[i]!)).toBeLessThan(1e-12));
    }),
  );
});

it('refuses a singular or indefinite matrix', () => {
  expect(choleskyInPlace(Float64Array.of(1, 1, 1, 1), 2)).toBe(false);
  expect(choleskyInPlace(Float64Array.of(1, 0, 2, 1), 2)).toBe(false);
  expect(choleskyInPlace(Float64Array.of(NaN), 1)).toBe(false);
});
