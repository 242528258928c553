import { beforeAll, describe, expect, it } from 'vitest';
import { crystalOfGroup } from '../../test/support/generatedCrystal.ts';
import { fullMoments, storedMoments } from '../../test/support/moments.ts';
import { deviation } from '../../test/support/invariance.ts';
import { rockSaltStructure } from '../../test/support/knownCrystals.ts';
import { RandomGeometry } from '../../test/support/randomGeometry.ts';
import { initMoyo } from '../standardize/moyo.js';
import { standardize } from '../standardize/standardize.js';
import { featurize } from './featurize.js';

beforeAll(() => initMoyo());

describe('angular moments', () => {
  it.each([1, 2, 8, 36, 62, 82, 129, 148, 160, 186, 198, 216, 225])(
    'are sums over the atoms of the full cell, of which the basis loses nothing: group %i',
    (number) => {
      const crystal = standardize(crystalOfGroup(number, new RandomGeometry(number)));
      const features = featurize(crystal, { precision: 'float64', moments: {} });
      const grid = features.recipe.moments!;
      crystal.orbits.forEach((_, i) =>
        expect(deviation(storedMoments(features, i), fullMoments(crystal, i, grid))).toBeLessThan(1e-10),
      );
    },
  );

  it('have no component at a site of cubic symmetry but one of degree 4, with inversion; of rock salt also none of degree 3', () => {
    const { moments } = featurize(standardize(rockSaltStructure(5.64)), { precision: 'float64', moments: {} });
    expect([...moments!.counts]).toEqual([0, 0, 0, 1, 0, 0, 0, 1]);
    // √(7/12) (Y_40 + √(5/7) Y_44), the cubic harmonic.
    const cubic = [0, 0, 0, 0, Math.sqrt(7 / 12), 0, 0, 0, Math.sqrt(5 / 12)];
    expect(deviation(moments!.basis, [...cubic, ...cubic])).toBeLessThan(1e-12);
  });

  it('are rounded to half floats where the recipe says so, in float32', () => {
    const crystal = standardize(crystalOfGroup(62, new RandomGeometry(5)));
    const exact = featurize(crystal, { precision: 'float64', moments: { bits: 16 } }).moments!.values;
    const single = featurize(crystal, { moments: { bits: 32 } }).moments!.values;
    const half = featurize(crystal, { moments: { bits: 16 } }).moments!.values;
    expect(single).toEqual(Float32Array.from(exact));
    exact.forEach((value, i) =>
      expect(Math.abs(half[i]! - value)).toBeLessThanOrEqual(Math.max(Math.abs(value) * 2 ** -11 * 1.001, 2 ** -25)),
    );
    expect(half).not.toEqual(single);
  });

  it('are those of the first degrees, and of other functions, where the recipe has these', () => {
    const crystal = standardize(crystalOfGroup(33, new RandomGeometry(6)));
    const moments = { degree: 2, functions: 3, first: 1, last: 3, width: 0.02, cutoff: 4 };
    const features = featurize(crystal, { precision: 'float64', moments });
    expect(features.moments!.counts).toHaveLength(2 * crystal.orbits.length);
    crystal.orbits.forEach((_, i) =>
      expect(deviation(storedMoments(features, i), fullMoments(crystal, i, features.recipe.moments!))).toBeLessThan(
        1e-10,
      ),
    );
  });
});
