import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeTensors, encodeTensors, Predictor, unpackModel } from '@crystal-fourier/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../shell/failure.js';
import { runCaptured } from '../testing/runCaptured.js';
import { trainingFixture } from '../testing/trainingFixtures.js';

let folder: string;
let run: string;
let ensemble: string;
let data: string;
const cpu = ['--backend', 'cpu', '--workers', '0'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-export-'));
  const { argv, data: records } = await trainingFixture(folder);
  data = records;
  run = join(folder, 'run');
  ensemble = join(folder, 'ensemble');
  await runCaptured([...argv, '--symprec', '0.02', '--out', run]);
  const two = ['--epochs', '1', '--ensemble', '2', '--log10', '--target', 'edge,charge', '--out', ensemble];
  await runCaptured(['train', data, ...argv.slice(2), ...two]);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Exported {
  readonly file: string;
  readonly bytes: number;
  readonly gzip: number;
  readonly networks: number;
  readonly elements: readonly string[];
  readonly card: { readonly references: { readonly kept: number; readonly of: number } };
}

async function exported(path: string, ...more: string[]): Promise<Exported> {
  const { exitCode, stdout, stderr } = await runCaptured(['export', path, '--json', ...more]);
  expect([exitCode, stderr]).toEqual([EXIT.ok, '']);
  return JSON.parse(stdout) as Exported;
}

/** What `cft predict` says of the records of the fixture. */
async function predictions(model: string): Promise<Record<string, unknown>[]> {
  const { exitCode, stdout } = await runCaptured(['predict', model, data, ...cpu, '--json']);
  expect(exitCode).toBe(EXIT.ok);
  return (JSON.parse(stdout) as { predictions: Record<string, unknown>[] }).predictions;
}

describe('an exported file', () => {
  test('predicts what the run predicts, through cft predict and by itself', async () => {
    const file = join(folder, 'small.safetensors');
    const { bytes, gzip, card, elements } = await exported(run, '--out', file, '--unit', 'edge=Å');
    expect(await predictions(file)).toEqual(await predictions(run));
    const content = await readFile(file);
    expect(content.length).toBe(bytes);
    expect(gzip).toBeLessThan(bytes);
    expect(elements).toEqual(expect.arrayContaining(['Na', 'Cl']));

    const decoded = decodeTensors(content, file);
    expect(unpackModel(decoded).card).toEqual(card);
    expect(card).toMatchObject({
      name: 'run',
      units: { edge: 'Å' },
      symprec: 0.02,
      data: { name: 'salts', records: 10 },
      seed: 0,
      finished: true,
      evaluation: { part: 'test', targets: [{ name: 'edge', models: [{ name: 'network' }] }] },
      references: { kept: 8, of: 8 },
    });
    const predictor = Predictor.load([decoded]);
    expect([predictor.targets, predictor.config.width]).toEqual([['edge'], 16]);
    predictor.dispose();
    // Whoever gets the file learns nothing of the machine that it was made on.
    expect(content.includes(folder)).toBe(false);
  });

  test('of an ensemble is one file with all networks, values and spread', async () => {
    const out = join(folder, 'exports');
    await mkdir(out);
    const { file, networks } = await exported(ensemble, '--out', out);
    expect([file, networks]).toEqual([join(out, 'ensemble.safetensors'), 2]);
    const [found, expected] = [await predictions(file), await predictions(ensemble)];
    expect(found).toEqual(expected);
    expect(found[0]).toMatchObject({ spread: { edge: expect.any(Number) as number } });
  });

  test('may keep fewer embeddings: the same values, another novelty', async () => {
    const file = join(folder, 'few.safetensors');
    const { card } = await exported(run, '--out', file, '--embeddings', '3');
    expect(card.references).toEqual({ kept: 3, of: 8 });
    const [found, expected] = [await predictions(file), await predictions(run)];
    const without = (list: Record<string, unknown>[]): unknown[] => list.map(({ id, values }) => [id, values]);
    expect(without(found)).toEqual(without(expected));
    expect(found.map(({ novelty }) => novelty)).not.toEqual(expected.map(({ novelty }) => novelty));
    const { stdout } = await runCaptured(['export', run, '--browser', '--out', file, '--embeddings', '3', '--force']);
    const one = await runCaptured(['export', run, '--browser', '--out', file, '--embeddings', '1', '--force']);
    expect(one.stdout).toContain('novelty by 1 cluster of the 8 training crystals');
    expect(stdout).toMatch(
      /kB, with gzip .* kB\n {2}1 network, geometry, \d+ weights: edge\n {2}novelty by 3 clusters of the 8/,
    );
  });

  test('may have weights of 16 bits: the same novelty but for rounding, predictions that differ in the fourth digit', async () => {
    const [file, half] = ['whole', 'half'].map((name) => join(folder, `${name}.safetensors`)) as [string, string];
    const whole = await exported(run, '--out', file);
    const { bytes, card } = await exported(run, '--out', half, '--half');
    expect(card).toEqual(whole.card);
    expect(bytes / whole.bytes).toBeLessThan(0.75);
    const [found, expected] = [await predictions(half), await predictions(file)];
    found.forEach(({ values, novelty }, i) => {
      const [edge, other] = [values, expected[i]!['values']].map((of) => (of as { edge: number }).edge) as [
        number,
        number,
      ];
      expect(edge).not.toBe(other);
      expect(Math.abs(edge - other)).toBeLessThan(1e-2 * Math.abs(other));
      expect(Math.abs((novelty as number) - (expected[i]!['novelty'] as number))).toBeLessThan(0.05);
    });
  });

  test('tells the errors that cft evaluate found, beside the baselines', async () => {
    await runCaptured(['evaluate', run, '--baselines', 'fast', ...cpu]);
    const { card } = await exported(run, '--out', join(folder, 'evaluated.safetensors'));
    expect(card).toMatchObject({
      evaluation: {
        part: 'test',
        targets: [{ name: 'edge', models: [{ name: 'network, geometry' }, { name: 'mean' }, { name: 'ridge' }] }],
      },
    });
  });
});

test('an export makes the folder that --out names by a slash; --browser of earlier command lines is taken', async () => {
  const out = `${join(folder, 'new', 'models')}/`;
  const { exitCode } = await runCaptured(['export', run, '--browser', '--out', out]);
  expect([exitCode, await readdir(out)]).toEqual([EXIT.ok, ['run.safetensors']]);
});

describe('an export is refused', () => {
  const fails = async (argv: string[], exitCode: number, message: RegExp): Promise<void> => {
    const found = await runCaptured(argv);
    expect([found.exitCode, found.stdout]).toEqual([exitCode, '']);
    expect(found.stderr).toMatch(message);
    expect(found.stderr.trimEnd().split('\n')).toHaveLength(1);
  };

  test('of what is no run, or one without a model', async () => {
    await fails(
      ['export', join(folder, 'nowhere'), '--browser'],
      EXIT.data,
      /a run is expected, there is no such folder/,
    );
    await fails(['export', folder, '--browser'], EXIT.data, /this is no run/);
    const empty = join(folder, 'empty');
    await mkdir(empty);
    for (const name of ['run.json', 'config.json']) await writeFile(join(empty, name), await readFile(join(run, name)));
    const out = join(folder, 'empty.safetensors');
    await fails(['export', empty, '--browser', '--out', out], EXIT.data, /the run has no model yet/);
    expect(await readdir(folder)).not.toContain('empty.safetensors');
  });

  test('onto a file that is there, or a folder, or into no folder', async () => {
    const file = join(folder, 'taken.safetensors');
    await writeFile(file, 'mine');
    await fails(['export', run, '--browser', '--out', file], EXIT.usage, /there is such a file already.*--force/);
    expect(await readFile(file, 'utf8')).toBe('mine');
    await exported(run, '--out', file, '--force');
    expect((await readFile(file)).length).toBeGreaterThan(1000);
    const inside = join(folder, 'with-folder');
    await mkdir(join(inside, 'run.safetensors'), { recursive: true });
    await fails(['export', run, '--browser', '--out', inside], EXIT.usage, /run\.safetensors: .* this is a folder/);
    const nowhere = join(folder, 'no', 'such', 'folder.safetensors');
    await fails(['export', run, '--browser', '--out', nowhere], EXIT.failure, /it could not be written/);
  });

  test('onto what the run is made of, however it is reached', async () => {
    const link = join(folder, 'link-to-run');
    await symlink(run, link);
    const before = await readFile(join(run, 'model.safetensors'));
    for (const file of [
      join(run, 'model.safetensors'),
      join(link, 'model.safetensors'),
      join(run, 'model-2.safetensors'),
      join(run, 'run.json'),
    ])
      await fails(
        ['export', run, '--browser', '--force', '--out', file],
        EXIT.usage,
        /this is a file of the run itself/,
      );
    expect(await readFile(join(run, 'model.safetensors'))).toEqual(before);
    expect(await readdir(run)).not.toContain('model-2.safetensors');
    // The folder itself is no wrong place.
    await exported(run, '--out', run);
    await rm(join(run, 'run.safetensors'));
  });

  test('of a damaged run, whose folder is named', async () => {
    const damaged = join(folder, 'damaged');
    await mkdir(damaged);
    for (const name of ['run.json', 'config.json', 'checkpoint.safetensors'])
      await writeFile(join(damaged, name), await readFile(join(run, name)));
    await writeFile(join(damaged, 'model.safetensors'), await readFile(join(run, 'checkpoint.safetensors')));
    await fails(
      ['export', damaged, '--browser', '--out', join(folder, 'damaged.safetensors')],
      EXIT.data,
      /damaged: it must be of kind "model", got "checkpoint"/,
    );
    await fails(['predict', damaged, data, ...cpu], EXIT.data, /damaged: it must be of kind "model", got "checkpoint"/);
  });

  test('of a run whose files were edited', async () => {
    const edited = join(folder, 'edited');
    await mkdir(edited);
    for (const name of ['run.json', 'config.json', 'model.safetensors'])
      await writeFile(join(edited, name), await readFile(join(run, name)));
    const argv = ['export', edited, '--browser', '--out', join(folder, 'edited.safetensors')];
    await writeFile(join(edited, 'evaluation.json'), '{}');
    await fails(
      argv,
      EXIT.data,
      /evaluation\.json: an evaluation of version 1 is expected.*cft evaluate writes it anew/,
    );
    await rm(join(edited, 'evaluation.json'));
    await writeFile(join(edited, 'config.json'), '{"symprec": "0.02"}');
    await fails(argv, EXIT.data, /config\.json:\d+: symprec must be a number above 0 and at most 1, got "0\.02"/);
    await fails(['predict', edited, data, ...cpu], EXIT.data, /config\.json:\d+: symprec must be/);
  });

  test('with units of what is no target, or embeddings that cannot be', async () => {
    const argv = ['export', run, '--browser', '--out', join(folder, 'unit.safetensors')];
    await fails(
      [...argv, '--unit', 'edg=Å'],
      EXIT.usage,
      /a unit must be of a target, which are edge; got "edg".*edge/,
    );
    await fails([...argv, '--unit', 'edge'], EXIT.usage, /a target and its unit, such as band_gap=eV/);
    // JSON has no such field.
    await fails([...argv, '--unit', '__proto__=Å'], EXIT.usage, /a unit must be of a target, .* got "__proto__"/);
    await fails([...argv, '--embeddings', '0'], EXIT.usage, /It must be an integer of at least 1/);
  });
});

test('an unfinished run is exported with a warning, and the file predicts with one', async () => {
  const unfinished = join(folder, 'unfinished');
  await mkdir(unfinished);
  for (const name of ['config.json', 'model.safetensors'])
    await writeFile(join(unfinished, name), await readFile(join(ensemble, name)));
  const record = JSON.parse(await readFile(join(ensemble, 'run.json'), 'utf8')) as object;
  await writeFile(join(unfinished, 'run.json'), JSON.stringify({ ...record, status: 'running', metrics: undefined }));
  const file = join(folder, 'unfinished.safetensors');
  const { exitCode, stderr } = await runCaptured(['export', unfinished, '--browser', '--out', file]);
  expect(exitCode).toBe(EXIT.ok);
  expect(stderr).toContain('the training is not finished');
  expect(stderr).toContain('1 of 2 networks are there');
  const predicted = await runCaptured(['predict', file, data, ...cpu]);
  expect(predicted.stderr).toContain('the training is not finished');
});

test('cft predict takes a saved network by itself, and says what is wrong with other files', async () => {
  const byItself = await predictions(join(run, 'model.safetensors'));
  expect(byItself.map(({ values }) => values)).toEqual((await predictions(run)).map(({ values }) => values));
  const broken = join(folder, 'broken.safetensors');
  const good = await readFile(join(run, 'model.safetensors'));
  const foreign = encodeTensors({ metadata: { kind: 'other' }, tensors: {} });
  for (const [content, message] of [
    ['hello, this is no model', /broken\.safetensors: this is no safetensors file/],
    [good.subarray(0, good.length - 8), /the file is cut off or damaged/],
    [good.map((byte, i) => (i === good.length - 1 ? byte ^ 1 : byte)), /the checksum does not agree/],
    [
      await readFile(join(run, 'checkpoint.safetensors')),
      /broken\.safetensors: a model is expected, this is the state of a training \(give the folder/,
    ],
    [foreign, /broken\.safetensors: it must be of kind "model", got "other"; it is damaged/],
  ] as const) {
    await writeFile(broken, content);
    const { exitCode, stderr } = await runCaptured(['predict', broken, data, ...cpu]);
    expect([exitCode, stderr]).toEqual([EXIT.data, expect.stringMatching(message)]);
  }
  const missing = await runCaptured(['predict', join(folder, 'none.safetensors'), data, ...cpu]);
  expect([missing.exitCode, missing.stderr]).toEqual([
    EXIT.data,
    expect.stringContaining('a run, a model file or the name of a network is expected'),
  ]);
});
