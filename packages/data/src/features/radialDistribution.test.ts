import { beforeAll, describe, expect, it, vi } from 'vitest';
import { featurize } from './featurize.js';
import { ImageDistances } from './imageDistances.js';
import { initMoyo } from '../standardize/moyo.js';
import { standardize } from '../standardize/standardize.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import { Structure } from '../structure/structure.js';
import { rockSaltStructure } from '../../test/support/knownCrystals.ts';
import { atomsOf, distances } from '../../test/support/fullCell.ts';
import { crystalOfGroup } from '../../test/support/generatedCrystal.ts';
import { RandomGeometry } from '../../test/support/randomGeometry.ts';

beforeAll(() => initMoyo());

const GROUPS = [1, 2, 8, 14, 36, 62, 82, 129, 148, 160, 186, 198, 216, 225];

const crystalIn = (number: number): StandardCrystal => standardize(crystalOfGroup(number, new RandomGeometry(number)));

describe('radial distribution against a double sum over the full cell', () => {
  it.each(GROUPS)('group %i', (number) => {
    const crystal = crystalIn(number);
    const { radial, binCount } = featurize(crystal, { precision: 'float64' });
    const atoms = atomsOf(crystal);
    const count = crystal.orbits.length;
    const step = 8.4 / 47;
    const expected = new Float64Array(count * count * binCount);
    for (const from of atoms) {
      for (const to of atoms) {
        for (const r of distances(from.r, to.r, crystal.lattice, 10.5)) {
          if (r < 1e-3) continue;
          for (let bin = 0; bin < binCount; bin++) {
            const d = r - 0.6 - bin * step;
            // A mean over the atoms of the first orbit.
            const weight = step / (Math.sqrt(2 * Math.PI) * 0.15) / crystal.orbits[from.orbit]!.multiplicity;
            expected[(from.orbit * count + to.orbit) * binCount + bin]! +=
              weight * Math.exp((-d * d) / (2 * 0.15 ** 2));
          }
        }
      }
    }
    const worst = radial.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
    expect(worst).toBeLessThan(1e-10);
  });

  it('bins carry sums of smooth functions over neighbours', () => {
    // NaCl with a = 5.64 Å: 6 Cl at 2.82 Å, 12 Na at 3.988 Å, 8 Cl at 4.884 Å about Na.
    const crystal = rockSalt();
    const { radial, binCount } = featurize(crystal, { precision: 'float64' });
    const near = (from: number, to: number, low: number, high: number): number => {
      let sum = 0;
      for (let bin = 0; bin < binCount; bin++) {
        const r = 0.6 + (8.4 / 47) * bin;
        if (r > low && r < high) sum += radial[(from * 2 + to) * binCount + bin]!;
      }
      return sum;
    };
    expect(near(0, 1, 1.8, 3.9)).toBeCloseTo(6, 4);
    expect(near(0, 0, 3, 4.9)).toBeCloseTo(12, 3);
    expect(near(1, 0, 3.9, 5.6)).toBeCloseTo(8, 3);
  });
});

function rockSalt(): StandardCrystal {
  return standardize(rockSaltStructure(5.64));
}

describe('featurize refuses', () => {
  const pair = (a: number, x: number, second = 'Cl'): Structure =>
    Structure.of({
      lattice: { a, b: a, c: a, alpha: 90, beta: 90, gamma: 90 },
      sites: [
        { species: 'Na', position: [0, 0, 0] },
        { species: second, position: [x, 0, 0] },
      ],
    });

  it.each([
    [3, 0.0016, 'Na'],
    [3, 0.02, 'Cl'],
  ])('sites that lie on each other, %d Å, %d, %s', (a, x, second) => {
    const crystal = standardize(pair(a, x, second), { symprec: 1e-4 });
    expect(() => featurize(crystal)).toThrow(/sites must be at least 0\.1 Å apart, got Na and/);
  });

  it('a cell in other units, before any distance is computed', () => {
    const crystal = standardize(pair(0.02, 0.5), { symprec: 1e-4 });
    const add = vi.spyOn(ImageDistances.prototype, 'add');
    expect(() => featurize(crystal)).toThrow(/neighbours within .* other units than Å/);
    expect(add).not.toHaveBeenCalled();
    featurize(standardize(pair(3, 0.5)));
    expect(add).toHaveBeenCalled();
    add.mockRestore();
  });
});
