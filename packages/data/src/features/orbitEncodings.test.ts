import { beforeAll, describe, expect, it } from 'vitest';
import { crystalOfGroup } from '../../test/support/generatedCrystal.ts';
import { DESCRIPTIONS } from '../../test/support/descriptions.ts';
import { RandomGeometry } from '../../test/support/randomGeometry.ts';
import { EncodedPairs, PAIR_INPUTS } from '../orbits/encodedPair.js';
import { MetricBasis } from '../orbits/metricBasis.js';
import { initMoyo } from '../standardize/moyo.js';
import { standardize } from '../standardize/standardize.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import { featurize } from './featurize.js';
import { orbitEncodings, writeOrbitPair } from './orbitEncodings.js';

const FUNCTIONS = 256;
const GROUPS = [1, 2, 14, 62, 88, 122, 148, 167, 186, 194, 198, 216, 225, 227, 229, 230];

beforeAll(() => initMoyo());

const crystalOf = (number: number): StandardCrystal => standardize(crystalOfGroup(number, new RandomGeometry(number)));

/** The largest difference of two lists. */
function largestDifference(one: ArrayLike<number>, other: ArrayLike<number>): number {
  expect(one.length).toBe(other.length);
  return Array.from(one).reduce((most, x, i) => Math.max(most, Math.abs(x - other[i]!)), 0);
}

describe('encodings of orbits', () => {
  it.each(GROUPS)('say of each pair what its two encodings say (group %i)', (number) => {
    const crystal = crystalOf(number);
    const { encodings } = featurize(crystal, { precision: 'float64', encodings: { functions: FUNCTIONS } });
    const pairs = new EncodedPairs(new MetricBasis(crystal.group, crystal.lattice, FUNCTIONS));
    const own = pairs.basis.evaluate(crystal.orbits.flatMap(({ representative }) => [...representative]));
    const [expected, found] = [new Float32Array(PAIR_INPUTS), new Float32Array(PAIR_INPUTS)];
    for (let i = 0; i < crystal.orbits.length; i++) {
      for (let j = 0; j < crystal.orbits.length; j++) {
        const scale = pairs.write(own, i, j, expected, 0);
        expect(writeOrbitPair(encodings!, i, j, found, 0)).toBeCloseTo(scale, 10);
        expect(largestDifference(found, expected)).toBeLessThan(1e-6);
        if (i === j) expect(scale).toBe(0);
        else expect(scale).toBeGreaterThan(0.05);
      }
    }
  });

  it.each(GROUPS)('are the same for every site of an orbit (group %i)', (number) => {
    const { group, lattice, orbits } = crystalOf(number);
    const { kernels } = orbitEncodings({ group, lattice, orbits }, { functions: FUNCTIONS });
    const others = orbits.map(({ sites }) => {
      const last = sites.length - 3;
      return { representative: [sites[last]! + 1, sites[last + 1]!, sites[last + 2]! - 2] as const };
    });
    const moved = orbitEncodings({ group, lattice, orbits: others as never }, { functions: FUNCTIONS });
    expect(largestDifference(moved.kernels, kernels)).toBeLessThan(1e-7);
  });

  it('do not depend on the description of a crystal', () => {
    for (const number of GROUPS.filter((_, i) => i % 3 === 1)) {
      const structure = crystalOfGroup(number, new RandomGeometry(number));
      const crystal = standardize(structure);
      const { scales, kernels } = orbitEncodings(crystal, { functions: FUNCTIONS });
      for (const [name, describe_] of Object.entries(DESCRIPTIONS)) {
        const other = orbitEncodings(standardize(describe_(structure, crystal, new RandomGeometry(number))), {
          functions: FUNCTIONS,
        });
        // Atoms that are moved by 1e-5 Å are another crystal, if hardly.
        const tolerance = name === 'noise' ? 3e-3 : 1e-5;
        expect(largestDifference(other.scales, scales), name).toBeLessThan(tolerance);
        expect(largestDifference(other.kernels, kernels), name).toBeLessThan(tolerance);
      }
    }
  });

  it('are in the numbers that are asked for', () => {
    const crystal = crystalOf(62);
    const options = { encodings: { functions: 32 } };
    const { encodings } = featurize(crystal, options);
    const exact = featurize(crystal, { ...options, precision: 'float64' }).encodings!;
    expect(encodings!.kernels).toBeInstanceOf(Float32Array);
    expect(exact.kernels).toBeInstanceOf(Float64Array);
    expect(encodings).toEqual({
      scales: Float32Array.from(exact.scales),
      kernels: Float32Array.from(exact.kernels),
    });
    expect('encodings' in featurize(crystal)).toBe(false);
  });
});
