import { inverse, matMul, matOfRows, matVec, minus, transpose, type Vec3, vecMat } from '@crystal-fourier/math3';
import { frequencySet } from '@crystal-fourier/fourier-basis';
import { beforeAll, describe, expect, it } from 'vitest';
import { DataError } from '../core/errors.js';
import { featurize } from '../features/featurize.js';
import { initMoyo } from './moyo.js';
import { standardize } from './standardize.js';
import { Structure } from '../structure/structure.js';
import { crystalOfGroup } from '../../test/support/generatedCrystal.ts';
import { deviation } from '../../test/support/invariance.ts';
import { diamondStructure, rockSaltStructure, wurtziteStructure } from '../../test/support/knownCrystals.ts';
import { RandomGeometry } from '../../test/support/randomGeometry.ts';

beforeAll(() => initMoyo());

/** The structure with some shift of its sites, in Å. */
function displaced(structure: Structure, site: number, by: Vec3): Structure {
  const inverted = inverse(matOfRows(structure.lattice));
  const shift = vecMat(by, inverted);
  return Structure.of({
    lattice: structure.lattice,
    sites: structure.sites.map((s, i) =>
      i === site ? { ...s, position: s.position.map((x, j) => x + shift[j]!) } : s,
    ),
  });
}

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof DataError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'no error';
};

