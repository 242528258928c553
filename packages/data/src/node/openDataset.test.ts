import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataError } from '../core/errors.js';
import type { DatasetOptions } from './dataset.js';
import { openDataset } from './openDataset.js';
import type { DatasetItem } from './datasetItem.js';

const shared = join(import.meta.dirname, '../../../../../shared/data');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dataset-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Files = Readonly<Record<string, string | Uint8Array>>;

async function put(files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

async function items(name = '', options?: DatasetOptions): Promise<DatasetItem[]> {
  const found: DatasetItem[] = [];
  for await (const item of await openDataset(join(folder, name), options)) found.push(item);
  return found;
}

/** Identifier and targets, or the message of the refusal without the folder. */
async function summary(name = '', options?: DatasetOptions): Promise<unknown[]> {
  return (await items(name, options)).map((item) => {
    if (item.ok) return [item.id, item.targets];
    expect(item.error).toBeInstanceOf(DataError);
    expect(item.error.message).not.toContain('\n');
    return item.error.message.replace(`${folder}/`, '').replace(folder, '');
  });
}

const structure = (a = 4, element = 'Cs') => ({
  '@class': 'Structure',
  lattice: {
    matrix: [
      [a, 0, 0],
      [0, a, 0],
      [0, 0, a],
    ],
  },
  sites: [{ species: [{ element, occu: 1 }], abc: [0, 0, 0] }],
});
const poscar = (a = 4) => `Cs\n${a}\n1 0 0\n0 1 0\n0 0 1\nCs\n1\nDirect\n0 0 0\n`;
const cif = (a = 4, name = 'x') =>
  `data_${name}\n_cell_length_a ${a}\n_cell_length_b ${a}\n_cell_length_c ${a}\n_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 90\n_symmetry_space_group_name_H-M 'P 1'\nloop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nCs1 Cs 0 0 0\n`;
const csv = (rows: readonly string[], header = 'material_id,cif,gap') => `${[header, ...rows].join('\n')}\n`;
const row = (id: string, gap: string, text = cif()) => `${id},"${text}",${gap}`;
const records = (...list: unknown[]) => JSON.stringify(list);

describe('openDataset', () => {
  it('reads arrays of records, packed or not, and records by line', async () => {
    const list = [
      { mp_id: 'a', structure: structure(), gap: 1, formula: 'Cs' },
      { mp_id: 'b', structure: structure(5), gap: null },
    ];
    const expected = [
      ['a', { gap: 1 }],
      ['b', {}],
    ];
    await put({
      'x.json': JSON.stringify(list),
      'y.json.gz': gzipSync(JSON.stringify(list, null, 2)),
      'z.jsonl': list.map((record) => JSON.stringify(record)).join('\n'),
    });
    for (const name of ['x.json', 'y.json.gz', 'z.jsonl']) expect(await summary(name)).toEqual(expected);
    const dataset = await openDataset(pathToFileURL(join(folder, 'x.json')));
    expect([dataset.layout, dataset.ignored]).toEqual(['json', []]);
    // Twice the same.
    for (let i = 0; i < 2; i++) {
      const ids: string[] = [];
      for await (const { id } of dataset) ids.push(id);
      expect(ids).toEqual(['a', 'b']);
    }
    expect(dataset.meter.fraction).toBe(1);
  });

  it.skipIf(process.platform === 'win32')('reads all of a pipe, which gives each byte once', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const count = 4000;
    const line = (i: number) => JSON.stringify({ id: `r${i}`, structure: structure(), gap: i });
    const text = Array.from({ length: count }, (_, i) => line(i)).join('\n');
    expect(text.length).toBeGreaterThan(2 ** 19);
    const [found] = await Promise.all([summary('pipe'), writeFile(pipe, text)]);
    expect(found).toEqual(Array.from({ length: count }, (_, i) => [`r${i}`, { gap: i }]));
  });

  it.skipIf(process.platform !== 'linux')('closes a file that shows no kind in its first 256 KiB', async () => {
    await put({ 'a.cif': ' '.repeat(2 ** 20), 'b.cif': cif() });
    expect(await summary()).toEqual([expect.stringMatching(/^a\.cif: .*the file is empty/), ['b', {}]]);
    const open = await Promise.all(
      (await readdir('/proc/self/fd')).map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')),
    );
    expect(open.filter((path) => path.startsWith(folder))).toEqual([]);
  });

  it('reads the fields it is told to', async () => {
    await put({ 'x.json': records({ key: 7, final: structure(), u: 1, v: 2 }, { key: 8, final: poscar(), u: 3 }) });
    expect(await summary('x.json', { id: 'key', structure: 'final', targets: ['u'] })).toEqual([
      ['7', { u: 1 }],
      ['8', { u: 3 }],
    ]);
    expect((await items('x.json', { id: 'key', structure: 'final', targets: ['u', 'v'] }))[1]).toMatchObject({
      targets: { u: 3 },
      diagnostics: [{ code: 'target-missing', message: 'the target "v" is missing and was left out' }],
    });
    expect(await summary('x.json', { id: 'key', structure: 'final', targets: ['u', 'v'], mode: 'strict' })).toEqual([
      ['7', { u: 1, v: 2 }],
      'x.json:1: record "8": the target "v" must be a finite number, got undefined',
    ]);
  });

  it('reads tables with a column of CIFs', async () => {
    await put({
      'x.csv': csv([row('a', '1.5'), row('b', ''), row('c', '-2e-3')]),
      'y.csv.gz': gzipSync(csv([`0,${row('a', '1')}`], ',material_id,cif,gap')),
    });
    expect(await summary('x.csv')).toEqual([
      ['a', { gap: 1.5 }],
      ['b', {}],
      ['c', { gap: -0.002 }],
    ]);
    expect(await summary('y.csv.gz')).toEqual([['a', { gap: 1 }]]);
  });

  it('takes whether something is so as 1 and 0, as data sets for classification have it', async () => {
    await put({
      'x.json': records(
        { id: 'a', structure: structure(), is_metal: true },
        { id: 'b', structure: structure(), is_metal: false },
      ),
      'x.csv': csv([row('a', 'True'), row('b', 'False'), row('c', 'Truly')]),
      'y/id_prop.csv': 'a,True\nb,FALSE\n',
      'y/a.cif': cif(),
      'y/b.cif': cif(),
    });
    const expected = [
      ['a', { is_metal: 1 }],
      ['b', { is_metal: 0 }],
    ];
    expect(await summary('x.json')).toEqual(expected);
    expect(await summary('x.json', { targets: ['is_metal'] })).toEqual(expected);
    expect(await summary('x.csv', { targets: ['gap'] })).toEqual([
      ['a', { gap: 1 }],
      ['b', { gap: 0 }],
      'x.csv:34: record "c": the target "gap" must be a number, got "Truly"',
    ]);
    expect(await summary('y')).toEqual([
      ['a', { target: 1 }],
      ['b', { target: 0 }],
    ]);
  });

  it('reads a folder with id_prop.csv, with one target or several, with and without header', async () => {
    await put({
      'a.cif': cif(),
      'b.vasp': poscar(),
      'c.cif.gz': gzipSync(cif()),
      'POSCAR-d': poscar(),
      'atom_init.json': '{}',
    });
    await put({ 'id_prop.csv': 'a,1\nb,2\nc,3\nd,4\n' });
    expect(await summary()).toEqual([
      ['a', { target: 1 }],
      ['b', { target: 2 }],
      ['c', { target: 3 }],
      ['d', { target: 4 }],
    ]);
    expect(await summary('', { targets: ['gap'] })).toEqual([
      ['a', { gap: 1 }],
      ['b', { gap: 2 }],
      ['c', { gap: 3 }],
      ['d', { gap: 4 }],
    ]);
    await put({ 'id_prop.csv': 'a,1,2\nb.vasp,3,4\n' });
    expect(await summary()).toEqual([
      ['a', { target1: 1, target2: 2 }],
      ['b.vasp', { target1: 3, target2: 4 }],
    ]);
    await put({ 'id_prop.csv': 'id,K,G\na,1,2\nb,3,nan\n' });
    expect(await summary()).toEqual([
      ['a', { K: 1, G: 2 }],
      ['b', { K: 3 }],
    ]);
  });

  it('reads folders of files of all kinds, in the order of their names', async () => {
    await put({
      'a.cif': cif(),
      'b.cif': cif(4, 'one') + cif(5, 'two'),
      'c.json': JSON.stringify(structure()),
      'd.json.gz': gzipSync(records({ id: 'inner', structure: structure() })),
      'e.csv': csv([row('table', '1')]),
      POSCAR: poscar(),
      'README.md': 'no structure',
    });
    expect((await summary()).map((line) => (line as unknown[])[0])).toEqual([
      'POSCAR',
      'a',
      'one',
      'two',
      'c',
      'inner',
      'table',
    ]);
    expect((await openDataset(folder)).ignored).toEqual(['README.md']);
  });

  it('keeps the extension of files that differ in it only', async () => {
    await put({
      'a.cif': cif(4),
      'a.vasp': poscar(5),
      'a.json': JSON.stringify(structure(6)),
      'b.cif': cif(4),
      'c.cif': cif(4, 'one') + cif(5, 'two'),
      'c.cif.gz': gzipSync(cif(4)),
    });
    const found = await items();
    expect(found.map(({ id, ok }) => [id, ok])).toEqual(
      ['a.cif', 'a.json', 'a.vasp', 'b', 'one', 'two', 'c.cif.gz'].map((id) => [id, true]),
    );
  });

  it('reads a file of several structures', async () => {
    const frame = (a: number) =>
      `1\nLattice="${a} 0 0 0 ${a} 0 0 0 ${a}" Properties=species:S:1:pos:R:3 energy=-1.5\nCs 0 0 0\n`;
    await put({ 'run.extxyz': frame(4) + frame(5) });
    const found = await items('run.extxyz');
    expect(found.map(({ id }) => id)).toEqual(['run#1', 'run#2']);
    expect(found[0]).toMatchObject({ ok: true, targets: { energy: -1.5 } });
  });

  it('goes on after records that cannot be read', async () => {
    await put({
      'x.json': `[${JSON.stringify({ id: 'a', structure: structure() })},\n{"id":"b","structure":{}},\n{"id":oops},\n5,\n${JSON.stringify({ id: 'e', structure: structure(0) })},\n${JSON.stringify({ id: 'f', structure: structure() })}]`,
    });
    expect(await summary('x.json')).toEqual([
      ['a', {}],
      expect.stringMatching(/^x\.json:2: record "b": .*lattice/),
      expect.stringMatching(/^x\.json:3: record "x#2": a record must be JSON/),
      'x.json:4: record "x#3": a record must be a JSON object with a structure, got 5',
      expect.stringMatching(/^x\.json:5: record "e": /),
      ['f', {}],
    ]);
  });

  it('refuses an identifier that repeats', async () => {
    await put({ 'x.csv': csv([row('a', '1'), row('b', '2'), row('a', '3')]) });
    expect(await summary('x.csv')).toEqual([
      ['a', { gap: 1 }],
      ['b', { gap: 2 }],
      expect.stringMatching(/^x\.csv:\d+: record "a": identifiers must differ/),
    ]);
  });

  it('takes the file whose name has the letters of the identifier in their case', async () => {
    // Cobalt and carbon monoxide.
    await put({ 'Co.cif': cif(4), 'CO.cif': cif(5), 'c2.CIF': cif(6), 'id_prop.csv': 'CO,1\nCo,2\nc2,3\nC2,4\n' });
    const found = await items();
    expect(found.map((item) => [item.id, item.ok && item.structure.cellParameters.a])).toEqual([
      ['CO', 5],
      ['Co', 4],
      ['c2', 6],
      ['C2', false],
    ]);
  });

  it('leaves text as it is where NaN is read as missing', async () => {
    await put({ 'x.json': `[{"id":"a-null","gap":NaN,"K":-Infinity,"structure":${JSON.stringify(structure())}}]` });
    expect(await items('x.json')).toMatchObject([{ ok: true, id: 'a-null', targets: {} }]);
  });

  it("reads Python's NaN as missing in lenient mode only", async () => {
    await put({
      'x.json': `[{"id":"a","note":"NaN","gap":NaN,"K":-Infinity,"G":1,"structure":${JSON.stringify(structure())}}]`,
    });
    expect(await items('x.json')).toMatchObject([
      {
        ok: true,
        targets: { G: 1 },
        diagnostics: [{ code: 'number-not-finite', message: expect.stringMatching(/NaN or Infinity.*2 times/) }],
      },
    ]);
    expect(await items('x.json', { mode: 'strict' })).toMatchObject([{ ok: false }]);
  });
});

