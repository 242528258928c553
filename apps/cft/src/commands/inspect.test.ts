import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Structure, writePoscar } from '@crystal-fourier/data';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EXIT } from '../shell/failure.js';
import type { Inspection } from '../structures/inspection.js';
import { runCaptured } from '../testing/runCaptured.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-inspect-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const file = async (name: string, content: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

/** Rutile, W. H. Baur, Acta Cryst. 9 (1956) 515: u = 0.3056. */
const rutile = Structure.of({
  lattice: { a: 4.594, b: 4.594, c: 2.959, alpha: 90, beta: 90, gamma: 90 },
  sites: [
    { position: [0, 0, 0], species: 'Ti' },
    { position: [0.5, 0.5, 0.5], species: 'Ti' },
    { position: [0.3056, 0.3056, 0], species: 'O' },
    { position: [0.6944, 0.6944, 0], species: 'O' },
    { position: [0.1944, 0.8056, 0.5], species: 'O' },
    { position: [0.8056, 0.1944, 0.5], species: 'O' },
  ],
});

const wrongNumber = `data_halite
_cell_length_a 5.64
_cell_length_b 5.64
_cell_length_c 5.64
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_symmetry_space_group_name_H-M 'F m -3 m'
_symmetry_Int_Tables_number 221
_chemical_formula_sum 'Na Cl'
_cell_formula_units_Z 4
loop_
_atom_site_label
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
Na1 0 0 0
Cl1 .5 .5 .5
`;

