import { DataError, featurize, initMoyo, standardize, Structure } from '@crystal-fourier/data';
import { beforeAll, describe, expect, it } from 'vitest';
import { wurtziteStructure } from './support/knownCrystals.ts';

const quartz = (origin: readonly number[]): Structure =>
  // α-quartz, P 3₂ 2 1 (No. 154): Si 3a x,0,2/3, O 6c.
  Structure.of({
    lattice: { a: 4.916, b: 4.916, c: 5.4054, alpha: 90, beta: 90, gamma: 120 },
    sites: [
      ...[
        [0.4697, 0, 2 / 3],
        [0, 0.4697, 1 / 3],
        [-0.4697, -0.4697, 0],
      ].map((x) => ({ position: x, species: 'Si' })),
      ...[
        [0.4135, 0.2669, 0.7858],
        [-0.2669, 0.1466, 0.7858 - 1 / 3],
        [-0.1466, -0.4135, 0.7858 + 1 / 3],
        [0.2669, 0.4135, -0.7858],
        [0.1466, -0.2669, 1 / 3 - 0.7858],
        [-0.4135, -0.1466, -1 / 3 - 0.7858],
      ].map((x) => ({ position: x, species: 'O' })),
    ].map(({ position, species }) => ({ position: position.map((c, i) => c + origin[i]!), species })),
    id: 'quartz',
  });

describe('the public way from a structure to features', () => {
  beforeAll(() => initMoyo());

  it('gives one description of quartz, wherever the origin is', () => {
    const crystal = standardize(quartz([0, 0, 0]));
    expect(crystal.group.number).toBe(154);
    expect(
      crystal.orbits.map(
        ({ kind, multiplicity, letter, siteSymmetry }) => `${kind.name} ${multiplicity}${letter} ${siteSymmetry}`,
      ),
    ).toEqual(['O 6c 1', 'Si 3a .2.']);
    expect(String(standardize(quartz([0.31, -0.2, 0.77])))).toBe(String(crystal));
    expect(crystal.displacement).toBeLessThan(0.01);
    expect(crystal.id).toBe('quartz');
  });

  it('gives features of fixed shape', () => {
    const features = featurize(standardize(wurtziteStructure(0)));
    expect(features.family).toBe('hexagonal');
    expect(features.radial).toHaveLength(2 * 2 * features.binCount);
    expect(features.fourier).toHaveLength(2 * 2 * features.frequencyCount);
  });

  it('says what is wrong in one line', () => {
    expect(() => standardize(quartz([0, 0, 0]), { symprec: 0 })).toThrow(DataError);
    expect(() => standardize(quartz([0, 0, 0]), { symprec: 0 })).toThrow(
      /^record "quartz": standardize: symprec must be/,
    );
  });
});
