import {
  type Atom,
  densityOnGrid,
  frequencySet,
  frequencySetFrom,
  type StructureFactors,
  structureFactors,
  synthesize,
} from '@crystal-fourier/fourier-basis';
import { spaceGroup } from '@crystal-fourier/spacegroups/core';
import { describe, expect, it } from 'vitest';
import { allGroups, imagesOf, planeGroups, random, randomPoints, setFor, worst } from './groups.js';

/** f(s) = Σ a exp(−b s²) + c, International Tables C 6.1.1.4. */
const gaussians =
  (a: readonly number[], b: readonly number[], c: number) =>
  (s: number): number =>
    a.reduce((sum, value, i) => sum + value * Math.exp(-b[i]! * s * s), c);
const titanium = gaussians([9.7595, 7.3558, 1.6991, 1.9021], [7.8508, 0.5, 35.6338, 116.105], 1.2807);
const oxygen = gaussians([3.0485, 2.2868, 1.5463, 0.867], [13.2771, 5.7011, 0.3239, 32.9089], 0.2508);
const silicon = gaussians([6.2915, 3.0353, 1.9891, 1.541], [2.4386, 32.3337, 0.6785, 81.6937], 1.1407);

const hexagonal = (a: number, c: number): number[] => [a, 0, 0, -a / 2, (a * Math.sqrt(3)) / 2, 0, 0, 0, c];

/** Compares with rows [h, k, l, real, imaginary] to the last printed digit; tells the worst number that differs. */
const worstOf = ({ set, real, imag }: StructureFactors, rows: readonly (readonly number[])[]) => {
  const at = rows.map(([h, k, l]) => set.indexOf([h!, k!, l!]));
  return worst(
    at.flatMap((i) => [real[i]!, imag[i]!]),
    rows.flatMap((row) => row.slice(3)),
    2e-6,
  );
};

