import { initMoyo, readCif, type StandardCrystal, standardize } from '@crystal-fourier/data';
import { type PowderOptions, type PowderPattern, powderPattern } from '@crystal-fourier/data/diffraction';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';

/** [d, multiplicity, relative intensities of gemmi, of cctbx, of cctbx with dispersion, of cctbx for neutrons, of pymatgen]. */
type Row = readonly [d: number, multiplicity: number, ...relative: number[]];

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const { rows } = JSON.parse(read('../../../tools/tables/sources/powder.json')) as {
  rows: readonly (readonly [mineral: string, lines: readonly Row[]])[];
};

/** Columns of the table, how we make the same pattern, and how far it may be from ours where the strongest line has 100. */
const PROGRAMS: readonly [name: string, column: number, options: PowderOptions, tolerance: number][] = [
  // Form factors of another table: International Tables C (1992).
  ['gemmi', 2, { dispersion: false }, 0.25],
  ['cctbx', 3, { dispersion: false }, 0.002],
  ['cctbx with dispersion', 4, {}, 0.02],
  ['cctbx, neutrons', 5, { radiation: 'neutron 1.5405929' }, 0.002],
  // Form factors that are derived from those of electrons.
  ['pymatgen', 6, { dispersion: false }, 1.5],
];

/** Our pattern beside a list of lines: the largest difference of intensities, lines that only one has included. */
function largestDifference({ lines }: PowderPattern, expected: readonly Row[], column: number): number {
  const left = new Set(lines);
  let largest = 0;
  for (const row of expected) {
    const own = lines.filter(({ d }) => Math.abs(d - row[0]) < 2e-5 * d);
    own.forEach((line) => left.delete(line));
    const ours = own.reduce((sum, { relative }) => sum + relative, 0);
    largest = Math.max(largest, Math.abs(ours - row[column]!));
  }
  // Weak lines are left out of the list.
  const missing = [...left].map(({ relative }) => relative).filter((relative) => relative > 0.021);
  return Math.max(largest, ...missing);
}

describe('powder patterns of 21 minerals', () => {
  const results = readCif(read('minerals.cif'));
  let crystals: readonly StandardCrystal[] = [];
  beforeAll(async () => {
    await initMoyo();
    crystals = results.map(({ structure }) => standardize(structure));
  });

  test('there are 21 of all seven crystal systems', () => {
    expect(results.map(({ structure }) => structure.id)).toEqual(rows.map(([mineral]) => mineral));
    expect(rows).toHaveLength(21);
    expect(new Set(crystals.map(({ group }) => group.crystalSystem)).size).toBe(7);
  });

  test.each(PROGRAMS)('%s', (_, column, options, tolerance) => {
    for (const [i, [mineral, expected]] of rows.entries()) {
      const pattern = powderPattern(crystals[i]!, { radiation: 'Cu Kα1', twoTheta: [5, 90], ...options });
      expect(largestDifference(pattern, expected, column), mineral).toBeLessThan(tolerance);
    }
  });

  test('multiplicities are those of gemmi', () => {
    let compared = 0;
    for (const [i, [mineral, expected]] of rows.entries()) {
      const { lines } = powderPattern(crystals[i]!, { radiation: 'Cu Kα1', dispersion: false });
      for (const [d, multiplicity, relative] of expected) {
        // gemmi counts reflections that the atoms extinguish, too: they are seen where others are weak.
        const own = lines.filter((line) => Math.abs(line.d - d) < 2e-5 * d);
        if (relative! < 0.1 || own.length !== 1) continue;
        compared++;
        expect(own[0]!.multiplicity, `${mineral} ${d}`).toBe(multiplicity);
      }
    }
    expect(compared).toBeGreaterThan(900);
  });
});
