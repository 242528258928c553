import * as own from '@crystal-fourier/data';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { initMoyo as initMoyoOfSources } from '../src/standardize/moyo.ts';
import { crystalOfGroup } from './support/generatedCrystal.ts';
import { RandomGeometry } from './support/randomGeometry.ts';

/** The package once more: the same code with classes of its own, as two installed copies have. */
let other: typeof own;

beforeAll(async () => {
  await own.initMoyo();
  // Generated crystals come from the sources, also where the built package is tested.
  await initMoyoOfSources();
  vi.resetModules();
  other = await import('@crystal-fourier/data');
  await other.initMoyo();
});

/** As sent to a worker thread, and as stored. */
const sent = <T>(value: T): T => structuredClone(value);
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const rutile = {
  lattice: { a: 4.594, b: 4.594, c: 2.959, alpha: 90, beta: 90, gamma: 90 },
  sites: [
    ...[0, 0.5].map((x) => ({ position: [x, x, x], species: 'Ti', properties: { magmom: 1.5 } })),
    ...[
      [0.305, 0.305, 0],
      [0.695, 0.695, 0],
      [0.195, 0.805, 0.5],
      [0.805, 0.195, 0.5],
    ].map((position) => ({ position, species: [{ element: 'O', occupancy: 1, oxidationState: -2 }], label: 'O1' })),
  ],
  properties: { gap: 3.03 },
  id: 'rutile',
};
const made = (): { structure: own.Structure; crystal: own.StandardCrystal } => {
  const structure = own.Structure.of(rutile);
  return { structure, crystal: own.standardize(structure) };
};

const errorOf = (make: () => unknown): own.DataError => {
  try {
    make();
  } catch (error) {
    return error as own.DataError;
  }
  throw new Error('nothing was thrown');
};

/** A value of the class of another version: its mark says so. */
function ofAnotherVersion<T extends object>(value: T): T {
  const key = Symbol.for('crystal-fourier/data');
  const mark = (value as Record<symbol, string>)[key]!;
  return Object.create(value, { [key]: { value: mark.replace('1', '99') } }) as T;
}

describe('a crystal of each group, as plain data', () => {
  it('is the same crystal, with the same features to the last bit', () => {
    for (let number = 1; number <= 230; number++) {
      const crystal = own.standardize(crystalOfGroup(number, new RandomGeometry(number)));
      for (const again of [sent(crystal.toJSON()), stored(crystal.toJSON())].map(own.crystalFromJson)) {
        expect(String(again)).toBe(String(crystal));
        expect(stored(again)).toEqual(stored(crystal));
        expect(again.orbits).toEqual(crystal.orbits);
        expect(again.orbitOfSite).toEqual(crystal.orbitOfSite);
        const options = { precision: 'float64' } as const;
        expect(own.featurize(again, options)).toEqual(own.featurize(crystal, options));
      }
    }
  }, 120_000);

  it('keeps what it was made of', () => {
    const { crystal } = made();
    const again = own.crystalFromJson(stored(crystal.toJSON()));
    expect(again).toMatchObject({ id: 'rutile', symprec: 0.01, requestedSymprec: 0.01 });
    expect(again.kinds).toEqual(crystal.kinds);
    expect(Object.isFrozen(again.orbits) && Object.isFrozen(again.lattice)).toBe(true);
    expect(own.crystalFromJson(again)).toBe(again);
  });

  it('keeps mixtures', () => {
    const [site] = rutile.sites;
    const species = [
      { element: 'Fe', occupancy: 1 / 3 },
      { element: 'Ti', occupancy: 0.5 },
    ];
    const crystal = own.standardize(own.Structure.of({ ...rutile, sites: [{ ...site!, species }] }));
    const again = own.crystalFromJson(stored(crystal.toJSON()));
    expect(again.kinds).toEqual(crystal.kinds);
    expect(again.isOrdered).toBe(false);
  });
});

describe('plain data that do not fit', () => {
  it.each<[string, (json: own.StandardCrystalJson) => unknown, RegExp]>([
    ['no data', () => null, /expected a crystal, or its toJSON\(\) .*got null/],
    ['another format', (json) => ({ ...json, format: 'StandardCrystal 99' }), /got "StandardCrystal 99"; send/],
    ['a group', (json) => ({ ...json, group: 231 }), /group must be the number of a space group, 1 to 230, got 231/],
    ['a lattice of lower symmetry', (json) => ({ ...json, group: 225 }), /lattice must be a lattice with the symmetry/],
    ['a letter', (json) => ({ ...json, orbits: [{ ...json.orbits[0]!, letter: 'z' }] }), /letter must be .*got "z"/],
    ['a kind', (json) => ({ ...json, orbits: [{ ...json.orbits[0]!, kind: 2 }] }), /kind must be an index below 2/],
    ['parameters', (json) => ({ ...json, orbits: [{ ...json.orbits[0]!, parameters: [0, NaN, 0] }] }), /parameters/],
    ['sites', (json) => ({ ...json, orbitOfSite: [0, 2] }), /orbitOfSite must be indices below 2/],
    ['a transformation', (json) => ({ ...json, transformation: { P: [1] } }), /P must be nine numbers/],
    ['a tolerance', (json) => ({ ...json, symprec: '0.01' }), /symprec must be a number that is not negative/],
    ['species', (json) => ({ ...json, kinds: [[{ element: 'Xx', occupancy: 1 }]] }), /kinds must be/],
  ])('%s: refused with the name of the field', (_, change, message) => {
    const json = stored(made().crystal.toJSON());
    const error = errorOf(() => own.crystalFromJson(change(json) as own.StandardCrystalJson));
    expect(error).toMatchObject({ code: 'bad-argument', message: expect.stringMatching(message) });
  });
});

