import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Console } from '../shell/console.js';
import { EXIT } from '../shell/failure.js';
import { BROKEN, saltRecords, writeRecords } from '../testing/crystalFixtures.js';
import { capturedIo } from '../testing/runCaptured.js';
import { cacheFolder, cacheRoot } from './cachePath.js';
import { type DataParts, openParts, type PartsOptions } from './dataParts.js';
import { dataName } from './location.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-parts-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function opened(
  location: string,
  options: Partial<PartsOptions> = {},
): Promise<{ data: DataParts; stderr: string }> {
  const { io, stderr } = capturedIo({ CFT_CACHE: join(folder, 'cache') });
  const data = await openParts(location, { console: new Console(io), env: io.env, workers: 0, ...options });
  return { data, stderr: stderr() };
}

const idsOf = ({ parts }: DataParts): Record<string, string[]> =>
  Object.fromEntries(Object.entries(parts).map(([part, list]) => [part, list.map(({ id }) => id)]));

describe('openParts', () => {
  test('splits a data set 80 : 10 : 10 by the seed, with the facts of each entry', async () => {
    const path = await writeRecords(folder, 'salts.json', saltRecords());
    const { data, stderr } = await opened(path);
    expect(stderr).toBe('');
    expect(Object.entries(idsOf(data)).map(([part, ids]) => [part, ids.length])).toEqual([
      ['train', 8],
      ['val', 1],
      ['test', 1],
    ]);
    expect(data).toMatchObject({ path, available: ['charge', 'edge'], refused: [], refusedFiles: [] });
    const salt = Object.values(data.parts)
      .flat()
      .find(({ id }) => id === 'salt-0');
    expect(salt).toMatchObject({
      group: 225,
      crystalSystem: 'cubic',
      formula: 'NaCl',
      orbitCount: 2,
      siteCount: 8,
      targets: { edge: 5.64, charge: 1 },
    });
    expect(salt?.features.radial).toHaveLength(4 * (salt?.features.binCount ?? 0));

    const { data: again } = await opened(path);
    expect([idsOf(again), again.hash]).toEqual([idsOf(data), data.hash]);
    const { data: other } = await opened(path, { seed: 1 });
    expect(idsOf(other)).not.toEqual(idsOf(data));
    expect(other.hash).not.toBe(data.hash);
  });

  test('takes the parts of a folder as they are given, and pools them for a split', async () => {
    const records = saltRecords();
    const data = join(folder, 'given');
    await writeRecords(data, 'train.json', records.slice(0, 7));
    await writeRecords(data, 'val.json', records.slice(7));
    const { data: given } = await opened(data, { targets: ['edge'] });
    expect(idsOf(given)).toEqual({
      train: records.slice(0, 7).map(({ id }) => id),
      val: records.slice(7).map(({ id }) => id),
    });
    expect(given.split.by).toBe('given');
    expect(given.parts['train']?.[0]?.targets).toEqual({ edge: 5.64 });

    const twins = records.map((record) => ({ ...record, id: `twin-${record.id}` }));
    await writeRecords(data, 'test.json', twins);
    const { data: pooled } = await opened(data, { split: 'formula', seed: 3 });
    expect(Object.values(idsOf(pooled)).flat().sort()).toEqual([...records, ...twins].map(({ id }) => id).sort());
    const formulas = Object.values(pooled.parts).map((part) => new Set(part.map(({ formula }) => formula)));
    expect(formulas.map(({ size }) => size)).toEqual([8, 1, 1]);
    expect(new Set(formulas.flatMap((set) => [...set])).size).toBe(10);
    await rm(join(data, 'test.json'));

    // The split of a run on given parts leads back to them.
    const file = join(folder, 'split.json');
    await writeFile(file, JSON.stringify(given.split));
    const { data: back } = await opened(data, { split: file, targets: ['edge'] });
    expect([back.hash, idsOf(back)]).toEqual([given.hash, idsOf(given)]);
  });

  test('follows a split file, and says what does not fit', async () => {
    const path = await writeRecords(folder, 'salts.json', saltRecords());
    const file = join(folder, 'split.json');
    const parts = { train: ['salt-1', 'salt-0'], val: ['salt-2', 'gone'] };
    await writeFile(
      file,
      JSON.stringify({ format: 'crystal-fourier/split', version: 1, by: 'random', seed: 0, parts }),
    );
    const { data, stderr } = await opened(path, { split: file });
    expect(idsOf(data)).toEqual({ train: ['salt-1', 'salt-0'], val: ['salt-2'] });
    expect(data.split.parts).toEqual(idsOf(data));
    expect(stderr).toContain('1 of its records are not in the data set');
    expect(stderr).toContain('7 records of the data set are in no part');

    await writeFile(
      file,
      JSON.stringify({ format: 'crystal-fourier/split', version: 1, by: 'random', seed: 0, parts: { train: ['x'] } }),
    );
    await expect(opened(path, { split: file })).rejects.toMatchObject({ exitCode: EXIT.data });
    await writeFile(file, '{"parts": 3}');
    await expect(opened(path, { split: file })).rejects.toMatchObject({ code: 'bad-dataset' });
    await expect(opened(path, { split: 'formla' })).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringContaining('did you mean "formula"?'),
    });
  });

  test('summarises refused records and lists them in a table', async () => {
    const path = await writeRecords(folder, 'salts.json', [
      ...saltRecords(),
      BROKEN,
      { ...BROKEN, id: 'too' },
      { id: 'bare', edge: 2 },
    ]);
    const { data, stderr } = await opened(path);
    expect(data.refused).toHaveLength(3);
    expect(data.refused.map(({ id }) => id)).toEqual(expect.arrayContaining(['broken', 'too']));
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/3 of 13 records refused: 2 [a-z-]+, 1 missing-value; see /);
    const [file] = data.refusedFiles;
    const rows = parse(await readFile(file as string, 'utf8'), { columns: true }) as {
      id: string;
      reason: string;
      message: string;
    }[];
    expect(rows.map(({ id, reason }) => [id, reason])).toEqual(data.refused.map(({ id, code }) => [id, code]));
  });

  test('an unknown target is told with those that there are', async () => {
    const path = await writeRecords(folder, 'salts.json', saltRecords());
    await expect(opened(path, { targets: ['edge', 'chrage'] })).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringMatching(
        /no record has a number "chrage"; its numeric fields are charge, edge; did you mean "charge"\?$/,
      ),
    });
    const bare = await writeRecords(
      folder,
      'bare.json',
      saltRecords().map(({ id, structure }) => ({ id, structure })),
    );
    await expect(opened(bare, { targets: ['edge'] })).rejects.toThrow('no field of its records is a number');
  });

  test('data that cannot be used is told', async () => {
    await expect(opened(join(folder, 'none'))).rejects.toMatchObject({ code: 'bad-dataset' });
    const broken = await writeRecords(folder, 'broken.json', [BROKEN]);
    await expect(opened(broken)).rejects.toMatchObject({
      exitCode: EXIT.data,
      message: expect.stringContaining('no record that can be used'),
    });
    await writeRecords(join(folder, 'two'), 'train.json', saltRecords());
    await writeRecords(join(folder, 'two'), 'train.jsonl', saltRecords());
    await writeRecords(join(folder, 'two'), 'val.json', saltRecords());
    await expect(opened(join(folder, 'two'))).rejects.toThrow('the part train must be one file');
  });

  test('data sets in folders that are read-only are prepared elsewhere', async () => {
    const data = join(folder, 'readonly');
    const path = await writeRecords(data, 'salts.json', saltRecords().slice(0, 3));
    await chmod(data, 0o500);
    const { data: parts } = await opened(path);
    expect(Object.values(parts.parts).flat()).toHaveLength(3);
    await chmod(data, 0o700);
  });
});

