import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataError } from '../core/errors.js';
import type { DatasetOptions } from './dataset.js';
import { featuresOf } from './featuresOf.js';
import { openDataset } from './openDataset.js';
import { prepare } from './prepare.js';

let root: string;
let count = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'places-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

type Files = Readonly<Record<string, string | Uint8Array>>;

async function folderOf(files: Files): Promise<string> {
  const folder = join(root, String(count++));
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

const cif = (c: string | number = 4, block = 'x'): string =>
  `data_${block}\n_cell_length_a 4\n_cell_length_b 4\n_cell_length_c ${c}\n_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 90\n_symmetry_space_group_name_H-M 'P 1'\nloop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nCs1 Cs 0 0 0\n`;
const poscar = (z: string | number = 0): string => `Cs\n1\n4 0 0\n0 4 0\n0 0 4\nCs\n1\nDirect\n0 0 ${z}\n`;
const frame = (z: string): string => `1\nLattice="4 0 0 0 4 0 0 0 4" Properties=species:S:1:pos:R:3\nCs 0 0 ${z}\n`;
const structure = (element = 'Cs') => ({
  lattice: {
    matrix: [
      [4, 0, 0],
      [0, 4, 0],
      [0, 0, 4],
    ],
  },
  sites: [{ species: [{ element, occu: 1 }], abc: [0, 0, 0] }],
});

/** What a prediction has of each record: identifier, file, and the message of a refusal; without the folder. */
async function predicted(folder: string, options: DatasetOptions = { targets: [] }): Promise<unknown[]> {
  const found: unknown[] = [];
  const short = (text: string): string => text.replaceAll(`${folder}/`, '').replaceAll(folder, '.');
  for await (const item of featuresOf(await openDataset(folder, options), { workers: 0 }))
    found.push([item.id, short(item.file), ...(item.ok ? [] : [short(item.error.message)])]);
  return found;
}

describe('errors name the file, the line and the tag of what is wrong', () => {
  it.each<[string, Files, unknown[]]>([
    [
      'a folder of CIFs',
      { 'a.cif': cif(), 'b.cif': cif('four'), 'c.cif': cif(4, 'one') + cif('four', 'two') },
      [
        ['a', 'a.cif'],
        ['b', 'b.cif', expect.stringMatching(/^b\.cif:4: record "x": .*_cell_length_c .*"four"/)],
        ['one', 'c.cif'],
        ['two', 'c.cif', expect.stringMatching(/^c\.cif:19: record "two": .*_cell_length_c .*"four"/)],
      ],
    ],
    [
      'a folder of XYZ files',
      { 'a.xyz': frame('0') + frame('x') + frame('0.5') },
      [
        ['a#1', 'a.xyz'],
        ['a#2', 'a.xyz', expect.stringMatching(/^a\.xyz:6: record "frame 2": .*"0 0 x"/)],
        ['a#3', 'a.xyz'],
      ],
    ],
    [
      'a folder of JSON files',
      {
        'a.json': JSON.stringify(structure()),
        'b.json': `[\n${JSON.stringify({ id: 'p', structure: structure() })},\n${JSON.stringify({ id: 'q', structure: structure('Zz') })},\n{"id": "r",\n "structure": oops}]`,
        'c.json': JSON.stringify({ id: 's', poscar: poscar('one') }),
      },
      [
        ['a', 'a.json'],
        ['p', 'b.json'],
        ['q', 'b.json', expect.stringMatching(/^b\.json:3: record "q": site 1: .*"Zz"/)],
        ['b#3', 'b.json', expect.stringMatching(/^b\.json:5: record "b#3": a record must be JSON: unexpected "oops/)],
        ['s', 'c.json', expect.stringMatching(/^c\.json:1: record "s": line 9 of its structure: .*one/)],
      ],
    ],
    [
      'a folder of tables',
      { 'a.csv': `id,cif,gap\np,"${cif()}",1\nq,"${cif('four')}",1\n`, 'b.csv': 'x,y\n1,2\n' },
      [
        ['p', 'a.csv'],
        ['q', 'a.csv', expect.stringMatching(/^a\.csv:18: record "q": line 4 of its structure: .*_cell_length_c/)],
        ['b.csv', 'b.csv', expect.stringMatching(/^b\.csv:1: .*there must be a column "structure"/)],
      ],
    ],
    [
      'a folder with id_prop.csv',
      { 'id_prop.csv': 'a,1\nb,1\nc,1\nd,1\nb,2\n', 'a.cif': cif(), 'b.cif': cif('four'), 'd.vasp': poscar('one') },
      [
        ['a', 'a.cif'],
        ['b', 'b.cif', expect.stringMatching(/^b\.cif:4: record "x": .*_cell_length_c .*"four"/)],
        ['c', 'id_prop.csv', expect.stringMatching(/^id_prop\.csv:3: record "c": there must be a structure file/)],
        ['d', 'd.vasp', expect.stringMatching(/^d\.vasp:9: record "d": .*one/)],
        ['b', 'b.cif', expect.stringMatching(/^b\.cif:4: /)],
      ],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await predicted(await folderOf(files))).toEqual(expected);
  });

  it('of targets in id_prop.csv name its row; repairs and notes, too', async () => {
    const rows = ['a,1,2', 'b,large,2', 'c,1,nan', 'd,1', 'a,1,2'];
    const files = Object.fromEntries(['a', 'b', 'c', 'd'].map((id) => [`${id}.cif`, cif()]));
    const folder = await folderOf({ ...files, 'id_prop.csv': `${rows.join('\n')}\n` });
    const found = [];
    for await (const item of await openDataset(folder))
      found.push(item.ok ? item.diagnostics.map(({ message }) => message) : item.error.message.replace(folder, '.'));
    expect(found).toEqual([
      [],
      './id_prop.csv:2: record "b": the target "target1" must be a number, got "large"',
      ['id_prop.csv:3: the target "target2" is "nan" and was left out'],
      './id_prop.csv:4: record "d": a row must have 3 cells, as the first, got 2',
      './id_prop.csv:5: record "a": identifiers must differ; a record before has the same',
    ]);
    const { refused } = await prepare(await openDataset(folder), { cache: join(root, 'cache'), workers: 0 });
    expect(refused[0]!.message).toBe('id_prop.csv:2: record "b": the target "target1" must be a number, got "large"');
  });

  it('a folder that cannot be opened has the file that is wrong', async () => {
    const folder = await folderOf({ 'id_prop.csv': '', 'a.cif': cif() });
    const error = (await openDataset(folder).catch((caught: unknown) => caught)) as DataError;
    const found = [];
    for await (const item of featuresOf([{ name: folder, error }], { workers: 0 })) found.push(item.file);
    expect(found).toEqual([join(folder, 'id_prop.csv')]);
  });
});

describe('what is predicted needs no targets', () => {
  it.each<[string, Files, string[]]>([
    [
      'rows of id_prop.csv with anything behind the identifier',
      {
        ...Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((id) => [`${id}.cif`, cif()])),
        'id_prop.csv': 'a,1\nb,large\nc\nd,1,2\ne,\n',
      },
      ['a', 'b', 'c', 'd', 'e'],
    ],
    ['rows that are identifiers only', { 'a.cif': cif(), 'id_prop.csv': 'a\n' }, ['a']],
    [
      'rows of a table with anything in the other columns',
      { 'x.csv': `id,cif,gap\na,"${cif()}",1\nb,"${cif()}",large\nc,"${cif()}"\nd,"${cif()}",1,2\n` },
      ['a', 'b', 'c', 'd'],
    ],
    [
      'records with anything in the other fields',
      {
        'x.json': `[{"id":"a","structure":${JSON.stringify(structure())},"gap":"large"},{"id":"b","structure":${JSON.stringify(structure())},"gap":NaN}]`,
      },
      ['a', 'b'],
    ],
  ])('%s', async (_, files, ids) => {
    const folder = await folderOf(files);
    expect((await predicted(folder)).map((row) => row as string[])).toEqual(
      ids.map((id) => [id, expect.stringMatching(/^(?:[a-e]\.cif|x\.csv|x\.json)$/)]),
    );
  });

  it('what is wanted is asked for', async () => {
    const folder = await folderOf({ 'a.cif': cif(), 'id_prop.csv': 'a\n' });
    await expect(openDataset(folder)).rejects.toThrow(
      'id_prop.csv:1: a row of id_prop.csv must have an identifier and',
    );
  });
});

describe('a folder', () => {
  it.each(['json', 'csv', 'structures'] as const)('has not the layout "%s" of files', async (layout) => {
    const folder = await folderOf({ 'a.cif': cif() });
    await expect(openDataset(folder, { layout })).rejects.toThrow(
      `the layout of a folder must be one of "id-prop", "folder", got "${layout}", which is one of files`,
    );
  });

  it('with id_prop.csv tells how far the reading is', async () => {
    const files = Object.fromEntries(['a', 'b', 'c', 'd'].map((id) => [`${id}.cif`, cif()]));
    const plain = await openDataset(await folderOf({ ...files, 'id_prop.csv': 'a,1\nb,1\nc,1\nd,1\n' }));
    const fractions: (number | undefined)[] = [];
    for await (const { id } of plain) fractions.push(id === '' ? NaN : plain.meter.fraction);
    expect(fractions).toEqual([0.25, 0.5, 0.75, 1]);
    const packed = await openDataset(await folderOf({ ...files, 'id_prop.csv.gz': gzipSync('a,1\nb,1\n') }));
    const ids: string[] = [];
    for await (const { id } of packed) ids.push(id);
    expect([ids, packed.meter.fraction]).toEqual([['a', 'b'], undefined]);
  });
});
