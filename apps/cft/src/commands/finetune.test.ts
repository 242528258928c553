import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requestedTraining, type TrainOptions } from '../config/plan.js';
import { findSource } from '../runs/trainingSource.js';
import { Console } from '../shell/console.js';
import { chosenSource, type ChosenSource } from '../training/sourceChoice.js';
import { saltRecords, writeRecords } from '../testing/crystalFixtures.js';
import { EXIT } from '../shell/failure.js';
import { run } from '../program.js';
import { capturedIo, runCaptured } from '../testing/runCaptured.js';
import { type TrainingFixture, trainingFixture } from '../testing/trainingFixtures.js';

let folder: string;
let fixture: TrainingFixture;
let source: string;
/** Another target, and no configuration: the network is that of the source. */
let argv: readonly string[];
let serial = 0;
const freshRun = (): string => join(folder, `run-${++serial}`);
const bytes = (path: string, name = 'model.safetensors'): Promise<Buffer> => readFile(join(path, name));
const json = async (path: string, name: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(path, name), 'utf8')) as Record<string, unknown>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-tune-'));
  fixture = await trainingFixture(folder);
  source = join(folder, 'source');
  const ensemble = ['--variant', 'geometry', '--ensemble', '2', '--symprec', '0.02', '--out', source];
  await runCaptured([...fixture.argv, ...ensemble]);
  const other = saltRecords().map((record, i) => ({ ...record, ratio: i / 7, edge: i + 2 }));
  const data = await writeRecords(folder, 'ratios.json', other);
  const where = fixture.argv.slice(fixture.argv.indexOf('--cache'));
  argv = ['train', data, ...where, '--epochs', '2', '--batch-size', '4'];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a training that begins with a run', () => {
  test(
    'has its network, says what it took, and predicts, evaluates and exports as others do',
    { timeout: 120_000 },
    async () => {
      const out = freshRun();
      const train = [...argv, '--target', 'ratio,edge', '--from', source, '--tune', 'last-block', '--out', out];
      const { exitCode, stdout, stderr } = await runCaptured(train);
      expect(exitCode).toBe(EXIT.ok);
      expect(stderr).toContain('begins with source, which predicts edge; heads kept: edge; new heads: ratio');
      expect(stdout).toMatch(/began with +source/);
      expect(await json(out, 'run.json')).toMatchObject({
        source: {
          path: source,
          name: 'source',
          kept: ['edge'],
          added: ['ratio'],
          newElements: [],
          features: { moments: {} },
        },
      });
      expect(await json(out, 'config.json')).toMatchObject({
        from: source,
        symprec: 0.02,
        model: { variant: 'geometry', width: 16, blocks: 1 },
        training: { tuned: 'last-block' },
      });
      const exported = join(folder, 'tuned.safetensors');
      expect((await runCaptured(['export', out, '--out', exported])).exitCode).toBe(EXIT.ok);
      expect((await runCaptured(['evaluate', out, '--baselines', 'none', '--backend', 'cpu'])).exitCode).toBe(EXIT.ok);
      const predicted = await runCaptured(['predict', exported, fixture.data, '--backend', 'cpu', '--json']);
      expect(predicted.exitCode).toBe(EXIT.ok);
      // What was exported is a source, too: the same network, by itself.
      const again = await runCaptured([...argv, '--target', 'ratio', '--from', exported, '--out', freshRun()]);
      expect(again.stderr).toContain('which predicts ratio, edge; heads kept: ratio');
    },
  );

  test(
    'each network of an ensemble begins with one of the source; stopped, it goes on with the same result',
    { timeout: 120_000 },
    async () => {
      const [whole, stopped] = [freshRun(), freshRun()];
      const train = [...argv, '--target', 'ratio', '--from', source, '--ensemble', '3', '--seed', '4', '--out'];
      expect((await runCaptured([...train, whole])).exitCode).toBe(EXIT.ok);
      const stop = new AbortController();
      const { io } = capturedIo({}, { signal: stop.signal });
      const write = (text: string): unknown => {
        if (text.startsWith('network 1/3 epoch 1/')) stop.abort();
        return io.stderr.write(text);
      };
      expect(await run([...train, stopped], { ...io, stderr: { write } })).toBe(EXIT.interrupted);
      expect((await runCaptured(['train', '--resume', stopped])).exitCode).toBe(EXIT.ok);
      const names = ['model.safetensors', 'model-2.safetensors', 'model-3.safetensors'];
      for (const name of names) expect((await bytes(stopped, name)).equals(await bytes(whole, name))).toBe(true);
      // The table of elements moves little in a few steps, so it shows what each network began with.
      const tables = await Promise.all(
        [...names.map((name) => [whole, name]), [source, names[0]!], [source, names[1]!]].map(async ([path, name]) => {
          const { decodeTensors } = await import('@crystal-fourier/model');
          return decodeTensors(await bytes(path!, name!), name!).tensors['elements/table']!.values as Float32Array;
        }),
      );
      const distance = (a: number, b: number): number => Math.hypot(...tables[a]!.map((x, i) => x - tables[b]![i]!));
      for (const [network, own, other] of [
        [0, 3, 4],
        [1, 4, 3],
        [2, 3, 4],
      ] as const)
        expect(distance(network, own)).toBeLessThan(distance(network, other) / 10);
    },
  );

  test('a configuration of such a run gives the same weights', { timeout: 120_000 }, async () => {
    const [first, second] = [freshRun(), freshRun()];
    expect((await runCaptured([...argv, '--target', 'ratio', '--from', source, '--out', first])).exitCode).toBe(
      EXIT.ok,
    );
    const again = ['train', argv[1]!, '--config', join(first, 'config.json'), '--workers', '0', '--out', second];
    expect((await runCaptured(again)).exitCode).toBe(EXIT.ok);
    expect((await bytes(second)).equals(await bytes(first))).toBe(true);
  });

  test('a source that has changed since is refused', { timeout: 120_000 }, async () => {
    const copy = join(folder, 'copy.safetensors');
    await writeFile(copy, await bytes(source));
    const out = freshRun();
    const stop = new AbortController();
    const { io } = capturedIo({}, { signal: stop.signal });
    const write = (text: string): unknown => {
      if (text.startsWith('network 1/2 epoch 1/')) stop.abort();
      return io.stderr.write(text);
    };
    const train = [...argv, '--target', 'ratio', '--from', copy, '--ensemble', '2', '--out', out];
    expect(await run(train, { ...io, stderr: { write } })).toBe(EXIT.interrupted);
    await writeFile(copy, await bytes(source, 'model-2.safetensors'));
    const { exitCode, stderr } = await runCaptured(['train', '--resume', out]);
    expect([exitCode, stderr]).toEqual([
      EXIT.data,
      expect.stringContaining('is not the network that the run began with'),
    ]);
  });
});

