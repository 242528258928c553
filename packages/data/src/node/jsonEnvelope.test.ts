import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetOptions } from './dataset.js';
import { envelopeValues, isEnvelope } from './jsonEnvelope.js';
import { openDataset } from './openDataset.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'envelope-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const structure = (element = 'Na', a = 4) => ({
  '@module': 'pymatgen.core.structure',
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
const optimade = (id: string, symbol = 'Po') => ({
  type: 'structures',
  id,
  attributes: {
    lattice_vectors: structure().lattice.matrix,
    cartesian_site_positions: [[0, 0, 0]],
    species_at_sites: ['A'],
    species: [{ name: 'A', chemical_symbols: [symbol], concentration: [1] }],
    _x_gap: 1.5,
    nsites: 1,
  },
});
const jarvis = (jid: string, changes: Record<string, unknown> = {}) => ({
  jid,
  atoms: { lattice_mat: structure().lattice.matrix, coords: [[0, 0, 0]], elements: ['Cs'], cartesian: false },
  ...changes,
});

/** Identifier, formula and targets, or the message of the refusal without the folder. */
async function summary(content: unknown, options?: DatasetOptions): Promise<unknown[]> {
  const text = typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content);
  await writeFile(join(folder, 'set.json'), text);
  return items('set.json', options);
}

async function items(name: string, options?: DatasetOptions): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const item of await openDataset(join(folder, name), options))
    found.push(
      item.ok
        ? [item.id, item.structure.formula, item.targets]
        : item.error.message.replace(`${folder}/`, '').replace(folder, ''),
    );
  return found;
}

describe('lists of entries', () => {
  it.each(['entries', 'structures'])('%s are records of a data set, one after another', async (name) => {
    const entry = (id: string, energy: number) => ({
      '@class': 'ComputedStructureEntry',
      id,
      energy,
      structure: structure(),
    });
    const content = { [name]: [entry('a', -1), entry('b', -2)] };
    expect(isEnvelope(Buffer.from(JSON.stringify(content)))).toBe(true);
    expect(await summary(content)).toEqual([
      ['a', 'Na1', { energy: -1 }],
      ['b', 'Na1', { energy: -2 }],
    ]);
  });
});

