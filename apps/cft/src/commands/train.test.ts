import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, rmdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isVariantChoice, trainingOptions, type VariantChoice } from '@crystal-fourier/model';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Io } from '../shell/console.js';
import { manySalts, saltRecords, writeRecords } from '../testing/crystalFixtures.js';
import { EXIT, type ExitCode } from '../shell/failure.js';
import { run } from '../program.js';
import { capturedIo, runCaptured } from '../testing/runCaptured.js';
import { type TrainingFixture, trainingFixture } from '../testing/trainingFixtures.js';

let folder: string;
let fixture: TrainingFixture;
let serial = 0;
const freshRun = (): string => join(folder, `run-${++serial}`);
const json = async (path: string, name: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(path, name), 'utf8')) as Record<string, unknown>;
const bytes = (path: string, name = 'model.safetensors'): Promise<Buffer> => readFile(join(path, name));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-train-'));
  fixture = await trainingFixture(folder, [
    { ...saltRecords()[0], id: 'negative', edge: -1 },
    { ...saltRecords()[1], id: 'unknown', edge: null, charge: 1 },
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a training and calls Ctrl-C once so many epochs were reported. */
async function interruptedAfter(
  epochs: number,
  argv: readonly string[],
): Promise<{ exitCode: ExitCode; stderr: string }> {
  const stop = new AbortController();
  const { io, stderr } = capturedIo({}, { signal: stop.signal });
  let seen = 0;
  const watching: Io = {
    ...io,
    stderr: {
      write: (text: string) => {
        if (/^(?:network \d+\/\d+ )?epoch /.test(text) && ++seen === epochs) stop.abort();
        return io.stderr.write(text);
      },
    },
  };
  return { exitCode: await run(argv, watching), stderr: stderr() };
}

/** Entries of the history without what depends on the time. */
async function history(path: string): Promise<unknown[]> {
  const lines = (await readFile(join(path, 'history.jsonl'), 'utf8')).trimEnd().split('\n');
  return lines.map((line) => {
    const { seconds, structuresPerSecond, ...rest } = JSON.parse(line) as Record<string, unknown>;
    expect([typeof seconds, typeof structuresPerSecond]).toEqual(['number', 'number']);
    return rest;
  });
}

describe('a training', () => {
  test('writes everything that belongs to a run, and says what was left out', async () => {
    const out = freshRun();
    const { exitCode, stdout, stderr } = await runCaptured([...fixture.argv, '--log10', '--out', out]);
    expect([exitCode, stderr.match(/^epoch \d\/3 .*val MAE edge \S+ log10/gm)?.length]).toEqual([EXIT.ok, 3]);
    expect(stdout).toContain('1 edge not positive, so it has no logarithm');
    expect(stdout).toContain(`cft predict ${out} crystal.cif`);
    expect((await readdir(out)).sort()).toEqual([
      'checkpoint.safetensors',
      'config.json',
      'excluded.csv',
      'history.jsonl',
      'model.safetensors',
      'predictions-test.csv',
      'predictions-val.csv',
      'run.json',
      'split.json',
    ]);
    expect(await json(out, 'run.json')).toMatchObject({
      formatVersion: 1,
      status: 'finished',
      data: { path: fixture.data, records: 12 },
      metrics: { networks: [{ seed: 0, epochs: 3 }], leftOut: { 'edge missing': 1 } },
    });
    const excluded = parse(await readFile(join(out, 'excluded.csv'), 'utf8'), { columns: true }) as Record<
      string,
      string
    >[];
    expect(excluded.map(({ id, target, value }) => [id, target, value]).sort()).toEqual([
      ['negative', 'edge', '-1'],
      ['unknown', 'edge', ''],
    ]);
    const { parts } = (await json(out, 'split.json')) as { parts: Record<string, string[]> };
    const rows = parse(await readFile(join(out, 'predictions-val.csv'), 'utf8'), { columns: true }) as Record<
      string,
      string
    >[];
    expect(rows.map(({ id }) => id)).toEqual(parts['val']);
    for (const row of rows) expect(Number(row['edge_predicted'])).toBeGreaterThan(0);
  });

  test('config.json as --config gives the same weights', async () => {
    const [first, second] = [freshRun(), freshRun()];
    await runCaptured([...fixture.argv, '--seed', '5', '--variant', 'distance', '--out', first]);
    const config = join(first, 'config.json');
    expect((await runCaptured(['train', fixture.data, '--config', config, '--out', second])).exitCode).toBe(EXIT.ok);
    expect((await bytes(second)).equals(await bytes(first))).toBe(true);
    expect(await json(second, 'config.json')).toEqual(await json(first, 'config.json'));
  });

  test('--json prints one document', async () => {
    const { stdout } = await runCaptured([...fixture.argv, '--epochs', '1', '--json', '--out', freshRun()]);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'finished',
      targets: ['edge'],
      models: ['model.safetensors'],
      metrics: { parts: { val: { edge: { metrics: { count: expect.any(Number) as number } } } } },
    });
  });

  test('learns a class', async () => {
    const records = saltRecords().map((record, i) => ({ ...record, isB2: i > 5 ? 1 : 0 }));
    const data = await writeRecords(folder, 'classes.json', records);
    const argv = ['train', data, ...fixture.argv.slice(2), '--target', 'isB2', '--task', 'classification'];
    const { exitCode, stderr } = await runCaptured([...argv, '--epochs', '1', '--out', freshRun()]);
    expect([exitCode, stderr]).toEqual([EXIT.ok, expect.stringMatching(/val isB2 accuracy \S+ AUC/)]);
    const refused = await runCaptured([...argv, '--log10', '--out', freshRun()]);
    expect([refused.exitCode, refused.stderr]).toEqual([EXIT.usage, expect.stringContaining('has no logarithms')]);
  });
});