describe('--from auto', () => {
  const choose = async (options: TrainOptions): Promise<ChosenSource> => {
    const { io } = capturedIo();
    const asked = await requestedTraining({ target: ['ratio'], from: 'auto', symprec: 0.02, ...options }, findSource);
    expect(asked.plan.from).toBeUndefined();
    const card = (name: string, target: string, train: number) =>
      ({ name, kind: 'network', predicts: [{ name: target }], data: { parts: { train } } }) as const;
    return chosenSource(
      asked,
      { tune: undefined },
      { parts: { train: [] } },
      { console: new Console(io), signal: new AbortController().signal },
      [card(source, 'edge', 10), card(join(source, 'model-2.safetensors'), 'ratio', 5)],
    );
  };

  test('takes a network that predicts the target before one with more records', async () => {
    const { choice, source: found } = await choose({});
    expect(choice.variant).toBe('model-2.safetensors');
    expect(found?.path).toBe(join(source, 'model-2.safetensors'));
    expect((await choose({ target: ['volume'] })).source?.path).toBe(source);
  });

  test.each<[string, TrainOptions]>([
    ['another variant', { variant: 'distance' }],
    ['another tolerance', { symprec: 0.1 }],
    ['another hand', { handedness: 'keep' }],
  ])('takes none for %s', async (_, options) => {
    const { choice, source: found } = await choose(options);
    expect([choice.variant, found]).toEqual(['random weights', undefined]);
    expect(choice.reason).toContain('no network is installed');
  });

  test('a run says what was chosen, and its configuration has it', async () => {
    const out = freshRun();
    // No installed network is of this variant.
    const train = [
      ...argv,
      '--target',
      'ratio',
      '--from',
      'auto',
      '--config',
      fixture.config,
      '--variant',
      'composition',
    ];
    const { exitCode, stderr } = await runCaptured([...train, '--out', out]);
    expect([exitCode, stderr]).toEqual([
      EXIT.ok,
      expect.stringContaining('the training begins with random weights: no'),
    ]);
    expect(await json(out, 'run.json')).toMatchObject({ sourceChoice: { variant: 'random weights' } });
    expect(await json(out, 'config.json')).not.toHaveProperty('from');
  });
});

test.each<[string, readonly string[], RegExp]>([
  ['another variant', ['--from', 'SOURCE', '--variant', 'distance'], /variant must be that of the network .*geometry/],
  [
    'another tolerance',
    ['--from', 'SOURCE', '--symprec', '0.1'],
    /symprec must be that of the network .*0\.02, got 0\.1/,
  ],
  ['another hand', ['--from', 'SOURCE', '--handedness', 'keep'], /handedness must be that .*merge, got keep/],
  ['an encoder', ['--from', 'SOURCE', '--encoder', 'pretrained'], /encoder must be that of the network/],
  ['nothing to tune', ['--tune', 'heads'], /--tune.* is of a training that begins with a trained one/],
  ['no such network', ['--from', 'nowhere'], /there is no such folder, file or network/],
  ['a checkpoint', ['--from', 'SOURCE/checkpoint.safetensors'], /this is the state of a training/],
])('%s is refused before anything is written', async (_, more, message) => {
  const out = freshRun();
  const options = more.map((option) => option.replace('SOURCE', source));
  const { exitCode, stderr } = await runCaptured([...argv, '--target', 'ratio', ...options, '--out', out]);
  expect(exitCode).not.toBe(EXIT.ok);
  expect(stderr).toMatch(message);
  await expect(json(out, 'run.json')).rejects.toThrow('ENOENT');
});