describe('cft inspect', () => {
  test('finds group, Wyckoff positions and the way to the standard cell', async () => {
    const skewed = rutile.supercell([
      [1, 1, 0],
      [0, 1, 2],
      [0, 0, 1],
    ]);
    const path = await file('POSCAR', writePoscar(skewed));
    const { exitCode, stdout, stderr } = await runCaptured(['inspect', path, '--json']);
    expect([exitCode, stderr]).toEqual([EXIT.ok, '']);
    const [found] = JSON.parse(stdout) as Inspection[];
    expect(found).toMatchObject({
      formula: 'TiO2',
      declared: null,
      group: { number: 136, symbol: 'P 42/m n m', hall: '-P 4n 2n' },
      diagnostics: [],
    });
    expect(
      found?.orbits.map(
        ({ species, multiplicity, letter, siteSymmetry }) => `${species} ${multiplicity}${letter} ${siteSymmetry}`,
      ),
    ).toEqual(['O 4f m.2m', 'Ti 2a m.mm']);
    expect(found?.orbits[0]?.parameters['x']).toBeCloseTo(0.3056, 9);
    // The transformation gives the standard lattice: columns of P are its vectors on those of the file.
    const { P } = found!.transformation;
    const rows = [0, 1, 2].map((j) =>
      [0, 1, 2].map((x) => [0, 1, 2].reduce((sum, i) => sum + P[3 * i + j]! * skewed.lattice[i]![x]!, 0)),
    );
    const lengths = rows.map((row) => Math.hypot(...row));
    expect(lengths[0]).toBeCloseTo(4.594, 9);
    expect(lengths[2]).toBeCloseTo(2.959, 9);
  });

  test('prints them for people', async () => {
    const path = await file('rutile.vasp', writePoscar(rutile));
    const { stdout } = await runCaptured(['inspect', path]);
    expect(stdout).toContain('TiO2, 6 sites');
    expect(stdout).toContain('P 42/m n m (136)');
    expect(stdout).toMatch(/O +4f +m\.2m +x,x,0 +x=0\.30560/);
    expect(stdout).toMatch(/axes +-?[abc], -?[abc], -?[abc]; origin 0, 0, 0/);
  });

  test('--tensors shows what symmetry leaves of tensors, in text and in JSON', async () => {
    const path = await file('rutile.vasp', writePoscar(rutile));
    const { stdout } = await runCaptured(['inspect', path, '--tensors']);
    const lines = stdout.split('\n').map((line) => line.trim().replace(/ +/g, ' '));
    const at = lines.indexOf('tensors of point group 4/mmm');
    expect(lines.slice(at + 1, at + 8)).toEqual([
      'frame: z along c, y along b*, x = y × z of the standard cell',
      'pyroelectric p_i: 0 by symmetry',
      'dielectric ε_ij: 2 independent components',
      'ε11 · ·',
      '· ε11 ·',
      '· · ε33',
      'gyration g_ij: 0 by symmetry',
    ]);
    // Sites O of rutile, m.2m, have their axes along [110].
    const site = lines.indexOf('Born charge Z_ij of O 4f m.2m: 3 independent components');
    expect(lines.slice(site + 1, site + 4)).toEqual(['Z11 Z12 ·', 'Z12 Z11 ·', '· · Z33']);
    const [found] = JSON.parse((await runCaptured(['inspect', path, '--tensors', '--json'])).stdout) as Inspection[];
    expect(found?.tensors?.axes).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    const elastic = found?.tensors?.properties.find(({ kind }) => kind === 'elastic');
    expect(elastic?.independent).toEqual(['c11', 'c12', 'c13', 'c33', 'c44', 'c66']);
    expect(elastic?.matrix[1]).toEqual(['c12', 'c11', 'c13', '·', '·', '·']);
    expect(elastic?.entries[1]?.[1]).toEqual([{ name: 'c11', factor: [1, 1], root3: false }]);
    expect(found?.tensors?.born.map(({ species, independent }) => `${species} ${independent.length}`)).toEqual([
      'O 3',
      'Ti 3',
    ]);
    const [plain] = JSON.parse((await runCaptured(['inspect', path, '--json'])).stdout) as Inspection[];
    expect(plain).not.toHaveProperty('tensors');
  });

  test('shows repairs, and warns of a declaration that the atoms contradict', async () => {
    const path = await file('halite.cif', wrongNumber);
    const { exitCode, stdout } = await runCaptured(['inspect', path]);
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toMatch(/repaired: line 9: .*221/);
    const lower = await file('p1.cif', wrongNumber.replace("'F m -3 m'", "'F 2 3'").replace('221', '196'));
    const [found] = JSON.parse((await runCaptured(['inspect', lower, '--json'])).stdout) as Inspection[];
    expect(found?.declared).toMatchObject({ number: 196 });
    expect(found?.diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'group-differs',
        message: expect.stringContaining('the file declares F 2 3 (196), the atoms have F m -3 m (225)'),
      },
    ]);
  });

  test.each([
    ['a missing file', 'none.cif', undefined, /none\.cif: a structure file is expected, there is no such file/],
    ['an unknown format', 'x.txt', 'hello world', /x\.txt:1: expected CIF, POSCAR/],
    ['a broken CIF', 'x.cif', 'data_x\n_cell_length_a abc\n', /x\.cif/],
    ['an empty file', 'x.cif', '', /an empty file/],
  ])('%s is one line and exit code 3', async (_, name, content, message) => {
    const path = content === undefined ? join(folder, name) : await file(name, content);
    const { exitCode, stdout, stderr } = await runCaptured(['inspect', path]);
    expect([exitCode, stdout]).toEqual([EXIT.data, '']);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('--strict refuses what would be repaired', async () => {
    const { exitCode, stderr } = await runCaptured(['inspect', await file('halite.cif', wrongNumber), '--strict']);
    expect(exitCode).toBe(EXIT.data);
    expect(stderr).toContain('halite.cif:9');
  });

  test('one broken file does not hide the others', async () => {
    const good = await file('POSCAR', writePoscar(rutile));
    const bad = await file('bad.cif', 'nothing');
    const { exitCode, stdout, stderr } = await runCaptured(['inspect', bad, good, folder, '--json']);
    expect(exitCode).toBe(EXIT.data);
    const outcomes = JSON.parse(stdout) as (Inspection & { error?: { code: string } })[];
    expect(outcomes.map(({ error, formula }) => error?.code ?? formula)).toEqual([
      'unknown-format',
      'TiO2',
      'bad-dataset',
    ]);
    expect(stderr).toBe('error: 2 of 3 structures could not be inspected\n');
  });

  test('a wrong tolerance is a usage error', async () => {
    const { exitCode } = await runCaptured(['inspect', 'x', '--symprec', '0']);
    expect(exitCode).toBe(EXIT.usage);
  });
});
