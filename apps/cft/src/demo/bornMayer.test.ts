import { type LatticeRows } from '@crystal-fourier/data';
import { Random } from '@crystal-fourier/math3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bornMayerEnergy, type IonicCell, RANGE, REACH, repulsionLaw } from './bornMayer.js';
import { DemoError } from './errors.js';
import { ewaldEnergy } from './ewald.js';
import { ionicEnergy } from './ionicEnergy.js';
import { type Ion, IONS, ionOf } from './ions.js';
import { bestScale, kapustinskiiEnergy } from './latticeEnergy.js';
import type { Point } from './periodicPairs.js';
import { between } from './randomCell.js';

const ion = (element: string): Ion => ionOf(element) as Ion;

function rockSalt(cation: string, anion: string, a: number): IonicCell {
  const F: Point[] = [
    [0, 0, 0],
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.5, 0.5, 0],
  ];
  return {
    lattice: [
      [a, 0, 0],
      [0, a, 0],
      [0, 0, a],
    ],
    positions: [...F, ...F.map(([x, y, z]): Point => [x + 0.5, y + 0.5, z + 0.5])],
    ions: [...F.map(() => ion(cation)), ...F.map(() => ion(anion))],
  };
}

/** Some ions anywhere on a skew lattice; they may overlap. */
function randomCell(seed: number): IonicCell {
  const random = Random.seeded(seed);
  const n = 1 + random.below(4);
  const row = (axis: number): [number, number, number] =>
    [0, 1, 2].map((k) => (k === axis ? between(random, 3, 6) : between(random, -1, 1))) as [number, number, number];
  return {
    lattice: [row(0), row(1), row(2)],
    positions: Array.from({ length: n }, (_, i): Point => [
      between(random, -1, 1),
      (i + 0.5) / n,
      between(random, -1, 1),
    ]),
    ions: Array.from({ length: n }, () => IONS[random.below(IONS.length)] as Ion),
  };
}

/** The sum over all cells within a cube of cells, every pair of sites. */
function naiveEnergy({ lattice, positions, ions }: IonicCell, cells: number, reach: number): number {
  let energy = 0;
  for (const [i, p] of positions.entries()) {
    for (const [j, q] of positions.entries()) {
      const { strength, contact } = repulsionLaw(ions[i]!, ions[j]!);
      for (let u = -cells; u <= cells; u++)
        for (let v = -cells; v <= cells; v++)
          for (let w = -cells; w <= cells; w++) {
            if (i === j && u === 0 && v === 0 && w === 0) continue;
            const d = [q[0] - p[0] + u, q[1] - p[1] + v, q[2] - p[2] + w] as const;
            const r = Math.hypot(
              ...[0, 1, 2].map((k) => d[0] * lattice[0][k]! + d[1] * lattice[1][k]! + d[2] * lattice[2][k]!),
            );
            if (r <= contact + reach) energy += 0.5 * strength * Math.exp((contact - r) / RANGE);
          }
    }
  }
  return energy;
}

describe('repulsionLaw', () => {
  it('is symmetric, never attractive, and in contact where the ions touch', () => {
    for (const a of IONS) {
      for (const b of IONS) {
        const law = repulsionLaw(a, b);
        expect(law).toEqual(repulsionLaw(b, a));
        expect(law.strength).toBeGreaterThanOrEqual(0);
        const share = law.contact / (a.radius + b.radius);
        expect(share).toBeCloseTo(a.charge * b.charge < 0 ? 1 : 0.88, 12);
      }
    }
  });

  it('has Tosi and Fumi’s strength and distance for chloride ions', () => {
    // J. Phys. Chem. Solids 25, 45 (1964): b = 0.338e-19 J, β₋₋ = 0.75, radius of Cl 1.585 Å.
    const { strength, contact } = repulsionLaw(ion('Cl'), ion('Cl'));
    expect(strength).toBeCloseTo((0.75 * 0.338e-19) / 1.602176634e-19, 3);
    expect(Math.abs(contact / (2 * 1.585) - 1)).toBeLessThan(0.01);
  });

  it('makes neighbours of a rock salt touch at the minimum when they alone repel', () => {
    for (const [cation, anion] of [
      ['Na', 'Cl'],
      ['Mg', 'O'],
      ['Cs', 'F'],
    ] as const) {
      const touching = 2 * (ion(cation).radius + ion(anion).radius);
      const energy = (a: number): number => {
        const cell = rockSalt(cation, anion, a);
        const neighbours =
          6 * 4 * repulsionLaw(ion(cation), ion(anion)).strength * Math.exp((touching - a) / 2 / RANGE);
        return ewaldEnergy({ ...cell, charges: cell.ions.map(({ charge }) => charge) }) + neighbours;
      };
      const h = 1e-3;
      const slope = (energy(touching + h) - energy(touching - h)) / (2 * h);
      const curvature = (energy(touching + h) - 2 * energy(touching) + energy(touching - h)) / h ** 2;
      expect(Math.abs(slope / curvature)).toBeLessThan(1e-5);
      expect(curvature).toBeGreaterThan(0);
    }
  });
});