describe('structureFactors', () => {
  // gemmi 0.5.7, Python: StructureFactorCalculatorX(cell).calculate_sf_from_small_structure(st, hkl) with the cell, sites and
  // displacements below, occupancies divided by the order of the site symmetry. [h, k, l, real, imaginary].
  it('are those of gemmi for rutile, with anisotropic displacements on special positions', () => {
    const expected = [
      [1, 1, 0, 37.379104, 0],
      [1, 0, 1, 24.042697, 0],
      [2, 0, 0, 14.163195, 0],
      [1, 1, 1, -17.849337, 0],
      [2, 1, 0, 11.502737, 0],
      [2, 1, 1, 29.713062, 0],
      [2, 2, 0, 33.703791, 0],
      [0, 0, 2, 37.460033, 0],
      [3, 1, 0, 18.858687, 0],
      [3, 0, 1, 32.284383, 0],
      [1, 1, 2, 23.103072, 0],
      [1, 0, 0, 0, 0],
      [3, 2, 1, 11.934004, 0],
      [-2, 1, 3, 16.745921, 0],
    ];
    const atoms: Atom[] = [
      { position: [0, 0, 0], amplitude: titanium, u: [0.0068, 0.0068, 0.0046, -0.0004, 0, 0] },
      { position: [0.3048, 0.3048, 0], amplitude: oxygen, u: [0.006, 0.006, 0.004, -0.0018, 0, 0] },
    ];
    const set = frequencySet('cubic', { radius: 4 });
    const found = structureFactors(spaceGroup(136), atoms, set, { lattice: [4.594, 0, 0, 0, 4.594, 0, 0, 0, 2.959] });
    expect(worstOf(found, expected)).toBeUndefined();
  });

  it('are those of gemmi for quartz, with phases, a screw axis and mixed displacements', () => {
    const expected = [
      [1, 0, 0, -15.980807, 0],
      [0, 1, 0, -15.980807, 0],
      [1, 0, 1, -12.711197, 22.016439],
      [0, 1, 1, -19.352026, -33.518692],
      [1, 1, 0, -16.260126, -6.034353],
      [1, 0, 2, -8.724794, -15.111786],
      [0, 1, 2, 3.6229, -6.275047],
      [1, 1, 1, 2.340383, 9.002038],
      [0, 0, 3, 9.092884, 0],
      [2, 0, 0, 17.563432, 0],
      [2, 1, 1, -5.721475, -15.618145],
      [1, 2, -2, -8.696771, 6.259938],
      [0, 0, 1, 0, 0],
      [0, 0, 2, 0, 0],
    ];
    const atoms: Atom[] = [
      // On the twofold axis up to the digits of a file.
      { position: [0.4697, 0, 0.66667], amplitude: silicon, b: 8 * Math.PI ** 2 * 0.007 },
      { position: [0.4135, 0.2669, 0.7858], amplitude: oxygen, u: [0.0156, 0.0115, 0.0119, 0.0092, -0.0029, -0.0046] },
    ];
    const set = frequencySet('hexagonal', { radius: 4 });
    const found = structureFactors(spaceGroup(154), atoms, set, { lattice: hexagonal(4.913, 5.405) });
    expect(worstOf(found, expected)).toBeUndefined();
  });

  it('are sums over all atoms of the cell, in every setting, at general and special positions', () => {
    for (const [index, { name, group }] of allGroups.entries()) {
      if (index % 5 !== 0 && index < 530) continue;
      const set = setFor(group, 60);
      const { dim } = set;
      const lattice = metricOf(set.family);
      const points = [
        randomPoints(1, dim, index),
        new Float64Array(dim).fill(0.5),
        new Float64Array(dim),
        randomPoints(1, dim, index).fill(0.25, 0, 1),
      ];
      const atoms = points.map((x, i) => ({
        position: Array.from(x),
        amplitude: 2 + i,
        occupancy: 0.5 + i / 8,
        b: 0.3 * i,
      }));
      const { real, imag, volume } = structureFactors(group, atoms, set, { lattice, tolerance: 1e-6 });
      const [slowReal, slowImag] = [new Float64Array(set.count), new Float64Array(set.count)];
      for (const { position, amplitude, occupancy, b } of atoms) {
        const images = imagesOf(group, position);
        const distinct: number[][] = [];
        for (let g = 0; g < images.length; g += dim) {
          const image = Array.from(images.subarray(g, g + dim));
          const same = (other: number[]): boolean =>
            other.every((c, i) => Math.abs(c - image[i]! - Math.round(c - image[i]!)) < 1e-9);
          if (!distinct.some(same)) distinct.push(image);
        }
        for (let i = 0; i < set.count; i++) {
          const k = set.at(i);
          const damping = Math.exp((-b * squaredLength(k, set.family)) / 4);
          for (const image of distinct) {
            const angle = 2 * Math.PI * k.reduce((sum, h, axis) => sum + h * image[axis]!, 0);
            slowReal[i]! += amplitude * occupancy * damping * Math.cos(angle);
            slowImag[i]! += amplitude * occupancy * damping * Math.sin(angle);
          }
        }
      }
      // |F(0)| is the scale.
      expect(worst(real, slowReal, 1e-11 * (1 + slowReal[0]!)), name).toBeUndefined();
      expect(worst(imag, slowImag, 1e-11 * (1 + slowReal[0]!)), name).toBeUndefined();
      expect(volume).toBeCloseTo(set.family.startsWith('hexagonal') ? Math.sqrt(0.75) * 4 ** dim : 4 ** dim, 9);
    }
  });

  const metricOf = (family: string): number[] => {
    if (family === 'cubic') return [4, 0, 0, 0, 4, 0, 0, 0, 4];
    if (family === 'square2d') return [4, 0, 0, 4];
    return family === 'hexagonal' ? hexagonal(4, 4) : [4, 0, -2, 2 * Math.sqrt(3)];
  };

  /** |k|² in 1/Å² for those lattices. */
  const squaredLength = ([h = 0, k = 0, l = 0]: number[], family: string): number =>
    family.startsWith('hexagonal') ? ((4 / 3) * (h * h + h * k + k * k) + l * l) / 16 : (h * h + k * k + l * l) / 16;

  it('put an atom onto the symmetry elements within the tolerance', () => {
    // On the twofold axis, 0.105 Å from its image in the mirror y = 0.
    const near = { position: [0.5, 0.0131, 0], amplitude: 1 };
    const set = frequencySet('cubic', { radius: 2 });
    const lattice = [4, 0, 0, 0, 4, 0, 0, 0, 4];
    const values = [0.01, 0.1, 0.2].map(
      (tolerance) => structureFactors(spaceGroup(10), [near], set, { lattice, tolerance }).real[0],
    );
    expect(values).toEqual([2, 2, 1]);
  });
});

