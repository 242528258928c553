import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planBatches } from '../datasets/batch.js';
import { DataError } from '../core/errors.js';
import { featurize } from '../features/featurize.js';
import { featureRecipe } from '../features/recipe.js';
import { initMoyo } from '../standardize/moyo.js';
import { split } from '../datasets/split.js';
import { structureToFeatures } from '../features/structureToFeatures.js';
import { standardize } from '../standardize/standardize.js';
import { decodeChunk, encodeChunk } from './cacheFormat.js';
import { chunkName } from './cacheManifest.js';
import { openCache } from './openCache.js';
import { openDataset } from './openDataset.js';
import { prepare } from './prepare.js';
import type { PrepareReport } from './prepareReport.js';
import { structureRecord } from '../../test/records.js';

const shared = join(import.meta.dirname, '../../../../../shared/data');

let root: string;
let data: string;

const COUNT = 96;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'prepare-'));
  data = join(root, 'set.json');
  const records = Array.from({ length: COUNT }, (_, i) => ({
    id: `r${i}`,
    structure: structureRecord(i),
    gap: i / 10,
    ...(i % 2 === 0 ? { K: i } : {}),
  }));
  const lines: string[] = records.map((record) => JSON.stringify(record));
  lines[17] = '{"id":"broken","structure":{}}';
  lines[40] = JSON.stringify({ ...records[40], id: 'r3' }); // repeats
  lines[60] = JSON.stringify({
    id: 'mixed',
    structure: {
      lattice: {
        matrix: [
          [4, 0, 0],
          [0, 4, 0],
          [0, 0, 4],
        ],
      },
      sites: [
        {
          species: [
            { element: 'Na', occu: 0.5 },
            { element: 'K', occu: 0.5 },
          ],
          abc: [0, 0, 0],
        },
      ],
    },
  });
  lines[80] = (lines[80] as string).replace('"gap":8', '"gap":NaN');
  await writeFile(data, `[${lines.join(',\n')}]`);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const run = async (cache: string, options: Partial<Parameters<typeof prepare>[1]> = {}): Promise<PrepareReport> =>
  prepare(await openDataset(data), { cache: join(root, cache), workers: 0, chunkSize: 16, ...options });

/** Every file of a cache with its content. */
async function content(cache: string): Promise<Record<string, string>> {
  const names = (await readdir(join(root, cache))).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(root, cache, name), 'latin1')] as const)),
  );
}

