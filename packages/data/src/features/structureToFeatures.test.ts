import { spaceGroup } from '@crystal-fourier/spacegroups';
import { beforeAll, describe, expect, it } from 'vitest';
import { DataError } from '../core/errors.js';
import { readCif } from '../formats/cif/readCif.js';
import { crystalDiagnostics } from '../standardize/crystalDiagnostics.js';
import { initMoyo } from '../standardize/moyo.js';
import { standardize } from '../standardize/standardize.js';
import { Structure } from '../structure/structure.js';
import { diamondStructure, rockSaltStructure } from '../../test/support/knownCrystals.ts';
import { featurize } from './featurize.js';
import { featureRecipe } from './recipe.js';
import type { SizeLimits } from './sizeLimits.js';
import { structureToFeatures } from './structureToFeatures.js';

beforeAll(() => initMoyo());

const cubic = { a: 4, b: 4, c: 4, alpha: 90, beta: 90, gamma: 90 };
const pair = (x: number): Structure =>
  Structure.of({
    lattice: cubic,
    sites: [
      { position: [0, 0, 0], species: 'H' },
      { position: [x, 0, 0], species: 'O' },
    ],
  });

describe('structureToFeatures', () => {
  it('is standardize and featurize with one recipe', () => {
    const structure = rockSaltStructure(5.64);
    const recipe = featureRecipe({ symprec: 0.02, radial: { bins: 12 } });
    const { features, crystal, diagnostics, ...facts } = structureToFeatures(structure, recipe);
    expect(crystal).toMatchObject({ symprec: 0.02, requestedSymprec: 0.02 });
    expect(features).toEqual(
      featurize(standardize(structure, { symprec: 0.02, handedness: 'merge' }), { radial: { bins: 12 } }),
    );
    expect(features.recipe).toBe(recipe);
    expect(features.fourier).toBeInstanceOf(Float32Array);
    expect(facts).toMatchObject({ formula: 'NaCl', siteCount: 8, wyckoff: 'a b', symprec: 0.02 });
    expect(diagnostics).toEqual([]);
  });

  it('measures its steps', () => {
    let clock = 0;
    const times: [string, number][] = [];
    const timing = { now: () => clock++, add: (step: string, ms: number) => void times.push([step, ms]) };
    structureToFeatures(diamondStructure(3.567), {}, { timing });
    expect(times).toEqual([
      ['standardize', 1],
      ['featurize', 1],
    ]);
  });

  it('warns of sites that are nearer than atoms can be, in every format', () => {
    const [result] = readCif(`data_a
_cell_length_a 4
_cell_length_b 4
_cell_length_c 4
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
loop_
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
H 0 0 0
O 0.1375 0 0
`);
    for (const structure of [pair(0.1375), result!.structure])
      expect(structureToFeatures(structure).diagnostics).toEqual([
        { severity: 'warning', code: 'short-distance', message: expect.stringContaining('are only 0.550 Å apart') },
      ]);
    // Nearly a bond of hydrogen.
    expect(structureToFeatures(pair(0.17)).diagnostics).toEqual([]);
  });

  it('refuses atoms at one place, unless it is told to take them', () => {
    const structure = pair(0.0975);
    expect(() => structureToFeatures(structure)).toThrow(
      /^site 1 \(H\) and site 2 \(O\) are 0.390 Å apart, .*allowOverlap/,
    );
    try {
      structureToFeatures(structure);
    } catch (error) {
      expect(error).toMatchObject({ code: 'bad-site', diagnostics: [{ code: 'short-distance' }] });
    }
    expect(structureToFeatures(structure, {}, { allowOverlap: true }).diagnostics).toMatchObject([
      { severity: 'warning', code: 'short-distance', message: expect.stringContaining('are only 0.390 Å apart') },
    ]);
  });

  it('warns of a declared group that the atoms do not have; P 1 contradicts nothing', () => {
    const structure = rockSaltStructure(5.64);
    const symmetry = { group: spaceGroup(62), source: 'number', consistent: true, conflicts: [] } as const;
    expect(
      structureToFeatures(structure, {}, { symmetry: { ...symmetry, group: spaceGroup(1) } }).diagnostics,
    ).toMatchObject([{ severity: 'note', code: 'group-differs' }]);
    expect(structureToFeatures(structure, {}, { symmetry }).diagnostics).toMatchObject([
      { severity: 'warning', code: 'group-differs', message: expect.stringContaining('the atoms have F m -3 m (225)') },
    ]);
    expect(structureToFeatures(structure, {}, { symmetry: { ...symmetry, source: 'none' } }).diagnostics).toEqual([]);
  });
});

