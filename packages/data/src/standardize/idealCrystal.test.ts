import { beforeAll, describe, expect, it } from 'vitest';
import { DESCRIPTIONS } from '../../test/support/descriptions.ts';
import { crystalOfGroup } from '../../test/support/generatedCrystal.ts';
import { RandomGeometry } from '../../test/support/randomGeometry.ts';
import { Structure } from '../structure/structure.js';
import { initMoyo } from './moyo.js';
import { standardize } from './standardize.js';

beforeAll(() => initMoyo());

const GROUPS = [1, 2, 8, 15, 29, 40, 70, 82, 122, 146, 155, 167, 176, 186, 199, 219, 227];

/** Distance of two sites on a lattice, Å. */
function distance(lattice: Structure['lattice'], x: readonly number[], y: readonly number[]): number {
  const d = x.map((c, i) => c - y[i]! - Math.round(c - y[i]!));
  return Math.hypot(...[0, 1, 2].map((i) => d[0]! * lattice[0][i]! + d[1]! * lattice[1][i]! + d[2]! * lattice[2][i]!));
}

/** The matrix product of row-major 3×3 matrices, by its definition. */
const product = (A: readonly number[], B: readonly number[]): number[] =>
  Array.from({ length: 9 }, (_, n) => {
    const [i, j] = [Math.floor(n / 3), n % 3];
    return A[3 * i]! * B[j]! + A[3 * i + 1]! * B[3 + j]! + A[3 * i + 2]! * B[6 + j]!;
  });
/** By cross products of the rows. */
function inverseOf(m: readonly number[]): number[] {
  const [a, b, c] = [m.slice(0, 3), m.slice(3, 6), m.slice(6, 9)] as [number[], number[], number[]];
  const cross = (u: number[], v: number[]): number[] =>
    [0, 1, 2].map((i) => u[(i + 1) % 3]! * v[(i + 2) % 3]! - u[(i + 2) % 3]! * v[(i + 1) % 3]!);
  const columns = [cross(b, c), cross(c, a), cross(a, b)];
  const volume = a.reduce((sum, x, i) => sum + x * columns[0]![i]!, 0);
  return transposed(columns.flat()).map((x) => x / volume);
}
const transposed = (A: readonly number[]): number[] => [0, 3, 6, 1, 4, 7, 2, 5, 8].map((i) => A[i]!);

describe.each(GROUPS)('a crystal of group %i', (number) => {
  const random = new RandomGeometry(number);

  it('has orbits that are the images of their representatives', () => {
    const { group, orbits, lattice } = standardize(crystalOfGroup(number, new RandomGeometry(number)));
    for (const { representative, sites, multiplicity, position } of orbits) {
      const images = group.operations.map(({ rot, trans }) =>
        [0, 1, 2].map(
          (i) =>
            rot[3 * i]! * representative[0] +
            rot[3 * i + 1]! * representative[1] +
            rot[3 * i + 2]! * representative[2] +
            trans[i]! / 24,
        ),
      );
      expect(multiplicity).toBe(position.multiplicity);
      expect(sites).toHaveLength(3 * multiplicity);
      const hits = Array.from({ length: multiplicity }, (_, site) => {
        const x = [...sites.subarray(3 * site, 3 * site + 3)];
        for (const c of x) expect(c >= 0 && c < 1).toBe(true);
        return images.filter((image) => distance(lattice, image, x) < 1e-6).length;
      });
      // Each site is the image of as many operations: the site symmetry group times its cosets is the group.
      expect(new Set(hits)).toEqual(new Set([group.operations.length / multiplicity]));
    }
  });

  it('is led from its given axes, origin and orientation to the canonical ones by its transformation', () => {
    const structure = crystalOfGroup(number, new RandomGeometry(number));
    const reference = standardize(structure);
    for (const name of ['rotated lattice', 'permuted axes and atoms', 'random origin', 'primitive'] as const) {
      const given = DESCRIPTIONS[name]!(structure, reference, random);
      const { transformation, lattice, orbits, orbitOfSite, displacement, strain } = standardize(given);
      const { P, p, rotation } = transformation;
      // (a′, b′, c′) = (a, b, c) P for columns, so Pᵀ L for rows; then r′ = R r.
      const rows = product(product(transposed(P), given.lattice.flat()), transposed(rotation));
      lattice.flat().forEach((x, i) => expect(Math.abs(x - rows[i]!), name).toBeLessThan(1e-5));
      const identity = product(rotation, transposed(rotation));
      identity.forEach((x, i) => expect(x).toBeCloseTo(i % 4 === 0 ? 1 : 0, 10));
      given.sites.forEach(({ position }, site) => {
        // x = P x′ + p: every given site is one of its orbit, on the given axes.
        const { sites, kind } = orbits[orbitOfSite[site]!]!;
        const nearest = Array.from({ length: sites.length / 3 }, (_, n) => {
          const y = sites.subarray(3 * n, 3 * n + 3);
          const x = [0, 1, 2].map((i) => P[3 * i]! * y[0]! + P[3 * i + 1]! * y[1]! + P[3 * i + 2]! * y[2]! + p[i]!);
          return latticeDistance(given, P, x, position);
        });
        expect(Math.min(...nearest), name).toBeLessThan(1e-4);
        expect(given.sites[site]!.species[0]!.element).toBe(kind.species[0]!.element);
      });
      expect(displacement).toBeLessThan(1e-5);
      expect(strain).toBeLessThan(1e-6);
    }
  });

  it('is its own standard', () => {
    const crystal = standardize(crystalOfGroup(number, new RandomGeometry(number)));
    expect(String(standardize(crystal.toStructure()))).toBe(String(crystal));
  });
});