describe('tables of pandas', () => {
  const table = {
    columns: ['structure', 'gap pbe', 'note'],
    index: ['mb-0', 'mb-1'],
    data: [
      [structure(), 1.5, 'x'],
      [structure('K'), null, 'y'],
    ],
  };
  const expected = [
    ['mb-0', 'Na1', { 'gap pbe': 1.5 }],
    ['mb-1', 'K1', {}],
  ];

  it.each<[string, unknown]>([
    ['columns, index, data', table],
    ['index, columns, data, as Matbench has it', { index: table.index, columns: table.columns, data: table.data }],
    ['data, columns, index', { data: table.data, columns: table.columns, index: table.index }],
    ['columns, data, index', { columns: table.columns, data: table.data, index: table.index }],
    ['with line breaks', JSON.stringify(table, undefined, 1)],
    ['packed', gzipSync(JSON.stringify(table))],
    [
      'by columns',
      { structure: { 'mb-0': structure(), 'mb-1': structure('K') }, 'gap pbe': { 'mb-0': 1.5, 'mb-1': null } },
    ],
    [
      'by rows, in a dictionary',
      { 'mb-0': { structure: structure(), 'gap pbe': 1.5 }, 'mb-1': { structure: structure('K') } },
    ],
  ])('%s', async (_, content) => expect(await summary(content)).toEqual(expected));

  it('take the fields they are told to, and tell what is missing', async () => {
    const named = { targets: ['gap pbe'], id: 'note' };
    expect(await summary(table, named)).toEqual([
      ['x', 'Na1', { 'gap pbe': 1.5 }],
      'set.json:1: record "y": a record must have a value for one of the targets ["gap pbe"], got none',
    ]);
    expect(await summary(table, { targets: [] })).toEqual([
      ['mb-0', 'Na1', {}],
      ['mb-1', 'K1', {}],
    ]);
  });

  it('a number as label comes behind a field with an identifier', async () => {
    const numbered = {
      index: [7, 8],
      columns: ['structure', 'material_id'],
      data: [
        [structure(), 'mp-1'],
        [structure(), null],
      ],
    };
    expect(await summary(numbered)).toEqual([
      ['mp-1', 'Na1', {}],
      ['8', 'Na1', {}],
    ]);
  });

  it('a bad row does not stop those after it', async () => {
    const text = `{"columns":["structure","gap"],"index":["a","b","c","d","e"],"data":[\n[${JSON.stringify(structure())},NaN],\n[${JSON.stringify(structure())}],\n[${JSON.stringify(structure('Zz'))},1],\n[oops,1],\n[${JSON.stringify(structure('K'))},2]]}`;
    expect(await summary(text)).toEqual([
      ['a', 'Na1', {}],
      'set.json:3: record "b": a row must be a list of 2 values, one a column, got a list of 1',
      'set.json:4: record "c": site 1: expected the symbol of an element, got "Zz"',
      expect.stringMatching(/^set\.json:5: record "d": a record must be JSON: unexpected "oops/),
      ['e', 'K1', { gap: 2 }],
    ]);
  });

  it.each<[string, string, RegExp]>([
    ['without columns', JSON.stringify({ index: ['a'], data: [[structure()]] }), /a table must name its columns/],
    ['columns that are no list', JSON.stringify({ columns: 'x', data: [[structure()]] }), /columns must be a list/],
    ['cut off in its rows', JSON.stringify(table).slice(0, -30), /the file ends within this record/],
    ['cut off behind a row', `${JSON.stringify(table).split(',[{')[0]},`, /the file ends within this record/],
  ])('%s', async (_, text, message) => {
    const found = await summary(text);
    expect(found.at(-1)).toMatch(message);
  });

  it.skipIf(process.platform === 'win32')('through a pipe need their columns first', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const late = JSON.stringify({ data: table.data, columns: table.columns });
    const [refused] = await Promise.all([items('pipe'), writeFile(pipe, late)]);
    expect(refused).toEqual([expect.stringMatching(/^pipe:1: .*columns of a table must stand before its data/)]);
    const [read] = await Promise.all([items('pipe'), writeFile(pipe, JSON.stringify(table))]);
    expect(read).toEqual(expected);
  });

  it('are found and read where the labels are longer than what is looked at, without holding the rows', async () => {
    const count = 40_000;
    const index = Array.from({ length: count }, (_, i) => `mb-jdft2d-${i}`);
    const row = JSON.stringify([structure(), 1]);
    const text = `{"index":${JSON.stringify(index)},"columns":["structure","e"],"data":[${index.map(() => row).join(',')}]}`;
    expect(text.length).toBeGreaterThan(5 * 2 ** 20);
    await writeFile(join(folder, 'long.json'), text);
    let units = 0;
    let last: string | number | undefined;
    for await (const unit of (await openDataset(join(folder, 'long.json'))).units()) {
      units++;
      last = unit.label;
      expect(unit.content.length).toBe(row.length);
    }
    expect([units, last]).toEqual([count, index.at(-1)]);
  });
});

describe('OPTIMADE responses and JARVIS records', () => {
  it('of one entry and of several, with the numbers of the provider', async () => {
    expect(await summary({ data: optimade('a'), meta: { a: [1] } })).toEqual([['a', 'Po1', { _x_gap: 1.5 }]]);
    expect(await summary({ meta: {}, data: [optimade('a'), optimade('b', 'Zz'), optimade('c')] })).toEqual([
      ['a', 'Po1', { _x_gap: 1.5 }],
      'set.json:1: record "b": site 1 (A): expected the symbol of an element, got "Zz"',
      ['c', 'Po1', { _x_gap: 1.5 }],
    ]);
    expect(await summary({ data: [], meta: {} })).toEqual([]);
    expect(await summary({ data: [optimade('a')], included: [{ type: 'references' }, optimade('b')] })).toEqual([
      ['a', 'Po1', { _x_gap: 1.5 }],
      ['b', 'Po1', { _x_gap: 1.5 }],
    ]);
  });

  it('of JARVIS: na is missing, other texts are refused where they are wanted', async () => {
    const list = [
      jarvis('JVASP-1', { gap: 3.2, e: 1 }),
      jarvis('JVASP-2', { gap: 'na', e: 2 }),
      jarvis('JVASP-3', { gap: 'wide', e: 3 }),
    ];
    expect(await summary(list)).toEqual([
      ['JVASP-1', 'Cs1', { gap: 3.2, e: 1 }],
      ['JVASP-2', 'Cs1', { e: 2 }],
      ['JVASP-3', 'Cs1', { e: 3 }],
    ]);
    expect(await summary(list, { targets: ['gap', 'e'] })).toEqual([
      ['JVASP-1', 'Cs1', { gap: 3.2, e: 1 }],
      ['JVASP-2', 'Cs1', { e: 2 }],
      'set.json:1: record "JVASP-3": the target "gap" must be a finite number, got "wide"',
    ]);
    expect(await summary(jarvis('JVASP-1', { e: 1 }))).toEqual([['JVASP-1', 'Cs1', { e: 1 }]]);
    expect(await summary(jarvis('x').atoms)).toEqual([['set', 'Cs1', {}]]);
  });
});

