import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeTensors } from '@crystal-fourier/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PretrainingRecord } from '../pretraining/runPretraining.js';
import { EXIT } from '../shell/failure.js';
import { run } from '../program.js';
import { type Captured, capturedIo, runCaptured } from '../testing/runCaptured.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-pretrain-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const cft = (...argv: string[]): Promise<Captured> => runCaptured(['pretrain', '--workers', '0', ...argv]);
/** Few functions, so that pairs are made fast. */
const SMALL = ['--functions', '16', '--pairs', '6144', '--seed', '4', '--hold-out', '2,71,225'];

describe('cft pretrain', () => {
  test('writes the encoder, the learning curve and the errors of groups that it was trained on and of those left out', async () => {
    const out = join(folder, 'run');
    const { exitCode, stdout, stderr } = await cft('--out', out, ...SMALL, '--json');
    expect(exitCode).toBe(EXIT.ok);
    expect(stderr.match(/^0\.0\d of 0\.01 million pairs {2}MAE train /gm)).toHaveLength(3);
    const record = JSON.parse(stdout) as PretrainingRecord;
    expect(JSON.parse(await readFile(join(out, 'pretraining.json'), 'utf8'))).toEqual(record);
    expect(record.options).toMatchObject({ form: 'metric', functions: 16, heldOut: [2, 71, 225], pairs: 6144 });
    expect(record.curve.map(({ pairs }) => pairs)).toEqual([2048, 4096, 6144]);
    const { all, trained, heldOut, byGroup, bySystem } = record.errors!;
    expect(byGroup).toHaveLength(230);
    expect(byGroup.filter((entry) => entry.heldOut).map(({ group }) => group)).toEqual([2, 71, 225]);
    expect([all.pairs, trained.pairs, heldOut!.pairs]).toEqual([36800, 227 * 160, 3 * 160]);
    expect(bySystem.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(36800);
    const { metadata } = decodeTensors(await readFile(join(out, 'encoder.safetensors')));
    expect(metadata['provenance']).toEqual({ pairs: 6144, mae: all.mae, heldOut: heldOut!.mae });
  }, 60_000);

  test('goes on where it was interrupted, with the same result', async () => {
    const [whole, stopped] = [join(folder, 'whole'), join(folder, 'stopped')];
    expect((await cft('--out', whole, ...SMALL)).exitCode).toBe(EXIT.ok);
    const controller = new AbortController();
    const { io, stderr } = capturedIo({}, { signal: controller.signal });
    const write = (text: string): unknown => {
      if (text.includes('million pairs')) controller.abort();
      return io.stderr.write(text);
    };
    const argv = ['pretrain', '--out', stopped, ...SMALL, '--workers', '0'];
    const exitCode = await run(argv, { ...io, stderr: { ...io.stderr, write } });
    expect([exitCode, stderr().split('\n').at(-2)]).toEqual([
      EXIT.interrupted,
      `pretraining interrupted; saved after 2048 pairs (go on with: cft pretrain --resume ${stopped})`,
    ]);
    expect((await cft('--resume', stopped, '--workers', '1')).exitCode).toBe(EXIT.ok);
    const read = (run: string): Promise<Buffer> => readFile(join(run, 'encoder.safetensors'));
    expect((await read(stopped)).equals(await read(whole))).toBe(true);
    expect((await readdir(stopped)).sort()).toEqual([
      'checkpoint.safetensors',
      'encoder.safetensors',
      'pretraining.json',
    ]);
  }, 120_000);

  test('refuses what it cannot do, before it computes', async () => {
    const refused = async (...argv: string[]): Promise<string> => {
      const { exitCode, stderr } = await cft(...argv);
      expect(exitCode).toBe(EXIT.usage);
      return stderr;
    };
    expect(await refused()).toMatch(/a folder is missing/);
    expect(await refused('--resume', folder, '--seed', '1')).toMatch(/only --backend and --workers go with --resume/);
    expect(await refused('--resume', folder)).toMatch(/there is no pretraining to go on with/);
    expect(await refused('--out', folder, '--hold-out', '231')).toMatch(/different numbers of groups from 1 to 230/);
    await cft('--out', join(folder, 'a'), '--functions', '8', '--pairs', '8');
    expect(await refused('--out', join(folder, 'a'))).toMatch(/needs an empty folder, it has 3 files/);
  }, 60_000);
});
