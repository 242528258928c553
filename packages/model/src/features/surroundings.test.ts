import { featurize, initMoyo, standardize, Structure } from '@crystal-fourier/data';
import { beforeAll, describe, expect, it } from 'vitest';
import { crystalOfGroup } from '../../../data/test/support/generatedCrystal.ts';
import { RandomGeometry } from '../../../data/test/support/randomGeometry.ts';
import { fullCell } from '../testing/fullCell.js';
import { surroundings, SURROUNDINGS_WIDTH } from './surroundings.js';

beforeAll(async () => {
  await initMoyo();
});

const salt = (a: number, ...species: [string, string]): Structure =>
  Structure.of({
    lattice: [
      [a, 0, 0],
      [0, a, 0],
      [0, 0, a],
    ],
    sites: species.map((name, i) => ({ position: [i / 2, i / 2, i / 2], species: name })),
  });

/** Centre of a shell, in Å or in sums of covalent radii. */
const centre = (f: number): number => (f < 24 ? 0.8 + (7.2 * f) / 23 : 0.5 + (2.3 * (f - 24)) / 23);

/** The numbers by their definition, from neighbours counted one by one in a primitive cubic cell of one element. */
function counted(a: number, radius: number): number[] {
  const out = new Array<number>(SURROUNDINGS_WIDTH).fill(0);
  const images = Math.ceil(11 / a);
  for (let x = -images; x <= images; x++)
    for (let y = -images; y <= images; y++)
      for (let z = -images; z <= images; z++) {
        const r = a * Math.hypot(x, y, z);
        if (r === 0) continue;
        out.forEach((_, f) => {
          const [value, width, spread] =
            f < 24 ? [r, 7.2 / 23, 0.15] : [r / (2 * radius), 2.3 / 23, 0.15 / (2 * radius)];
          // A Gaussian that the smearing of the bins makes wider and, as much, lower.
          const variance = width ** 2 + spread ** 2;
          out[f]! += (width / Math.sqrt(variance)) * Math.exp(-((value - centre(f)) ** 2) / (2 * variance));
        });
      }
  return out.map((n) => Math.log1p(n) - 1);
}

describe('surroundings', () => {
  it('are the numbers of neighbours in shells, by distance and by distance over covalent radii', () => {
    // Polonium, the element with a primitive cubic cell: covalent radius 1.40 Å.
    const a = 3.36;
    const structure = Structure.of({
      lattice: salt(a, 'Po', 'Po').lattice,
      sites: [{ position: [0, 0, 0], species: 'Po' }],
    });
    const found = surroundings(featurize(standardize(structure)));
    expect(found).toHaveLength(SURROUNDINGS_WIDTH);
    const expected = counted(a, 1.4);
    // Shells that reach beyond the last bin at 9 Å lose what is there.
    found.forEach((value, f) => {
      if (f < 23 && (f < 24 ? centre(f) : 2.8 * centre(f)) < 7.5)
        expect(value, `shell ${f}`).toBeCloseTo(expected[f]!, 3);
    });
  });

  it('of an orbit do not depend on its partition: all sites of the cell as orbits have the same', () => {
    for (const [seed, group] of [5, 62, 148, 166, 194, 225].entries()) {
      const crystal = standardize(crystalOfGroup(group, new RandomGeometry(seed + 1)));
      const [orbits, sites] = [surroundings(featurize(crystal)), surroundings(featurize(fullCell(crystal)))];
      let site = 0;
      crystal.orbits.forEach(({ multiplicity }, i) => {
        const expected = orbits.subarray(i * SURROUNDINGS_WIDTH, (i + 1) * SURROUNDINGS_WIDTH);
        for (let copy = 0; copy < multiplicity; copy++, site++)
          sites
            .subarray(site * SURROUNDINGS_WIDTH, (site + 1) * SURROUNDINGS_WIDTH)
            .forEach((value, f) => expect(value, `group ${group}`).toBeCloseTo(expected[f]!, 4));
      });
    }
  });

  it('are relative to radii in the second half: larger atoms at larger distances have the same bonds', () => {
    const [small, large] = [
      surroundings(featurize(standardize(salt(3, 'Li', 'F')))),
      surroundings(featurize(standardize(salt(4.5, 'Cs', 'I')))),
    ];
    const bond = (rows: Float32Array): number => rows.subarray(24, 48).findIndex((x) => x > 0.2);
    expect(bond(small)).toBeLessThan(24);
    expect(Math.abs(bond(small) - bond(large))).toBeLessThan(4);
    const first = (rows: Float32Array): number => rows.subarray(0, 24).findIndex((x) => x > 0.2);
    expect(first(large) - first(small)).toBeGreaterThan(2);
  });
});
