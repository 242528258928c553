import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fillTable, wrap } from './trigonometry.js';

/** Rows cos(2πhx), sin(2πhx) for h = 0 … bound at one point. */
function table(x: number, bound: number): Float64Array {
  const rows = new Float64Array(2 * (bound + 1));
  if (bound > 0) rows[2] = x;
  fillTable(rows, 0, 1, 1, bound);
  return rows;
}

it('fills a table with cosines and sines of multiples, to a few units in the last place', () => {
  fc.assert(
    fc.property(fc.double({ min: -100, max: 100, noNaN: true }), fc.integer({ min: 0, max: 40 }), (x, bound) => {
      const rows = table(x, bound);
      const turn = x - Math.round(x);
      for (let h = 0; h <= bound; h++) {
        expect(Math.abs(rows[2 * h]! - Math.cos(2 * Math.PI * h * turn))).toBeLessThan(4e-15 + h * 1e-15);
        expect(Math.abs(rows[2 * h + 1]! - Math.sin(2 * Math.PI * h * turn))).toBeLessThan(4e-15 + h * 1e-15);
      }
    }),
  );
});

it('takes whole turns off any finite number', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      const turn = wrap(x);
      expect(Math.abs(turn)).toBeLessThanOrEqual(1);
      expect(Math.abs(Math.sin(2 * Math.PI * turn) - Math.sin(2 * Math.PI * (x % 1)))).toBeLessThan(2e-15);
    }),
  );
});

it('is exact at quarters of a turn, however many turns', () => {
  const quarters = [-2.25, -1, -0.75, -0.5, 0, 0.25, 0.5, 0.75, 1, 7.25, 2 ** 40 + 0.5];
  expect(
    quarters.map((x) =>
      Array.from(table(x, 1))
        .slice(2)
        .map((c) => c + 0),
    ),
  ).toEqual(
    quarters.map(
      (x) =>
        [
          [1, 0],
          [0, 1],
          [-1, 0],
          [0, -1],
        ][(((4 * x) % 4) + 4) % 4],
    ),
  );
});
