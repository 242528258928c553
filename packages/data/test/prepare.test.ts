import { planBatches, split } from '@crystal-fourier/data';
import { openCache, openDataset, prepare } from '@crystal-fourier/data/node';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { structureRecord } from './records.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'published-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

it('prepares a data set in worker threads, and reads it back in batches', async () => {
  const file = join(root, 'set.json');
  await writeFile(
    file,
    JSON.stringify(Array.from({ length: 20 }, (_, i) => ({ id: `r${i}`, structure: structureRecord(i), gap: i }))),
  );
  const report = await prepare(await openDataset(file), { cache: join(root, 'cache'), workers: 2, chunkSize: 8 });
  expect(report).toMatchObject({ read: 20, written: 20, refused: [], chunks: 3 });
  const cache = await openCache(join(root, 'cache'));
  expect(split(cache.entries, { by: 'group' }).by).toBe('group');
  const [first] = planBatches(
    cache.entries.map(({ orbitCount }) => orbitCount),
    { batchSize: 4 },
  );
  const records = await cache.records(first as number[]);
  expect(records).toHaveLength(4);
  for (const { id, targets } of records) expect(`r${targets['gap']}`).toBe(id);
});
