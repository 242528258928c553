import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matMul, matOfRows, rotateTensor, rowsOf, transpose } from '@crystal-fourier/math3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RandomGeometry } from '../../test/support/randomGeometry.js';
import { tensorInGivenFrame } from '../frames/standardTensor.js';
import { writeCif } from '../formats/cif/writeCif.js';
import { writePoscar } from '../formats/poscar/writePoscar.js';
import { initMoyo } from '../standardize/moyo.js';
import { Structure } from '../structure/structure.js';
import { cartesianTensor } from '../tensors/irreducibleParts.js';
import type { DatasetItem } from './datasetItem.js';
import { featuresOf } from './featuresOf.js';
import { openCache } from './openCache.js';
import { openDataset } from './openDataset.js';
import { prepare } from './prepare.js';
import { fieldsInFrames } from './tensorSummary.js';

const shared = join(import.meta.dirname, '../../../../../shared/data');

let root: string;
beforeAll(async () => {
  await initMoyo();
  root = await mkdtemp(join(tmpdir(), 'tensors-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Rutile whose tetragonal axis is the first of the cell, so that frames differ. */
function rutile(i: number): Structure {
  const c = 2.9 + i / 50;
  const oxygens = [
    [0.305, 0.305],
    [0.695, 0.695],
  ].flatMap(([x, y]) => [
    [0, x!, y!],
    [0.5, 0.5 + x!, 0.5 - y!],
  ]);
  return Structure.of({
    lattice: { a: c, b: 4.59, c: 4.59, alpha: 90, beta: 90, gamma: 90 },
    sites: [
      { position: [0, 0, 0], species: 'Ti' },
      { position: [0.5, 0.5, 0.5], species: 'Ti' },
      ...oxygens.map((position) => ({ position, species: 'O' })),
    ],
  });
}

/** Along the axes a, b and c of the cell. */
const EPSILON = [9, 0, 0, 0, 6, 0, 0, 0, 6];

/** Charges of the sites that have the symmetry of rutile: of oxygen along and across the bond. */
function charges(structure: Structure): number[][] {
  return structure.sites.map(({ species, position: [x] }, i) => {
    if (species[0]!.element === 'Ti') {
      const shear = i === 0 ? 1 : -1;
      return [7, 0, 0, 0, 6, shear, 0, shear, 6];
    }
    const shear = Math.abs(x) < 0.1 ? -1.5 : 1.5;
    return [-3.5, 0, 0, 0, -3, shear, 0, shear, -3];
  });
}

const nested = (values: ArrayLike<number>): number[][] => [0, 3, 6].map((i) => Array.from(values).slice(i, i + 3));

interface Made {
  readonly path: string;
  readonly structures: readonly Structure[];
}

/** Records whose tensors are in the frame of a turned POSCAR; the structure has edges and angles only. */
async function makeSet(
  name: string,
  count: number,
  change: (record: Record<string, unknown>, i: number) => object,
): Promise<Made> {
  const random = new RandomGeometry(3);
  const structures = Array.from({ length: count }, (_, i) => rutile(i));
  const records = structures.map((structure, i) => {
    const R = random.rotation();
    const turned = Structure.of({
      lattice: rowsOf(matMul(matOfRows(structure.lattice), transpose(R))),
      sites: structure.sites,
    });
    const turn = (values: readonly number[]): number[][] => nested(rotateTensor(values, 2, R));
    return change(
      {
        id: `r${i}`,
        structure: writeCif(structure),
        poscar: writePoscar(turned),
        gap: i,
        e: turn(EPSILON),
        z: charges(structure).map(turn),
      },
      i,
    );
  });
  const path = join(root, `${name}.json`);
  await writeFile(path, JSON.stringify(records));
  return { path, structures };
}

const TENSORS = { e: { kind: 'dielectric' }, z: { kind: 'born' } } as const;

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const itemsOf = async (...args: Parameters<typeof openDataset>): Promise<DatasetItem[]> =>
  collected(await openDataset(...args));

describe('openDataset', () => {
  it('reads tensors beside numbers, as the file has them', async () => {
    const { path } = await makeSet('read', 2, (record, i) => (i === 0 ? record : { ...record, e: null }));
    const [first, second] = await itemsOf(path, { tensors: TENSORS });
    if (first?.ok !== true || second?.ok !== true) throw new Error('both records must be read');
    const raw = (JSON.parse(await readFile(path, 'utf8')) as { e: number[][]; z: number[][][] }[])[0]!;
    expect(first.targets).toEqual({ gap: 0 });
    expect(first.tensors['e']).toEqual({ kind: 'dielectric', values: Float64Array.from(raw.e.flat()) });
    expect(first.tensors['z']).toEqual({ kind: 'born', values: Float64Array.from(raw.z.flat(2)) });
    expect(first.poscarLattice).toBeDefined();
    expect(Object.keys(second.tensors)).toEqual(['z']);
    expect(second.diagnostics).toContainEqual(expect.objectContaining({ code: 'target-missing', tag: 'e' }));
  });

  it('leaves records without tensors as they were', async () => {
    const { path } = await makeSet('plain', 1, (record) => record);
    const [item] = await itemsOf(path);
    expect(item).toMatchObject({ ok: true, targets: { gap: 0 }, tensors: {} });
    expect(item).not.toHaveProperty('poscarLattice');
  });

  it('refuses tensors of another shape, and takes a tensor for one of the targets that a record must have', async () => {
    const { path } = await makeSet('shapes', 4, (record, i) => {
      if (i === 0) return { ...record, e: [1, 2, 3] };
      if (i === 1) return { ...record, z: [1, 2, 3, 4, 5, 6, 7, 8, 9] };
      return i === 2 ? { ...record, gap: null } : { ...record, gap: null, e: null, z: null };
    });
    const items = await itemsOf(path, { tensors: TENSORS, targets: ['gap'] });
    const messages = items.map((item) => (item.ok ? 'read' : item.error.reason));
    expect(messages[0]).toMatch(/"e": a tensor of kind dielectric must be 3 × 3, 9 or 6 numbers .*, got a list of 3/);
    expect(messages[1]).toMatch(
      /the tensor "z" must have 3 × 3 numbers for each of the 6 sites of the structure, got 1 times as many/,
    );
    expect(messages[2]).toBe('read');
    expect(messages[3]).toMatch(/must have a value for one of the targets/);
    const strict = await itemsOf(path, { tensors: TENSORS, mode: 'strict' });
    expect(strict.map((item) => item.ok)).toEqual([false, false, true, false]);
  });

  it('refuses kinds and frames that there are not, and a field that is both', async () => {
    const { path } = await makeSet('wrong', 1, (record) => record);
    await expect(openDataset(path, { tensors: { e: { kind: 'soft' as 'born' } } })).rejects.toThrow(
      'the kind of the tensor "e" must be',
    );
    await expect(openDataset(path, { tensors: TENSORS, targets: ['e'] })).rejects.toThrow(
      '"e" must be a target or a tensor, not both',
    );
  });

  it('reads tensors from cells of a CSV', async () => {
    const { path: json } = await makeSet('forCsv', 2, (record) => record);
    const records = JSON.parse(await readFile(json, 'utf8')) as Record<string, unknown>[];
    const cell = (value: unknown): string =>
      `"${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('"', '""')}"`;
    const path = join(root, 'set.csv');
    const names = ['id', 'structure', 'poscar', 'gap', 'e', 'z'];
    await writeFile(
      path,
      [names.join(), ...records.map((record) => names.map((name) => cell(record[name])).join()), ''].join('\n'),
    );
    const [item] = await itemsOf(path, { tensors: TENSORS });
    expect(item).toMatchObject({ ok: true, targets: { gap: 0 } });
    if (item?.ok !== true) throw new Error('the row must be read');
    expect(item.tensors['e']!.values).toEqual(Float64Array.from((records[0]!['e'] as number[][]).flat()));
    expect(item.tensors['z']!.values).toHaveLength(54);
    expect(item.poscarLattice).toBeDefined();
    await expect(itemsOf(path, { tensors: { f: { kind: 'born' } } })).rejects.toThrow(
      'there must be a column "f" with a tensor',
    );
  });
});

describe('prepare', () => {
  it('chooses the frame of a data set, stores tensors in the standard frame, and says which have no symmetry', async () => {
    const { path } = await makeSet('chosen', 12, (record, i) =>
      i === 5 ? { ...record, e: nested([9, 2, 0, 2, 6, 0, 0, 0, 6]) } : record,
    );
    const cache = join(root, 'chosen');
    const dataset = await openDataset(path, { tensors: TENSORS });
    const report = await prepare(dataset, { cache, workers: 0, chunkSize: 5 });
    expect(report.tensors['e']).toMatchObject({
      kind: 'dielectric',
      frame: 'poscar',
      records: 12,
      fitted: 11,
      refused: [{ id: 'r5' }],
    });
    expect(report.tensors['e']!.refused[0]!.deviation).toBeGreaterThan(0.05);
    expect(report.tensors['z']).toMatchObject({ frame: 'poscar', records: 12, fitted: 12, refused: [] });
    expect(report.tensors['e']!.fittedIn).toMatchObject({ poscar: 11, 'c-z': 0, conventional: 0 });
    expect(fieldsInFrames(report.tensors)).toEqual({
      e: { kind: 'dielectric', frame: 'poscar' },
      z: { kind: 'born', frame: 'poscar' },
    });
    const opened = await openCache(cache);
    expect(opened.tensors).toEqual(report.tensors);
    const record = await opened.record('r0');
    expect(record.targets).toEqual({ gap: 0 });
    const tensor = cartesianTensor('dielectric', record.tensors['e']!.components);
    // The standard cell has the tetragonal axis along z.
    [6, 0, 0, 0, 6, 0, 0, 0, 9].forEach((value, i) => expect(tensor[i]).toBeCloseTo(value, 4));
    const orbits = record.features.orbitCount;
    expect(record.tensors['z']!.components).toHaveLength(9 * orbits);
    const titanium = record.features.atomicNumbers.indexOf(22);
    const ofTitanium = cartesianTensor(
      'born',
      record.tensors['z']!.components.subarray(9 * titanium, 9 * titanium + 9),
    );
    expect([ofTitanium[8], Math.abs(ofTitanium[1]!)]).toEqual([expect.closeTo(7, 4), expect.closeTo(1, 4)]);
    expect((await opened.record('r5')).tensors).not.toHaveProperty('e');
  });

  it('goes on where it was, with the same bytes', async () => {
    const { path } = await makeSet('again', 7, (record) => record);
    const cache = join(root, 'again');
    const first = await prepare(await openDataset(path, { tensors: TENSORS }), { cache, workers: 0, chunkSize: 3 });
    const second = await prepare(await openDataset(path, { tensors: TENSORS }), { cache, workers: 1, chunkSize: 3 });
    expect(second.reusedChunks).toBe(3);
    expect(second.tensors).toEqual(first.tensors);
    expect(second.checksum).toBe(first.checksum);
    const other = await prepare(await openDataset(path, { tensors: { e: { kind: 'dielectric', frame: 'c-z' } } }), {
      cache,
      workers: 0,
    });
    expect(other.reusedChunks).toBe(0);
    expect(other.tensors).toEqual({
      e: {
        kind: 'dielectric',
        frame: 'c-z',
        records: 7,
        fitted: 0,
        refused: expect.any(Array) as unknown,
        fittedIn: { 'c-z': 0 },
      },
    });
  });
});

describe('featuresOf', () => {
  it('gives tensors in a frame that is named, and the way back into the frame of the file', async () => {
    const { path, structures } = await makeSet('streamed', 2, (record) => record);
    const fields = { e: { kind: 'dielectric', frame: 'poscar' }, z: { kind: 'born', frame: 'poscar' } } as const;
    const items = await collected(
      featuresOf(await openDataset(path, { tensors: fields }), { workers: 0, placement: true }),
    );
    items.forEach((item, i) => {
      if (!item.ok) throw item.error;
      // The structure itself has its axes along those of the frame.
      const epsilon = tensorInGivenFrame('dielectric', item.tensors['e']!.components, item.placement!);
      EPSILON.forEach((value, at) => expect(epsilon[at]).toBeCloseTo(value, 4));
      const born = tensorInGivenFrame('born', item.tensors['z']!.components, item.placement!);
      charges(structures[i]!)
        .flat()
        .forEach((value, at) => expect(born[at]).toBeCloseTo(value, 4));
    });
  });

  it('refuses to choose a frame, and says nothing of placements that nobody asked for', async () => {
    const { path } = await makeSet('refused', 1, (record) => record);
    await expect(collected(featuresOf(await openDataset(path, { tensors: TENSORS }), { workers: 0 }))).rejects.toThrow(
      'the frame of the tensor "e" must be named',
    );
    const [item] = await collected(featuresOf(await openDataset(path), { workers: 0 }));
    expect(item).not.toHaveProperty('placement');
  });
});

/** For each set its tensors, the frame that must be found, and of each tensor how many of the validation part there are and fit in it. */
const SETS = [
  {
    set: 'dielectric-tensor',
    kinds: { e_electronic: 'dielectric', e_total: 'dielectric' },
    frame: 'poscar',
    counts: [
      [106, 106],
      [106, 106],
    ],
  },
  { set: 'piezoelectric-tensor', kinds: { piezoelectric_tensor: 'piezoelectric' }, frame: 'class', counts: [[94, 94]] },
  { set: 'elastic-tensor', kinds: { elastic_tensor: 'elastic' }, frame: 'ieee', counts: [[121, 119]] },
  {
    set: 'phonon',
    kinds: { e_electronic: 'dielectric', e_total: 'dielectric', born_charges: 'born' },
    frame: 'primitive',
    counts: [
      [152, 152],
      [137, 137],
      [152, 152],
    ],
  },
] as const;

describe.skipIf(!existsSync(shared))('the sets of ../shared/data', () => {
  it.each(SETS)(
    '$set has one frame in which its tensors have the symmetry of their crystals',
    async ({ set, kinds, frame, counts }) => {
      const tensors = Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, { kind }]));
      const dataset = await openDataset(join(shared, set, 'val.json.gz'), { tensors, targets: [] });
      const report = await prepare(dataset, { cache: join(root, set), workers: 0 });
      const found = Object.keys(kinds).map((name) => report.tensors[name]!);
      expect(found.map((summary) => summary.frame)).toEqual(found.map(() => frame));
      expect(found.map(({ records, fitted }) => [records, fitted])).toEqual(counts);
      for (const { records, fitted, refused } of found) expect(refused).toHaveLength(records - fitted);
    },
    120_000,
  );
});