describe('what is wrong is said before a folder is made', () => {
  test.each<[string, readonly string[], ExitCode, RegExp]>([
    ['an unknown target', ['--target', 'edgge'], EXIT.usage, /no record has a number "edgge".*did you mean "edge"\?/],
    ['logarithms of no target', ['--log10', 'edg'], EXIT.usage, /log10 must name targets.*did you mean "edge"\?/],
    ['a network that cannot be', ['--config', 'WIDE'], EXIT.usage, /heads must divide the width/],
    ['a split that is none', ['--split', 'fromula'], EXIT.usage, /did you mean "formula"\?/],
    [
      'nothing to learn from',
      ['--target', 'zero', '--log10'],
      EXIT.data,
      /none of the \d+ training records has a usable zero/,
    ],
  ])('%s', async (_, more, exitCode, message) => {
    const wide = join(folder, 'wide.json');
    await writeFile(wide, '{"model":{"width":16,"heads":3}}');
    const data = await writeRecords(
      folder,
      'zeros.json',
      saltRecords().map((record) => ({ ...record, zero: 0 })),
    );
    const out = freshRun();
    const argv = [
      'train',
      data,
      ...fixture.argv.slice(2),
      '--out',
      out,
      ...more.map((arg) => (arg === 'WIDE' ? wide : arg)),
    ];
    const found = await runCaptured(argv);
    expect([found.exitCode, found.stderr]).toEqual([exitCode, expect.stringMatching(message)]);
    await expect(readdir(out)).rejects.toThrow('ENOENT');
  });

  test('a folder that is not empty, no data, options beside --resume', async () => {
    const full = await runCaptured([...fixture.argv, '--out', folder]);
    expect([full.exitCode, full.stderr]).toEqual([EXIT.usage, expect.stringContaining('a run needs an empty folder')]);
    const none = await runCaptured(['train', '--target', 'edge']);
    expect([none.exitCode, none.stderr]).toEqual([EXIT.usage, expect.stringContaining('a data set is missing')]);
    const taken = await runCaptured(['train', '--target', 'edge', '--log10', fixture.data]);
    expect([taken.exitCode, taken.stderr]).toEqual([EXIT.usage, expect.stringContaining('put the data first')]);
    const extra = await runCaptured(['train', '--resume', folder, '--batch-size', '3']);
    expect([extra.exitCode, extra.stderr]).toEqual([
      EXIT.usage,
      expect.stringContaining('--batch-size does not go with'),
    ]);
    const file = await runCaptured([...fixture.argv, '--out', join(fixture.data, 'run')]);
    expect([file.exitCode, file.stderr]).toEqual([EXIT.usage, expect.stringContaining('a run needs a folder')]);
  });
});