describe('bornMayerEnergy', () => {
  it('is the sum over all pairs', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), (seed) => {
        const cell = randomCell(seed);
        const energy = bornMayerEnergy(cell, { reach: 2 });
        expect(Math.abs(energy - naiveEnergy(cell, 6, 2))).toBeLessThan(1e-9 * Math.max(1, energy));
      }),
      { numRuns: 25 },
    );
  });

  it('has lost less than 1e-6 by its reach', () => {
    const cell = rockSalt('K', 'Br', 6.6);
    const whole = bornMayerEnergy(cell, { reach: 3 * REACH });
    const energy = bornMayerEnergy(cell);
    expect(energy).toBeLessThan(whole);
    expect(1 - energy / whole).toBeLessThan(1e-6);
  });

  it.each([
    ['bad-argument', /every position must have an ion, got 8 and 1/, { ions: [ion('Na')] }, {}],
    ['bad-argument', /reach must be a length above 0/, {}, { reach: -1 }],
    [
      'overlap',
      /sites 1 and 2 are at the same place/,
      { positions: Array.from({ length: 8 }, (): Point => [0.5, 0.5, 0.5]) },
      {},
    ],
  ] as const)('refuses %s: %s', (code, message, change, options) => {
    let failure: unknown;
    try {
      bornMayerEnergy({ ...rockSalt('Na', 'Cl', 5.6), ...change }, options);
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(DemoError);
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) as string });
  });
});

/**
 * Lattice constants near 25 °C (Å): R. W. G. Wyckoff, Crystal Structures 1 (1963). A model with three numbers for all salts comes
 * within 3.5 % of them.
 */
const MEASURED: readonly (readonly [string, string, number])[] = [
  ['Na', 'F', 4.634],
  ['Na', 'Cl', 5.64],
  ['K', 'Cl', 6.293],
  ['K', 'Br', 6.6],
  ['Rb', 'Br', 6.889],
  ['Mg', 'O', 4.211],
  ['Ca', 'O', 4.811],
  ['Sr', 'O', 5.16],
  ['Ba', 'O', 5.539],
  ['Ca', 'S', 5.695],
];

describe('electrostatics and repulsion together', () => {
  it.each(MEASURED)('give %s%s about its lattice constant', (cation, anion, measured) => {
    const scale = bestScale(rockSalt(cation, anion, measured), [0.8, 1.25]) as number;
    expect(Math.abs(scale - 1)).toBeLessThan(0.035);
    // It is a minimum of the energy, to the 1e-3 that is promised.
    const energy = (factor: number): number => ionicEnergy(rockSalt(cation, anion, measured * scale * factor)).total;
    expect(energy(1)).toBeLessThan(energy(0.997));
    expect(energy(1)).toBeLessThan(energy(1.003));
    // Kapustinskii's formula is made for such salts.
    const { ions } = rockSalt(cation, anion, measured);
    expect(Math.abs(energy(1) / kapustinskiiEnergy(ions) - 1)).toBeLessThan(0.02);
  });

  it('give sodium chloride about its lattice energy and bulk modulus', () => {
    const a = 5.64 * (bestScale(rockSalt('Na', 'Cl', 5.64), [0.8, 1.25]) as number);
    const energy = (strain: number): number => ionicEnergy(rockSalt('Na', 'Cl', a * (1 + strain))).total;
    // −787 kJ/mol by the Born–Haber cycle.
    expect(energy(0) / 4).toBeGreaterThan(-8.16);
    expect(energy(0) / 4).toBeLessThan(-7.6);
    // B = V d²E/dV² = (d²E/dε²)/9V, 24 GPa measured (Kittel, Introduction to Solid State Physics).
    const h = 0.005;
    const modulus = ((energy(h) - 2 * energy(0) + energy(-h)) / h ** 2 / (9 * a ** 3)) * 160.2176634;
    expect(Math.abs(modulus / 24 - 1)).toBeLessThan(0.15);
  });

  it('finds no minimum where there is none', () => {
    const far = rockSalt('Na', 'Cl', 12);
    expect(bestScale(far, [0.85, 1.35])).toBeUndefined();
    const like: IonicCell = {
      lattice: far.lattice as LatticeRows,
      positions: [
        [0, 0, 0],
        [0.9, 0, 0],
        [0.5, 0.5, 0.5],
        [0.6, 0.5, 0.5],
      ],
      ions: ['Na', 'Na', 'Cl', 'Cl'].map(ion),
    };
    expect(bestScale(like, [0.85, 1.35])).toBeUndefined();
  });
});
