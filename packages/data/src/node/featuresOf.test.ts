import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataError } from '../core/errors.js';
import { featureRecipe } from '../features/recipe.js';
import { structureToFeatures } from '../features/structureToFeatures.js';
import { initMoyo } from '../standardize/moyo.js';
import { Dataset } from './dataset.js';
import { type FeaturizedItem, featuresOf, type FeaturesOfOptions } from './featuresOf.js';
import { openDataset } from './openDataset.js';
import type { Unit } from './unit.js';
import { structureRecord } from '../../test/records.js';

let root: string;
let data: string;
const COUNT = 70;

const cif = (x: number): string => `data_a
_cell_length_a 4
_cell_length_b 4
_cell_length_c 4
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_symmetry_space_group_name_H-M 'P 1'
loop_
_atom_site_label
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
H1 0 0 0
O1 ${x} 0 0
`;

beforeAll(async () => {
  await initMoyo();
  root = await mkdtemp(join(tmpdir(), 'featuresOf-'));
  data = join(root, 'set.json');
  const records = Array.from({ length: COUNT }, (_, i) => ({ id: `r${i}`, structure: structureRecord(i), gap: i }));
  const lines: string[] = records.map((record) => JSON.stringify(record));
  lines[17] = '{"id":"broken","structure":{}}';
  lines[40] = JSON.stringify({ ...records[40], id: 'r3' });
  await writeFile(data, `[${lines.join(',\n')}]`);
  await mkdir(join(root, 'files'));
  await writeFile(join(root, 'files/near.cif'), cif(0.1375));
  await writeFile(join(root, 'files/good.cif'), cif(0.3));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function collected(
  sources: Parameters<typeof featuresOf>[0],
  options: FeaturesOfOptions = {},
): Promise<FeaturizedItem[]> {
  const items: FeaturizedItem[] = [];
  for await (const item of featuresOf(sources, options)) items.push(item);
  return items;
}

/** A data set of so many records, after which its reading does what is given. */
async function unitsThen(count: number, end: () => Promise<void>, onUnit = (): unknown => undefined): Promise<Dataset> {
  const units = async function* (): AsyncGenerator<Unit> {
    for (let index = 0; index < count; index++) {
      onUnit();
      const content = JSON.stringify({ id: `u${index}`, structure: structureRecord(index) });
      yield { index, kind: 'record', file: 'x.json', content };
    }
    await end();
  };
  return new Dataset('x.json', 'json', {}, units, (await openDataset(data)).meter);
}

describe('featuresOf', () => {
  it.each([0, 2])('gives every record in order, with %i threads', async (workers) => {
    const options = { radial: { bins: 12 }, encodings: { functions: 16 }, moments: { functions: 4 } };
    const recipe = featureRecipe(options);
    const items = await collected(await openDataset(data), { recipe, workers });
    expect(items.map(({ id }) => id)).toEqual(
      Array.from({ length: COUNT }, (_, i) => (i === 17 ? 'broken' : i === 40 ? 'r3' : `r${i}`)),
    );
    let n = 0;
    for await (const record of await openDataset(data)) {
      const item = items[n++]!;
      expect([item.ok, item.source, item.file]).toEqual([record.ok, data, data]);
      if (!item.ok || !record.ok) continue;
      const { features, formula } = structureToFeatures(record.structure, recipe);
      expect(item.features).toEqual(features);
      expect(item.features.recipe).toBe(recipe);
      expect([item.formula, item.targets]).toEqual([formula, record.targets]);
    }
    const refused = items.flatMap((item) => (item.ok ? [] : [item.error]));
    expect(refused.map(({ code }) => code)).toEqual(['missing-value', 'bad-dataset']);
    for (const error of refused) expect(error).toBeInstanceOf(DataError);
    expect(refused[0]!.message).toContain(`${data}:18: record "broken": `);
    expect(refused[1]!.message).toMatch(/record "r3": identifiers must differ/);
  });

  it('says what reading and standardising found, and goes on with what could not be opened', async () => {
    const missing = { name: join(root, 'no.cif'), error: new DataError('bad-dataset', 'there is no such file') };
    const items = await collected([await openDataset(join(root, 'files')), missing, await openDataset(data)]);
    expect(items).toHaveLength(3 + COUNT);
    expect(items.slice(0, 3)).toMatchObject([
      { ok: true, id: 'good', diagnostics: [{ code: 'group-differs' }] },
      {
        ok: true,
        id: 'near',
        diagnostics: [{ code: 'short-distance', severity: 'warning' }, { code: 'group-differs' }],
      },
      { ok: false, id: 'no.cif', source: missing.name, file: missing.name },
    ]);
    expect(items[2]!.ok || items[2]!.error.message).toBe(`${missing.name}: record "no.cif": there is no such file`);
  });

  it('reads no further than some jobs ahead of its reader', async () => {
    let read = 0;
    const units = async function* (): AsyncGenerator<Unit> {
      for (; read < 10_000; read++)
        yield {
          index: read,
          kind: 'record',
          file: 'x.json',
          content: JSON.stringify({ structure: structureRecord(0) }),
        };
    };
    const { meter } = await openDataset(data);
    const endless = new Dataset('x.json', 'json', {}, units, meter);
    for await (const item of featuresOf(endless, { workers: 0 })) {
      expect(item.id).toBe('x');
      break;
    }
    expect(read).toBeLessThan(16 * 6);
  });

  it('ends with its signal, and does not wait for its threads', async () => {
    const controller = new AbortController();
    const items = featuresOf(await openDataset(data), { workers: 1, signal: controller.signal });
    const first = items.next();
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    expect(await items.next()).toMatchObject({ done: true });
  });

  it.each([0, 1])('gives all records before the one at which a source fails, with %i threads', async (workers) => {
    const failure = new Error('the disk is gone');
    const failing = await unitsThen(COUNT, () => Promise.reject(failure));
    const ids: string[] = [];
    const reading = (async () => {
      for await (const { id } of featuresOf(failing, { workers })) ids.push(id);
    })();
    await expect(reading).rejects.toBe(failure);
    expect(ids).toEqual(Array.from({ length: COUNT }, (_, i) => `u${i}`));
  });

  it('does not work ahead of its reader without threads', async () => {
    let read = 0;
    const counted = await unitsThen(
      COUNT,
      () => Promise.resolve(),
      () => read++,
    );
    await featuresOf(counted, { workers: 0 }).next();
    // A group is worked on when the next one has been read: only the last may go without threads.
    expect(read).toBeLessThanOrEqual(2 * 16);
  });

  it.each([0, 1])('ends with its signal while a source waits, with %i threads', async (workers) => {
    const controller = new AbortController();
    let onAsleep = (): void => undefined;
    const asleep = new Promise<void>((resolve) => {
      onAsleep = resolve;
    });
    const sleeping = await unitsThen(40, () => {
      onAsleep();
      return new Promise<void>(() => undefined);
    });
    const reading = collected(sleeping, { workers, signal: controller.signal });
    await asleep;
    controller.abort();
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
  });

  it.each([
    ['a number of threads', { workers: -1 }, /featuresOf: the number of workers/],
    ['a recipe', { recipe: { symprec: 7 } }, /symprec must be/],
  ])('refuses %s that is out of range', async (_what, options, message) => {
    await expect(collected(await openDataset(data), options)).rejects.toThrow(message);
  });
});
