import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initMoyo, readCif, standardize, type Structure } from '@crystal-fourier/data';
import { beforeAll, describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../../../examples');
const files = readdirSync(folder).filter((name) => name.endsWith('.cif'));
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');

/**
 * Formula, group, Wyckoff letters, density in g/cm³ and shortest bond in Å. Densities are rounded values as handbooks of minerals and
 * of inorganic compounds have them; bonds follow from the lattice constants of cubic crystals, and else are known bond lengths.
 */
const EXPECTED: Readonly<Record<string, readonly [string, number, string, number, number]>> = {
  'baddeleyite.cif': ['ZrO2', 14, 'e e e', 5.83, 2.05],
  'caesium-chloride.cif': ['CsCl', 221, 'a b', 3.988, (4.123 * Math.sqrt(3)) / 2],
  'corundum.cif': ['Al2O3', 167, 'c e', 3.98, 1.86],
  'diamond.cif': ['C', 227, 'a', 3.513, (3.567 * Math.sqrt(3)) / 4],
  'fluorite.cif': ['CaF2', 225, 'a c', 3.18, (5.4631 * Math.sqrt(3)) / 4],
  'halite.cif': ['NaCl', 225, 'a b', 2.17, 5.6401 / 2],
  'quartz.cif': ['SiO2', 154, 'a c', 2.648, 1.605],
  'rutile.cif': ['TiO2', 136, 'a f', 4.23, 1.947],
  'sphalerite.cif': ['ZnS', 216, 'a c', 4.09, (5.4093 * Math.sqrt(3)) / 4],
  'strontium-titanate.cif': ['SrTiO3', 221, 'a b c', 5.1, 3.905 / 2],
  'zincite.cif': ['ZnO', 186, 'b b', 5.66, 1.974],
};

beforeAll(() => initMoyo());

/** The shortest distance between atoms. */
const shortest = (structure: Structure): number =>
  Math.min(...structure.neighbours(4).map((list) => list[0]?.distance ?? Infinity));

describe('examples', () => {
  it('are all known here and listed in the README', () => {
    expect(files).toEqual(Object.keys(EXPECTED));
    const readme = text('README.md');
    for (const name of files) {
      const [formula, number] = EXPECTED[name]!;
      const row = readme.split('\n').find((line) => line.includes(`\`${name}\``));
      expect(row, name).toMatch(new RegExp(`\\| ${formula} +\\|.*\\| +${number} \\|`));
    }
  });

  it.each(files)('%s is read strictly, without repairs, and is the crystal of the literature', (name) => {
    const [formula, number, letters, density, bond] = EXPECTED[name]!;
    const content = text(name);
    expect(content, 'names a title and a source').toMatch(/^# .+\n# .+\(\d{4}\)|^# .+\n# .+\n# .*\(\d{4}\)/);
    const results = readCif(content, { mode: 'strict', file: name });
    expect(results).toHaveLength(1);
    const { structure, symmetry, diagnostics } = results[0]!;
    expect(diagnostics).toEqual([]);
    expect(symmetry).toMatchObject({ consistent: true });
    expect(structure.reducedFormula).toBe(formula);
    expect(Math.abs(structure.density / density - 1)).toBeLessThan(0.015);
    expect(shortest(structure)).toBeCloseTo(bond, 2);

    const crystal = standardize(structure);
    expect(crystal.group.number).toBe(number);
    expect(crystal.displacement).toBeLessThan(1e-6);
    const found = crystal.orbits.map(({ letter }) => letter).sort();
    expect(found.join(' ')).toBe(letters);
  });
});