describe('crystalDiagnostics', () => {
  it('tells a tolerance that was reduced', () => {
    const structure = rockSaltStructure(5.64);
    const crystal = Object.create(standardize(structure), { requestedSymprec: { value: 0.1 } });
    expect(crystalDiagnostics(structure, crystal)).toMatchObject([
      { code: 'tolerance-reduced', message: 'no group was consistent within 0.1 Å; this one is within 0.01 Å' },
    ]);
  });
});

describe('featurize', () => {
  it('fills in the symprec of the crystal, and refuses another', () => {
    const crystal = standardize(rockSaltStructure(5.64), { symprec: 0.05 });
    expect(featurize(crystal).recipe).toEqual(featureRecipe({ symprec: 0.05, handedness: 'keep' }));
    expect(() => featurize(crystal, featureRecipe())).toThrow(
      /must have the symprec that the crystal was standardised with, 0.05 Å, got 0.01 Å/,
    );
  });

  it('refuses features that are not finite', () => {
    const crystal = standardize(rockSaltStructure(5.64));
    const broken = Object.create(crystal, { lattice: { value: [[Infinity, 0, 0], ...crystal.lattice.slice(1)] } });
    expect(() => featurize(broken as typeof crystal)).toThrow(/finite|lattice|cell/);
  });

  it('refuses crystals with too many orbits before memory is taken', () => {
    const crystal = standardize(rockSaltStructure(5.64));
    const withOrbits = (length: number): typeof crystal =>
      Object.create(crystal, { orbits: { value: Array.from({ length }, () => crystal.orbits[0]!) } }) as typeof crystal;
    expect(() => featurize(withOrbits(1501), { encodings: {} })).toThrow(/at most 1500 orbits .*, this one has 1501/);
    expect(() => featurize(withOrbits(65_536))).toThrow(/at most 65535 orbits, this one has 65536/);
  });

  it('refuses what is larger than the limits before it works', () => {
    const structure = rockSaltStructure(5.64);
    const made = (limits: SizeLimits): unknown => structureToFeatures(structure, {}, limits);
    const times: string[] = [];
    const timing = { now: () => 0, add: (step: string) => void times.push(step) };
    expect(() => structureToFeatures(structure, {}, { maxSites: 1, timing })).toThrow(
      /at most 1 sites, this one has 2; .*maxSites \(cft: --max-sites\)/,
    );
    expect(times).toEqual([]);
    expect(() => made({ maxPairs: 3 })).toThrow(/at most 3 pairs of orbits, this one has 4, of 2 orbits; .*maxPairs/);
    expect(() => made({ maxSites: 0 })).toThrow(/maxSites must be a number of at least 1, got 0/);
    expect(() => made({ maxPairs: NaN })).toThrow(/maxPairs must be/);
    expect(made({ maxSites: 2, maxPairs: 4 })).toEqual(structureToFeatures(structure));
    expect(made({ maxSites: Infinity, maxPairs: Infinity })).toEqual(structureToFeatures(structure));
  });

  it('refuses sites that are not filled by one element', () => {
    const half = Structure.of({
      lattice: cubic,
      sites: [{ position: [0, 0, 0], species: [{ element: 'Fe', occupancy: 0.5 }] }],
    });
    expect(() => structureToFeatures(half)).toThrow(DataError);
    expect(() => structureToFeatures(half)).toThrow(/one element/);
  });
});