describe('standardize', () => {
  it('known crystals', () => {
    expect(String(standardize(rockSaltStructure(5.64)))).toBe('F m -3 m (225): Na 4a 0,0,0; Cl 4b 1/2,1/2,1/2');
    // Origin choice 2: at the inversion centre between two atoms.
    expect(String(standardize(diamondStructure(3.567)))).toBe('F d -3 m:2 (227): C 8a 1/8,1/8,1/8');
    const crystal = standardize(rockSaltStructure(5.64));
    expect(crystal.cellParameters).toEqual({
      a: crystal.cellParameters.a,
      b: crystal.cellParameters.a,
      c: crystal.cellParameters.a,
      alpha: 90,
      beta: 90,
      gamma: 90,
    });
    expect(crystal.cellParameters.a).toBeCloseTo(5.64, 10);
    expect(crystal.siteCount).toBe(8);
    expect(crystal.orbits.map((orbit) => orbit.siteSymmetry)).toEqual(['m-3m', 'm-3m']);
    expect(Array.from(crystal.orbitOfSite)).toEqual([0, 1]);
  });

  it('fixes the origin along a polar axis by the phases of structure factors', () => {
    const text = String(standardize(wurtziteStructure(0)));
    for (const z0 of [0.1, 0.37, -0.61]) expect(String(standardize(wurtziteStructure(z0)))).toBe(text);
    expect(text).toMatch(/^P 63 m c \(186\): S 2b/);
  });

  it('transforms the given structure into the description', () => {
    for (const number of [1, 2, 5, 14, 33, 62, 82, 148, 161, 167, 205, 227]) {
      const given = crystalOfGroup(number, new RandomGeometry(number)).supercell([1, 1, 2]);
      const crystal = standardize(given);
      const { P, p, rotation } = crystal.transformation;
      // Lattice: rows of the new lattice are Pᵀ times the old ones, rotated.
      const rows = matMul(matMul(transpose(P), matOfRows(given.lattice)), transpose(rotation));
      expect(deviation(rows, crystal.lattice.flat())).toBeLessThan(1e-9);
      const inverted = inverse(P);
      given.sites.forEach(({ position, species }, i) => {
        const orbit = crystal.orbits[crystal.orbitOfSite[i]!]!;
        expect(orbit.kind.name).toBe(species[0]!.element);
        const x = matVec(inverted, minus(position, p));
        const isThere = Array.from({ length: orbit.multiplicity }, (_, n) => n).some((n) =>
          x.every((c, j) => {
            const d = c - orbit.sites[3 * n + j]!;
            return Math.abs(d - Math.round(d)) < 1e-9;
          }),
        );
        expect(isThere).toBe(true);
      });
      expect(crystal.displacement).toBeLessThan(1e-9);
      expect(crystal.strain).toBeLessThan(1e-9);
    }
  });

  it('makes symmetry ideal, and says how far sites and the lattice were moved', () => {
    const crystal = standardize(displaced(diamondStructure(3.567), 3, [0.004, 0, 0]));
    expect(crystal.group.number).toBe(227);
    // The mean of eight sites follows by an eighth.
    expect(crystal.displacement).toBeGreaterThan(0.002);
    expect(crystal.displacement).toBeLessThan(0.0041);
    const strained = standardize(
      Structure.of({
        ...diamondStructure(3.567),
        lattice: { a: 3.567, b: 3.567, c: 3.569, alpha: 90, beta: 90, gamma: 90 },
      }),
    );
    expect(strained.group.number).toBe(227);
    expect(strained.strain).toBeCloseTo((0.002 / 3.567) * (2 / 3), 5);
    expect(standardize(displaced(diamondStructure(3.567), 3, [0.1, 0, 0])).group.number).not.toBe(227);
  });

  it('is its own standard', () => {
    for (let number = 3; number <= 230; number += 9) {
      const first = standardize(crystalOfGroup(number, new RandomGeometry(2 * number)));
      const second = standardize(first.toStructure());
      expect(String(second)).toBe(String(first));
      expect(deviation(second.lattice.flat(), first.lattice.flat())).toBeLessThan(1e-9);
      second.orbits.forEach((orbit, i) => expect(deviation(orbit.sites, first.orbits[i]!.sites)).toBeLessThan(1e-9));
    }
  });

  it('keeps handedness: mirror images of a chiral crystal are two crystals', () => {
    const mirrored = (structure: Structure): Structure =>
      Structure.of({
        lattice: structure.lattice,
        sites: structure.sites.map((s) => ({ ...s, position: s.position.map((x) => -x) })),
      });
    const left = crystalOfGroup(76, new RandomGeometry(1));
    expect(standardize(mirrored(left)).group.number).toBe(78);
    // The same crystal on a left-handed basis is the same crystal.
    const [a, b, c] = left.lattice;
    const swapped = Structure.of({
      lattice: [b, a, c],
      sites: left.sites.map((s) => ({ ...s, position: [s.position[1], s.position[0], s.position[2]] })),
    });
    expect(String(standardize(swapped))).toBe(String(standardize(left)));
    const orthorhombic = crystalOfGroup(19, new RandomGeometry(1));
    expect(standardize(mirrored(orthorhombic)).group.number).toBe(19);
    expect(String(standardize(mirrored(orthorhombic)))).not.toBe(String(standardize(orthorhombic)));
  });

  it('takes mixtures and vacancies for kinds of their own', () => {
    const { lattice, sites } = diamondStructure(5);
    const alloy = (share: number): Structure =>
      Structure.of({
        lattice,
        sites: sites.map(({ position }, i) => ({
          position,
          species:
            i < 4
              ? [
                  { element: 'Ga', occupancy: share },
                  { element: 'Al', occupancy: 1 - share },
                ]
              : 'As',
        })),
      });
    const crystal = standardize(alloy(0.5));
    expect(crystal.group.number).toBe(216);
    expect(crystal.kinds.map((kind) => kind.name)).toEqual(['Al0.5Ga0.5', 'As']);
    expect(crystal.isOrdered).toBe(false);
    expect(crystal.toStructure().reducedFormula).toBe('AlGaAs2');
    expect(codeOf(() => standardize(alloy(0.5), { disorder: 'refuse' }))).toMatch(/^unsupported: .*Al0\.5Ga0\.5/);
    expect(codeOf(() => featurize(crystal))).toMatch(/^unsupported: featurize: .*Al0\.5Ga0\.5/);
  });

  it('ignores or refuses magnetic moments', () => {
    const { lattice, sites } = diamondStructure(5);
    const magnetic = (moment: unknown): Structure =>
      Structure.of({
        lattice,
        id: 'MnX',
        sites: sites.map((s, i) => ({ ...s, properties: { magmom: i % 2 === 0 ? moment : 0 } })),
      });
    expect(standardize(magnetic(2)).group.number).toBe(227);
    expect(codeOf(() => standardize(magnetic([0, 0, 1]), { magneticMoments: 'refuse' }))).toMatch(
      /^unsupported: record "MnX": .*site 1/,
    );
    expect(standardize(magnetic(0), { magneticMoments: 'refuse' }).group.number).toBe(227);
  });

  it('refuses what has no symmetry, and options that are none', () => {
    for (const symprec of [0, -1, NaN, 2])
      expect(codeOf(() => standardize(diamondStructure(3.5), { symprec }))).toMatch(/^bad-argument: .*symprec/);
    const { lattice, sites } = diamondStructure(3.5);
    const doubled = Structure.of({ lattice, sites: [...sites, ...sites] });
    expect(codeOf(() => standardize(doubled))).toMatch(/^bad-symmetry: /);
  });
});