/** Distance on the given axes, up to translations of the new cell and of the given one. */
function latticeDistance(given: Structure, P: readonly number[], x: readonly number[], y: readonly number[]): number {
  let least = distance(given.lattice, x, y);
  // A primitive cell is given: its own translations are enough. A larger one is divided: those of the new cell are tried, too.
  for (let i = 0; i < 3 && least > 1e-4; i++)
    for (const sign of [-1, 1])
      least = Math.min(
        least,
        distance(
          given.lattice,
          x.map((c, j) => c + sign * P[3 * j + i]!),
          y,
        ),
      );
  return least;
}

describe('what idealising changes', () => {
  const salt = (c: number, shift: number): Structure =>
    Structure.of({
      lattice: { a: 4.12, b: 4.12, c, alpha: 90, beta: 90, gamma: 90 },
      sites: [
        { position: [0, 0, 0], species: 'Cs' },
        { position: [0.5, 0.5, 0.5 + shift / c], species: 'Cl' },
      ],
    });

  it('is the strain: of a cube that is longer along one edge by ε, 2ε/3', () => {
    for (const epsilon of [3e-4, -3e-4, 1e-3]) {
      const { group, strain, cellParameters } = standardize(salt(4.12 * (1 + epsilon), 0), { symprec: 0.05 });
      expect(group.number).toBe(221);
      expect(strain / ((2 / 3) * Math.abs(epsilon))).toBeCloseTo(1, 2);
      expect(cellParameters.a / cellParameters.c).toBeCloseTo(1, 14);
    }
    expect(standardize(salt(4.12, 0)).strain).toBeLessThan(1e-12);
  });

  it('is the displacement: of two atoms that are off by d from each other, from d/2 to d', () => {
    for (const d of [0.002, 0.006]) {
      const { group, displacement } = standardize(salt(4.12, d), { symprec: 0.02 });
      expect(group.number).toBe(221);
      expect(displacement).toBeGreaterThan(0.49 * d);
      expect(displacement).toBeLessThan(1.01 * d);
    }
    expect(standardize(salt(4.12, 0)).displacement).toBeLessThan(1e-12);
  });

  it.each([2, 15, 62, 155, 167, 176, 227])(
    'is the displacement: of one site that is off by d, about d (group %i)',
    (number) => {
      const random = new RandomGeometry(number);
      const ideal = crystalOfGroup(number, new RandomGeometry(number));
      const inverse = inverseOf(ideal.lattice.flat());
      for (let attempt = 0; attempt < 6; attempt++) {
        const d = 0.004;
        const direction = random.direction();
        // x = r L⁻¹ for rows.
        const step = [0, 1, 2].map((i) => d * direction.reduce((sum, r, j) => sum + r * inverse[3 * j + i]!, 0));
        const moved = random.integer(0, ideal.sites.length - 1);
        const sites = ideal.sites.map(({ position, species }, i) => ({
          position: i === moved ? position.map((x, axis) => x + step[axis]!) : position,
          species,
        }));
        const { group, displacement } = standardize(Structure.of({ lattice: ideal.lattice, sites }), { symprec: 0.02 });
        expect(group.number).toBe(number);
        // The others of the orbit hold it back, if there are any; the origin may follow it.
        expect(displacement / d).toBeGreaterThan(0.45);
        expect(displacement / d).toBeLessThan(1.1);
      }
    },
  );

  it('are lengths and angles that symmetry makes equal: exactly', () => {
    for (const number of [15, 62, 136, 167, 194, 225]) {
      const { lattice, group } = standardize(crystalOfGroup(number, new RandomGeometry(number)));
      const [[a], [bx, by, bz], [cx, cy, cz]] = lattice;
      expect([bz, cy]).toEqual([0, 0]);
      const isHexagonal = group.crystalSystem === 'trigonal' || group.crystalSystem === 'hexagonal';
      if (!isHexagonal) expect(bx).toBe(0);
      else expect(Math.hypot(bx, by) / a).toBeCloseTo(1, 14);
      if (group.crystalSystem !== 'monoclinic') expect(cx).toBe(0);
      if (group.crystalSystem === 'tetragonal' || group.crystalSystem === 'cubic') expect(by / a).toBeCloseTo(1, 14);
      if (group.crystalSystem === 'cubic') expect(cz / a).toBeCloseTo(1, 14);
    }
  });
});
