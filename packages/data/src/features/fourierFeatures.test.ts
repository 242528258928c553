import { frequencySet, invariantBasis } from '@crystal-fourier/fourier-basis';
import { beforeAll, describe, expect, it } from 'vitest';
import { crystalOfGroup } from '../../test/support/generatedCrystal.ts';
import { RandomGeometry } from '../../test/support/randomGeometry.ts';
import { initMoyo } from '../standardize/moyo.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import { standardize } from '../standardize/standardize.js';
import { featurize, type OrbitFeatures } from './featurize.js';

beforeAll(() => initMoyo());

const GROUPS = [1, 2, 5, 19, 40, 62, 88, 122, 148, 155, 166, 186, 194, 198, 216, 225];
const MIN_COUNT = 60;

const crystalIn = (number: number): StandardCrystal => standardize(crystalOfGroup(number, new RandomGeometry(number)));
const featuresOf = (crystal: StandardCrystal, damping = 0): OrbitFeatures<Float64Array> =>
  featurize(crystal, { fourier: { minCount: MIN_COUNT, damping }, precision: 'float64' });

/** Frequencies of the columns. */
function columnsOf({ group }: StandardCrystal, family: 'cubic' | 'hexagonal'): (readonly number[])[] {
  const set = frequencySet(family, { minCount: MIN_COUNT });
  return [...invariantBasis(group, set).scatter({ half: true }).nodes].map((node) => [...set.at(node)]);
}

/** (1/|G|) Σ_g exp(2πi k·g x) over all operations of the cell: a plane wave averaged over the group, by its definition. */
function averaged(
  { group }: StandardCrystal,
  k: readonly number[],
  x: readonly number[],
): [real: number, imaginary: number] {
  let [real, imaginary] = [0, 0];
  for (const { rot, trans } of group.operations) {
    const image = [0, 1, 2].map(
      (i) => rot[3 * i]! * x[0]! + rot[3 * i + 1]! * x[1]! + rot[3 * i + 2]! * x[2]! + trans[i]! / 24,
    );
    const phase = 2 * Math.PI * image.reduce((sum, c, i) => sum + c * k[i]!, 0);
    real += Math.cos(phase) / group.operations.length;
    imaginary += Math.sin(phase) / group.operations.length;
  }
  return [real, imaginary];
}

describe('Fourier features', () => {
  it.each(GROUPS)('are plane waves averaged over the group, at every site of an orbit (group %i)', (number) => {
    const crystal = crystalIn(number);
    const { fourier, frequencyCount: h, family } = featuresOf(crystal);
    const columns = columnsOf(crystal, family);
    expect(columns).toHaveLength(h);
    crystal.orbits.forEach(({ sites, multiplicity }, orbit) => {
      for (const site of new Set([0, multiplicity >> 1, multiplicity - 1])) {
        const x = sites.subarray(3 * site, 3 * site + 3);
        columns.forEach((k, c) => {
          const [real, imaginary] = averaged(crystal, k, [...x]);
          expect(fourier[2 * h * orbit + c]).toBeCloseTo(real, 9);
          expect(fourier[2 * h * orbit + h + c]).toBeCloseTo(imaginary, 9);
        });
      }
    });
  });

  it.each([1, 5, 62, 148, 194, 225])('damped are those of sites spread by a Gaussian (group %i)', (number) => {
    const crystal = crystalIn(number);
    const sigma = 0.3;
    const [plain, damped] = [featuresOf(crystal), featuresOf(crystal, sigma)];
    const [a, b, c] = crystal.lattice;
    const columns = columnsOf(crystal, plain.family);
    const h = columns.length;
    columns.forEach((k, column) => {
      // A wave of phase 2π k·x has along each Cartesian axis the wave number q, k = q Lᵀ: q is found from the triangular lattice.
      const qx = k[0]! / a[0];
      const qy = (k[1]! - qx * b[0]) / b[1];
      const qz = (k[2]! - qx * c[0] - qy * c[1]) / c[2];
      const factor = [qx, qy, qz].reduce((product, q) => product * spread(q * sigma), 1);
      for (let at = column; at < plain.fourier.length; at += h)
        expect(Math.abs(damped.fourier[at]! - factor * plain.fourier[at]!)).toBeLessThan(1e-9);
    });
  });
});

/** ∫ exp(−t²/2)/√(2π) cos(2π q t) dt, as a sum over a fine grid: of such functions it is exact to rounding. */
function spread(q: number): number {
  let [sum, weights] = [0, 0];
  for (let i = -400; i <= 400; i++) {
    const weight = Math.exp(-((i / 40) ** 2) / 2);
    sum += weight * Math.cos((2 * Math.PI * q * i) / 40);
    weights += weight;
  }
  return sum / weights;
}

describe('features of the cell', () => {
  it.each(GROUPS)(
    'are logarithms of its edges, cosines of its angles, and its volume per site (group %i)',
    (number) => {
      const crystal = crystalIn(number);
      const { cell } = featuresOf(crystal);
      const { a, b, c, alpha, beta, gamma } = crystal.cellParameters;
      const cosine = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);
      const expected = [Math.log(a), Math.log(b), Math.log(c), cosine(alpha), cosine(beta), cosine(gamma)];
      expected.push(Math.log(crystal.toStructure().volume / crystal.toStructure().sites.length));
      expected.forEach((value, i) => expect(cell[i]).toBeCloseTo(value, 10));
      expect(cell).toHaveLength(7);
    },
  );
});
