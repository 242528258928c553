import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planeDistances, rowsOfParameters, toCartesian, toFractional } from './lattice.js';

const index = fc.integer({ min: -9, max: 9 });
const hkls = fc.tuple(index, index, index).filter((hkl) => hkl.some((i) => i !== 0));
const length = fc.double({ min: 1, max: 30, noNaN: true });

/** Close to each other, relative to their size. */
const expectSame = (d: number, expected: number): void => expect(Math.abs(d / expected - 1)).toBeLessThan(1e-9);

test('the textbook formulas of d for orthogonal, hexagonal and monoclinic axes', () => {
  fc.assert(
    fc.property(
      length,
      length,
      length,
      fc.double({ min: 60, max: 120, noNaN: true }),
      hkls,
      (a, b, c, beta, [h, k, l]) => {
        const orthogonal = planeDistances(rowsOfParameters({ a, b, c, alpha: 90, beta: 90, gamma: 90 }));
        expectSame(orthogonal([h, k, l]), 1 / Math.hypot(h / a, k / b, l / c));
        const hexagonal = planeDistances(rowsOfParameters({ a, b: a, c, alpha: 90, beta: 90, gamma: 120 }));
        expectSame(hexagonal([h, k, l]), 1 / Math.sqrt(((4 / 3) * (h * h + h * k + k * k)) / a ** 2 + (l / c) ** 2));
        const monoclinic = planeDistances(rowsOfParameters({ a, b, c, alpha: 90, beta, gamma: 90 }));
        const [sine, cosine] = [Math.sin((beta * Math.PI) / 180), Math.cos((beta * Math.PI) / 180)];
        const square = ((h / a) ** 2 + (l / c) ** 2 - (2 * h * l * cosine) / (a * c)) / sine ** 2 + (k / b) ** 2;
        expectSame(monoclinic([h, k, l]), 1 / Math.sqrt(square));
      },
    ),
  );
});

test('a plane that no vector meets is infinitely far', () => {
  expect(planeDistances(rowsOfParameters({ a: 3, b: 4, c: 5, alpha: 80, beta: 90, gamma: 100 }))([0, 0, 0])).toBe(
    Infinity,
  );
});

test('Cartesian and fractional coordinates are inverse to each other, and the basis vectors are the rows', () => {
  const coordinate = fc.double({ min: -3, max: 3, noNaN: true });
  const point = fc.tuple(coordinate, coordinate, coordinate);
  fc.assert(
    fc.property(length, length, length, fc.double({ min: 60, max: 110, noNaN: true }), point, (a, b, c, beta, x) => {
      const rows = rowsOfParameters({ a, b, c, alpha: 85, beta, gamma: 95 });
      toFractional(toCartesian(x, rows), rows).forEach((y, i) => expect(Math.abs(y - x[i]!)).toBeLessThan(1e-12));
      expect(toCartesian([0, 0, 1], rows)).toEqual(rows[2]);
    }),
  );
});
