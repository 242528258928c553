import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dualVectors, hermiteBasis, hermiteBasisIn, integerNullSpace } from './hermite.js';
import { primitive } from './integers.js';
import { subtract } from './rowLists.js';
import { dot } from './vector.js';
import type { Vec3 } from './types.js';

const entry = fc.integer({ min: -6, max: 6 });
const vector = fc.tuple(entry, entry, entry);
const vectors = fc.array(vector, { minLength: 1, maxLength: 5 });

/** What is left of a vector when an echelon basis is subtracted from it. */
function remainder(v: readonly number[], basis: readonly (readonly number[])[], order = [0, 1, 2]): number[] {
  const rest = [...v];
  for (const row of basis) {
    const pivot = order.find((i) => row[i] !== 0) as number;
    subtract(rest, row, Math.floor((rest[pivot] as number) / (row[pivot] as number)));
  }
  return rest;
}

describe('hermiteBasis', () => {
  it('is an echelon form with positive pivots and reduced entries above them', () => {
    fc.assert(
      fc.property(vectors, (list) => {
        const basis = hermiteBasis(list);
        const pivots = basis.map((row) => row.findIndex((c) => c !== 0));
        expect(pivots).toEqual([...new Set(pivots)].sort((a, b) => a - b));
        pivots.forEach((pivot, i) => {
          const value = basis[i]?.[pivot] as number;
          expect(value).toBeGreaterThan(0);
          for (const above of basis.slice(0, i)) {
            expect(above[pivot]).toBeGreaterThanOrEqual(0);
            expect(above[pivot]).toBeLessThan(value);
          }
        });
      }),
    );
  });

  it('spans every vector that it was made of, and depends on the lattice alone', () => {
    fc.assert(
      fc.property(vectors, entry, (list, n) => {
        const basis = hermiteBasis(list);
        for (const v of list) expect(remainder(v, basis)).toEqual([0, 0, 0]);
        const first = list[0] as Vec3;
        const other = [
          ...list
            .slice(1)
            .toReversed()
            .map((v) => v.map((c, i) => c + n * (first[i] as number))),
          first,
        ];
        expect(hermiteBasis(other)).toEqual(basis);
      }),
    );
    expect(
      hermiteBasis([
        [2, 4],
        [3, 5],
      ]),
    ).toEqual([
      [1, 1],
      [0, 2],
    ]);
    expect(hermiteBasis([[0, 0]])).toEqual([]);
  });

  it('in another order of the coordinates spans the same lattice', () => {
    fc.assert(
      fc.property(vectors, (list) => {
        const basis = hermiteBasisIn([2, 0, 1], list);
        for (const v of list) expect(remainder(v, basis, [2, 0, 1])).toEqual([0, 0, 0]);
        expect(hermiteBasis([[0, 0, 0], ...basis])).toEqual(hermiteBasis(list));
      }),
    );
  });
});

describe('integerNullSpace', () => {
  it('holds every integer vector of a box that the rows map to 0, and no other', () => {
    const small = fc.array(fc.tuple(...([0, 1, 2] as const).map(() => fc.integer({ min: -2, max: 2 }))), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(small, (list) => {
        const a = list.map(([x = 0, y = 0, z = 0]): Vec3 => [x, y, z]);
        const basis = integerNullSpace(a);
        for (const v of basis) expect(a.every((row) => dot(row, v) === 0)).toBe(true);
        for (let at = 0; at < 125; at++) {
          const v: Vec3 = [(at % 5) - 2, (Math.floor(at / 5) % 5) - 2, Math.floor(at / 25) - 2];
          const isNull = a.every((row) => dot(row, v) === 0);
          expect(remainder(v, basis).every((c) => c === 0)).toBe(isNull);
        }
      }),
    );
    expect(integerNullSpace([[1, 1, -2]]).map(([a, b, c]) => a + b - 2 * c)).toEqual([0, 0]);
    expect(integerNullSpace([])).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });
});

describe('dualVectors', () => {
  it('have the scalar products δ with the rows', () => {
    fc.assert(
      fc.property(
        vector.filter((v) => v.some((c) => c !== 0)),
        (v) => {
          const row = primitive<Vec3>(v);
          expect(dot(row, dualVectors([row])[0] as Vec3)).toBe(1);
          // A basis of the plane perpendicular to it can be completed to one of ℤ³.
          const plane = integerNullSpace([row]);
          const dual = dualVectors(plane);
          plane.forEach((a, i) => dual.forEach((d, j) => expect(dot(a, d) + 0).toBe(i === j ? 1 : 0)));
        },
      ),
    );
  });
});
