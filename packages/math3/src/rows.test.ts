import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjugate, det, inverse, mat3, vecMat } from './matrix.js';
import { mapRows, matOfRows, reciprocalRows, rowsAdjugate, rowsDet, rowsOf, rowsVec, vecRows } from './rows.js';
import { cross, dot, minus, norm, plus, scaled, size } from './vector.js';

const entry = fc.integer({ min: -9, max: 9 });
const vector = fc.tuple(entry, entry, entry);
const matrix = fc.tuple(vector, vector, vector).map((rows) => mat3(rows.flat()));
const noNegativeZero = (list: readonly number[]): number[] => list.map((c) => c + 0);

describe('three rows', () => {
  it('are the matrix in another form', () => {
    fc.assert(
      fc.property(matrix, vector, (m, v) => {
        const rows = rowsOf(m);
        expect(matOfRows(rows)).toEqual(m);
        expect(rowsDet(rows) + 0).toBe(det(m) + 0);
        expect(noNegativeZero(matOfRows(rowsAdjugate(rows)))).toEqual(noNegativeZero(adjugate(m)));
        expect(noNegativeZero(vecRows(v, rows))).toEqual(vecMat(v, m));
        expect(matOfRows(mapRows(rows, (row) => scaled(row, 2)))).toEqual(m.map((c) => 2 * c));
      }),
    );
  });

  it('and their reciprocal rows have the scalar products δ', () => {
    fc.assert(
      fc.property(
        matrix.filter((m) => det(m) !== 0),
        vector,
        (m, v) => {
          const [rows, reciprocal] = [rowsOf(m), reciprocalRows(rowsOf(m))];
          rows.forEach((a, i) => reciprocal.forEach((b, j) => expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 12)));
          rowsVec(reciprocal, vecRows(v, rows)).forEach((c, i) => expect(c).toBeCloseTo(v[i] as number, 10));
          // The columns of the inverse.
          matOfRows(reciprocal).forEach((c, at) =>
            expect(c).toBeCloseTo(inverse(m)[3 * (at % 3) + Math.floor(at / 3)] as number, 12),
          );
        },
      ),
    );
  });
});

describe('vectors', () => {
  it('a × b is perpendicular to both, and |a × b|² + (a · b)² = |a|² |b|²', () => {
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        const c = cross(a, b);
        expect(dot(a, c) + 0).toBe(0);
        expect(dot(b, c) + 0).toBe(0);
        expect(dot(c, c) + dot(a, b) ** 2).toBe(dot(a, a) * dot(b, b));
      }),
    );
  });

  it('have sums, differences, multiples and two sizes', () => {
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        expect(noNegativeZero(minus(plus(a, b), b))).toEqual(noNegativeZero(a));
        expect(scaled(a, 2)).toEqual(plus(a, a));
        expect(norm(a) ** 2).toBeCloseTo(dot(a, a), 10);
        expect(size(a)).toBe(a.reduce((sum, c) => sum + Math.abs(c), 0));
      }),
    );
  });
});
