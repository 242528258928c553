import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../shell/failure.js';
import { type Captured, runCaptured } from '../testing/runCaptured.js';
import { trainingFixture } from '../testing/trainingFixtures.js';
import type { PreparedSummary } from './prepare.js';

const CELL = '1\n4 0 0\n0 4 0\n0 0 4\n';
const ROWS = 'Direct\n0 0 0\n.5 .5 .5\n';
/** A made-up oxide of manganese in a magnetic group. */
const MCIF = `data_oxide
_space_group_magn.number_BNS 15.90
_cell_length_a 5
_cell_length_b 6
_cell_length_c 7
_cell_angle_alpha 90
_cell_angle_beta 100
_cell_angle_gamma 90
loop_
_space_group_symop_magn_operation.id
_space_group_symop_magn_operation.xyz
1 x,y,z,+1
2 -x,y,-z+1/2,+1
3 -x,-y,-z,-1
4 x,-y,z+1/2,-1
loop_
_space_group_symop_magn_centering.id
_space_group_symop_magn_centering.xyz
1 x,y,z,+1
2 x+1/2,y+1/2,z,-1
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
Mn1 Mn 0 0 0
O1 O 0.1 0.2 0.3
loop_
_atom_site_moment.label
_atom_site_moment.crystalaxis_x
Mn1 2.5
`;
/** The operations are missing, and the symbol leaves the origin open: atoms at 0 are diamond or not. */
const OPEN_ORIGIN = `data_x
_cell_length_a 5.64
_cell_length_b 5.64
_cell_length_c 5.64
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_symmetry_space_group_name_H-M 'F d -3 m'
loop_
_atom_site_label
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
Cs1 0 0 0
`;
/** Names of files, and what they hold. */
const FILES: Readonly<Record<string, string>> = {
  'magnetic.cif': MCIF,
  'open.cif': OPEN_ORIGIN,
  'vasp4.vasp': `unnamed\n${CELL}1 1\n${ROWS}`,
  // An empty line before the comment hides the format.
  'shifted.vasp': `\n\n${CELL}Cs Cl\n1 1\n${ROWS}`,
  'repaired.vasp': `Cs Cl\n${CELL}1 1\n${ROWS}`,
  'overlap.vasp': `c\n${CELL}Cs Cl\n1 1\nDirect\n0 0 0\n.1 0 0\n`,
};

let folder: string;
let run: string;
const path = (name: string): string => join(folder, name);
const cft = (...argv: string[]): Promise<Captured> => runCaptured(argv, { CFT_CACHE: join(folder, 'cache') });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-reading-'));
  await Promise.all(Object.entries(FILES).map(([name, text]) => writeFile(path(name), text)));
  const { argv } = await trainingFixture(folder);
  run = path('run');
  await runCaptured([...argv, '--epochs', '1', '--out', run]);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Columns of the only line of a prediction. */
const predicted = async (name: string, ...argv: string[]): Promise<Record<string, string>> => {
  const { stdout } = await cft('predict', run, path(name), '--backend', 'cpu', '--workers', '0', ...argv);
  return parse<Record<string, string>>(stdout, { columns: true })[0] ?? {};
};

describe('--species', () => {
  test('names the elements of a VASP 4 file, as its error says', async () => {
    const { exitCode, stderr } = await cft('inspect', path('vasp4.vasp'));
    expect([exitCode, stderr]).toEqual([EXIT.data, expect.stringMatching(/names no elements.*--species Na,Cl/)]);
    expect((await cft('inspect', path('vasp4.vasp'), '--species', 'Cs,Cl')).stdout).toContain('CsCl');
    expect((await predicted('vasp4.vasp'))['error']).toContain('--species Na,Cl');
    expect(await predicted('vasp4.vasp', '--species', 'Cs,Cl')).toMatchObject({ formula: 'CsCl', error: '' });
  });

  test('goes with convert and prepare', async () => {
    await cft('convert', path('vasp4.vasp'), path('named.vasp'), '--species', 'Cs,Cl');
    expect(await readFile(path('named.vasp'), 'utf8')).toContain('Cs Cl\n1 1\n');
    const { stdout } = await cft('prepare', path('vasp4.vasp'), '--species', 'Cs,Cl', '--workers', '0', '--json');
    expect((JSON.parse(stdout) as PreparedSummary[])[0]).toMatchObject({ prepared: 1, refused: [] });
  });

  test('must be symbols', async () => {
    const { exitCode, stderr } = await cft('inspect', path('vasp4.vasp'), '--species', 'Cs,');
    expect([exitCode, stderr]).toEqual([EXIT.usage, expect.stringContaining('symbols of elements with commas')]);
  });
});

