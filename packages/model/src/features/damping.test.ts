import { featurize, initMoyo, standardize, Structure } from '@crystal-fourier/data';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crystalOfGroup } from '../../../data/test/support/generatedCrystal.ts';
import { RandomGeometry } from '../../../data/test/support/randomGeometry.ts';
import { dampingFactors, halfSpace } from './damping.js';

type Vector = readonly [number, number, number];

const cells = fc.record({
  a: fc.double({ min: 2, max: 12, noNaN: true }),
  b: fc.double({ min: 2, max: 12, noNaN: true }),
  c: fc.double({ min: 2, max: 12, noNaN: true }),
  alpha: fc.double({ min: 65, max: 115, noNaN: true }),
  beta: fc.double({ min: 65, max: 115, noNaN: true }),
  gamma: fc.double({ min: 65, max: 115, noNaN: true }),
});
type Cell = typeof cells extends fc.Arbitrary<infer T> ? T : never;
const index = fc.integer({ min: -4, max: 4 });

/** A cell as features have it. */
function cellFeatures({ a, b, c, alpha, beta, gamma }: Cell): number[] {
  const cosine = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);
  return [Math.log(a), Math.log(b), Math.log(c), cosine(alpha), cosine(beta), cosine(gamma), 0];
}

/** The wave vector h a* + k b* + l c* in 1/Å, from cross products of the lattice vectors. */
function waveVector(cell: Cell, [h, k, l]: Vector): Vector {
  const { lattice } = Structure.of({ lattice: cell, sites: [{ position: [0, 0, 0], species: 'H' }] });
  const [a, b, c] = lattice as unknown as readonly [Vector, Vector, Vector];
  const cross = (u: Vector, v: Vector): Vector => [
    u[1] * v[2] - u[2] * v[1],
    u[2] * v[0] - u[0] * v[2],
    u[0] * v[1] - u[1] * v[0],
  ];
  const [bc, ca, ab] = [cross(b, c), cross(c, a), cross(a, b)];
  const volume = a[0] * bc[0] + a[1] * bc[1] + a[2] * bc[2];
  const component = (i: 0 | 1 | 2): number => (h * bc[i] + k * ca[i] + l * ab[i]) / volume;
  return [component(0), component(1), component(2)];
}

/**
 * What a plane wave exp(2πi k·r) at the origin becomes when it is averaged over a Gaussian of width σ: the sum over a grid of points, ten widths
 * on both sides. The Gaussian is a product over the Cartesian directions, and so is the sum. (For smooth functions that vanish at the ends, such
 * a sum is exact to rounding.)
 */
function convolved(wave: Vector, sigma: number): number {
  return wave.reduce((product, k) => {
    let [sum, weights] = [0, 0];
    for (let i = -400; i <= 400; i++) {
      const weight = Math.exp(-((i / 40) ** 2) / 2);
      sum += weight * Math.cos(2 * Math.PI * k * sigma * (i / 40));
      weights += weight;
    }
    return product * (sum / weights);
  }, 1);
}

describe('dampingFactors', () => {
  it('are plane waves averaged over a Gaussian of that width', () => {
    fc.assert(
      fc.property(
        cells,
        fc.tuple(index, index, index),
        fc.double({ min: 0.05, max: 0.7, noNaN: true }),
        (cell, hkl, sigma) => {
          const [factor] = dampingFactors(cellFeatures(cell), Int32Array.from(hkl), sigma);
          expect(Math.abs(factor! - convolved(waveVector(cell, hkl), sigma))).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('of widths σ and τ multiply to that of √(σ² + τ²), and width 0 does nothing', () => {
    fc.assert(
      fc.property(cells, fc.tuple(index, index, index), (cell, hkl) => {
        const of = (sigma: number): number => dampingFactors(cellFeatures(cell), Int32Array.from(hkl), sigma)[0]!;
        expect(of(0.3) * of(0.4)).toBeCloseTo(of(0.5), 10);
        expect(of(0)).toBe(1);
      }),
    );
  });

  it('are 1 for k = 0, and the same for k and −k', () => {
    const hkl = Int32Array.of(0, 0, 0, 1, -2, 3, -1, 2, -3);
    const cell = cellFeatures({ a: 4, b: 5, c: 6, alpha: 80, beta: 95, gamma: 105 });
    const [zero, plus, minus] = dampingFactors(cell, hkl, 0.35);
    expect(zero).toBe(1);
    expect(plus).toBeLessThan(1);
    expect(minus).toBe(plus);
  });
});

describe('halfSpace', () => {
  it('names the columns of features: of P 1 they are plane waves with these frequencies', async () => {
    await initMoyo();
    const crystal = standardize(crystalOfGroup(1, new RandomGeometry(1)));
    const { fourier, frequencyCount, family } = featurize(crystal, { fourier: { minCount: 27 }, precision: 'float64' });
    const hkl = halfSpace(family, frequencyCount);
    expect(hkl).toHaveLength(3 * frequencyCount);
    crystal.orbits.forEach(({ representative }, orbit) => {
      for (let i = 0; i < frequencyCount; i++) {
        const phase = 2 * Math.PI * representative.reduce((sum, x, axis) => sum + x * hkl[3 * i + axis]!, 0);
        expect(fourier[2 * frequencyCount * orbit + i]).toBeCloseTo(Math.cos(phase), 9);
        expect(fourier[2 * frequencyCount * orbit + frequencyCount + i]).toBeCloseTo(Math.sin(phase), 9);
      }
    });
  });

  it.each(['cubic', 'hexagonal'] as const)('of the %s family has one of k and −k', (family) => {
    const sizes = Array.from({ length: 60 }, (_, i) => i + 2).filter((size) => isSize(family, size));
    expect(sizes.length).toBeGreaterThan(1);
    for (const size of sizes) {
      const hkl = halfSpace(family, size);
      const rows = Array.from({ length: size }, (_, i) => hkl.slice(3 * i, 3 * i + 3));
      const texts = new Set(rows.map(String));
      expect(texts.size).toBe(size);
      for (const row of rows) if (row.some((x) => x !== 0)) expect(texts).not.toContain(String(row.map((x) => 0 - x)));
    }
  });

  it('refuses a number of frequencies that no set has', () => {
    expect(isSize('cubic', 3)).toBe(false);
  });
});

/** Whether a set of the family has so many frequencies in its half space. */
function isSize(family: 'cubic' | 'hexagonal', size: number): boolean {
  try {
    return halfSpace(family, size).length === 3 * size;
  } catch (error) {
    expect(error).toMatchObject({ name: 'ModelError', code: 'bad-data' });
    return false;
  }
}