const sets = join(import.meta.dirname, '../../../../../shared/cases/sets');
describe.skipIf(!existsSync(sets))(
  'the records of other projects in ../shared/cases (skipped where they are missing)',
  () => {
    it.each<[string, string[], string[]]>([
      ['jarvis.json', ['JVASP-0', 'JVASP-1', 'JVASP-2', 'JVASP-3'], ['formation_energy_peratom', 'mbj_bandgap']],
      ['matbench.json', ['mb-0', 'mb-1', 'mb-2', 'mb-3'], ['gap pbe']],
      ['optimade_single.json', ['a'], []],
    ])('%s', async (name, ids, targets) => {
      const found = new Set<string>();
      const read: string[] = [];
      for await (const item of await openDataset(join(sets, name))) {
        if (!item.ok) throw item.error;
        read.push(item.id);
        for (const target of Object.keys(item.targets)) found.add(target);
      }
      expect(read.slice(0, ids.length)).toEqual(ids);
      expect([...found].sort()).toEqual(targets);
    });
  },
);

describe('isEnvelope', () => {
  it.each<[string, boolean]>([
    ['{"data": [{"id": 1}], "meta": {}}', true],
    ['\uFEFF {"meta": {"a": [1, "]"]}, "data": [', true],
    ['\uFEFF {"meta": {"a": [1, "]"]}, "data": [1', false],
    ['\uFEFF {"meta": {"a": [1, "]"]}, "data": [{', true],
    ['{"columns": ["structure"], "data": [[', true],
    ['{"index": ["a", "b", ', true],
    ['{"data": []}', true],
    ['{"data": {"id": 1}}', false],
    ['{"data": [1, 2], "structure": {}}', false],
    ['{"id": 1, "data": [{}]}', false],
    ['{"id": 1}\n{"id": 2}', false],
    ['[{"data": [{}]}]', false],
    ['{', false],
  ])('%s', (head, expected) => expect(isEnvelope(Buffer.from(head))).toBe(expected));

  it('finds the same values whatever pieces the text comes in', async () => {
    const value = fc.oneof(fc.json({ maxDepth: 2 }), fc.constantFrom('1', '"]}"', '{"a": "[{"}', 'null'));
    const text = fc
      .tuple(fc.array(value, { maxLength: 4 }), fc.dictionary(fc.constantFrom('meta', 'links', 'x'), value))
      .map(([rows, members]) => ({
        rows,
        members,
        text: `{${[...Object.entries(members).map(([name, one]) => `"${name}" : ${one}`), `"data":[ ${rows.join(' ,\n')} ]`].join(', ')} }`,
      }));
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async ({ text: whole, rows, members }, size) => {
        const bytes = Buffer.from(whole);
        const pieces = async function* (): AsyncGenerator<Uint8Array> {
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        };
        const found = { rows: [] as unknown[], members: {} as Record<string, unknown> };
        for await (const { member, bytes: content, problem } of envelopeValues(pieces())) {
          expect(problem).toBeUndefined();
          const parsed: unknown = JSON.parse(Buffer.from(content).toString('utf8'));
          if (member === undefined) found.rows.push(parsed);
          else found.members[member] = parsed;
        }
        expect(found.rows).toEqual(rows.map((row) => JSON.parse(row) as unknown));
        expect(found.members).toEqual(
          Object.fromEntries(Object.entries(members).map(([name, one]) => [name, JSON.parse(one) as unknown])),
        );
      }),
      { numRuns: 200 },
    );
  });
});
