import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DataError } from '../core/errors.js';
import { internalError, receivedError, sentError } from './internalError.js';
import type * as Features from '../features/structureToFeatures.js';
import { openCache } from './openCache.js';
import { openDataset } from './openDataset.js';
import { prepare } from './prepare.js';
import type { PrepareReport } from './prepareReport.js';
import { structureRecord } from '../../test/records.js';

const fault = vi.hoisted(() => ({ of: undefined as string | undefined }));
vi.mock('../features/structureToFeatures.js', async (original) => {
  const { structureToFeatures } = await original<typeof Features>();
  return {
    structureToFeatures: (...args: Parameters<typeof structureToFeatures>) => {
      if (args[0].sites[1]!.species[0]!.element === fault.of) throw new TypeError('x is not a function');
      return structureToFeatures(...args);
    },
  };
});

let root: string;
let data: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'faults-'));
  data = join(root, 'set.json');
  const records = Array.from({ length: 12 }, (_, i) => ({ id: `r${i}`, structure: structureRecord(i), gap: i }));
  await writeFile(data, JSON.stringify(records));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const run = async (cache: string, options: Partial<Parameters<typeof prepare>[1]> = {}): Promise<PrepareReport> =>
  prepare(await openDataset(data), { cache: join(root, cache), workers: 0, chunkSize: 2, ...options });
const failure = async (work: Promise<unknown>): Promise<Error & { code?: string }> =>
  work.then(
    () => expect.unreachable('it must fail'),
    (error: unknown) => error as Error,
  );

describe('a fault of the package', () => {
  it('stops the work, names the record and keeps its stack', async () => {
    fault.of = 'I';
    try {
      const error = await failure(run('fault'));
      expect(error).not.toBeInstanceOf(DataError);
      expect(error.name).toBe('InternalError');
      expect(error.message).toBe(
        'set.json:1: record "r2": internal error, please report it with this record: TypeError: x is not a function',
      );
      expect(error.stack).toMatch(/prepareFaults\.test\.ts/);
      await expect(openCache(join(root, 'fault'))).rejects.toMatchObject({ code: 'bad-cache' });
    } finally {
      fault.of = undefined;
    }
    // What was whole is kept.
    expect((await run('fault')).reusedChunks).toBe(1);
  });

  it('comes through between threads as it is, as a refusal does', () => {
    const made = internalError(new RangeError('too far'), { file: 'a.cif', record: 'x' });
    const got = receivedError(structuredClone(sentError(made)));
    expect([got.name, got.message, got.stack]).toEqual([made.name, made.message, made.stack]);
    expect(internalError(made, { record: 'y' })).toBe(made);
    const known = receivedError(
      structuredClone(sentError(new DataError('bad-site', 'no', { file: 'a.cif', line: 3, record: 'x' }))),
    );
    expect(known).toBeInstanceOf(DataError);
    expect(known).toMatchObject({ code: 'bad-site', message: 'a.cif:3: record "x": no', line: 3 });
    expect(receivedError(sentError('text')).message).toBe('text');
  });
});

it.each([0, 1])('wrong options are not blamed on the records, %i threads', async (workers) => {
  const error = await failure(run(`options-${workers}`, { workers, recipe: { symprec: -1 } }));
  expect(error).toMatchObject({ name: 'DataError', code: 'bad-argument' });
  expect(error.message).toMatch(/symprec must be/);
});

describe('two runs at one cache', () => {
  it('are refused while both are at work, in one process', async () => {
    const first = run('twice');
    const second = await failure(new Promise((resolve) => setTimeout(resolve, 1)).then(() => run('twice')));
    expect(second).toMatchObject({ code: 'busy' });
    expect(second.message).toMatch(/prepare\.lock: another run is at work/);
    expect((await first).written).toBe(12);
    expect((await readdir(join(root, 'twice'))).filter((name) => !/^(?:chunk|manifest|report)/.test(name))).toEqual([]);
    expect((await run('twice')).reusedChunks).toBe(6);
  });

  const lockOf = async (name: string, content: string, secondsAgo: number): Promise<string> => {
    const folder = join(root, name);
    await mkdir(folder);
    const path = join(folder, 'prepare.lock');
    await writeFile(path, content);
    const time = new Date(Date.now() - 1000 * secondsAgo);
    await utimes(path, time, time);
    return path;
  };

  it.each([
    ['a living process', process.ppid, hostname(), 0],
    ['a run on another machine', 1, 'elsewhere.invalid', 5],
  ])('%s holds it', async (name, id, host, age) => {
    const path = await lockOf(`held by ${name}`, JSON.stringify({ process: id, host }), age);
    expect((await failure(run(`held by ${name}`))).message).toMatch(`process ${id} on ${host}`);
    await expect(readFile(path, 'utf8')).resolves.toContain(host);
  });

  it('one that has just been made, still empty, holds it', async () => {
    await lockOf('empty', '', 0);
    expect((await failure(run('empty'))).message).toMatch(/just started/);
  });

  it.each([
    ['a killed process', JSON.stringify({ process: 2 ** 30, host: hostname() }), 0],
    ['a process of before with this number', JSON.stringify({ process: process.pid, host: hostname() }), 0],
    ['a machine that fell silent', JSON.stringify({ process: 1, host: 'elsewhere.invalid' }), 100],
    ['a number that is another process by now', JSON.stringify({ process: process.ppid, host: hostname() }), 1000],
    ['a crash before it was written', '', 100],
  ])('%s holds it no more', async (name, content, age) => {
    await lockOf(`left by ${name}`, content, age);
    expect((await run(`left by ${name}`)).written).toBe(12);
  });
});

describe('a folder that cannot be written to', () => {
  it('is named, with what the system says', async () => {
    await writeFile(join(root, 'file'), '');
    for (const cache of ['file', 'file/below']) {
      const error = await failure(run(cache));
      expect(error).toMatchObject({ name: 'DataError', code: 'not-writable' });
      expect(error.message).toMatch(/file.*could not be written: E(?:EXIST|NOTDIR)/);
    }
  });

  it.skipIf(process.platform !== 'linux').each([0, 1])(
    'also when the disk is full, with %i threads',
    async (workers) => {
      // Writing to this device fails as on a full disk.
      const cache = `full-${workers}`;
      const name = `report.json.${process.pid}.tmp`;
      const options = { workers, onProgress: () => void symlink('/dev/full', join(root, cache, name)).catch(() => 0) };
      const error = await failure(run(cache, options));
      expect(error).toMatchObject({ name: 'DataError', code: 'not-writable' });
      expect(error.message).toMatch(/report\.json: it could not be written: ENOSPC/);
      const files = await readdir(join(root, cache));
      expect(files.every((file) => file.startsWith('chunk-'))).toBe(true);
      expect((await run(cache)).reusedChunks).toBe(6);
    },
  );
});

it('a table of contents that leads out of the folder is refused', async () => {
  await run('manifest');
  const path = join(root, 'manifest', 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as { chunks: object[] };
  const [first] = manifest.chunks;
  for (const wrong of [{ ...first, file: '../set.json' }, { ...first, sha256: 1 }, { file: 'x' }, null]) {
    await writeFile(path, JSON.stringify({ ...manifest, chunks: [wrong] }));
    expect(await failure(openCache(join(root, 'manifest')))).toMatchObject({ code: 'bad-cache' });
  }
});
