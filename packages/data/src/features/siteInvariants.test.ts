import { harmonicRotation, type Mat3 } from '@crystal-fourier/math3';
import { spaceGroup } from '@crystal-fourier/spacegroups';
import { describe, expect, it } from 'vitest';
import { cartesianRotation, invariantsOf, siteInvariants } from './siteInvariants.js';

/** How often the degrees 1, 2, 3, 4 contain the trivial representation of each point group: the mean of the characters sin((2l + 1) θ/2) / sin(θ/2), times (−1)^l for improper operations. */
const COUNTS: Readonly<Record<string, readonly number[]>> = {
  '1': [3, 5, 7, 9],
  '-1': [0, 5, 0, 9],
  '2': [1, 3, 3, 5],
  m: [2, 3, 4, 5],
  '2/m': [0, 3, 0, 5],
  '222': [0, 2, 1, 3],
  mm2: [1, 2, 2, 3],
  mmm: [0, 2, 0, 3],
  '4': [1, 1, 1, 3],
  '-4': [0, 1, 2, 3],
  '4/m': [0, 1, 0, 3],
  '422': [0, 1, 0, 2],
  '4mm': [1, 1, 1, 2],
  '-42m': [0, 1, 1, 2],
  '4/mmm': [0, 1, 0, 2],
  '3': [1, 1, 3, 3],
  '-3': [0, 1, 0, 3],
  '32': [0, 1, 1, 2],
  '3m': [1, 1, 2, 2],
  '-3m': [0, 1, 0, 2],
  '6': [1, 1, 1, 1],
  '-6': [0, 1, 2, 1],
  '6/m': [0, 1, 0, 1],
  '622': [0, 1, 0, 1],
  '6mm': [1, 1, 1, 1],
  '-62m': [0, 1, 1, 1],
  '6/mmm': [0, 1, 0, 1],
  '23': [0, 0, 1, 1],
  'm-3': [0, 0, 0, 1],
  '432': [0, 0, 0, 1],
  '-43m': [0, 0, 1, 1],
  'm-3m': [0, 0, 0, 1],
};

const POSITIONS = Array.from({ length: 230 }, (_, i) => spaceGroup(i + 1)).flatMap((group) =>
  group.wyckoff.map((position) => ({ group, position })),
);
const names = new Map<string, number>();

/** Rows of the basis by degree. */
function rowsOf({ counts, basis }: ReturnType<typeof siteInvariants>[number]): { l: number; row: readonly number[] }[] {
  let at = 0;
  return counts.flatMap((count, i) => {
    const width = 2 * i + 3;
    return Array.from({ length: count }, () => ({ l: i + 1, row: basis.slice(at, (at += width)) }));
  });
}

describe('what a site symmetry leaves of the degrees 1 to 4', () => {
  it('has the dimension that characters give, at all 1731 Wyckoff positions, in all 32 point groups', () => {
    for (const { group, position } of POSITIONS) {
      const { pointGroup, order } = group.siteSymmetry(position.at([0.1234, 0.3217, 0.4321]));
      expect(order).toBe(position.siteOperations.length);
      expect(siteInvariants(group, position)[3]!.counts, `${pointGroup} in group ${group.number}`).toEqual(
        COUNTS[pointGroup],
      );
      names.set(pointGroup, order);
    }
    expect(POSITIONS).toHaveLength(1731);
    expect([...names.keys()].sort()).toEqual(Object.keys(COUNTS).sort());
  });

  it('is left by every operation, and its rows are orthonormal', () => {
    for (const { group, position } of POSITIONS.filter((_, i) => i % 5 === 0)) {
      const rows = rowsOf(siteInvariants(group, position)[3]!);
      for (const { l, row } of rows) {
        for (const other of rows)
          if (other.l === l)
            expect(row.reduce((sum, x, m) => sum + x * other.row[m]!, 0)).toBeCloseTo(other.row === row ? 1 : 0, 12);
        for (const { rot } of position.siteOperations) {
          const D = harmonicRotation(l, cartesianRotation(group, rot));
          row.forEach((x, m) =>
            expect(row.reduce((sum, y, k) => sum + D[m * row.length + k]! * y, 0)).toBeCloseTo(x, 12),
          );
        }
      }
    }
  });

  it('is cut after a degree, with its terms those of the basis that are not zero', () => {
    const { group, position } = POSITIONS.find(({ position: { siteSymmetry } }) => siteSymmetry === '.3m')!;
    const all = siteInvariants(group, position);
    all.forEach((some, i) => {
      expect(some.counts).toEqual(all[3]!.counts.slice(0, i + 1));
      expect(some.basis).toEqual(all[3]!.basis.slice(0, some.basis.length));
      expect(some.rows).toBe(some.terms.ends.length);
      expect([...some.terms.coefficients]).toEqual(some.basis.filter((x) => x !== 0));
      expect(some.terms.ends[some.rows - 1]).toBe(some.terms.of.length);
    });
  });

  it('does not change by noise, neither in its numbers nor in their order', () => {
    const noise = (entry: number, k: number): number => entry + 1e-10 * Math.sin(7 * k + entry);
    for (const { group, position } of POSITIONS.filter((_, i) => i % 31 === 0)) {
      const exact = siteInvariants(group, position)[3]!;
      const rotations = position.siteOperations.map(
        ({ rot }) => cartesianRotation(group, rot).map(noise) as unknown as Mat3,
      );
      const found = invariantsOf(rotations)[3]!;
      expect(found.counts).toEqual(exact.counts);
      found.basis.forEach((value, i) => expect(Math.abs(value - exact.basis[i]!)).toBeLessThan(1e-8));
    }
  });
});
