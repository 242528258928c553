import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../shell/failure.js';
import { RunFolder } from './runFolder.js';
import { LOCK_FILE, whileTraining } from './runLock.js';

describe('two trainings in one run', () => {
  let root: string;
  let run: RunFolder;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'cft-lock-'));
    run = await RunFolder.create(join(root, 'run'), {
      command: [],
      data: { path: '/data', hash: '', records: 0, parts: {} },
      versions: {},
      backend: 'cpu 1',
      seed: 0,
      started: '2020-01-01T00:00:00.000Z',
    });
  });

  afterAll(() => rm(root, { recursive: true, force: true }));

  const heldBy = (holder: object): Promise<void> => writeFile(run.file(LOCK_FILE), JSON.stringify(holder));

  test('the second is refused, and the lock goes with the first', async () => {
    const inner = await whileTraining(run, () =>
      whileTraining(run, () => Promise.resolve(1)).catch((error: unknown) => error),
    );
    expect(inner).toMatchObject({ exitCode: EXIT.data, message: expect.stringMatching(/another training is at work/) });
    expect(await readdir(run.path)).toEqual(['run.json']);
    await expect(whileTraining(run, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await readdir(run.path)).toEqual(['run.json']);
  });

  test('one in another process that lives counts, one that was killed does not', async () => {
    await heldBy({ process: process.ppid, host: hostname() });
    await expect(whileTraining(run, () => Promise.resolve(1))).rejects.toThrow(`process ${process.ppid}`);
    await heldBy({ process: 2 ** 30, host: hostname() });
    expect(await whileTraining(run, () => Promise.resolve(1))).toBe(1);
  });
});