describe('a run that was stopped', () => {
  const ensemble = ['--ensemble', '2', '--log10'];
  let whole: string;
  beforeAll(async () => {
    whole = freshRun();
    await runCaptured([...fixture.argv, ...ensemble, '--out', whole]);
  });

  /** Throws unless a run is as the one that was not stopped. */
  const expectSame = async (path: string, straight = whole): Promise<void> => {
    for (const name of ['model.safetensors', 'model-2.safetensors', 'predictions-val.csv', 'split.json'])
      expect((await bytes(path, name)).equals(await bytes(straight, name)), name).toBe(true);
    expect(await history(path)).toEqual(await history(straight));
    expect(await json(path, 'run.json')).toMatchObject({ status: 'finished' });
  };

  test.each([1, 3, 5])('by Ctrl-C after %i epochs of 6 goes on exactly', async (epochs) => {
    const out = freshRun();
    const { exitCode, stderr } = await interruptedAfter(epochs, [...fixture.argv, ...ensemble, '--out', out]);
    expect([exitCode, stderr]).toEqual([130, expect.stringContaining(`cft train --resume ${out}`)]);
    expect(await json(out, 'run.json')).toMatchObject({ status: 'interrupted' });
    expect(await readdir(out)).toContain('model.safetensors');
    expect((await runCaptured(['train', '--resume', out, '--workers', '0'])).exitCode).toBe(EXIT.ok);
    await expectSame(out);
  });

  test('by SIGKILL, in the first and in the second network, goes on exactly', async () => {
    const [out, straight] = [freshRun(), freshRun()];
    const argv = [...fixture.argv, ...ensemble, '--epochs', '12', '--out'];
    await killedAfter(3, [...argv, out]);
    expect(await json(out, 'run.json')).toMatchObject({ status: 'running' });
    expect(await readdir(out)).not.toContain('model-2.safetensors');
    await killedAfter(12, ['train', '--resume', out, '--workers', '0']);
    expect((await runCaptured(['train', '--resume', out, '--workers', '0'])).exitCode).toBe(EXIT.ok);
    expect((await runCaptured([...argv, straight])).exitCode).toBe(EXIT.ok);
    await expectSame(out, straight);
  }, 60_000);

  test('between two writes goes on exactly: a history ahead of the checkpoint, half a line, no checkpoint', async () => {
    const out = freshRun();
    await interruptedAfter(4, [...fixture.argv, ...ensemble, '--out', out]);
    const file = join(out, 'history.jsonl');
    await appendFile(file, '{"member":1,"epoch":2,"trainLoss":7}\n{"member":1,"epo');
    expect((await runCaptured(['train', '--resume', out, '--workers', '0'])).exitCode).toBe(EXIT.ok);
    await expectSame(out);

    const early = freshRun();
    await interruptedAfter(1, [...fixture.argv, ...ensemble, '--out', early]);
    await rm(join(early, 'checkpoint.safetensors'));
    expect((await runCaptured(['train', '--resume', early, '--workers', '0'])).exitCode).toBe(EXIT.ok);
    await expectSame(early);
  });

  test('that is finished stays as it is', async () => {
    const before = await json(whole, 'run.json');
    const { exitCode, stdout, stderr } = await runCaptured(['train', '--resume', whole]);
    expect([exitCode, stdout]).toEqual([EXIT.ok, expect.stringContaining('best epochs')]);
    expect(stderr).toContain('finished already');
    expect(await json(whole, 'run.json')).toEqual(before);
  });

  test('of an earlier version goes on, with its own data only', async () => {
    const out = freshRun();
    await interruptedAfter(1, [...fixture.argv, '--out', out]);
    const { data, ...record } = (await json(out, 'run.json')) as { data: Record<string, unknown> };
    const { hashOf: _, ...earlier } = data;
    await writeFile(join(out, 'run.json'), JSON.stringify({ ...record, data: { ...earlier, hash: 'of other files' } }));
    const other = await writeRecords(folder, 'fewer.json', saltRecords());
    const refused = await runCaptured(['train', other, '--resume', out, '--workers', '0']);
    expect([refused.exitCode, refused.stderr]).toEqual([
      EXIT.data,
      expect.stringContaining('are not those that the run began with'),
    ]);
    const { exitCode } = await runCaptured(['train', '--resume', out, '--workers', '0']);
    expect(exitCode).toBe(EXIT.ok);
  });

  test('does not go on with other data, a damaged checkpoint, or before it began', async () => {
    const out = freshRun();
    await interruptedAfter(1, [...fixture.argv, '--out', out]);
    const other = await writeRecords(folder, 'other.json', saltRecords());
    const changed = await runCaptured(['train', other, '--resume', out, '--workers', '0']);
    expect([changed.exitCode, changed.stderr]).toEqual([
      EXIT.data,
      expect.stringContaining('are not those that the run began with'),
    ]);
    const checkpoint = join(out, 'checkpoint.safetensors');
    await writeFile(checkpoint, (await readFile(checkpoint)).subarray(0, 5000));
    const damaged = await runCaptured(['train', '--resume', out, '--workers', '0']);
    expect([damaged.exitCode, damaged.stderr]).toEqual([EXIT.data, expect.stringContaining(`${checkpoint}: `)]);
    await rm(join(out, 'config.json'));
    const early = await runCaptured(['train', '--resume', out]);
    expect([early.exitCode, early.stderr]).toEqual([EXIT.data, expect.stringContaining('stopped before it began')]);
  });

  test('where a file cannot be written says so, leaves nothing half-written, and goes on later', async () => {
    const out = freshRun();
    await interruptedAfter(1, [...fixture.argv, ...ensemble, '--out', out]);
    await rm(join(out, 'model.safetensors'));
    await mkdir(join(out, 'model.safetensors'));
    const { exitCode, stderr } = await runCaptured(['train', '--resume', out, '--workers', '0']);
    expect([exitCode, stderr]).toEqual([
      EXIT.failure,
      expect.stringMatching(/model\.safetensors: it could not be written: .*--resume/),
    ]);
    expect((await readdir(out)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    await rmdir(join(out, 'model.safetensors'));
    expect((await runCaptured(['train', '--resume', out, '--workers', '0'])).exitCode).toBe(EXIT.ok);
    await expectSame(out);
  });
});

describe('a variant that is not given', () => {
  let data: string;
  let argv: string[];
  beforeAll(async () => {
    data = await writeRecords(folder, 'many.json', manySalts(1300));
    argv = ['train', data, '--target', 'edge', '--config', fixture.config, '--epochs', '1', '--batch-size', '64'];
    argv.push('--cache', join(folder, 'many-cache'), '--workers', '0');
  });

  test('is the default where records are few, and says so', async () => {
    const out = freshRun();
    const { stderr } = await runCaptured([...fixture.argv, '--epochs', '1', '--out', out]);
    expect(stderr).toMatch(/^variant geometry: with \d+ training records, fewer than 1000, /m);
    const { choice } = await json(out, 'run.json');
    expect(choice).toEqual({ variant: 'geometry', reason: expect.stringContaining('training records') as string });
    expect(await json(out, 'config.json')).toMatchObject({ model: { variant: 'geometry' } });
  });

  test('is not chosen where something is given that only some variants have', async () => {
    for (const given of [
      ['--variant', 'distance'],
      ['--encoder', 'mlp'],
    ]) {
      const out = freshRun();
      const { stderr } = await runCaptured([...fixture.argv, '--epochs', '1', ...given, '--out', out]);
      expect(stderr).not.toContain('variant');
      expect(await json(out, 'run.json')).not.toHaveProperty('choice');
    }
  });

  test('is chosen by brief trainings, and the choice goes on where it was stopped', async () => {
    const straight = freshRun();
    const { exitCode, stdout, stderr } = await runCaptured([...argv, '--json', '--out', straight]);
    expect([
      exitCode,
      stderr.match(/^choosing the variant, geometry and distance: at most 4 brief trainings/gm)?.length,
    ]).toEqual([EXIT.ok, 1]);
    const record = await json(straight, 'run.json');
    const choice = record['choice'] as VariantChoice;
    expect(isVariantChoice(choice)).toBe(true);
    expect(choice.trials!.folds.flatMap(({ groups }) => groups).every((group) => [216, 221, 225].includes(group))).toBe(
      true,
    );
    expect(stderr).toContain(`variant ${choice.variant}: ${choice.reason} (brief trainings: `);
    expect(JSON.parse(stdout)).toMatchObject({ variant: choice.variant, choice });
    expect(await json(straight, 'config.json')).toMatchObject({ model: { variant: choice.variant, width: 16 } });
    expect(await readdir(straight)).not.toContain('choice');
    expect((await runCaptured(['report', straight])).exitCode).toBe(EXIT.ok);
    expect(await readFile(join(straight, 'report.html'), 'utf8')).toContain('Choice of the variant');

    const out = freshRun();
    const stop = new AbortController();
    const { io, stderr: said } = capturedIo({}, { signal: stop.signal });
    const watching: Io = {
      ...io,
      stderr: {
        write: (text: string) => {
          if (text.startsWith('choosing')) stop.abort();
          return io.stderr.write(text);
        },
      },
    };
    expect(await run([...argv, '--out', out], watching)).toBe(EXIT.interrupted);
    expect(said()).toContain(`interrupted while the variant was chosen (go on with: cft train --resume ${out})`);
    expect(await json(out, 'config.json')).toMatchObject({ model: { variant: 'auto', width: 16 } });
    expect((await runCaptured(['report', out])).exitCode).toBe(EXIT.ok);
    expect((await runCaptured(['predict', out, data])).stderr).toContain('has no model yet');
    expect((await runCaptured(['train', '--resume', out, '--workers', '0'])).exitCode).toBe(EXIT.ok);
    expect((await bytes(out)).equals(await bytes(straight))).toBe(true);
    expect(await json(out, 'config.json')).toEqual(await json(straight, 'config.json'));
  }, 240_000);
});

// A device of Linux whose every write fails as on a full disk.
test.skipIf(!existsSync('/dev/full'))('a full disk ends a training with its checkpoint whole', async () => {
  const [out, straight] = [freshRun(), freshRun()];
  await interruptedAfter(1, [...fixture.argv, '--out', out]);
  const before = await bytes(out, 'checkpoint.safetensors');
  await symlink('/dev/full', join(out, `checkpoint.safetensors.${process.pid}.tmp`));
  const { exitCode, stderr } = await runCaptured(['train', '--resume', out, '--workers', '0']);
  expect([exitCode, stderr]).toEqual([EXIT.failure, expect.stringContaining('the disk is full')]);
  expect((await bytes(out, 'checkpoint.safetensors')).equals(before)).toBe(true);
  expect((await readdir(out)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect((await runCaptured(['train', '--resume', out, '--workers', '0'])).exitCode).toBe(EXIT.ok);
  await runCaptured([...fixture.argv, '--out', straight]);
  expect((await bytes(out)).equals(await bytes(straight))).toBe(true);
});

test('a run that goes on may end earlier, with the best weights until then', async () => {
  const out = freshRun();
  await interruptedAfter(2, [...fixture.argv, '--epochs', '6', '--ensemble', '2', '--out', out]);
  const more = await runCaptured(['train', '--resume', out, '--workers', '0', '--epochs', '7']);
  expect([more.exitCode, more.stderr]).toEqual([EXIT.usage, expect.stringContaining('--epochs must be at most 6')]);
  const { exitCode, stderr } = await runCaptured(['train', '--resume', out, '--workers', '0', '--epochs', '3']);
  expect([exitCode, stderr]).toEqual([EXIT.ok, expect.stringMatching(/^network 1\/2 epoch 3\/3 /m)]);
  const { status, metrics, epochs, worked } = await json(out, 'run.json');
  expect([status, epochs]).toEqual(['finished', 3]);
  expect((metrics as { networks: unknown[] }).networks).toMatchObject([{ epochs: 3 }, { epochs: 3 }]);
  expect((metrics as { seconds: number }).seconds).toBeGreaterThanOrEqual(Math.floor(worked as number));
  expect((await readdir(out)).filter((name) => name.startsWith('model'))).toHaveLength(2);
});

test('a run that was killed predicts with its best weights so far, and says so', async () => {
  const out = freshRun();
  await killedAfter(2, [...fixture.argv, '--epochs', '50', '--out', out]);
  const { exitCode, stdout, stderr } = await runCaptured([
    'predict',
    out,
    fixture.data,
    '--workers',
    '0',
    '--backend',
    'cpu',
  ]);
  expect(exitCode).toBe(EXIT.ok);
  expect(stdout).toMatch(/^salt-0,/m);
  expect(stderr).toContain('the training is not finished; predictions are those of its best epoch so far');
}, 120_000);

test('the help names the defaults', async () => {
  const { stdout } = await runCaptured(['train', '--help']);
  const { epochs, batchSize } = trainingOptions();
  expect(stdout.replace(/\s+/g, ' ')).toContain(`passes over the training records (default: ${epochs})`);
  expect(stdout.replace(/\s+/g, ' ')).toContain(`records of a step (default: ${batchSize})`);
});

test('a training that diverges names the records and does not go on', async () => {
  const out = freshRun();
  const config = join(folder, 'wild.yaml');
  await writeFile(
    config,
    'model: { width: 64, blocks: 1, heads: 2 }\ntraining: { epochs: 9, batchSize: 4, learningRate: 1, clipNorm: 1.0e+6, loss: mse, schedule: constant, warmup: 0 }\n',
  );
  const { exitCode, stderr } = await runCaptured([...fixture.argv, '--config', config, '--out', out]);
  expect([exitCode, stderr]).toEqual([
    EXIT.failure,
    expect.stringMatching(/the loss must stay finite.* for the batch \w+/),
  ]);
  const { status, metrics } = await json(out, 'run.json');
  const { diverged } = metrics as { diverged: { member: number; records: string[] } };
  expect([status, diverged.member]).toEqual(['diverged', 0]);
  for (const id of diverged.records) expect(stderr).toContain(id);
  const again = await runCaptured(['train', '--resume', out]);
  expect([again.exitCode, again.stderr]).toEqual([EXIT.usage, expect.stringContaining('the run diverged')]);
});

/** Runs the command in a process of its own and kills it soon after so many epochs. */
async function killedAfter(epochs: number, argv: readonly string[]): Promise<void> {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@crystal-fourier/source', '--import', 'tsx', main, ...argv], {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: fileURLToPath(new URL('..', import.meta.url)),
  });
  const exit = once(child, 'exit');
  const said: string[] = [];
  for await (const line of createInterface(child.stderr)) {
    said.push(line);
    if (said.filter((text) => /epoch \d+\/\d+ /.test(text)).length < epochs) continue;
    // Anywhere in the next epoch, also while something is written.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
    child.kill('SIGKILL');
    break;
  }
  const [, signal] = (await exit) as [number | null, string | null];
  expect(signal, said.join('\n')).toBe('SIGKILL');
}