describe('densityOnGrid', () => {
  it('is the sum of all plane waves, invariant under the group', () => {
    for (const { name, group } of [...planeGroups, ...allGroups.filter((_, i) => i % 40 === 3 && i < 530)]) {
      const set = setFor(group, 60);
      const { dim } = set;
      const lattice = set.family.startsWith('hex')
        ? dim === 3
          ? hexagonal(4, 5)
          : [4, 0, -2, 2 * Math.sqrt(3)]
        : Array.from({ length: dim * dim }, (_, i) => (i % (dim + 1) === 0 ? 5 : 0));
      const factors = structureFactors(
        group,
        [{ position: Array.from(randomPoints(1, dim, 9)), amplitude: 8, b: 2 }],
        set,
        { lattice },
      );
      const grid = [6, 5, 7].slice(0, dim);
      const density = densityOnGrid(factors, grid);
      const at = (x: readonly number[]): number => {
        let sum = 0;
        for (let i = 0; i < set.count; i++) {
          const angle = -2 * Math.PI * set.at(i).reduce((s, h, axis) => s + h * x[axis]!, 0);
          sum += factors.real[i]! * Math.cos(angle) - factors.imag[i]! * Math.sin(angle);
        }
        return sum / factors.volume;
      };
      const slow = Array.from(density, (_, p) => {
        const [i, j, l] =
          dim === 3 ? [Math.floor(p / 35), Math.floor(p / 7) % 5, p % 7] : [Math.floor(p / 5), p % 5, 0];
        return at([i! / 6, j! / 5, l! / 7].slice(0, dim));
      });
      expect(worst(density, slow, 1e-12), name).toBeUndefined();
      const x = randomPoints(1, dim, 4);
      const images = imagesOf(group, x);
      for (let g = 0; g < images.length; g += dim)
        expect(at(Array.from(images.subarray(g, g + dim)))).toBeCloseTo(at(Array.from(x)), 10);
    }
  });

  it('has peaks of the right charge at the atoms', () => {
    // Rock salt: with all coefficients equal to those of Gaussians, the density at an atom is known in closed form.
    const lattice = [4, 0, 0, 0, 4, 0, 0, 0, 4];
    const set = frequencySet('cubic', { radius: 14 });
    const b = 8;
    const density = densityOnGrid(
      structureFactors(spaceGroup(225), [{ position: [0, 0, 0], amplitude: 11, b }], set, { lattice }),
      [16, 16, 16],
    );
    // A Gaussian of mean square displacement u = b/8π² per axis: Z (2πu)^(−3/2) at its centre; the neighbours' tails are below 1e-9.
    const peak = 11 * (2 * Math.PI * (b / (8 * Math.PI ** 2))) ** -1.5;
    expect(density[0]).toBeCloseTo(peak, 6);
    expect(density[(8 * 16 + 8) * 16]).toBeCloseTo(peak, 6);
    expect((density.reduce((sum, value) => sum + value, 0) / 4096) * 64).toBeCloseTo(44, 9);
  });

  it('takes coefficients of any function', () => {
    const set = frequencySet('square2d', { radius: 1 });
    const real = Float64Array.from({ length: set.count }, (_, i) => (set.at(i).join() === '1,0' ? 1 : 0));
    const cosine = synthesize(set, { real, imag: new Float64Array(set.count) }, [4, 1]);
    expect(worst(cosine, [1, 0, -1, 0], 1e-15)).toBeUndefined();
  });
});

describe('synthesize', () => {
  it('is the real part of the sum for any coefficients, any grid, and sets without −k', () => {
    const sets = [
      frequencySet('cubic', { radius: 3 }),
      frequencySetFrom([
        [0, 0, 0],
        [1, 2, -1],
        [-3, 0, 1],
        [0, 0, 2],
        [2, 0, 0],
      ]),
    ];
    for (const set of sets) {
      const next = random(set.count);
      const real = Float64Array.from({ length: set.count }, () => next() - 0.5);
      const imag = Float64Array.from({ length: set.count }, () => next() - 0.5);
      for (const grid of [
        [1, 1, 1],
        [2, 3, 4],
        [5, 2, 7],
        [8, 6, 1],
      ] as const) {
        const slow: number[] = [];
        for (let i = 0; i < grid[0]; i++) {
          for (let j = 0; j < grid[1]; j++) {
            for (let l = 0; l < grid[2]; l++) {
              const x = [i / grid[0], j / grid[1], l / grid[2]];
              let sum = 0;
              for (let node = 0; node < set.count; node++) {
                const angle = 2 * Math.PI * set.at(node).reduce((s, h, axis) => s + h * x[axis]!, 0);
                sum += real[node]! * Math.cos(angle) - imag[node]! * Math.sin(angle);
              }
              slow.push(sum);
            }
          }
        }
        expect(worst(synthesize(set, { real, imag }, grid), slow, 1e-12)).toBeUndefined();
      }
    }
  });
});
