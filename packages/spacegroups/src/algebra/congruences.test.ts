import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { congruences } from './congruences.js';

/** All sums of multiples of the vectors modulo 24. */
function generated(vectors: readonly (readonly number[])[], length: number): number[][] {
  const known = new Map<string, number[]>();
  const queue = [Array.from({ length }, () => 0)];
  known.set(String(queue[0]), queue[0] as number[]);
  for (const v of queue) {
    for (const w of vectors) {
      const sum = v.map((c, i) => (c + (w[i] as number)) % 24);
      if (!known.has(String(sum))) {
        known.set(String(sum), sum);
        queue.push(sum);
      }
    }
  }
  return queue;
}

describe('congruences', () => {
  it('hold exactly where every functional of the group is integral', () => {
    const entry = fc.integer({ min: 0, max: 23 });
    // Few large moduli: groups of thousands of functionals do not occur.
    const vector = fc
      .tuple(fc.constantFrom(2, 3, 4, 6, 12), entry, entry)
      .map(([f, a, b]) => [(f * a) % 24, (f * b) % 24]);
    fc.assert(
      fc.property(fc.array(vector, { maxLength: 2 }), (vectors) => {
        const group = generated(vectors, 2);
        const found = congruences(group, 24);
        for (let x = 0; x < 24; x++) {
          for (let y = 0; y < 24; y++) {
            const integral = vectors.every((v) => (x * (v[0] as number) + y * (v[1] as number)) % 24 === 0);
            const met = found.every(
              ({ coefficients: [a, b], modulus }) => (x * (a as number) + y * (b as number)) % modulus === 0,
            );
            expect(met).toBe(integral);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('merge congruences with the same coefficients and keep others apart', () => {
    expect(congruences(generated([[4]], 1), 24)).toEqual([{ coefficients: [1], modulus: 6 }]);
    expect(
      congruences(
        generated(
          [
            [8, 8],
            [0, 12],
          ],
          2,
        ),
        24,
      ),
    ).toEqual([
      { coefficients: [1, 1], modulus: 3 },
      { coefficients: [0, 1], modulus: 2 },
    ]);
    expect(congruences([[0, 0, 0]], 24)).toEqual([]);
  });

  it('add what is on a par with the generators', () => {
    expect(
      congruences(
        generated(
          [
            [12, 12, 0],
            [12, 0, 12],
          ],
          3,
        ),
        24,
      ).map((c) => c.coefficients),
    ).toEqual([
      [1, 1, 0],
      [1, 0, 1],
      [0, 1, 1],
    ]);
    expect(
      congruences(
        generated(
          [
            [6, 6],
            [12, 0],
          ],
          2,
        ),
        24,
      ),
    ).toEqual([
      { coefficients: [1, 1], modulus: 4 },
      { coefficients: [1, 0], modulus: 2 },
      { coefficients: [0, 1], modulus: 2 },
    ]);
  });
});
