import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Crossval } from '@crystal-fourier/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../shell/failure.js';
import { type Captured, runCaptured } from '../testing/runCaptured.js';
import { type TrainingFixture, trainingFixture } from '../testing/trainingFixtures.js';

let folder: string;
let fixture: TrainingFixture;
/** Of a pretraining that is as short as can be. */
let own: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-encoder-'));
  fixture = await trainingFixture(folder);
  const out = join(folder, 'metric');
  const short = ['--pairs', '64', '--functions', '32', '--width', '8', '--workers', '0', '--backend', 'cpu'];
  const { exitCode, stderr } = await runCaptured(['pretrain', ...short, '--out', out]);
  if (exitCode !== EXIT.ok) throw new Error(stderr);
  own = join(out, 'encoder.safetensors');
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const train = (...argv: string[]): Promise<Captured> => runCaptured([...fixture.argv, ...argv]);
const configOf = async (run: string): Promise<Record<string, Record<string, unknown>>> =>
  JSON.parse(await readFile(join(run, 'config.json'), 'utf8')) as Record<string, Record<string, unknown>>;

describe('--encoder', () => {
  test('pretrained: a network with learned distances, from the data set to predictions', async () => {
    const run = join(folder, 'shipped');
    const { exitCode, stderr } = await train(
      '--encoder',
      'pretrained',
      '--encoder-training',
      'fine-tuned',
      '--out',
      run,
    );
    expect([exitCode, stderr]).toEqual([EXIT.ok, expect.stringMatching(/^epoch 3\/3 /m)]);
    expect((await configOf(run))['model']).toMatchObject({
      variant: 'fourier',
      encoder: 'pretrained',
      encoderTraining: 'fine-tuned',
      encoderFunctions: 256,
      encoderWidth: 64,
    });
    const predicted = await runCaptured(['predict', run, fixture.data, '--workers', '0', '--backend', 'cpu', '--json']);
    expect(predicted.exitCode).toBe(EXIT.ok);
    const where = ['--workers', '0', '--backend', 'cpu', '--cache', join(folder, 'cache')];
    const evaluated = await runCaptured(['evaluate', run, ...where, '--composition', '--baselines', 'fast']);
    expect([evaluated.exitCode, evaluated.stdout]).toEqual([EXIT.ok, expect.stringContaining('composition')]);
    const card = join(folder, 'exported.safetensors');
    const exported = await runCaptured(['export', run, '--browser', '--out', card]);
    expect([exported.exitCode, exported.stdout]).toEqual([
      EXIT.ok,
      expect.stringContaining('1 network, fourier with a fine-tuned encoder, '),
    ]);
    const again = await runCaptured(['predict', card, fixture.data, '--workers', '0', '--backend', 'cpu', '--json']);
    expect(again.stdout.replace(card, run)).toBe(predicted.stdout);
  }, 120_000);

  test('FILE: an encoder of a pretraining, also for the networks of an ensemble and by configuration', async () => {
    const run = join(folder, 'own');
    expect((await train('--encoder', own, '--ensemble', '2', '--out', run)).exitCode).toBe(EXIT.ok);
    const config = await configOf(run);
    expect(config).toMatchObject({
      encoderFile: own,
      model: {
        variant: 'fourier',
        encoder: 'pretrained',
        encoderTraining: 'frozen',
        encoderFunctions: 32,
        encoderWidth: 8,
      },
    });
    const same = join(folder, 'same');
    const where = ['--cache', join(folder, 'cache'), '--workers', '0', '--out', same];
    const { exitCode } = await runCaptured(['train', fixture.data, '--config', join(run, 'config.json'), ...where]);
    expect(exitCode).toBe(EXIT.ok);
    for (const name of ['model.safetensors', 'model-2.safetensors'])
      expect(await readFile(join(same, name))).toEqual(await readFile(join(run, name)));
  }, 120_000);

  test('says what is wrong before anything is written', async () => {
    const none = await train('--encoder', join(folder, 'none.safetensors'), '--out', join(folder, 'x'));
    expect([none.exitCode, none.stderr]).toEqual([
      EXIT.usage,
      expect.stringMatching(
        /none\.safetensors: an encoder is expected, there is no such file[^]*mlp, product, pretrained/,
      ),
    ]);
    const model = await train('--encoder', join(folder, 'shipped', 'model.safetensors'), '--out', join(folder, 'x'));
    expect([model.exitCode, model.stderr]).toEqual([
      EXIT.data,
      expect.stringContaining('must be of kind "orbit-encoder"'),
    ]);
    const full = await train('--encoder', 'pretrained', '--variant', 'full', '--out', join(folder, 'x'));
    expect([full.exitCode, full.stderr]).toEqual([EXIT.usage, expect.stringContaining('is of the variant fourier')]);
  });
});

test('cft crossval compares networks with and without one, in one folder', async () => {
  const out = join(folder, 'groups');
  const file = join(folder, 'own.yaml');
  await writeFile(file, `encoderFile: ${own}\nmodel: { width: 16, blocks: 1, heads: 2 }\n`);
  const asked = ['--target', 'edge', '--hold-out', 'group=221', '--in-distribution', 'none', '--baselines', 'none'];
  const where = ['--out', out, '--cache', join(folder, 'cache'), '--workers', '0', '--backend', 'cpu'];
  asked.push('--config', fixture.config, '--epochs', '1');
  const crossval = (variants: string): Promise<Captured> =>
    runCaptured(['crossval', fixture.data, ...asked, '--variants', variants, ...where]);
  expect((await crossval('distance')).exitCode).toBe(EXIT.ok);
  const second = await crossval('distance,pretrained,fine-tuned');
  expect([second.exitCode, second.stderr.match(/^\d\/3 /gm)]).toEqual([EXIT.ok, ['2/3 ', '3/3 ']]);
  const { models } = JSON.parse(await readFile(join(out, 'crossval.json'), 'utf8')) as Crossval;
  expect(
    models.map(({ name, options }) => [name, (options['model'] as Record<string, unknown>)['encoderTraining']]),
  ).toEqual([
    ['distance', undefined],
    ['pretrained', 'frozen'],
    ['fine-tuned', 'fine-tuned'],
  ]);
  const two = await crossval(`pretrained,own=${file}`);
  expect([two.exitCode, two.stderr]).toEqual([
    EXIT.usage,
    expect.stringMatching(
      /all networks must read encodings of one kind, \{"functions":256\}; own reads \{"functions":32\}/,
    ),
  ]);
  const alone = await crossval(`own=${file}`);
  expect(alone.exitCode).toBe(EXIT.ok);
}, 120_000);