describe('malformed data sets', () => {
  const bigGzip = gzipSync(Buffer.alloc(300 * 2 ** 20, 0x20));

  /** Refused as a whole, by openDataset. */
  it.each<[string, Files, string, DatasetOptions | undefined, RegExp]>([
    ['a file that is not there', {}, 'x.json', undefined, /x\.json: .*no such file/],
    ['an empty file', { 'x.json': '' }, 'x.json', undefined, /x\.json: .*empty/],
    ['an empty CSV', { 'x.csv': '' }, 'x.csv', undefined, /x\.csv: .*empty/],
    ['a CSV of blank lines', { 'x.csv': '\n\n' }, 'x.csv', undefined, /x\.csv: .*empty/],
    [
      'a CSV without structures',
      { 'x.csv': 'material_id,gap\na,1\n' },
      'x.csv',
      undefined,
      /x\.csv:1: there must be a column "structure" or "cif" or "poscar".*\["material_id", "gap"\]/,
    ],
    [
      'a CSV without the wanted structures',
      { 'x.csv': csv([row('a', '1')]) },
      'x.csv',
      { structure: 'relaxed' },
      /x\.csv:1: .*column "relaxed"/,
    ],
    [
      'a CSV without the wanted target',
      { 'x.csv': csv([row('a', '1')]) },
      'x.csv',
      { targets: ['K'] },
      /x\.csv:1: .*column "K" with a target/,
    ],
    [
      'a CSV without the wanted identifier',
      { 'x.csv': csv([row('a', '1')]) },
      'x.csv',
      { id: 'uid' },
      /x\.csv:1: .*column "uid"/,
    ],
    ['a folder without structures', { 'README.md': '' }, '', undefined, /none of its 1 files/],
    ['an empty table', { 'id_prop.csv': '' }, '', undefined, /id_prop\.csv: .*empty/],
    ['a table without targets', { 'id_prop.csv': 'a\nb\n' }, '', undefined, /id_prop\.csv:1: .*at least one target/],
    [
      'a layout of folders for a file',
      { 'x.json': records({}) },
      'x.json',
      { layout: 'id-prop' },
      /x\.json: the layout of a file must be one of "json", "csv", "structures", got "id-prop", which is one of folders/,
    ],
    [
      'the other layout of folders for a file',
      { 'x.json': records({}) },
      'x.json',
      { layout: 'folder' },
      /got "folder"/,
    ],
    ...['x.json', ''].map((name): [string, Files, string, DatasetOptions, RegExp] => [
      `a layout of no name for "${name}"`,
      { 'x.json': records({}) },
      name,
      { layout: 'bogus' as 'json' },
      /layout must be one of "json", "csv", "structures", "id-prop", "folder", got "bogus"/,
    ]),
    ['a layout that is not there', { 'a.cif': cif() }, '', { layout: 'id-prop' }, /no/],
    [
      'gzip that ends in its head',
      { 'x.json.gz': gzipSync(records({})).subarray(0, 8) },
      'x.json.gz',
      undefined,
      /x\.json\.gz: the gzip data end too soon/,
    ],
    [
      'gzip that is damaged',
      { 'x.json.gz': Buffer.concat([gzipSync('[').subarray(0, 10), Buffer.alloc(50, 7)]) },
      'x.json.gz',
      undefined,
      /x\.json\.gz: the gzip data are damaged/,
    ],
  ])('%s', async (_what, files, name, options, message) => {
    await put(files);
    const error: unknown = await openDataset(join(folder, name), options).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).message).toMatch(message);
    expect((error as DataError).message).not.toContain('\n');
  });

  /** Refused records, beside those that can be read. */
  it.each<[string, Files, string, DatasetOptions | undefined, (RegExp | string)[]]>([
    [
      'an array that is cut off',
      { 'x.json': records({ id: 'a', structure: structure() }, { id: 'b' }).slice(0, -5) },
      'x.json',
      undefined,
      ['a', /^x\.json:1: record "x#1": the file ends within this record/],
    ],
    [
      'gzip that is cut off',
      {
        'x.json.gz': gzipSync(
          records(...Array.from({ length: 3000 }, (_, i) => ({ id: i, structure: structure(4 + Math.sin(i)) }))),
        ).subarray(0, -3000),
      },
      'x.json.gz',
      undefined,
      [/the gzip data end too soon.*records before it were read/],
    ],
    [
      'nesting without end',
      { 'x.json': `[{"id":"a","structure":${'['.repeat(100_000)}` },
      'x.json',
      undefined,
      [/cut off/],
    ],
    [
      'deep nesting',
      {
        'x.json': `[{"id":"a","structure":${'['.repeat(70)}${']'.repeat(70)}},${JSON.stringify({ id: 'b', structure: structure() })}]`,
      },
      'x.json',
      undefined,
      [/nested 64 deep at most/, 'b'],
    ],
    [
      'a record without structure',
      { 'x.json': records({ id: 'a', gap: 1 }) },
      'x.json',
      undefined,
      [
        /^x\.json:1: record "a": a record must have a structure.*\["id", "gap"\]|^x\.json:1: .*a record must have a structure.*\["id", "gap"\]/,
      ],
    ],
    [
      'a record without the wanted structure',
      { 'x.json': records({ id: 'a', structure: structure() }) },
      'x.json',
      { structure: 'final' },
      [/record "a": a record must have a structure in "final"/],
    ],
    [
      'a record without the wanted identifier',
      { 'x.json': records({ id: 'a', structure: structure() }) },
      'x.json',
      { id: 'uid' },
      [/must have an identifier in "uid"/],
    ],
    [
      'a target that is text',
      { 'x.json': records({ id: 'a', structure: structure(), gap: 'large' }) },
      'x.json',
      { targets: ['gap'] },
      [/record "a": the target "gap" must be a finite number, got "large"/],
    ],
    [
      'a record without any target',
      { 'x.json': records({ id: 'a', structure: structure() }) },
      'x.json',
      { targets: ['gap'] },
      [/record "a": a record must have a value for one of the targets/],
    ],
    [
      'a structure that is a number',
      { 'x.json': records({ id: 'a', structure: 5 }) },
      'x.json',
      undefined,
      [/record "a": .*got 5/],
    ],
    [
      'a structure as text that is none',
      { 'x.json': records({ id: 'a', structure: 'hello' }) },
      'x.json',
      undefined,
      [/record "a": .*found a text that begins "hello"/],
    ],
    [
      'a row that is too short',
      { 'x.csv': csv(['a', row('b', '1')]) },
      'x.csv',
      undefined,
      [/^x\.csv:2: record "a": a row must have 3 cells, as the header, got 1/, 'b'],
    ],
    [
      'a row that is too long',
      { 'x.csv': csv([`${row('a', '1')},2`, row('b', '1')]) },
      'x.csv',
      undefined,
      [/^x\.csv:2: record "a": a row must have 3 cells, as the header, got 4/, 'b'],
    ],
    [
      'a quote that never ends',
      { 'x.csv': csv([row('a', '1'), 'b,"data_b']) },
      'x.csv',
      undefined,
      ['a', /the CSV row cannot be read: .*[Qq]uote/],
    ],
    [
      'a quote in the middle',
      { 'x.csv': csv(['a,"x"y,1', row('b', '1')]) },
      'x.csv',
      undefined,
      [/^x\.csv:2: record "a": .*begins "\\"x/, 'b'],
    ],
    [
      'a cell that is no CIF',
      { 'x.csv': csv(['a,hello,1', row('b', '1')]) },
      'x.csv',
      undefined,
      [/^x\.csv:2: record "a": .*found a text that begins "hello"/, 'b'],
    ],
    ['an empty cell', { 'x.csv': csv(['a,,1']) }, 'x.csv', undefined, [/record "a": .*found an empty file/]],
    [
      'a broken CIF in a row',
      { 'x.csv': csv([row('a', '1', cif().replace('_cell_length_a 4', '_cell_length_a four'))]) },
      'x.csv',
      undefined,
      [/^x\.csv:2: record "a": .*_cell_length_a/],
    ],
    [
      'a wanted target that is no number',
      { 'x.csv': csv([row('a', 'high'), row('b', '1')]) },
      'x.csv',
      { targets: ['gap'] },
      [/record "a": the target "gap" must be a number, got "high"/, 'b'],
    ],
    [
      'a wanted target that is missing',
      { 'x.csv': csv([row('a', 'NaN')]) },
      'x.csv',
      { targets: ['gap'] },
      [/record "a": there must be a value for one of the targets \["gap"\]/],
    ],
    [
      'NaN in strict mode',
      { 'x.csv': csv([row('a', 'nan')]) },
      'x.csv',
      { mode: 'strict' },
      [/record "a": the target "gap" must be a finite number, got "nan"/],
    ],
    [
      'files of the table that are missing',
      { 'a.cif': cif(), 'id_prop.csv': 'a,1\nb,2\n' },
      '',
      undefined,
      ['a', /^id_prop\.csv:2: record "b": there must be a structure file.*"b\.cif"/],
    ],
    [
      'semicolons instead of commas, with decimal commas',
      { 'a.cif': cif(), 'id_prop.csv': 'a;1,5\nb;2,5\n' },
      '',
      undefined,
      [/^id_prop\.csv:1: .*commas between them, and decimals a point, got "a;1"/, /^id_prop\.csv:2: /],
    ],
    [
      'paths out of the folder',
      { 'a.cif': cif(), 'id_prop.csv': 'a,1\n../secret,2\n/etc/passwd,3\n..,4\n' },
      '',
      undefined,
      ['a', /must be the name of a file in the folder, got "\.\.\/secret"/, /got "\/etc\/passwd"/, /got "\.\."/],
    ],
    [
      'a target of the table that is text',
      { 'a.cif': cif(), 'b.cif': cif(), 'id_prop.csv': 'a,1\nb,large\n' },
      '',
      undefined,
      ['a', /record "b": the target "target" must be a number, got "large"/],
    ],
    [
      'a short row of the table',
      { 'a.cif': cif(), 'b.cif': cif(), 'id_prop.csv': 'a,1,2\nb,1\n' },
      '',
      undefined,
      ['a', /record "b": a row must have 3 cells, as the first, got 2/],
    ],
    [
      'an empty file of the table',
      { 'a.cif': '', 'id_prop.csv': 'a,1\n' },
      '',
      undefined,
      [/record "a": .*empty file/],
    ],
    [
      'two structures for one row of the table',
      { 'a.cif': cif(4, 'one') + cif(5, 'two'), 'id_prop.csv': 'a,1\n' },
      '',
      undefined,
      [/record "a": there must be one structure for the targets of a row, got 2/],
    ],
    [
      'binary files in a folder',
      { 'a.cif': Uint8Array.of(0, 1, 2, 255, 254, 0), 'b.cif': cif() },
      '',
      undefined,
      [/^a\.cif:1: .*binary/, 'b'],
    ],
    [
      'a bomb of gzip in a folder',
      { 'a.cif.gz': bigGzip, 'b.cif': cif() },
      '',
      undefined,
      [/^a\.cif\.gz: .*gzip data may unpack to at most|^a\.cif\.gz: .*empty/, 'b'],
    ],
    ['an empty file in a folder', { 'a.cif': '', 'b.cif': cif() }, '', undefined, [/^a\.cif: .*empty/, 'b']],
    [
      'truncated XML in a folder',
      { 'a.xml': '<modeling><calculation>', 'b.cif': cif() },
      '',
      undefined,
      [/^a\.xml: .*no complete ionic step/, 'b'],
    ],
    [
      'a broken table in a folder',
      { 'a.csv': 'x,y\n1,2\n', 'b.cif': cif() },
      '',
      undefined,
      [/^a\.csv:.*there must be a column/, 'b'],
    ],
  ])('%s', async (_what, files, name, options, expected) => {
    await put(files);
    const lines = await summary(name, options);
    const relevant = lines.length > 1000 ? lines.slice(-1) : lines;
    expect(relevant.map((line) => (Array.isArray(line) ? (line as unknown[])[0] : line))).toEqual(
      expected.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))),
    );
  });

  it('a link to a file that is gone', async () => {
    await put({ 'b.cif': cif() });
    await symlink(join(folder, 'gone.cif'), join(folder, 'a.cif'));
    expect(await summary()).toEqual([expect.stringMatching(/^a\.cif: .*there is none/), ['b', {}]]);
  });
});

