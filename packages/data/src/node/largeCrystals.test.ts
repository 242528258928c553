import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amorphous } from '../../test/support/amorphous.ts';
import { structureRecord } from '../../test/records.js';
import { featureRecipe } from '../features/recipe.js';
import { structureToFeatures } from '../features/structureToFeatures.js';
import { writeCif } from '../formats/cif/writeCif.js';
import { initMoyo } from '../standardize/moyo.js';
import { featuresOf, type FeaturizedItem } from './featuresOf.js';
import { openCache } from './openCache.js';
import { openDataset } from './openDataset.js';
import { prepare } from './prepare.js';

let root: string;
let data: string;
let large: string;

beforeAll(async () => {
  await initMoyo();
  root = await mkdtemp(join(tmpdir(), 'large-'));
  data = join(root, 'set.jsonl');
  large = writeCif(amorphous(6));
  const records = [
    { id: 'salt', structure: structureRecord(0), gap: 1 },
    { id: 'large', cif: large, gap: 2 },
  ];
  await writeFile(data, records.map((record) => JSON.stringify(record)).join('\n'));
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe('a crystal of 216 orbits', () => {
  it('is in the cache as it was made', async () => {
    const report = await prepare(await openDataset(data, { targets: ['gap'] }), {
      cache: join(root, 'cache'),
      workers: 1,
    });
    expect(report.refused).toEqual([]);
    const cache = await openCache(join(root, 'cache'));
    const { features } = await cache.record('large');
    for await (const item of await openDataset(data)) {
      if (!item.ok) throw item.error;
      const made = structureToFeatures(item.structure, cache.manifest.recipe).features;
      expect((await cache.record(item.id)).features).toEqual({ ...made, id: item.id });
    }
    expect(features.images!.partners.length).toBeGreaterThan(216);
    expect('images' in (await cache.record('salt')).features).toBe(false);
  });

  it('comes out of threads as it was made', async () => {
    const recipe = featureRecipe({});
    const found: FeaturizedItem[] = [];
    // Threads do what is followed by more.
    const files = Array.from({ length: 3 }, () => data);
    for (const workers of [0, 2]) {
      const sources = await Promise.all(files.map((file) => openDataset(file)));
      for await (const item of featuresOf(sources, { recipe, workers })) found.push(item);
    }
    expect(found.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? 'salt' : 'large')));
    for (const [i, item] of found.entries()) expect(item).toEqual(found[i % 2]);
  });

  it('is refused beyond the limits, and nothing else', async () => {
    for (const [limits, reason] of [
      [{ maxSites: 215 }, /at most 215 sites, this one has 216/],
      [{ maxPairs: 46_655 }, /at most 46655 pairs of orbits, this one has 46656, of 216 orbits/],
    ] as const) {
      const cache = join(root, String(Object.keys(limits)));
      const report = await prepare(await openDataset(data, limits), { cache, workers: 0 });
      expect(report.refused.map(({ id, code }) => [id, code])).toEqual([['large', 'too-large']]);
      expect(report.refused[0]!.message).toMatch(reason);
      expect(await openCache(cache)).toHaveLength(1);
    }
  });
});
