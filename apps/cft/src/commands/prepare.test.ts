import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCache } from '@crystal-fourier/data/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BROKEN, saltRecords, writeRecords } from '../testing/crystalFixtures.js';
import { EXIT } from '../shell/failure.js';
import { type Captured, runCaptured } from '../testing/runCaptured.js';
import type { PreparedSummary } from './prepare.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-prepare-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const cft = (...argv: string[]): Promise<Captured> =>
  runCaptured([...argv, '--workers', '0'], { CFT_CACHE: join(folder, 'cache') });

describe('cft prepare', () => {
  test('reports each part, refused records and the numbers there are', async () => {
    const data = join(folder, 'data');
    await writeRecords(data, 'train.json', [...saltRecords().slice(0, 7), BROKEN]);
    await writeRecords(data, 'val.json', saltRecords().slice(7));
    const { exitCode, stdout, stderr } = await cft('prepare', data, '--json');
    expect(exitCode).toBe(EXIT.ok);
    const [train, val] = JSON.parse(stdout) as PreparedSummary[];
    expect(train).toMatchObject({
      part: 'train',
      records: 8,
      prepared: 7,
      groups: { 221: 1, 225: 6 },
      targets: ['charge', 'edge'],
    });
    expect(train?.refused.map(({ id }) => id)).toEqual(['broken']);
    expect(val).toMatchObject({ part: 'val', records: 3, prepared: 3, refusedFile: null });
    expect(stderr).toMatch(/^warning: .*1 of 8 records refused: .*broken/);
    expect(await readdir(join(folder, 'cache'))).toHaveLength(2);

    const text = await cft('prepare', data, '--quiet');
    expect(text.stdout).toMatch(/records +8\n/);
    expect(text.stderr).toBe('');
  });

  test('reads tensors, and says in which frame they are', async () => {
    const epsilon = [
      [2, 0, 0],
      [0, 2, 0],
      [0, 0, 2],
    ];
    const records = saltRecords().map((record, i) => ({ ...record, epsilon: i === 2 ? [1, 2, 3, 0, 0, 0] : epsilon }));
    const path = await writeRecords(folder, 'salts.json', records);
    const { exitCode, stdout } = await cft('prepare', path, '--tensor', 'epsilon=dielectric', '--json');
    expect(exitCode).toBe(EXIT.ok);
    const [summary] = JSON.parse(stdout) as PreparedSummary[];
    expect(summary?.tensors).toEqual({
      epsilon: expect.objectContaining({ kind: 'dielectric', frame: 'lattice', records: 10, fitted: 9 }) as unknown,
    });
    expect(summary?.tensors['epsilon']?.refused).toHaveLength(1);
    const text = await cft('prepare', path, '--tensor', 'epsilon=dielectric@c-z', '--quiet');
    expect(text.stdout).toMatch(
      /tensor +epsilon: dielectric, frame c-z, 9 of 10 records; 1 without the symmetry of the crystal, left out: /,
    );
  });

  test('takes the frame of the first part for all parts', async () => {
    const data = join(folder, 'parts');
    const epsilon = [
      [2, 0, 0],
      [0, 2, 0],
      [0, 0, 2],
    ];
    const records = saltRecords().map((record) => ({ ...record, epsilon }));
    await writeRecords(data, 'train.json', records.slice(0, 7));
    await writeRecords(data, 'val.json', records.slice(7));
    const { stdout } = await cft('prepare', data, '--tensor', 'epsilon=dielectric', '--json');
    const [train, val] = JSON.parse(stdout) as PreparedSummary[];
    expect(Object.keys(train?.tensors['epsilon']?.fittedIn ?? {}).length).toBeGreaterThan(1);
    expect(val?.tensors['epsilon']).toMatchObject({ frame: 'lattice', fittedIn: { lattice: 3 } });
    expect(Object.keys(val?.tensors['epsilon']?.fittedIn ?? {})).toEqual(['lattice']);
  });

  test.each(['epsilon', 'epsilon=soft', 'epsilon=elastic@up', 'a=elastic,a=born'])(
    'refuses --tensor %s',
    async (tensor) => {
      const path = await writeRecords(folder, 'salts.json', saltRecords());
      const { exitCode, stderr } = await cft('prepare', path, '--tensor', tensor);
      expect(exitCode).toBe(EXIT.usage);
      expect(stderr).toMatch(/FIELD=KIND|Each field must stand once/);
    },
  );

  test('puts the cache where --cache says', async () => {
    const path = await writeRecords(folder, 'salts.json', saltRecords());
    const { exitCode, stdout } = await cft('prepare', path, '--cache', join(folder, 'mine'), '--symprec', '0.05');
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toContain(join(folder, 'mine', 'salts-'));
  });

  test('leaves angular moments out where they are not wanted, in another folder', async () => {
    const path = await writeRecords(folder, 'salts.json', saltRecords());
    const summary = async (...more: string[]): Promise<PreparedSummary> =>
      (JSON.parse((await cft('prepare', path, '--json', ...more)).stdout) as PreparedSummary[])[0]!;
    const [plain, more] = [await summary('--no-moments'), await summary()];
    expect(plain.cache).not.toBe(more.cache);
    expect((await openCache(plain.cache)).manifest.recipe.moments).toBeUndefined();
    const cache = await openCache(more.cache);
    expect(cache.manifest.recipe.moments).toMatchObject({ degree: 4, cutoff: 6.5 });
    expect((await cache.record(0)).features.moments!.counts.length).toBeGreaterThan(0);
  });

  test.each([
    ['nothing there', 'none', undefined, /none: a data set must be/],
    ['an empty file', 'empty.json', '', /empty\.json: .*the file is empty/],
    ['broken gzip', 'x.json.gz', 'no gzip at all', /error: .*x\.json\.gz/],
  ])('%s is one line and exit code 3', async (_, name, content, message) => {
    const path = join(folder, name);
    if (content !== undefined) await writeFile(path, content);
    const { exitCode, stderr } = await cft('prepare', path);
    expect(exitCode).toBe(EXIT.data);
    expect(stderr).toMatch(message);
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .filter((line) => line.startsWith('error:')),
    ).toHaveLength(1);
  });

  test('a cache that cannot be written is a failure', async () => {
    const path = await writeRecords(folder, 'salts.json', saltRecords());
    const { exitCode, stderr } = await cft('prepare', path, '--cache', path);
    expect(exitCode).toBe(EXIT.failure);
    expect(stderr).toMatch(/^error: .*could not be written/);
  });

  test('stops when it is interrupted, and goes on later', async () => {
    const path = await writeRecords(folder, 'salts.json', saltRecords());
    const stop = new AbortController();
    stop.abort();
    const env = { CFT_CACHE: join(folder, 'cache') };
    const first = await runCaptured(['prepare', path, '--workers', '0'], env, { signal: stop.signal });
    expect(first.exitCode).toBe(EXIT.interrupted);
    expect(first.stderr).toContain('prepare again to go on');
    expect((await runCaptured(['prepare', path, '--workers', '0'], env)).exitCode).toBe(EXIT.ok);
  });
});
