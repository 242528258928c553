import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Diagnostic, diagnosticText } from '@crystal-fourier/data';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCaptured } from '../testing/runCaptured.js';
import { trainingFixture } from '../testing/trainingFixtures.js';

const cif = (columns: string, atoms: string, more = "_symmetry_space_group_name_H-M 'P 1'"): string => `data_x
_cell_length_a 4
_cell_length_b 4
_cell_length_c 4
_cell_angle_alpha 90
_cell_angle_beta 90
${more}
loop_
_atom_site_label
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
${columns}
${atoms}
`;

/** Files that can be read, and what is to be known of them. */
const AWKWARD: Readonly<Record<string, readonly [text: string, codes: readonly string[]]>> = {
  'near.cif': [cif('', 'Na1 0 0 0\nCl1 .1375 0 0'), ['angle-assumed', 'short-distance', 'group-differs']],
  'near.vasp': ['Na Cl\n1\n4 0 0\n0 4 0\n0 0 4\n1 1\nD\n0 0 0\n.1375 0 0\n', ['species-guessed', 'short-distance']],
  'none.cif': [cif('', 'Na1 0 0 0', '_cell_angle_gamma 90'), ['symmetry-missing']],
  'hydrogen.cif': [
    cif('_atom_site_attached_hydrogens', 'Na1 0 0 0 1\nCl1 .5 .5 .5 0'),
    ['angle-assumed', 'atoms-missing', 'group-differs'],
  ],
  'shared.cif': [
    cif('_atom_site_occupancy', 'Na1 0 0 0 .5\nK1 0 0 0 .5'),
    ['angle-assumed', 'partial-occupancy', 'group-differs'],
  ],
};

interface Said {
  readonly file: string;
  readonly diagnostics: readonly Diagnostic<string>[];
}

let folder: string;
let run: string;
let files: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-diagnostics-'));
  const { argv } = await trainingFixture(folder);
  run = join(folder, 'run');
  await runCaptured([...argv, '--epochs', '1', '--out', run]);
  files = Object.keys(AWKWARD).map((name) => join(folder, name));
  await Promise.all(Object.values(AWKWARD).map(([text], i) => writeFile(files[i]!, text)));
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Codes of the diagnostics that are about the crystal, and not about the training set. */
const codesOf = ({ diagnostics }: Said): string[] =>
  diagnostics
    .map(({ code }) => code)
    .filter((code) => !/^(?:unknown-element|unknown-group|far-from-training)$/.test(code));

test('a prediction says all that an inspection says', { timeout: 60_000 }, async () => {
  const expected = Object.values(AWKWARD).map(([, codes]) => codes);
  const inspected = JSON.parse((await runCaptured(['inspect', ...files, '--json'])).stdout) as Said[];
  expect(inspected.map(codesOf)).toEqual(expected);
  const table = join(folder, 'predictions.csv');
  const cpu = ['--backend', 'cpu', '--workers', '0'];
  const { stdout } = await runCaptured(['predict', run, ...files, ...cpu, '--json']);
  const { predictions } = JSON.parse(stdout) as { readonly predictions: readonly Said[] };
  expect(predictions.map(codesOf)).toEqual(expected);
  await runCaptured(['predict', run, ...files, ...cpu, '--out', table]);
  const rows = parse<Record<string, string>>(await readFile(table, 'utf8'), { columns: true });
  rows.forEach(({ warnings = '', notes = '' }, i) => {
    for (const diagnostic of inspected[i]!.diagnostics)
      expect(diagnostic.severity === 'note' ? notes : warnings).toContain(diagnosticText(diagnostic));
  });
  expect(rows).toHaveLength(files.length);
});
