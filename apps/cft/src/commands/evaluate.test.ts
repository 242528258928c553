import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '../evaluation/evaluationFile.js';
import { readPredictionTable } from '../evaluation/predictionTable.js';
import { Console } from '../shell/console.js';
import { openSession } from '../shell/context.js';
import { CliError, EXIT } from '../shell/failure.js';
import { saltRecords, writeRecords } from '../testing/crystalFixtures.js';
import { capturedIo } from '../testing/runCaptured.js';
import { startTraining } from '../training/startTraining.js';
import { addEvaluateCommand } from './evaluate.js';
import { addReportCommand } from './report.js';

let folder: string;
let data: string;
let run: string;
const env = (): Record<string, string> => ({ CFT_CACHE: join(folder, 'cache') });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-evaluate-'));
  // Three times the salts, for a test part of three.
  const records = [0, 1, 2].flatMap((copy) => saltRecords().map((salt) => ({ ...salt, id: `${salt.id}-${copy}` })));
  data = await writeRecords(folder, 'salts.json', records);
  run = join(folder, 'run');
  const { io } = capturedIo(env());
  await startTraining(
    data,
    {
      target: ['edge'],
      log10: true,
      out: run,
      ensemble: 2,
      epochs: 1,
      backend: 'cpu',
      workers: 0,
      config: await writeRecords(folder, 'small.json', { model: { width: 8, blocks: 1, heads: 2 } } as never),
    },
    { console: new Console(io, { quiet: true }), io, signal: new AbortController().signal, argv: ['train'] },
  );
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A program with these two commands. */
async function cft(...argv: string[]): Promise<{ stdout: string; stderr: string }> {
  const { io, stdout, stderr } = capturedIo(env());
  const program = new Command('cft').option('--json').option('--quiet').exitOverride();
  openSession(program, io, argv);
  addEvaluateCommand(program);
  addReportCommand(program);
  await program.parseAsync(argv, { from: 'user' });
  return { stdout: stdout(), stderr: stderr() };
}

const evaluationOf = async (): Promise<Evaluation> =>
  JSON.parse(await readFile(join(run, 'evaluation.json'), 'utf8')) as Evaluation;

describe('cft evaluate', () => {
  it('compares the network with baselines on the test part', async () => {
    const { stdout } = await cft('evaluate', run, '--workers', '0');
    const evaluation = await evaluationOf();
    expect(evaluation).toMatchObject({ part: 'test', records: 3, trained: 24, members: 2, variant: 'geometry' });
    const [target] = evaluation.targets;
    expect(target!.models.map(({ name }) => name)).toEqual([
      'network, geometry, ensemble of 2',
      'mean',
      'ridge',
      'gradient boosting',
    ]);
    expect(target!.calibration!.count).toBe(3);
    expect(stdout).toMatch(/^test: 3 records, geometry, cpu [\d.]+, baselines trained on 24$/m);
    expect(stdout).toMatch(/^edge: 3 records; errors of log10 first$/m);

    // The scores are those of the table that is written beside them.
    const file = join(run, 'predictions-test.csv');
    const { records } = readPredictionTable(await readFile(file, 'utf8'), file);
    const errors = records.map(({ truth, predicted }) => Math.abs(predicted['edge']! - truth['edge']!));
    expect(target!.models[0]!.score.metrics).toMatchObject({
      count: 3,
      mae: expect.closeTo(
        errors.reduce((sum, error) => sum + error / 3, 0),
        9,
      ) as number,
    });
  });

  it('gives the evaluation as JSON and in a file, for the part that is asked for', async () => {
    const out = join(folder, 'out.json');
    const { stdout } = await cft(
      '--json',
      'evaluate',
      run,
      '--part',
      'val',
      '--baselines',
      'fast',
      '--out',
      out,
      '--workers',
      '0',
    );
    const printed = JSON.parse(stdout) as Evaluation;
    expect(printed).toEqual(await evaluationOf());
    expect(printed).toEqual(JSON.parse(await readFile(out, 'utf8')));
    expect(printed.part).toBe('val');
    expect(printed.targets[0]!.models.map(({ name }) => name).slice(1)).toEqual(['mean', 'ridge']);
  });

  it('takes another data set, and trains the composition variant', async () => {
    const others = saltRecords()
      .slice(0, 4)
      .map((salt) => ({ ...salt, id: `other ${salt.id}` }));
    const other = await writeRecords(folder, 'others.json', others);
    const { stdout } = await cft('evaluate', run, other, '--baselines', 'none', '--composition', '--workers', '0');
    expect(await evaluationOf()).toMatchObject({ part: 'data', records: 4, data: { path: other } });
    expect(stdout).toMatch(/^composition variant .* 1 epochs$/m);
    expect(stdout).not.toContain('mean ');
  });

  it('knows the data of the run at another place', async () => {
    const moved = await writeRecords(folder, 'moved.json', JSON.parse(await readFile(data, 'utf8')) as unknown[]);
    await cft('evaluate', run, moved, '--baselines', 'none', '--workers', '0');
    expect(await evaluationOf()).toMatchObject({ part: 'test', records: 3, data: { path: moved } });
  });

  it('refuses a part that is not there, and what is no run', async () => {
    await expect(cft('evaluate', run, '--part', 'holdout')).rejects.toThrow(/parts train, val, test, not holdout/);
    const failure = await cft('evaluate', folder).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CliError);
    expect((failure as CliError).exitCode).toBe(EXIT.data);
  });

  it('is shown by the report', async () => {
    await cft('evaluate', run, '--workers', '0');
    const { stdout } = await cft('report', run);
    expect(stdout).toBe(`${join(run, 'report.html')}\n`);
    const page = await readFile(join(run, 'report.html'), 'utf8');
    expect(page).toContain('3 records of the test part');
    expect(page).toContain('network, geometry, ensemble of 2');
    expect(page).toContain('gradient boosting');
  });
});
