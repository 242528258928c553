import { beforeAll, expect, test } from 'vitest';
import { readCif } from '../formats/cif/readCif.js';
import { initMoyo } from './moyo.js';
import { standardize } from './standardize.js';
import { Structure } from '../structure/structure.js';
import { groupFacts, symmetryReport } from './symmetryReport.js';
import { textsOf } from '../../test/support/diagnostics.ts';
import { diamondStructure, rockSaltStructure } from '../../test/support/knownCrystals.ts';

beforeAll(() => initMoyo());

const cubic = { a: 4, b: 4, c: 4, alpha: 90, beta: 90, gamma: 90 };
const reportOf = (structure: Structure): ReturnType<typeof symmetryReport> =>
  symmetryReport({ structure, diagnostics: [] }, standardize(structure));

test('the report of rock salt is plain data', () => {
  const structure = rockSaltStructure(5.64);
  const crystal = standardize(structure);
  const diagnostics = [{ severity: 'note', code: 'disorder-kept', message: 'a' }] as const;
  const report = symmetryReport({ structure, diagnostics }, crystal);
  expect(report).toMatchObject({
    id: null,
    formula: 'NaCl',
    sites: 2,
    declared: null,
    group: { number: 225, symbol: 'F m -3 m', schoenflies: 'Oh^5', crystalSystem: 'cubic' },
    standardCell: { sites: 8 },
    symprec: 0.01,
    diagnostics,
  });
  expect(report.standardCell.volume).toBeCloseTo(5.64 ** 3, 6);
  expect(report.group).toEqual(groupFacts(crystal.group));
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

test('parameters of an orbit are those that its position has', () => {
  const { orbits } = reportOf(diamondStructure(3.567));
  expect(orbits).toEqual([
    {
      species: 'C',
      letter: 'a',
      multiplicity: 8,
      siteSymmetry: '-43m',
      coordinates: '1/8,1/8,1/8',
      parameters: {},
      position: [0.125, 0.125, 0.125],
    },
  ]);
});

test('a declared group that the atoms do not have is a warning', () => {
  const text = `data_a
_cell_length_a 4
_cell_length_b 4
_cell_length_c 4
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_symmetry_space_group_name_H-M 'P 4 m m'
loop_
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
Cs 0 0 0
Cl .5 .5 .5
`;
  const [result] = readCif(text);
  const report = symmetryReport(result!, standardize(result!.structure, { symprec: 0.02 }));
  expect(report.declared).toEqual({ number: 99, symbol: 'P 4 m m', source: 'hermann-mauguin' });
  expect(textsOf(report, 'warning')).toContain(
    'the file declares P 4 m m (99), the atoms have P m -3 m (221) within 0.02 Å',
  );
});

test('shared sites and sites that nearly touch are warnings', () => {
  const half = Structure.of({
    lattice: cubic,
    sites: [{ position: [0, 0, 0], species: [{ element: 'Fe', occupancy: 0.5 }] }],
  });
  expect(reportOf(half).diagnostics).toMatchObject([{ severity: 'warning', code: 'partial-occupancy' }]);
  const near = Structure.of({
    lattice: cubic,
    sites: [
      { position: [0, 0, 0], species: 'H' },
      { position: [0.1, 0, 0], species: 'O' },
    ],
  });
  expect(reportOf(near).diagnostics).toMatchObject([
    { code: 'short-distance', message: 'site 1 (H) and site 2 (O) are only 0.400 Å apart' },
  ]);
});
