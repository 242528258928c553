import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '@crystal-fourier/math3';
import { openDataset } from './openDataset.js';
import { prepare } from './prepare.js';
import type { PrepareReport } from './prepareReport.js';
import { structureRecord } from '../../test/records.js';

let root: string;
let data: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'killed-'));
  data = join(root, 'set.json');
  const records = Array.from({ length: 90 }, (_, i) => ({ id: `r${i}`, structure: structureRecord(i), gap: i / 10 }));
  await writeFile(data, JSON.stringify([...records, { id: 'broken' }, records[3]]));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Every file of a cache with its content. */
async function content(cache: string): Promise<Record<string, string>> {
  const names = (await readdir(join(root, cache))).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(root, cache, name), 'latin1')] as const)),
  );
}

describe('prepare, killed at any moment', () => {
  const run = async (cache: string, workers = 0): Promise<PrepareReport> =>
    prepare(await openDataset(data), { cache: join(root, cache), workers, chunkSize: 3 });

  const child = (cache: string): ReturnType<typeof spawn> => {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const from = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);
    const code = `import { openDataset } from ${from('./openDataset.ts')}; import { prepare } from ${from('./prepare.ts')};
      const report = await prepare(await openDataset(${JSON.stringify(data)}), { cache: ${JSON.stringify(join(root, cache))}, workers: 2, chunkSize: 3, onProgress: () => process.stdout.write('.') });
      process.stdout.write(report.checksum);`;
    return spawn(
      process.execPath,
      ['--conditions=@crystal-fourier/source', '--import', tsx, '--input-type=module', '-e', code],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
  };

  it('loses nothing and ends with the same bytes', { timeout: 60_000 }, async () => {
    const { checksum } = await run('calm');
    const random = Random.seeded(Date.now() >>> 0);
    let kept = 0;
    let killed = 0;
    for (let attempt = 0; attempt < 3; attempt++) {
      const process = child('killed');
      // From the first chunk on, at a moment within some milliseconds: within the reading, the work, or the writing of a file.
      await new Promise<void>((resolve) => {
        process.stdout!.once('data', () => setTimeout(() => process.kill('SIGKILL'), random.below(60)));
        process.once('exit', (_code, signal) => {
          if (signal === 'SIGKILL') killed++;
          resolve();
        });
      });
      const whole = (await readdir(join(root, 'killed'))).filter((name) => name.endsWith('.arrow')).length;
      expect(whole).toBeGreaterThanOrEqual(kept);
      kept = whole;
    }
    expect(killed).toBeGreaterThan(0);
    const last = await run('killed', 1);
    expect(last.reusedChunks).toBeGreaterThanOrEqual(kept);
    expect(last.checksum).toBe(checksum);
    expect(await content('killed')).toEqual(await content('calm'));
  });
});
