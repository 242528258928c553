import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initMoyo } from '../standardize/moyo.js';
import { standardize } from '../standardize/standardize.js';
import { symmetryReport } from '../standardize/symmetryReport.js';
import { featuresOf } from './featuresOf.js';
import { openDataset } from './openDataset.js';
import { readStructureFile } from './readStructureFile.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diagnostics-'));
  await initMoyo();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const cif = (symmetry: string, columns: string, atoms: string, more = ''): string => `data_x
_cell_length_a 4
_cell_length_b 4
_cell_length_c 4
_cell_angle_alpha 90
_cell_angle_beta 90
${more.includes('gamma') ? '' : '_cell_angle_gamma 90\n'}${symmetry}
${more.replace('no gamma', '')}
loop_
_atom_site_label
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
${columns
  .split(' ')
  .filter((name) => name !== '')
  .map((name) => `_atom_site_${name}\n`)
  .join('')}${atoms}
`;
const P1 = "_symmetry_space_group_name_H-M 'P 1'";

test.each<[string, string, string, readonly string[]]>([
  ['two sites at 0.55 Å', 'near.cif', cif(P1, '', 'H1 0 0 0\nO1 .1375 0 0'), ['short-distance', 'group-differs']],
  [
    'the same without labels',
    'POSCAR',
    'H O\n1\n4 0 0\n0 4 0\n0 0 4\nH O\n1 1\nD\n0 0 0\n.1375 0 0\n',
    ['short-distance'],
  ],
  ['no space group', 'none.cif', cif('', '', 'Na1 0 0 0'), ['symmetry-missing']],
  [
    'another number',
    'number.cif',
    cif(
      "_symmetry_space_group_name_H-M 'P m -3 m'\n_space_group_name_Hall '-P 4 2 3'\n_symmetry_Int_Tables_number 225",
      '',
      'Na1 0 0 0',
    ),
    ['symmetry-conflict'],
  ],
  [
    'a lower group than its atoms',
    'lower.cif',
    cif("_symmetry_space_group_name_H-M 'P 4 m m'", '', 'Cs1 0 0 0\nCl1 .5 .5 .5'),
    ['group-differs'],
  ],
  [
    'shared sites',
    'shared.cif',
    cif(P1, 'occupancy', 'Na1 0 0 0 .5\nK1 0 0 0 .5'),
    ['partial-occupancy', 'group-differs'],
  ],
  [
    'hydrogen without positions',
    'hydrogen.cif',
    cif(P1, 'attached_hydrogens', 'C1 0 0 0 4'),
    ['atoms-missing', 'group-differs'],
  ],
  [
    'another formula',
    'formula.cif',
    cif(P1, '', 'Na1 0 0 0', "_chemical_formula_sum 'Na Cl'"),
    ['formula-conflict', 'group-differs'],
  ],
  ['an angle that is not given', 'angle.cif', cif(P1, '', 'Na1 0 0 0', 'no gamma'), ['angle-assumed', 'group-differs']],
  [
    'a dummy site',
    'dummy.cif',
    cif(P1, 'calc_flag', 'Na1 0 0 0 .\nX1 .5 .5 .5 dum'),
    ['site-left-out', 'group-differs'],
  ],
])('%s: features are made with all that a report of the file says', async (_, name, text, expected) => {
  const path = join(folder, name);
  await writeFile(path, text);
  const reported = (await readStructureFile(path)).map(
    (result) => symmetryReport(result, standardize(result.structure)).diagnostics,
  );
  const found = [];
  for await (const item of featuresOf(await openDataset(path), { workers: 0 })) found.push(item.diagnostics);
  expect(found).toEqual(reported);
  expect(reported.map((list) => list.map(({ code }) => code))).toEqual([expected]);
});