describe('prepare', () => {
  let report: PrepareReport;
  beforeAll(async () => {
    report = await run('whole');
  });

  it('tells what became of every record', () => {
    expect(report).toMatchObject({ read: COUNT, written: COUNT - 3, chunks: 6, reusedChunks: 0, ignored: [] });
    expect(report.refused.map(({ id, code }) => [id, code])).toEqual([
      ['broken', 'missing-value'],
      ['mixed', 'unsupported'],
      ['r3', 'bad-dataset'],
    ]);
    for (const { message } of report.refused) expect(message).not.toContain('\n');
    expect(report.refused[0]?.message).toMatch(/^set\.json:18: record "broken": /);
    expect(report.refused[2]?.message).toMatch(/record "r3": identifiers must differ/);
    expect(report.diagnosed).toEqual([
      { id: 'r80', diagnostics: [expect.objectContaining({ code: 'number-not-finite', severity: 'repair' })] },
    ]);
    expect(Object.values(report.groups).reduce((a, b) => a + b, 0)).toBe(COUNT - 3);
    expect(Object.keys(report.groups)).toEqual(expect.arrayContaining(['1', '216', '221', '225']));
  });

  it('writes what standardize and featurize give', async () => {
    await initMoyo();
    const cache = await openCache(join(root, 'whole'));
    expect([cache.length, cache.targets]).toEqual([COUNT - 3, ['K', 'gap']]);
    let compared = 0;
    for await (const item of await openDataset(data)) {
      if (!item.ok || item.id === 'mixed') continue;
      const crystal = standardize(item.structure, { handedness: 'merge' });
      const expected = featurize(crystal);
      const record = await cache.record(item.id);
      const { id: _id, ...features } = expected;
      expect(record.features).toMatchObject(features);
      expect(record).toMatchObject({
        id: item.id,
        targets: item.targets,
        formula: item.structure.reducedFormula,
        groupNumber: crystal.ownGroup.number,
        siteCount: crystal.siteCount,
      });
      expect(cache.entries[cache.indexOf(item.id) as number]).toEqual({
        id: item.id,
        group: crystal.group.number,
        formula: item.structure.reducedFormula,
        orbitCount: crystal.orbits.length,
      });
      compared++;
    }
    expect(compared).toBe(COUNT - 3);
    const ids: string[] = [];
    for await (const { id } of cache) ids.push(id);
    expect(ids).toEqual(cache.entries.map(({ id }) => id));
  });

  it('feeds splits and batches', async () => {
    const cache = await openCache(join(root, 'whole'), { memory: 1 });
    const { parts } = split(cache.entries, { by: 'group', parts: { train: 1, test: 1 } });
    expect(parts['train']!.length + parts['test']!.length).toBe(cache.length);
    const plan = planBatches(
      cache.entries.map(({ orbitCount }) => orbitCount),
      { batchSize: 10 },
    );
    const records = await cache.records(plan[0] as number[]);
    expect(records.map(({ id }) => id)).toEqual(plan[0]!.map((place) => cache.entries[place]!.id));
  });

  it('has the same bytes with worker threads', async () => {
    const progress: number[] = [];
    const {
      seconds: _s,
      times: _t,
      cache: _c,
      ...facts
    } = await run('threads', {
      workers: 2,
      onProgress: ({ written, refused }) => void progress.push(written + refused),
    });
    const { seconds: _s2, times: _t2, cache: _c2, ...expected } = report;
    expect(facts).toEqual(expected);
    expect(await content('threads')).toEqual(await content('whole'));
    expect(progress).toHaveLength(6);
    expect(progress.at(-1)).toBe(COUNT);
  });

  it('takes over what is there, and makes anew what is damaged, missing or foreign', async () => {
    const before = await content('whole');
    const names = Object.keys(before).filter((name) => name.startsWith('chunk'));
    const [first, second, third] = names as [string, string, string];
    await rm(join(root, 'whole', first));
    await writeFile(
      join(root, 'whole', second),
      Buffer.concat([Buffer.from(before[second] as string, 'latin1'), Buffer.of(0)]),
    );
    await writeFile(join(root, 'whole', `${third}.123.tmp`), 'left over');
    await writeFile(join(root, 'whole', 'chunk-000099-0123456789abcdef.arrow'), 'of a longer set');
    const again = await run('whole');
    expect(again).toMatchObject({ chunks: 6, reusedChunks: 4, checksum: report.checksum });
    expect(again.refused).toEqual(report.refused);
    expect(again.diagnosed).toEqual(report.diagnosed);
    expect(again.groups).toEqual(report.groups);
    expect(await content('whole')).toEqual(before);
  });

  it('makes anew what other options or another input made', async () => {
    await run('changed');
    const other = await run('changed', { recipe: { radial: { bins: 24 } } });
    expect(other.reusedChunks).toBe(0);
    expect(other.checksum).not.toBe(report.checksum);
    const text = await readFile(data, 'utf8');
    try {
      await writeFile(data, text.replace('"gap":5,', '"gap":5.5,'));
      const edited = await run('changed', { recipe: { radial: { bins: 24 } } });
      expect(edited).toMatchObject({ chunks: 6, reusedChunks: 5 });
    } finally {
      await writeFile(data, text);
    }
  });

  it('keeps the recipe with the features', async () => {
    const recipe = featureRecipe({ symprec: 0.05, radial: { last: 6 }, fourier: { damping: 0.2 } });
    await run('recipe', { recipe });
    const cache = await openCache(join(root, 'recipe'));
    expect(cache.manifest.recipe).toEqual(recipe);
    const { features, symprec } = await cache.record('r3');
    expect([features.recipe, symprec]).toEqual([recipe, 0.05]);
    expect(features.fourier).toBeInstanceOf(Float32Array);
  });

  it('keeps encodings where the recipe asks for them', async () => {
    const recipe = featureRecipe({ encodings: { functions: 32 } });
    await run('encodings', { recipe });
    const cache = await openCache(join(root, 'encodings'));
    for await (const item of await openDataset(data)) {
      if (!item.ok || item.id === 'mixed') continue;
      const { encodings } = featurize(standardize(item.structure, { handedness: 'merge' }), recipe);
      expect((await cache.record(item.id)).features.encodings).toEqual(encodings);
    }
    expect('encodings' in (await (await openCache(join(root, 'whole'))).record('r3')).features).toBe(false);
  });

  it.each([16, 32] as const)('keeps angular moments of %i bits, as they were', async (bits) => {
    const recipe = featureRecipe({ moments: { bits, functions: 7, last: 5 } });
    await run(`moments ${bits}`, { recipe });
    const cache = await openCache(join(root, `moments ${bits}`), { recipe });
    for await (const item of await openDataset(data)) {
      if (!item.ok || item.id === 'mixed') continue;
      const { moments } = (await cache.record(item.id)).features;
      expect(moments).toEqual(structureToFeatures(item.structure, recipe).features.moments);
      expect(moments!.values).toBeInstanceOf(Float32Array);
      // Goes to threads as any other record.
      expect(structuredClone(moments)).toEqual(moments);
    }
    await expect(openCache(join(root, 'whole'), { recipe })).rejects.toThrow(/moments.functions: 6 against 7/);
    await run(`none ${bits}`, { recipe: featureRecipe({ moments: null }) });
    const bare = await openCache(join(root, `none ${bits}`));
    expect('moments' in (await bare.record('r3')).features).toBe(false);
  });

  it('can be stopped, and goes on', async () => {
    const controller = new AbortController();
    await expect(
      run('stopped', { signal: controller.signal, onProgress: () => controller.abort() }),
    ).rejects.toMatchObject({ code: 'aborted' });
    await expect(openCache(join(root, 'stopped'))).rejects.toThrow(/table of contents; there is none.*interrupted/);
    const rest = await run('stopped');
    expect(rest.reusedChunks).toBeGreaterThan(0);
    expect(await content('stopped')).toEqual(await content('threads'));
  });

  it.each([{ workers: -1 }, { workers: 0.5 }, { chunkSize: 0 }])('refuses %o', async (options) => {
    await expect(run('refused', options)).rejects.toMatchObject({ code: 'bad-argument' });
  });
});

