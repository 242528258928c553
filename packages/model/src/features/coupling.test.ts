import { harmonicRotation, type Mat3 } from '@crystal-fourier/math3';
import { describe, expect, it } from 'vitest';
import { RandomGeometry } from '../../../data/test/support/randomGeometry.ts';
import { coupling } from './coupling.js';
import { normalNumbers } from '../ops/initial.js';

const coupled = (a: ArrayLike<number>, b: ArrayLike<number>, C: Float64Array, width: number): Float64Array => {
  const out = new Float64Array(width);
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < b.length; j++)
      for (let m = 0; m < width; m++) out[m]! += C[(i * b.length + j) * width + m]! * a[i]! * b[j]!;
  return out;
};

const rotated = (D: Float64Array, x: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: x.length }, (_, m) =>
    Array.from(x).reduce((sum, value, n) => sum + D[m * x.length + n]! * value, 0),
  );

const cases = [1, 2, 3, 4].flatMap((left) =>
  [1, 2, 3, 4].flatMap((right) => [0, 1, 2, 3, 4].map((degree) => [left, right, degree] as const)),
);

describe('Clebsch–Gordan coefficients', () => {
  it.each(cases.filter(([a, b, c]) => c >= Math.abs(a - b) && c <= a + b))(
    'of %i and %i are equivariant of degree %i, and orthonormal',
    (left, right, degree) => {
      const C = coupling(left, right, degree);
      const width = 2 * degree + 1;
      const R = new RandomGeometry(100 * left + 10 * right + degree).rotation() as Mat3;
      const a = normalNumbers(2 * left + 1, 1, 1);
      const b = normalNumbers(2 * right + 1, 1, 2);
      const after = rotated(harmonicRotation(degree, R), coupled(a, b, C, width));
      const before = coupled(rotated(harmonicRotation(left, R), a), rotated(harmonicRotation(right, R), b), C, width);
      after.forEach((value, m) => expect(before[m]).toBeCloseTo(value, 12));
      for (let m = 0; m < width; m++)
        for (let n = 0; n < width; n++) {
          let sum = 0;
          for (let at = 0; at < C.length; at += width) sum += C[at + m]! * C[at + n]!;
          expect(sum).toBeCloseTo(m === n ? 1 : 0, 12);
        }
    },
  );

  it('of two vectors are their scalar product, and their vector product', () => {
    const [scalar, vector] = [0, 1].map((degree) => coupling(1, 1, degree));
    const [x, y, z] = [2, 0, 1];
    expect([...scalar!].map((value) => value * Math.sqrt(3))).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    const sign = Math.sign(vector![(x * 3 + y) * 3 + z]!);
    expect(vector![(x * 3 + y) * 3 + z]! * sign).toBeCloseTo(Math.SQRT1_2, 12);
    expect(vector![(y * 3 + z) * 3 + x]! * sign).toBeCloseTo(Math.SQRT1_2, 12);
    expect(vector![(y * 3 + x) * 3 + z]! * sign).toBeCloseTo(-Math.SQRT1_2, 12);
  });
});