test('--strict refuses what would be repaired, in all commands', async () => {
  const file = path('repaired.vasp');
  expect((await cft('inspect', file)).exitCode).toBe(EXIT.ok);
  expect((await predicted('repaired.vasp'))['formula']).toBe('CsCl');
  for (const argv of [
    ['inspect', file],
    ['convert', file, path('strict.cif')],
    ['predict', run, file, '--backend', 'cpu', '--workers', '0'],
    ['prepare', file, '--workers', '0'],
  ])
    expect([argv[0], (await cft(...argv, '--strict')).exitCode]).toEqual([argv[0], EXIT.data]);
});

test('--format tells what the content does not', async () => {
  expect((await cft('inspect', path('shifted.vasp'))).stderr).toContain('expected CIF, POSCAR');
  expect((await cft('inspect', path('shifted.vasp'), '--format', 'poscar')).stderr).toContain(
    'POSCAR: the scale factor',
  );
  expect((await predicted('shifted.vasp', '--format', 'poscar'))['error']).toContain('POSCAR: the scale factor');
  expect((await cft('inspect', path('vasp4.vasp'), '--format', 'xyz')).exitCode).toBe(EXIT.usage);
});

test('--nuclear reads a magnetic CIF without its moments', async () => {
  const file = path('magnetic.cif');
  expect((await cft('inspect', file)).stderr).toContain('--nuclear');
  expect((await cft('inspect', file, '--nuclear')).stdout).toContain('MnO2');
  expect((await predicted('magnetic.cif', '--nuclear'))['formula']).toBe('MnO2');
});

test('--setting decides between origins', async () => {
  const formulaWith = async (setting: string): Promise<unknown> => {
    const { stdout } = await cft('inspect', path('open.cif'), '--setting', setting, '--json');
    return (JSON.parse(stdout) as { sites: number }[])[0]?.sites;
  };
  expect([await formulaWith('F d -3 m:1'), await formulaWith('F d -3 m:2')]).toEqual([8, 16]);
});

describe('atoms at one place', () => {
  test('are a warning where a file is shown or converted', async () => {
    expect((await cft('inspect', path('overlap.vasp'))).stdout).toContain('are only 0.400 Å apart');
    const { exitCode, stderr } = await cft('convert', path('overlap.vasp'), path('overlap.cif'));
    expect([exitCode, stderr]).toEqual([EXIT.ok, expect.stringContaining('warning: site 1 (Cs) and site 2 (Cl) are')]);
  });

  test('are an error where features are made, unless --allow-overlap takes them', async () => {
    expect((await predicted('overlap.vasp'))['error']).toMatch(/are 0.400 Å apart.*--allow-overlap/);
    const row = await predicted('overlap.vasp', '--allow-overlap');
    expect(row).toMatchObject({ formula: 'CsCl', error: '' });
    expect(row['warnings']).toContain('are only 0.400 Å apart');
    const prepare = async (...argv: string[]): Promise<PreparedSummary | undefined> =>
      (
        JSON.parse(
          (await cft('prepare', path('overlap.vasp'), '--workers', '0', '--json', ...argv)).stdout,
        ) as PreparedSummary[]
      )[0];
    expect(await prepare('--allow-overlap')).toMatchObject({ prepared: 1 });
    expect(await prepare()).toMatchObject({ prepared: 0, refused: [{ code: 'bad-site' }] });
  });
});

test('cells beyond --max-sites and --max-pairs are refused', async () => {
  const found = async (...argv: string[]): Promise<string | undefined> =>
    (await predicted('overlap.vasp', '--allow-overlap', ...argv))['error'];
  expect(await found('--max-sites', '1')).toMatch(/at most 1 sites, this one has 2; .*--max-sites/);
  expect(await found('--max-pairs', '3')).toMatch(
    /at most 3 pairs of orbits, this one has 4, of 2 orbits; .*--max-pairs/,
  );
  expect(await found('--max-sites', '2', '--max-pairs', '4')).toBe('');
  const { exitCode, stderr } = await cft('predict', run, path('overlap.vasp'), '--max-sites', '0');
  expect([exitCode, stderr]).toEqual([EXIT.usage, expect.stringContaining('It must be an integer from 1 to 1000000')]);
});

test('a run keeps how its structures are read', async () => {
  const config = JSON.parse(await readFile(join(run, 'config.json'), 'utf8')) as Record<string, unknown>;
  expect(config).not.toHaveProperty('reading');
  const { argv } = await trainingFixture(path('strict'));
  const other = path('strict/run');
  await runCaptured([...argv, '--epochs', '1', '--out', other, '--strict', '--species', 'Na,Cl']);
  expect(JSON.parse(await readFile(join(other, 'config.json'), 'utf8'))).toMatchObject({
    reading: { strict: true, species: ['Na', 'Cl'] },
  });
});
