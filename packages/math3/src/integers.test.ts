import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format24ths, formatFraction, fraction } from './fraction.js';
import { areIntegers, compare, gcd, mapped, mod, primitive, quotient } from './integers.js';

const integer = fc.integer({ min: -1000, max: 1000 });
const positive = fc.integer({ min: 1, max: 100 });

describe('mod and gcd', () => {
  it('mod is in [0, n), congruent, never −0', () => {
    fc.assert(
      fc.property(integer, positive, (a, n) => {
        const r = mod(a, n);
        expect(r >= 0 && r < n).toBe(true);
        expect(((a - r) / n) % 1).toBeCloseTo(0, 15);
        expect(Object.is(r, -0)).toBe(false);
      }),
    );
  });

  it('gcd is the largest common divisor', () => {
    fc.assert(
      fc.property(integer, positive, (a, b) => {
        const common = Array.from({ length: b }, (_, i) => i + 1).filter((d) => a % d === 0 && b % d === 0);
        expect(gcd(a, b)).toBe(common.at(-1));
        expect(gcd(b, a)).toBe(gcd(a, b));
      }),
    );
    expect(gcd(0, 0)).toBe(0);
  });
});

describe('lists of integers', () => {
  const list = fc.array(integer, { minLength: 1, maxLength: 5 });

  it('primitive lists have the greatest common divisor 1 and the same direction', () => {
    fc.assert(
      fc.property(list, positive, (entries, factor) => {
        const made = primitive(entries);
        expect(made.reduce(gcd, 0)).toBe(entries.every((c) => c === 0) ? 0 : 1);
        expect(primitive(entries.map((c) => c * factor))).toEqual(made);
      }),
    );
    expect(primitive([4, 6], 3)).toEqual([4, 6]);
  });

  it('a quotient times the divisor is the list, and there is none with a remainder', () => {
    fc.assert(
      fc.property(list, positive, (entries, d) => {
        expect(
          quotient(
            mapped(entries, (c) => c * d),
            d,
          ),
        ).toEqual(entries.map((c) => c + 0));
        expect(quotient([...entries, d + 1], d + 2)).toBeUndefined();
      }),
    );
  });

  it('are ordered by the first difference', () => {
    expect(compare([1, 2, 3], [1, 2, 3])).toBe(0);
    expect(compare([1, 2, 3], [1, 3, 0])).toBeLessThan(0);
    expect(compare([2, 0, 0], [1, 9, 9])).toBeGreaterThan(0);
  });

  it('are told from what is none', () => {
    expect(areIntegers([1, -2], 2, 3)).toBe(true);
    for (const value of [[1], [1, 3], [1, 0.5], [1, '2'], [1, Number.NaN], 'ab', null])
      expect(areIntegers(value, 2, 3)).toBe(false);
  });
});

describe('fractions', () => {
  it('are in lowest terms with a positive denominator', () => {
    fc.assert(
      fc.property(
        integer,
        integer.filter((d) => d !== 0),
        (n, d) => {
          const [a, b] = fraction(n, d);
          expect(a * d + 0).toBe(n * b + 0);
          expect(b).toBeGreaterThan(0);
          expect(gcd(a, b)).toBe(1);
        },
      ),
    );
    expect(Object.is(fraction(0, -3)[0], 0)).toBe(true);
    expect(Object.isFrozen(fraction(1, 2))).toBe(true);
  });

  it('are written without needless denominators', () => {
    expect([fraction(2, 4), fraction(3, -3), fraction(0, 5)].map(formatFraction)).toEqual(['1/2', '-1', '0']);
    expect([0, 8, -6, 24, 5].map(format24ths)).toEqual(['0', '1/3', '-1/4', '1', '5/24']);
  });
});
