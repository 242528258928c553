import { beforeAll, describe, expect, it } from 'vitest';
import { amorphous } from '../../test/support/amorphous.ts';
import { crystalOfGroup } from '../../test/support/generatedCrystal.ts';
import { RandomGeometry } from '../../test/support/randomGeometry.ts';
import { initMoyo } from '../standardize/moyo.js';
import { standardize } from '../standardize/standardize.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import { Structure } from '../structure/structure.js';
import { visitMomentRows, visitRadialRows } from './featureRows.js';
import { featurize, type OrbitFeatures } from './featurize.js';
import { featureReach, holdsImages, orbitImages } from './orbitImages.js';

beforeAll(() => initMoyo());

/** The features with images in place of the arrays over all pairs, whatever the number of orbits. */
function withImages(crystal: StandardCrystal, dense: OrbitFeatures): OrbitFeatures {
  const { moments } = dense;
  return {
    ...dense,
    radial: new Float64Array(0),
    images: orbitImages(crystal, featureReach(dense.recipe)),
    ...(moments && { moments: { ...moments, values: new Float64Array(0) } }),
  };
}

/** All pairs, those without numbers as 0: (A, A, bins), and the rows of moments as dense features have them. */
function read(features: OrbitFeatures): { radial: Float64Array; moments: Float64Array } {
  const { orbitCount: A, binCount, moments, recipe } = features;
  const radial = new Float64Array(A * A * binCount);
  visitRadialRows(features, (i, partners, values) =>
    partners.forEach((j, place) =>
      radial.set(values.subarray(place * binCount, (place + 1) * binCount), (i * A + j) * binCount),
    ),
  );
  const { functions } = recipe.moments!;
  const rowCount = moments!.counts.reduce((sum, n) => sum + n, 0);
  const all = new Float64Array(rowCount * A * functions);
  let row = 0;
  visitMomentRows(features, (_, partners, values, rows) => {
    for (let a = 0; a < rows; a++)
      partners.forEach((j, place) => {
        const from = (a * partners.length + place) * functions;
        all.set(values.subarray(from, from + functions), ((row + a) * A + j) * functions);
      });
    row += rows;
  });
  return { radial, moments: all };
}

const worst = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
};

describe('images', () => {
  it.each([1, 2, 14, 62, 129, 148, 160, 194, 216, 225])('give the numbers of all pairs in group %i', (number) => {
    const crystal = standardize(crystalOfGroup(number, new RandomGeometry(number)));
    const dense = featurize(crystal, { precision: 'float64', moments: { bits: 32 } });
    expect(dense.images).toBeUndefined();
    const [found, expected] = [read(withImages(crystal, dense)), read(dense)];
    expect(worst(expected.radial, dense.radial)).toBe(0);
    expect(worst(expected.moments, dense.moments!.values)).toBe(0);
    expect(worst(found.radial, dense.radial)).toBeLessThan(1e-10);
    expect(worst(found.moments, dense.moments!.values)).toBeLessThan(1e-10);
  });

  it('are held from 128 orbits on, with the numbers that the arrays would have', () => {
    expect([127, 128].map(holdsImages)).toEqual([false, true]);
    const crystal = standardize(amorphous(6));
    expect(crystal.orbits).toHaveLength(216);
    const exact = featurize(crystal, { precision: 'float64', moments: { bits: 32 } });
    expect([exact.radial.length, exact.moments!.values.length]).toEqual([0, 0]);
    const single = featurize(crystal, { moments: { bits: 32 } });
    expect(single.images!.vectors).toBeInstanceOf(Float32Array);
    const half = featurize(crystal, { moments: { bits: 16 } });
    const numbers = [exact, single, half].map(read);
    // mᵢ N_ij = mⱼ N_ji, all multiplicities are 1.
    const { radial } = numbers[0]!;
    const [A, bins] = [216, exact.binCount];
    const turned = radial.map((_, at) => {
      const [i, j] = [Math.floor(at / bins / A), Math.floor(at / bins) % A];
      return radial[(j * A + i) * bins + (at % bins)]!;
    });
    expect(worst(turned, radial)).toBeLessThan(1e-10);
    expect(worst(numbers[1]!.radial, radial)).toBeLessThan(1e-5);
    expect(worst(numbers[1]!.moments, numbers[0]!.moments)).toBeLessThan(1e-5);
    const scale = numbers[0]!.moments.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    expect(worst(numbers[2]!.moments, numbers[0]!.moments)).toBeLessThan(5e-4 * scale);
    expect(numbers[2]!.moments).not.toEqual(numbers[1]!.moments);
  });

  it('grow with the number of orbits and not with its square', () => {
    const [small, large] = [8, 10].map((n) => featurize(standardize(amorphous(n))));
    expect([small!.orbitCount, large!.orbitCount]).toEqual([512, 1000]);
    const perOrbit = [small!, large!].map(({ images, orbitCount }) => images!.partners.length / orbitCount);
    expect(perOrbit[1]).toBeCloseTo(perOrbit[0]!, -1);
    expect(large!.images!.starts.at(-1)).toBe(large!.images!.partners.length);
  });

  it('of sites that lie on each other are refused', () => {
    const { lattice, sites } = amorphous(6);
    const near = sites.map((site, i) =>
      i === 1 ? { ...site, position: sites[0]!.position.map((x, axis) => x + (axis === 0 ? 0.003 : 0)) } : site,
    );
    const crystal = standardize(Structure.of({ lattice, sites: near, id: 'near' }));
    expect(() => featurize(crystal)).toThrow(/record "near": featurize: sites must be at least 0.1 Å apart/);
  });
});