describe('a structure, as plain data', () => {
  it('is the same structure', () => {
    const { structure } = made();
    for (const again of [sent(structure), sent(structure.toJSON()), stored(structure.toJSON())].map((value) =>
      own.structureFromJson(value),
    )) {
      expect(again).toBeInstanceOf(own.Structure);
      expect(again.toJSON()).toEqual(structure.toJSON());
      expect(again.id).toBe('rutile');
      expect(String(own.standardize(again))).toBe(String(own.standardize(structure)));
    }
    expect(own.structureFromJson(sent(structure)).sites).toEqual(structure.sites);
    expect(own.structureFromJson(structure)).toBe(structure);
  });

  it('of each group has the same numbers', () => {
    for (let number = 1; number <= 230; number += 7) {
      const structure = crystalOfGroup(number, new RandomGeometry(number));
      const again = own.structureFromJson(stored(structure.toJSON()));
      expect(again.lattice).toEqual(structure.lattice);
      expect(again.sites.map(({ position }) => position)).toEqual(structure.sites.map(({ position }) => position));
    }
  });

  it('that is no structure is refused', () => {
    for (const value of [null, 1, {}, { '@class': 'Structure' }, { '@class': 'Molecule' }, { lattice: [] }])
      expect(errorOf(() => own.structureFromJson(value as never))).toBeInstanceOf(own.DataError);
  });
});

describe('values of another copy of the package', () => {
  it('are read', () => {
    const structure = other.Structure.of(rutile);
    const crystal = other.standardize(structure);
    expect(structure).not.toBeInstanceOf(own.Structure);
    expect(own.writeCif(structure)).toBe(other.writeCif(structure));
    expect(String(own.standardize(structure))).toBe(String(crystal));
    expect(own.featurize(crystal)).toEqual(other.featurize(crystal));
    const merged = other.standardize(structure, { handedness: 'merge' });
    expect(own.structureToFeatures(structure).features).toEqual(other.featurize(merged));
  });

  it('become values of this one by from', () => {
    const structure = other.Structure.of(rutile);
    expect(own.structureFromJson(structure)).toBeInstanceOf(own.Structure);
    expect(own.structureFromJson(structure).sites).toEqual(structure.sites);
    const crystal = own.crystalFromJson(other.standardize(structure));
    expect(crystal).toBeInstanceOf(own.StandardCrystal);
    expect(String(crystal)).toBe(String(other.standardize(structure)));
  });
});

describe('one error', () => {
  const ofStructure: Record<string, (value: own.Structure) => unknown> = {
    standardize: (value) => own.standardize(value),
    structureToFeatures: (value) => own.structureToFeatures(value),
    symmetryReport: (value) => own.symmetryReport({ structure: value, diagnostics: [] }, made().crystal),
    writeCif: (value) => own.writeCif(value),
    writePoscar: (value) => own.writePoscar(value),
    writeExtendedXyz: (value) => own.writeExtendedXyz([value]),
    writeJson: (value) => own.writeJson(value),
  };
  const ofCrystal: Record<string, (value: own.StandardCrystal) => unknown> = {
    featurize: (value) => own.featurize(value),
    symmetryReport: (value) => own.symmetryReport({ structure: made().structure, diagnostics: [] }, value),
  };

  it.each(Object.entries(ofStructure))('%s names a structure that lost its class', (name, use) => {
    const { structure } = made();
    for (const value of [sent(structure), stored(structure), ofAnotherVersion(structure)]) {
      const { code, message } = errorOf(() => use(value));
      expect(code).toBe('bad-argument');
      expect(message).toMatch(
        new RegExp(`^${name}: expected a Structure, got (a Object|Structure 99); it lost its class`),
      );
      expect(message).toMatch(/make it again with structureFromJson\(structure\.toJSON\(\)\)$/);
    }
  });

  it.each(Object.entries(ofCrystal))('%s names a crystal that lost its class', (name, use) => {
    const { crystal } = made();
    for (const value of [sent(crystal), sent(crystal.toJSON()) as never, stored(crystal), ofAnotherVersion(crystal)]) {
      const { code, message } = errorOf(() => use(value));
      expect(code).toBe('bad-argument');
      expect(message).toMatch(
        new RegExp(`^${name}: expected a StandardCrystal, got (a Object|StandardCrystal 99); it lost its class`),
      );
      expect(message).toMatch(/make it again with crystalFromJson\(crystal\.toJSON\(\)\)$/);
    }
  });

  it('from names another version', () => {
    const { structure, crystal } = made();
    expect(errorOf(() => own.structureFromJson(ofAnotherVersion(structure))).message).toMatch(/got Structure 99;/);
    expect(errorOf(() => own.crystalFromJson(ofAnotherVersion(crystal))).message).toMatch(/got StandardCrystal 99;/);
  });
});
