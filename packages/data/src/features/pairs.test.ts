import { beforeAll, describe, expect, it } from 'vitest';
import { featurize } from './featurize.js';
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

describe('pair terms against a double sum over the full cell', () => {
  it.each(GROUPS)('radial distribution, group %i', (number) => {
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

  it.each(GROUPS)('P and V, group %i', (number) => {
    const crystal = crystalIn(number);
    const widths = [0.7, 1.4, 2.1];
    const centres = [1, 2.5, 4, 6];
    const { pairTerms } = featurize(crystal, {
      precision: 'float64',
      pairTerms: { widths, centres, radialWidth: 0.8, tolerance: 1e-5 },
    });
    const { bias, values, cutoff } = pairTerms!;
    const atoms = atomsOf(crystal);
    const count = crystal.orbits.length;
    for (let i = 0; i < count; i++) {
      const from = atoms.find((atom) => atom.orbit === i)!;
      for (let j = 0; j < count; j++) {
        const all = atoms
          .filter((atom) => atom.orbit === j)
          .flatMap((to) => distances(from.r, to.r, crystal.lattice, cutoff));
        widths.forEach((width, h) => {
          const weights = all.map((r) => Math.exp((-r * r) / (2 * width * width)));
          const total = weights.reduce((a, b) => a + b);
          const at = (i * count + j) * widths.length + h;
          expect(Math.abs(bias[at]! - Math.log(total))).toBeLessThan(1e-10);
          centres.forEach((centre, c) => {
            const sum = all.reduce(
              (acc, r, n) => acc + weights[n]! * Math.exp(-((r - centre) ** 2) / (2 * 0.8 ** 2)),
              0,
            );
            expect(Math.abs(values[at * centres.length + c]! - sum / total)).toBeLessThan(1e-10);
          });
        });
      }
    }
  });

  it('what the cutoff leaves out is below the tolerance, term by term', () => {
    const crystal = crystalIn(14);
    const tolerance = 1e-6;
    const width = 2;
    const options = { widths: [width], centres: [3], tolerance };
    const { pairTerms } = featurize(crystal, { precision: 'float64', pairTerms: options });
    const atoms = atomsOf(crystal);
    for (const orbit of crystal.orbits.keys()) {
      const beyond = atoms
        .flatMap((to) =>
          distances(atoms.find((atom) => atom.orbit === orbit)!.r, to.r, crystal.lattice, pairTerms!.cutoff + 2),
        )
        .filter((r) => r > pairTerms!.cutoff);
      const nearest = Math.min(
        ...atoms
          .filter((atom) => atom.orbit !== orbit)
          .flatMap((to) => distances(atoms.find((atom) => atom.orbit === orbit)!.r, to.r, crystal.lattice, 8)),
      );
      for (const r of beyond)
        expect(Math.exp((nearest ** 2 - r * r) / (2 * width ** 2))).toBeLessThan(tolerance * 1.0001);
    }
  });

  it('attention over orbits is attention over all atoms', () => {
    const crystal = crystalIn(62);
    const { pairTerms, orbitCount, multiplicities } = featurize(crystal, {
      precision: 'float64',
      pairTerms: { widths: [1.2], centres: [2] },
    });
    const random = new RandomGeometry(5);
    const scores = Array.from({ length: orbitCount * orbitCount }, () => random.between(-1, 1));
    const tokens = Array.from({ length: orbitCount }, () => random.between(-1, 1));
    const atoms = atomsOf(crystal);
    for (const from of crystal.orbits.keys()) {
      const start = atoms.find((atom) => atom.orbit === from)!;
      let [sum, mean] = [0, 0];
      for (const to of atoms) {
        const images = distances(start.r, to.r, crystal.lattice, pairTerms!.cutoff);
        const b = Math.log(images.reduce((acc, r) => acc + Math.exp((-r * r) / (2 * 1.2 ** 2)), 0));
        const weight = Math.exp(scores[from * orbitCount + to.orbit]! + b);
        sum += weight;
        mean += weight * tokens[to.orbit]!;
      }
      const weights = tokens.map((_, j) =>
        Math.exp(scores[from * orbitCount + j]! + pairTerms!.bias[from * orbitCount + j]!),
      );
      const total = weights.reduce((a, b) => a + b);
      const orbitMean = weights.reduce((acc, weight, j) => acc + weight * tokens[j]!, 0) / total;
      expect(Math.abs(mean / sum - orbitMean)).toBeLessThan(1e-10);
    }
    expect(multiplicities.reduce((a, b) => a + b)).toBe(atoms.length);
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

  it('a cell in other units, at once', () => {
    const crystal = standardize(pair(0.02, 0.5), { symprec: 1e-4 });
    const start = performance.now();
    expect(() => featurize(crystal)).toThrow(/neighbours within .* other units than Å/);
    expect(performance.now() - start).toBeLessThan(200);
  });
});