describe.skipIf(!existsSync(shared))('the sets of ../shared/data (skipped where they are missing)', () => {
  it.each<[string, number, string[]]>([
    ['mp-binary-elasticity/val.json.gz', 395, ['bulk_modulus_vrh', 'shear_modulus_vrh']],
    [
      'wbm-energy/val.json.gz',
      97,
      ['corrected_energy', 'corrected_formation_energy_per_atom', 'energy', 'formation_energy_per_atom'],
    ],
    ['alexandria-heat-capacity/val.json.gz', 117, ['heat_capacity']],
    ['carbon-24/val.csv', 406, ['energy_per_atom']],
    ['perov-5/val.csv', 757, ['dir_gap', 'heat_all', 'heat_ref', 'ind_gap']],
  ])('%s has no record that cannot be read', async (name, count, targets) => {
    let read = 0;
    const names = new Set<string>();
    for await (const item of await openDataset(join(shared, name))) {
      if (!item.ok) throw item.error;
      read++;
      for (const target of Object.keys(item.targets)) names.add(target);
      expect(item.structure.sites.length).toBeGreaterThan(0);
    }
    expect(read).toBe(count);
    expect([...names].sort()).toEqual(targets);
  });

  it('reads a folder of them, and one file as the other layouts', async () => {
    await cp(join(shared, 'wbm-energy/val.json.gz'), join(folder, 'val.json.gz'));
    expect(await items()).toHaveLength(97);
    await rm(join(folder, 'val.json.gz'));
    const row = readFileSync(join(shared, 'carbon-24/val.csv'), 'utf8').split('"')[1] as string;
    await put({ 'c.cif': row, 'id_prop.csv': 'c,-154.2\n' });
    expect(await summary()).toEqual([['c', { target: -154.2 }]]);
  });
});
