import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeWholeFile } from '../shell/writeWholeFile.js';
import { EXIT } from '../shell/failure.js';
import { modelFile, RunFolder } from './runFolder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-run-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const record = {
  command: ['train', 'data'],
  data: { path: '/data', hash: 'abc', records: 10, parts: { train: 8, val: 2 } },
  versions: { cft: '1.0.0' },
  backend: 'wasm 4.22.0',
  seed: 0,
  started: '2026-01-01T00:00:00.000Z',
};

describe('RunFolder', () => {
  test('keeps its record through every change', async () => {
    const path = join(folder, 'runs', 'a');
    const run = await RunFolder.create(path, record);
    expect(run.record).toEqual({ ...record, formatVersion: 1, status: 'running' });
    await run.update({ status: 'finished', metrics: { mae: 0.1 } });
    const again = await RunFolder.open(path);
    expect(again.record).toEqual({ ...record, formatVersion: 1, status: 'finished', metrics: { mae: 0.1 } });
    expect(await readdir(path)).toEqual(['run.json']);
  });

  test('takes no folder that has something in it', async () => {
    await RunFolder.create(join(folder, 'a'), record);
    await expect(RunFolder.create(join(folder, 'a'), record)).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringContaining('has a run already'),
    });
    await mkdir(join(folder, 'b'));
    await RunFolder.create(join(folder, 'b'), record);
    await mkdir(join(folder, 'c'));
    await writeFile(join(folder, 'c', 'thesis.tex'), '');
    await expect(RunFolder.create(join(folder, 'c'), record)).rejects.toThrow('it has 1 files');
    await expect(RunFolder.create(join(folder, 'c', 'thesis.tex'), record)).rejects.toThrow('this is a file');
  });

  test('tells what is no run', async () => {
    await expect(RunFolder.open(join(folder, 'none'))).rejects.toMatchObject({
      exitCode: EXIT.data,
      message: expect.stringContaining('there is no such folder'),
    });
    await expect(RunFolder.open(folder)).rejects.toThrow('it has no run.json');
    await writeFile(join(folder, 'run.json'), '{"formatVersion": 1');
    await expect(RunFolder.open(folder)).rejects.toThrow(/run\.json: JSON is expected/);
    await writeFile(join(folder, 'run.json'), '{"formatVersion": 9}');
    await expect(RunFolder.open(folder)).rejects.toThrow('version 1, got version 9');
    await writeFile(join(folder, 'run.json'), 'null');
    await expect(RunFolder.open(folder)).rejects.toThrow('got version undefined');
  });

  test('a history that a crash cut off loses its last line only', async () => {
    const run = await RunFolder.create(join(folder, 'a'), record);
    expect(await run.history()).toEqual([]);
    await run.appendHistory({ epoch: 1 });
    await run.appendHistory({ epoch: 2 });
    await appendFile(run.file('history.jsonl'), '{"epoch": 3, "trainL');
    expect(await run.history()).toEqual([{ epoch: 1 }, { epoch: 2 }]);
    await run.writeHistory([{ epoch: 1 }]);
    await run.appendHistory({ epoch: 2 });
    expect(await run.history()).toEqual([{ epoch: 1 }, { epoch: 2 }]);
  });

  test('lists the models of an ensemble in order', async () => {
    const run = await RunFolder.create(join(folder, 'a'), record);
    for (const member of [10, 1, 0]) await run.write(modelFile(member), Uint8Array.of(member));
    expect(await run.modelFiles()).toEqual(['model.safetensors', 'model-2.safetensors', 'model-11.safetensors']);
    expect([...(await run.read(modelFile(10)))]).toEqual([10]);
    await expect(run.read('config.json')).rejects.toMatchObject({
      exitCode: EXIT.data,
      message: expect.stringContaining('the run has no config.json'),
    });
  });
});

describe('writeWholeFile', () => {
  test('a failure leaves the file that was there, and nothing beside it', async () => {
    const path = join(folder, 'file');
    await writeWholeFile(path, 'before');
    await expect(writeWholeFile(path, { length: 1 } as unknown as string)).rejects.toMatchObject({
      code: 'not-writable',
    });
    expect(await readFile(path, 'utf8')).toBe('before');
    expect(await readdir(folder)).toEqual(['file']);
  });

  test('says where it could not write', async (context) => {
    await expect(writeWholeFile(join(folder, 'none', 'file'), '')).rejects.toThrow(
      'could not be written: there is no such file or folder',
    );
    if (process.getuid?.() === 0) context.skip('root may write everywhere');
    await chmod(folder, 0o500);
    await expect(writeWholeFile(join(folder, 'file'), '')).rejects.toThrow('access is not allowed');
  });
});
