import { gzipSync } from 'node:zlib';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStructures, Structure, writeCif, writePoscar } from '@crystal-fourier/data';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatOfName } from '../structures/conversion.js';
import { EXIT } from '../shell/failure.js';
import { type Captured, runCaptured } from '../testing/runCaptured.js';

let folder: string;
let input: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-convert-'));
  input = join(folder, 'salt.vasp');
  await writeFile(input, writePoscar(salt));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Rock salt in its primitive cell. */
const salt = Structure.of({
  lattice: [
    [0, 2.82, 2.82],
    [2.82, 0, 2.82],
    [2.82, 2.82, 0],
  ],
  sites: [
    { position: [0, 0, 0], species: 'Na' },
    { position: [0.5, 0.5, 0.5], species: 'Cl' },
  ],
});

const out = (name: string): string => join(folder, name);
const convert = (...argv: string[]): Promise<Captured> => runCaptured(['convert', ...argv]);
const read = async (name: string): Promise<Structure> => readStructures(await readFile(out(name)))[0]!.structure;

describe('cft convert', () => {
  test.each(['salt.cif', 'POSCAR', 'salt.json', 'salt.xyz', 'salt.extxyz'])(
    'writes %s so that it reads back the same',
    async (name) => {
      const { exitCode, stdout } = await convert(input, out(name));
      expect([exitCode, stdout]).toEqual([EXIT.ok, '']);
      const back = await read(name);
      expect(back.formula).toBe('Na1 Cl1');
      expect(back.volume).toBeCloseTo(salt.volume, 6);
      expect(back.distance(0, 1)).toBeCloseTo(2.82, 8);
    },
  );

  test('--standardize writes the conventional cell with its symmetry, --primitive goes back', async () => {
    await convert(input, out('standard.cif'), '--standardize');
    const [result] = readStructures(await readFile(out('standard.cif')));
    expect(result!.structure.sites).toHaveLength(8);
    expect(result!.symmetry).toMatchObject({ source: 'operations', consistent: true });
    expect(result!.symmetry!.group.number).toBe(225);
    expect(result!.asymmetricUnit).toHaveLength(2);
    // The symmetry of a CIF is kept from CIF to CIF.
    await convert(out('standard.cif'), out('copy.cif'));
    expect(readStructures(await readFile(out('copy.cif')))[0]!.symmetry!.group.number).toBe(225);
    await convert(out('standard.cif'), out('primitive.vasp'), '--primitive');
    expect((await read('primitive.vasp')).sites).toHaveLength(2);
    await convert(out('standard.cif'), out('niggli.json'), '--niggli');
    expect((await read('niggli.json')).sites).toHaveLength(8);
  });

  test('prints to - and reads gzip', async () => {
    await writeFile(out('salt.vasp.gz'), gzipSync(writePoscar(salt)));
    const { exitCode, stdout, stderr } = await convert(out('salt.vasp.gz'), '-', '--to', 'cif');
    expect(exitCode).toBe(EXIT.ok);
    expect(readStructures(stdout)[0]!.structure.formula).toBe('Na1 Cl1');
    expect(stderr).toContain('stdout (cif)');
  });

  test('several structures go into CIF and JSON, one of them into a POSCAR', async () => {
    const both = out('both.cif');
    await writeFile(both, writeCif(salt, { name: 'one' }) + writeCif(salt.supercell(2), { name: 'two' }));
    await convert(both, out('both.json'));
    expect(readStructures(await readFile(out('both.json')))).toHaveLength(2);
    await convert(both, out('copy.cif'));
    expect(readStructures(await readFile(out('copy.cif')))).toHaveLength(2);
    const refused = await convert(both, out('POSCAR'));
    expect([refused.exitCode, refused.stderr]).toEqual([
      EXIT.usage,
      expect.stringContaining('a POSCAR has one structure, the input has 2'),
    ]);
    expect((await convert(both, out('POSCAR'), '--index', '2')).exitCode).toBe(EXIT.ok);
    expect((await read('POSCAR')).sites).toHaveLength(16);
    expect((await convert(both, out('third.cif'), '--index', '3')).stderr).toContain('there is no structure 3');
  });

  test('does not replace a file unless forced, and leaves nothing half written', async () => {
    await writeFile(out('salt.cif'), 'mine');
    const refused = await convert(input, out('salt.cif'));
    expect([refused.exitCode, refused.stderr]).toEqual([EXIT.usage, expect.stringContaining('--force replaces it')]);
    expect(await readFile(out('salt.cif'), 'utf8')).toBe('mine');
    const { stdout } = await convert(input, out('salt.cif'), '--force', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      format: 'cif',
      structures: [{ formula: 'Na1 Cl1', sites: 2, group: null }],
    });
    expect((await readdir(folder)).sort()).toEqual(['salt.cif', 'salt.vasp']);
  });

  test.each([
    [['salt.vasp', 'salt.pdb'], EXIT.usage, /the name does not tell a format/],
    [['salt.vasp', '-'], EXIT.usage, /the format must be told/],
    [['salt.vasp', '-', '--to', 'cif', '--json'], EXIT.usage, /both need stdout/],
    [['salt.vasp', 'x.cif', '--to', 'xsf'], EXIT.usage, /Allowed choices are cif, poscar, json/],
    [['none', 'x.cif'], EXIT.data, /there is no such file/],
    [['salt.vasp', 'none/x.cif'], EXIT.failure, /could not be written/],
  ])('%j ends with one line', async (argv, exitCode, message) => {
    const found = await convert(
      ...argv
        .map((word) => (/^(?:salt|none|x)/.test(word) ? out(word) : word))
        .map((word) => word.replace(/.*\/xsf$/, 'xsf')),
    );
    expect(found.exitCode).toBe(exitCode);
    expect(found.stderr).toMatch(message);
    expect(await readdir(folder)).toEqual(['salt.vasp']);
  });

  test('a mixture does not fit into a POSCAR', async () => {
    const alloy = Structure.of({
      lattice: salt.lattice,
      sites: [
        {
          position: [0, 0, 0],
          species: [
            { element: 'Au', occupancy: 0.5 },
            { element: 'Cu', occupancy: 0.5 },
          ],
        },
      ],
    });
    await writeFile(out('alloy.cif'), writeCif(alloy));
    const { exitCode, stderr } = await convert(out('alloy.cif'), out('POSCAR'));
    expect([exitCode, stderr]).toEqual([EXIT.data, expect.stringContaining('no partial occupancies')]);
  });
});

test('names tell formats', () => {
  expect(['a.CIF', 'dir/POSCAR', 'CONTCAR_2', 'a.vasp', 'a.json'].map(formatOfName)).toEqual([
    'cif',
    'poscar',
    'poscar',
    'poscar',
    'json',
  ]);
});