describe('featurize', () => {
  it('Fourier features are means of plane waves over the orbit', () => {
    for (const number of [1, 14, 62, 141, 167, 194, 227]) {
      const crystal = standardize(crystalOfGroup(number, new RandomGeometry(number)));
      const { fourier, family, frequencyCount } = featurize(crystal, {
        precision: 'float64',
        fourier: { minCount: 60 },
      });
      const set = frequencySet(family, { minCount: 60 });
      expect(set.half).toHaveLength(frequencyCount);
      crystal.orbits.forEach(({ sites, multiplicity }, i) => {
        set.half.forEach((node, n) => {
          const [h, k, l] = set.at(node) as [number, number, number];
          let [re, im] = [0, 0];
          for (let at = 0; at < sites.length; at += 3) {
            const angle = 2 * Math.PI * (h * sites[at]! + k * sites[at + 1]! + l * sites[at + 2]!);
            re += Math.cos(angle) / multiplicity;
            im += Math.sin(angle) / multiplicity;
          }
          expect(Math.abs(fourier[2 * i * frequencyCount + n]! - re)).toBeLessThan(1e-10);
          expect(Math.abs(fourier[(2 * i + 1) * frequencyCount + n]! - im)).toBeLessThan(1e-10);
        });
      });
    }
  });

  it('damping is by the real length of the frequency', () => {
    const crystal = standardize(wurtziteStructure(0));
    const plain = featurize(crystal, { precision: 'float64' });
    const damped = featurize(crystal, { precision: 'float64', fourier: { damping: 0.35 } });
    const set = frequencySet('hexagonal', { minCount: 256 });
    const { a, c } = crystal.cellParameters;
    set.half.forEach((node, n) => {
      const [h, k, l] = set.at(node) as [number, number, number];
      const square = ((4 / 3) * (h * h + h * k + k * k)) / (a * a) + (l * l) / (c * c);
      expect(damped.fourier[n]!).toBeCloseTo(plain.fourier[n]! * Math.exp(-2 * Math.PI ** 2 * 0.35 ** 2 * square), 10);
    });
  });

  it('shapes, cell features and precision', () => {
    const crystal = standardize(wurtziteStructure(0.2));
    const features = featurize(crystal, { radial: { bins: 20 } });
    expect(features.orbitCount).toBe(2);
    expect(Array.from(features.atomicNumbers)).toEqual([16, 30]);
    expect(Array.from(features.multiplicities)).toEqual([2, 2]);
    expect(features.fourier).toBeInstanceOf(Float32Array);
    expect(features.fourier).toHaveLength(2 * 2 * features.frequencyCount);
    expect(features.radial).toHaveLength(2 * 2 * 20);
    expect(features.groupNumber).toBe(186);
    const volume = 3.82 ** 2 * 6.26 * Math.sqrt(3 / 4);
    const expected = [Math.log(3.82), Math.log(3.82), Math.log(6.26), 0, 0, -0.5, Math.log(volume / 4)];
    expect(deviation(features.cell, expected)).toBeLessThan(1e-6);
    for (const radial of [{ bins: 1 }, { first: 5, last: 4 }, { smearing: 0 }])
      expect(codeOf(() => featurize(crystal, { radial }))).toMatch(/^bad-argument/);
    expect(codeOf(() => featurize(crystal, { fourier: { minCount: 0 } }))).toMatch(/^bad-argument/);
  });
});