describe('openCache', () => {
  it('refuses what is damaged, in one line', async () => {
    await run('bad');
    const folder = join(root, 'bad');
    const [chunk] = (await readdir(folder)).filter((name) => name.startsWith('chunk')).sort() as [string];
    const bytes = await readFile(join(folder, chunk));
    const failure = async (options?: Parameters<typeof openCache>[1]): Promise<string> => {
      const error: unknown = await openCache(folder, options).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(DataError);
      expect((error as DataError).code).toBe('bad-cache');
      expect((error as DataError).message).not.toContain('\n');
      return (error as DataError).message;
    };
    await writeFile(join(folder, chunk), Buffer.concat([bytes.subarray(0, 5000), Buffer.of(1), bytes.subarray(5001)]));
    expect(await failure()).toMatch(/chunk-000000.*damaged/);
    await writeFile(join(folder, chunk), bytes.subarray(0, 100));
    expect(await failure({ verify: false })).toMatch(/Arrow file/);
    await rm(join(folder, chunk));
    expect(await failure()).toMatch(/could not be read/);
    await writeFile(join(folder, 'manifest.json'), '{"format":"crystal-fourier/cache","version":9}');
    expect(await failure()).toMatch(/version 9/);
    await writeFile(join(folder, 'manifest.json'), '{');
    expect(await failure()).toMatch(/must be JSON/);
  });

  it('refuses a cache of another recipe, by the fields that differ', async () => {
    await run('of a recipe', { recipe: { radial: { last: 6 } } });
    const folder = join(root, 'of a recipe');
    expect(await openCache(folder, { recipe: { radial: { last: 6 } } })).toHaveLength(COUNT - 3);
    const error: unknown = await openCache(folder, { recipe: { fourier: { damping: 0.35 } } }).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'bad-cache' });
    expect((error as Error).message).toMatch(
      /manifest\.json: .*another recipe than the one asked for, radial\.last: 6 against 9, fourier\.damping: 0 against 0\.35; prepare/,
    );
    // Asked for in another way, it is prepared again.
    expect((await run('of a recipe')).reusedChunks).toBe(0);
    expect(await openCache(folder, { recipe: {} })).toHaveLength(COUNT - 3);
  });

  it('prepares a cache of another version again', async () => {
    const folder = join(root, 'old');
    const { checksum } = await run('old');
    const before = await content('old');
    const names = (await readdir(folder)).filter((name) => name.startsWith('chunk')).sort();
    // As an older release wrote them: whole, by their names, but of another version.
    for (const [index, name] of names.entries()) {
      const { header } = decodeChunk(await readFile(join(folder, name)), name);
      const bytes = encodeChunk([], { ...header, version: 1 });
      await rm(join(folder, name));
      await writeFile(join(folder, chunkName(index, createHash('sha256').update(bytes).digest('hex'))), bytes);
    }
    const manifest = JSON.parse(before['manifest.json'] as string) as object;
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, version: 1 }));
    await expect(openCache(folder)).rejects.toThrow(/of version 4, got .*version 1; prepare the data set anew/);
    expect(await run('old')).toMatchObject({ reusedChunks: 0, checksum });
    expect(await content('old')).toEqual(before);
  });

  it('refuses records that are not there', async () => {
    const cache = await openCache(join(root, 'threads'));
    await expect(cache.record(1e6)).rejects.toThrow(/93 in the cache/);
    await expect(cache.record('nobody')).rejects.toThrow(/got "nobody"/);
  });
});

describe.skipIf(!existsSync(shared))('prepare on ../shared/data (skipped where it is missing)', () => {
  it('refuses no record of WBM', async () => {
    const dataset = await openDataset(join(shared, 'wbm-energy/val.json.gz'));
    const { read, refused } = await prepare(dataset, { cache: join(root, 'wbm'), workers: 0 });
    expect([read, refused]).toEqual([97, []]);
  });
});
