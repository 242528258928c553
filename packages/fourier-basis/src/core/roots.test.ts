import { expect, it } from 'vitest';
import { cosineOf, rootsOfUnity } from './roots.js';

it('knows cosines of 48ths of a turn, equal values to the last bit', () => {
  for (let q = -100; q <= 100; q++) {
    expect(cosineOf(q)).toBeCloseTo(Math.cos((2 * Math.PI * q) / 48), 14);
    expect(cosineOf(-q)).toBe(cosineOf(q));
    expect(cosineOf(q + 48)).toBe(cosineOf(q));
    expect(cosineOf(24 - q) + cosineOf(q)).toBe(0);
  }
  expect([0, 8, 12, 16, 24].map(cosineOf)).toEqual([1, 0.5, 0, -0.5, -1]);
});

it('lists the 24 roots of unity', () => {
  const { real, imag } = rootsOfUnity();
  expect(Array.from(real, (c, j) => c * c + imag[j]! * imag[j]!).every((norm) => Math.abs(norm - 1) < 1e-15)).toBe(
    true,
  );
  expect([real[6], imag[6], real[2]! - imag[4]!]).toEqual([0, 1, 0]);
});
