import { type LatticeRows, Structure } from '@crystal-fourier/data';
import { Random } from '@crystal-fourier/math3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COULOMB_IN_EV_ANGSTROM } from './constants.js';
import { DemoError } from './errors.js';
import { ewaldEnergy, type PointCharges } from './ewald.js';
import type { Point } from './periodicPairs.js';
import { between } from './randomCell.js';

const F: readonly Point[] = [
  [0, 0, 0],
  [0, 0.5, 0.5],
  [0.5, 0, 0.5],
  [0.5, 0.5, 0],
];
const shifted = (points: readonly Point[], by: Point): Point[] =>
  points.map(([x, y, z]) => [x + by[0], y + by[1], z + by[2]]);
const cube = (a: number): LatticeRows => [
  [a, 0, 0],
  [0, a, 0],
  [0, 0, a],
];

/** A neutral crystal of some charges on a skew lattice. */
function randomCharges(seed: number): PointCharges {
  const random = Random.seeded(seed);
  const n = 2 + random.below(4);
  const charges = Array.from({ length: n }, () => between(random, -2, 2));
  charges[0]! -= charges.reduce((sum, q) => sum + q, 0);
  const side = (): number => between(random, 3, 6);
  const off = (): number => between(random, -1.5, 1.5);
  return {
    lattice: [
      [side(), off(), off()],
      [off(), side(), off()],
      [off(), off(), side()],
    ],
    positions: Array.from({ length: n }, (_, i): Point => [
      between(random, 0, 1),
      between(random, 0, 1),
      (i + between(random, 0.1, 0.9)) / n,
    ]),
    charges,
  };
}

const charges = fc.nat(0xffff_ffff).map(randomCharges);
/** The scale that errors are relative to: k Σ q² (n/V)^(1/3) is about this for these crystals. */
const scaleOf = ({ charges }: PointCharges): number =>
  COULOMB_IN_EV_ANGSTROM * 0.3 * charges.reduce((sum, q) => sum + q * q, 0);

/**
 * The same energy from distances alone. Interactions `exp(−r²/R²)/r` are summed directly; for a neutral crystal the sum differs from the limit
 * R → ∞ by a power series in 1/R² (the Fourier transform of the interaction, a Dawson integral, approaches 4π/K² so), which Neville's
 * extrapolation in 1/R² takes away.
 */
function directEnergy({ lattice, positions, charges }: PointCharges, radii: readonly number[]): number {
  const sums = radii.map(() => 0);
  const [a, b, c] = lattice;
  // Beyond 5 R is left out: exp(−25). No cell of these crystals is flatter than 2.2 Å.
  const farthest = 5 * Math.max(...radii);
  const most = Math.ceil(farthest / 2.2);
  for (const [i, p] of positions.entries()) {
    for (const [j, q] of positions.slice(0, i + 1).entries()) {
      const product = (i === j ? 0.5 : 1) * charges[i]! * charges[j]!;
      for (let u = -most; u <= most; u++) {
        for (let v = -most; v <= most; v++) {
          for (let w = -most; w <= most; w++) {
            const [x, y, z] = [q[0] - p[0] + u, q[1] - p[1] + v, q[2] - p[2] + w];
            const square =
              (x * a[0] + y * b[0] + z * c[0]) ** 2 +
              (x * a[1] + y * b[1] + z * c[1]) ** 2 +
              (x * a[2] + y * b[2] + z * c[2]) ** 2;
            if (square === 0 || square > farthest * farthest) continue;
            for (let k = 0; k < sums.length; k++)
              sums[k]! += (product * Math.exp(-square / radii[k]! ** 2)) / Math.sqrt(square);
          }
        }
      }
    }
  }
  const x = radii.map((radius) => radius ** -2);
  for (let level = 1; level < x.length; level++)
    for (let k = 0; k + level < x.length; k++)
      sums[k] = (x[k]! * sums[k + 1]! - x[k + level]! * sums[k]!) / (x[k]! - x[k + level]!);
  return COULOMB_IN_EV_ANGSTROM * sums[0]!;
}

