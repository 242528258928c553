import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  adjugate,
  column,
  congruent,
  det,
  fromColumns,
  IDENTITY,
  inverse,
  mat3,
  matMinus,
  matMul,
  matPlus,
  matVec,
  times,
  transpose,
  vecMat,
} from './matrix.js';
import { dot, vec3 } from './vector.js';

const entry = fc.integer({ min: -9, max: 9 });
const vector = fc.tuple(entry, entry, entry);
const matrix = fc.tuple(vector, vector, vector).map((rows) => mat3(rows.flat()));

/** Sums as the definition says them. */
function product(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: 9 }, (_, at) => {
    const [i, j] = [Math.floor(at / 3), at % 3];
    return [0, 1, 2].reduce((sum, k) => sum + (a[3 * i + k] as number) * (b[3 * k + j] as number), 0);
  });
}

describe('products', () => {
  it('are sums of products, without −0', () => {
    fc.assert(
      fc.property(matrix, matrix, (a, b) => {
        expect(matMul(a, b)).toEqual(product(a, b));
      }),
    );
    expect(matMul(times(IDENTITY, -1), mat3(Array<number>(9).fill(0)))).toEqual(Array<number>(9).fill(0));
    expect(matVec(times(IDENTITY, -1), [0, 0, 0])).toEqual([0, 0, 0]);
    expect(vecMat([0, 0, 0], times(IDENTITY, -1))).toEqual([0, 0, 0]);
  });

  it('are associative, also with vectors on either side', () => {
    fc.assert(
      fc.property(matrix, matrix, vector, (a, b, v) => {
        expect(matVec(matMul(a, b), v)).toEqual(matVec(a, matVec(b, v)));
        expect(vecMat(v, matMul(a, b))).toEqual(vecMat(vecMat(v, a), b));
        expect(vecMat(v, a)).toEqual(matVec(transpose(a), v));
      }),
    );
  });

  it('distribute over sums and differences', () => {
    fc.assert(
      fc.property(matrix, matrix, vector, (a, b, v) => {
        const [x, y] = [matVec(a, v), matVec(b, v)];
        expect(matVec(matPlus(a, b), v)).toEqual(x.map((c, i) => c + (y[i] as number)));
        expect(matVec(matMinus(a, b), v)).toEqual(x.map((c, i) => c - (y[i] as number)));
      }),
    );
  });
});

it('A M Aᵀ is the product of the three', () => {
  fc.assert(
    fc.property(matrix, matrix, (a, m) => {
      expect(congruent(a, m)).toEqual(product(product(a, m), transpose(a)));
    }),
  );
});

describe('columns', () => {
  it('are the rows of the transpose, and make the matrix', () => {
    fc.assert(
      fc.property(matrix, (m) => {
        const columns = [0, 1, 2].map((j) => column(m, j));
        expect(columns.flat()).toEqual(transpose(m));
        expect(fromColumns(column(m, 0), column(m, 1), column(m, 2))).toEqual(m);
      }),
    );
  });
});

describe('determinant and adjugate', () => {
  it('det(AB) = det(A) det(B), det(Aᵀ) = det(A), det(cA) = c³ det(A)', () => {
    fc.assert(
      fc.property(matrix, matrix, entry, (a, b, c) => {
        expect(det(matMul(a, b)) + 0).toBe(det(a) * det(b) + 0);
        expect(det(transpose(a)) + 0).toBe(det(a) + 0);
        expect(det(times(a, c)) + 0).toBe(c ** 3 * det(a) + 0);
      }),
    );
  });

  it('adj(A) A = A adj(A) = det(A) 1', () => {
    fc.assert(
      fc.property(matrix, (a) => {
        const scaledUnit = times(IDENTITY, det(a));
        expect(matMul(adjugate(a), a)).toEqual(scaledUnit);
        expect(matMul(a, adjugate(a))).toEqual(scaledUnit);
      }),
    );
  });

  it('the inverse of an integer matrix of determinant ±1 is exact', () => {
    // Products of elementary matrices have determinant ±1.
    const shear = fc.tuple(fc.constantFrom(1, 2, 3, 5, 6, 7), fc.integer({ min: -2, max: 2 }));
    fc.assert(
      fc.property(fc.array(shear, { maxLength: 5 }), fc.boolean(), (shears, isImproper) => {
        const a = shears.reduce(
          (m, [at, c]) => matMul(m, mat3(IDENTITY.map((e, i) => (i === at ? c : e)))),
          times(IDENTITY, isImproper ? -1 : 1),
        );
        expect(inverse(a).every(Number.isInteger)).toBe(true);
        expect(matMul(inverse(a), a)).toEqual(IDENTITY);
      }),
    );
  });
});

describe('vec3 and mat3', () => {
  it('read typed arrays from a place on', () => {
    const numbers = Float64Array.from({ length: 12 }, (_, i) => i);
    expect(vec3(numbers, 2)).toEqual([2, 3, 4]);
    expect(mat3(numbers, 3)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(dot(vec3(numbers), vec3(numbers, 1))).toBe(8);
  });
});
