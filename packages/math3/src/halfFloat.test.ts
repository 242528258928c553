import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHalfFloats, halfBits, roundedToHalf, toHalfFloats } from './halfFloat.js';

const ALL = fromHalfFloats(Uint16Array.from({ length: 0x1_0000 }, (_, bits) => bits));

describe('half floats', () => {
  it('are those of IEEE 754', () => {
    // Wikipedia, Half-precision floating-point format: examples.
    for (const [bits, value] of [
      [0x0000, 0],
      [0x0001, 2 ** -24],
      [0x03ff, 2 ** -14 * (1023 / 1024)],
      [0x0400, 2 ** -14],
      [0x3555, 0.333251953125],
      [0x3bff, 0.99951171875],
      [0x3c00, 1],
      [0x3c01, 1.0009765625],
      [0x7bff, 65504],
      [0x7c00, Infinity],
      [0x8000, -0],
      [0xc000, -2],
      [0xfc00, -Infinity],
    ] as const) {
      expect(halfBits(value)).toBe(bits);
      expect(ALL[bits]).toBe(value);
    }
  });

  it('come back bit by bit', () => {
    const bits = toHalfFloats(ALL);
    // One NaN stands for all.
    bits.forEach((found, i) => expect(found).toBe(Number.isNaN(ALL[i]) ? 0x7e00 : i));
  });

  it('are the nearest to a number, and even where two are equally near', () => {
    const finite = [...ALL.subarray(0, 0x7c00)];
    const nearest = (x: number): number => {
      let [low, high] = [0, finite.length - 1];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (finite[middle]! <= x) low = middle;
        else high = middle;
      }
      const [below, above] = [x - finite[low]!, finite[high]! - x];
      return below < above || (below === above && low % 2 === 0) ? low : high;
    };
    const check = (x: number): void => {
      expect(halfBits(Math.fround(x))).toBe(nearest(Math.fround(x)));
    };
    fc.assert(fc.property(fc.double({ min: 0, max: 65504, noNaN: true }), check));
    fc.assert(fc.property(fc.double({ min: 0, max: 1e-4, noNaN: true }), check));
    for (let i = 1; i < 0x7bff; i += 7) check((finite[i]! + finite[i - 1]!) / 2);
    const values = Float32Array.from({ length: 5000 }, (_, i) => Math.sin(i) * 2 ** ((i % 45) - 28));
    expect(roundedToHalf(values)).toEqual(fromHalfFloats(toHalfFloats(values)));
    const special = Float32Array.of(
      0,
      -0,
      Infinity,
      -Infinity,
      NaN,
      65520,
      -65519.9,
      2 ** -25,
      1.5 * 2 ** -24,
      -(2 ** -14),
      1e-40,
    );
    expect(roundedToHalf(special)).toEqual(fromHalfFloats(toHalfFloats(special)));
    expect(halfBits(65519.9)).toBe(0x7bff);
    expect(halfBits(65520)).toBe(0x7c00);
    expect(halfBits(-65520)).toBe(0xfc00);
  });
});