describe('ewaldEnergy', () => {
  // Constants per formula unit and distance of nearest neighbours, E = −M k |z₊ z₋| / d, as tabulated by Y. Sakamoto, J. Chem. Phys. 28, 164
  // (1958) and Q. C. Johnson and D. H. Templeton, J. Chem. Phys. 34, 2004 (1961).
  const a = Math.sqrt(8 / 3);
  const crystals: readonly (readonly [string, number, PointCharges, number])[] = [
    [
      'rock salt',
      1.7475645946,
      { lattice: cube(2), positions: [...F, ...shifted(F, [0.5, 0.5, 0.5])], charges: [1, 1, 1, 1, -1, -1, -1, -1] },
      4,
    ],
    [
      'caesium chloride',
      1.7626747731,
      {
        lattice: cube(2 / Math.sqrt(3)),
        positions: [
          [0, 0, 0],
          [0.5, 0.5, 0.5],
        ],
        charges: [1, -1],
      },
      1,
    ],
    [
      'zincblende',
      1.6380550534,
      {
        lattice: cube(4 / Math.sqrt(3)),
        positions: [...F, ...shifted(F, [0.25, 0.25, 0.25])],
        charges: [2, 2, 2, 2, -2, -2, -2, -2],
      },
      16,
    ],
    [
      'ideal wurtzite',
      1.6413216274,
      {
        lattice: [
          [a, 0, 0],
          [-a / 2, (a * Math.sqrt(3)) / 2, 0],
          [0, 0, 8 / 3],
        ],
        positions: [
          [1 / 3, 2 / 3, 0],
          [2 / 3, 1 / 3, 0.5],
          [1 / 3, 2 / 3, 3 / 8],
          [2 / 3, 1 / 3, 7 / 8],
        ],
        charges: [1, 1, -1, -1],
      },
      2,
    ],
    [
      'fluorite',
      2.5193924399,
      {
        lattice: cube(4 / Math.sqrt(3)),
        positions: [...F, ...shifted(F, [0.25, 0.25, 0.25]), ...shifted(F, [0.75, 0.75, 0.75])],
        charges: [2, 2, 2, 2, ...Array<number>(8).fill(-1)],
      },
      8,
    ],
  ];

  it.each(crystals)('has the Madelung constant of %s', (_, madelung, crystal, units) => {
    expect(-ewaldEnergy(crystal) / COULOMB_IN_EV_ANGSTROM / units).toBeCloseTo(madelung, 9);
  });

  it('has the energy of rock salt in electron volts', () => {
    // 1.747564594633 · 14.399645468684 eV Å / 2.82 Å
    const salt = { ...crystals[0]![2], lattice: cube(5.64) };
    expect(ewaldEnergy(salt) / 4).toBeCloseTo(-8.923514, 5);
  });

  it('is the limit of direct sums', () => {
    for (const seed of [1, 8]) {
      const crystal = randomCharges(seed);
      const direct = directEnergy(crystal, [10, 12, 14, 17]);
      expect(Math.abs(ewaldEnergy(crystal) - direct) / scaleOf(crystal)).toBeLessThan(2e-5);
    }
  });

  it('does not depend on the splitting', () => {
    fc.assert(
      fc.property(charges, fc.double({ min: 0.35, max: 1.2, noNaN: true }), (crystal, splitting) => {
        const difference = ewaldEnergy(crystal, { splitting }) - ewaldEnergy(crystal);
        expect(Math.abs(difference) / scaleOf(crystal)).toBeLessThan(1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('is as accurate as it is asked to be', () => {
    for (const accuracy of [1e-3, 1e-6]) {
      for (let seed = 0; seed < 20; seed++) {
        const crystal = randomCharges(seed);
        const difference = ewaldEnergy(crystal, { accuracy }) - ewaldEnergy(crystal, { accuracy: 1e-13 });
        expect(Math.abs(difference) / scaleOf(crystal)).toBeLessThan(10 * accuracy);
      }
    }
  });

  it('does not depend on origin, choice of images, cell or supercell', () => {
    const small = fc.integer({ min: -2, max: 2 });
    const matrix = fc
      .array(small, { minLength: 9, maxLength: 9 })
      .map((m) => [m.slice(0, 3), m.slice(3, 6), m.slice(6, 9)] as [number[], number[], number[]])
      .filter(([p, q, r]) => {
        const d =
          p[0]! * (q[1]! * r[2]! - q[2]! * r[1]!) -
          p[1]! * (q[0]! * r[2]! - q[2]! * r[0]!) +
          p[2]! * (q[0]! * r[1]! - q[1]! * r[0]!);
        return Math.abs(d) >= 1 && Math.abs(d) <= 4;
      });
    const shift = fc.tuple(
      ...([0, 1, 2].map(() => fc.double({ min: -3, max: 3, noNaN: true })) as [
        fc.Arbitrary<number>,
        fc.Arbitrary<number>,
        fc.Arbitrary<number>,
      ]),
    );
    fc.assert(
      fc.property(charges, matrix, shift, fc.nat(20), (crystal, m, by, image) => {
        const moved = shifted(crystal.positions, by);
        const one = moved[image % moved.length]!;
        moved[image % moved.length] = [one[0] + 3, one[1] - 2, one[2] + 1];
        const cell = Structure.of({
          lattice: crystal.lattice,
          sites: moved.map((position, i) => ({ position, species: 'H', label: `${i}` })),
        }).supercell(m);
        const copies = cell.sites.length / crystal.positions.length;
        const energy = ewaldEnergy({
          lattice: cell.lattice,
          positions: cell.sites.map(({ position }) => position),
          charges: cell.sites.map(({ label }) => crystal.charges[Number(label)]!),
        });
        expect(Math.abs(energy / copies - ewaldEnergy(crystal)) / scaleOf(crystal)).toBeLessThan(1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('falls as 1/r under scaling', () => {
    const crystal = randomCharges(9);
    const scaled = {
      ...crystal,
      lattice: crystal.lattice.map((row) => row.map((x) => 1.7 * x)) as unknown as LatticeRows,
    };
    expect(ewaldEnergy(scaled) * 1.7).toBeCloseTo(ewaldEnergy(crystal), 7);
  });

  it.each([
    ['not-neutral', /must add up to 0, got 1/, { charges: [2, -1] }, {}],
    ['not-neutral', /must add up to 0, got NaN/, { charges: [Number.NaN, -1] }, {}],
    [
      'overlap',
      /sites 1 and 2 are at the same place/,
      {
        positions: [
          [0, 0, 0],
          [1, -2, 0],
        ] as Point[],
      },
      {},
    ],
    ['bad-argument', /every position must have a charge, got 2 and 1/, { charges: [1] }, {}],
    ['bad-argument', /every position/, { charges: [], positions: [] }, {}],
    ['bad-argument', /the splitting must be a positive number/, {}, { splitting: 0 }],
    ['bad-argument', /accuracy must be from 1e-14 to 0.1, got 0/, {}, { accuracy: 0 }],
  ] as const)('refuses %s: %s', (code, message, change, options) => {
    const crystal = {
      lattice: cube(3),
      positions: [
        [0, 0, 0],
        [0.5, 0.5, 0.5],
      ] as Point[],
      charges: [1, -1],
      ...change,
    };
    const failure = (): unknown => {
      try {
        return ewaldEnergy(crystal, options);
      } catch (error) {
        return error;
      }
    };
    expect(failure()).toBeInstanceOf(DemoError);
    expect(failure()).toMatchObject({ code, message: expect.stringMatching(message) as string });
  });
});
