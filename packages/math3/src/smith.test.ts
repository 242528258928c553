import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { homogeneousSolutions, smithForm, solveCongruence } from './smith.js';

const rows = fc
  .integer({ min: 0, max: 7 })
  .chain((m) =>
    fc.array(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 3, maxLength: 3 }), { minLength: m, maxLength: m }),
  );

function product(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((row) => (b[0] ?? []).map((_, j) => row.reduce((sum, c, k) => sum + c * (b[k]?.[j] as number), 0)));
}

/** By cofactors: slow and obvious. */
function determinant(m: readonly (readonly number[])[]): number {
  if (m.length === 0) return 1;
  return (m[0] as number[]).reduce(
    (sum, c, j) =>
      c === 0
        ? sum
        : sum + (j % 2 === 0 ? c : -c) * determinant(m.slice(1).map((row) => row.filter((_, k) => k !== j))),
    0,
  );
}

describe('smithForm', () => {
  it('makes left · A · right diagonal with unimodular factors', () => {
    fc.assert(
      fc.property(rows, (a) => {
        const { left, diagonal, right } = smithForm(a, 3);
        const d = a.length === 0 ? [] : product(product(left, a), right);
        d.forEach((row, i) => row.forEach((c, j) => expect(c).toBe(i === j ? diagonal[i] : 0)));
        expect(Math.abs(determinant(right))).toBe(1);
        expect(Math.abs(determinant(left))).toBe(1);
        expect(diagonal.every((c) => c >= 0)).toBe(true);
      }),
    );
  });
});

describe('solveCongruence', () => {
  it('solves every system that has a solution, and no other', () => {
    // If there is a solution, there is one in units of 1 / (unit · product of the elementary divisors): all of these are tried.
    const unit = 2;
    const small = fc.array(fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -1, max: 1 }))), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(small, fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 3, maxLength: 3 }), (a, b) => {
        const form = smithForm(a, 3);
        const scale = unit * form.diagonal.reduce((acc, d) => (d === 0 ? acc : acc * d), 1);
        const wanted = b.slice(0, a.length);
        const solves = (x: readonly number[], below: number): boolean =>
          a.every(
            (row, i) =>
              (row.reduce((sum, c, k) => sum + c * (x[k] as number), 0) * unit - (wanted[i] as number) * below) %
                (below * unit) ===
              0,
          );
        const solution = solveCongruence(form, wanted, unit);
        let searched = false;
        for (let i = 0; i < scale ** 3; i++)
          searched ||= solves([i % scale, Math.floor(i / scale) % scale, Math.floor(i / scale ** 2)], scale);
        expect(solution !== null).toBe(searched);
        expect(solution === null || solves(solution.x, unit * solution.scale)).toBe(true);
      }),
    );
  });

  it('finds as many homogeneous solutions as a search does', () => {
    const a = [
      [-2, 0, 0],
      [0, -2, 0],
      [1, 1, 1],
    ];
    const solutions = homogeneousSolutions(smithForm(a, 3));
    const count = solutions.reduce((acc, { order }) => acc * order, 1);
    let found = 0;
    for (let i = 0; i < 64; i++) {
      const x = [i % 4, Math.floor(i / 4) % 4, Math.floor(i / 16)];
      if (a.every((row) => row.reduce((sum, c, k) => sum + c * (x[k] as number), 0) % 4 === 0)) found++;
    }
    expect(count).toBe(found);
    expect(found).toBe(4);
  });
});