describe('the place of the cache', () => {
  test('is what is asked for, then the environment, then the home folder', () => {
    expect(cacheRoot('here', { CFT_CACHE: 'there' })).toBe('here');
    expect(cacheRoot(undefined, { CFT_CACHE: 'there', XDG_CACHE_HOME: 'x' })).toBe('there');
    expect(cacheRoot(undefined, { CFT_CACHE: '', XDG_CACHE_HOME: 'x' })).toBe(join('x', 'crystal-fourier', 'prepared'));
    expect(cacheRoot(undefined, {})).toMatch(/\.cache.crystal-fourier.prepared$/);
  });

  test('differs by where the data are and how they are prepared, not by how the path is written', () => {
    const of = (location: string, options = {}): string => cacheFolder('root', location, options);
    expect(of('data/train.json.gz')).toMatch(/^root.train-[0-9a-f]{12}$/);
    expect(of('data/train.json')).toBe(of('./data/../data/train.json'));
    expect(of('data/train.json')).not.toBe(of('other/train.json'));
    expect(of('data/train.json')).not.toBe(of('data/train.json', { symprec: 0.05 }));
    expect(of('https://example.org/a b.json')).toMatch(/^root.a_b-/);
  });
});

test.each([
  ['/home/somebody/crystals', 'crystals'],
  ['data/elasticity.json.gz', 'elasticity'],
  ['.hidden', '.hidden'],
  ['https://data.example/sets/elasticity.json.gz?token=a.b/c#part', 'elasticity'],
  ['https://data.example/download?key=secret', 'download'],
])('the data set %s is named %s', (location, name) => {
  expect(dataName(location)).toBe(name);
});
