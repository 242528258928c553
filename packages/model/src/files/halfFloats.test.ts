import { describe, expect, it } from 'vitest';
import { fromHalf, toHalf } from './halfFloats.js';

describe('half floats', () => {
  it('gives every 16-bit number back', () => {
    for (let half = 0; half < 0x1_0000; half++) {
      const value = fromHalf(half);
      if (Number.isNaN(value)) expect(toHalf(value) & 0x7fff).toBeGreaterThan(0x7c00);
      else expect(toHalf(value)).toBe(half);
    }
  });

  it('takes the nearest number, the even one of two, and none beyond the largest', () => {
    // Values of the standard: https://en.wikipedia.org/wiki/Half-precision_floating-point_format
    expect([1 / 3, 1, -2, 65504, 2 ** -24, 65520, 2 ** -26].map(toHalf)).toEqual([
      0x3555, 0x3c00, 0xc000, 0x7bff, 1, 0x7c00, 0,
    ]);
    expect(fromHalf(toHalf(1 + 2 ** -11))).toBe(1);
    expect(fromHalf(toHalf(1 + 3 * 2 ** -11))).toBe(1 + 2 ** -9);
    expect(fromHalf(toHalf(Math.PI))).toBe(3.140625);
  });
});
