import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeTensors, encodeTensors } from '@crystal-fourier/model';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../shell/failure.js';
import { manySalts, writeRecords } from '../testing/crystalFixtures.js';
import { runCaptured } from '../testing/runCaptured.js';
import { trainingFixture } from '../testing/trainingFixtures.js';

let folder: string;
let data: string;
let some: string;
let run: string;
let argv: readonly string[];
const cpu = ['--backend', 'cpu', '--workers', '0'];

type Row = Readonly<Record<string, string>>;
async function predicted(model: string, ...options: string[]): Promise<{ rows: Row[]; stderr: string }> {
  const { exitCode, stdout, stderr } = await runCaptured(['predict', model, some, ...cpu, ...options]);
  expect(exitCode, stderr).toBe(EXIT.ok);
  return { rows: parse(stdout, { columns: true }), stderr };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-calibrate-'));
  const fixture = await trainingFixture(folder);
  data = await writeRecords(folder, 'many.json', manySalts(120));
  some = await writeRecords(folder, 'some.json', manySalts(6));
  const split = join(folder, 'split.json');
  const ids = manySalts(120).map(({ id }) => id);
  const parts = { train: ids.slice(0, 40), val: ids.slice(40, 80), test: ids.slice(80) };
  await writeFile(split, JSON.stringify({ format: 'crystal-fourier/split', version: 1, by: 'random', seed: 0, parts }));
  argv = ['train', data, ...fixture.argv.slice(2), '--split', split, '--log10'];
  run = join(folder, 'run');
  await runCaptured([...argv, '--ensemble', '2', '--out', run]);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Takes the calibration out of a run, as runs of earlier versions have none. */
async function withoutCalibration(): Promise<void> {
  const file = join(run, 'model.safetensors');
  const { metadata, tensors } = decodeTensors(await readFile(file), 'model');
  const { calibration: _, ...rest } = metadata;
  await writeFile(file, encodeTensors({ metadata: rest, tensors }));
}

describe('intervals', () => {
  test('stand beside predictions of a run that was trained with validation records, and of its export', async () => {
    const { rows } = await predicted(run);
    expect(Object.keys(rows[0]!).filter((name) => name.startsWith('edge'))).toEqual([
      'edge',
      'edge_low',
      'edge_high',
      'edge_spread_log10',
    ]);
    for (const row of rows) {
      const [value, low, high] = ['edge', 'edge_low', 'edge_high'].map((name) => Number(row[name]));
      expect(Math.sqrt(low! * high!) / value!).toBeCloseTo(1, 6);
      expect(high! / low!).toBeGreaterThan(1);
    }
    const exported = join(folder, 'run.safetensors');
    expect((await runCaptured(['export', run, '--out', exported])).exitCode).toBe(EXIT.ok);
    expect((await predicted(exported)).rows).toEqual(rows);
    const { rows: narrow } = await predicted(run, '--level', '50%');
    narrow.forEach((row, i) => expect(Number(row['edge_high'])).toBeLessThan(Number(rows[i]!['edge_high'])));
    const json = await runCaptured(['--json', 'predict', run, some, ...cpu]);
    const { predictions } = JSON.parse(json.stdout) as { predictions: { intervals: { edge: { low: number } } }[] };
    expect(predictions[3]!.intervals.edge.low).toBeCloseTo(Number(rows[3]!['edge_low']), 6);
  });

  test('need enough records for their level', async () => {
    const { exitCode, stderr } = await runCaptured(['predict', run, some, '--level', '0.99', ...cpu]);
    expect(exitCode).not.toBe(EXIT.ok);
    expect(stderr).toContain('intervals of level 0.99 need at least 99 calibration records, got 40 for edge');
    expect((await runCaptured(['predict', run, some, '--level', '1', ...cpu])).exitCode).toBe(EXIT.usage);
  });

  test('are made for a run without them by cft calibrate, the same as at the end of its training', async () => {
    const before = await predicted(run);
    await withoutCalibration();
    const raw = await predicted(run);
    expect(Object.keys(raw.rows[0]!)).not.toContain('edge_low');
    expect(raw.stderr).toContain('cft calibrate RUN');
    const calibrated = await runCaptured(['calibrate', run, ...cpu]);
    expect(calibrated.exitCode, calibrated.stderr).toBe(EXIT.ok);
    expect(calibrated.stdout).toMatch(/edge +40 +0\.9756/);
    expect((await predicted(run)).rows).toEqual(before.rows);
    // The same data set, given again, is still the part val; another one is taken whole.
    const again = await runCaptured(['--json', 'calibrate', run, data, ...cpu]);
    expect(JSON.parse(again.stdout)).toMatchObject({ part: 'val', members: 2 });
    const other = await writeRecords(folder, 'other.json', manySalts(130).slice(120));
    const few = await runCaptured(['--json', 'calibrate', run, other, ...cpu]);
    expect(JSON.parse(few.stdout)).toMatchObject({ part: 'data', quantities: [{ quantiles: { count: 10 } }] });
    expect((await runCaptured(['calibrate', run, ...cpu])).exitCode).toBe(EXIT.ok);
  });

  test('are not made from training records', async () => {
    const { exitCode, stderr } = await runCaptured(['calibrate', run, '--part', 'train', ...cpu]);
    expect(exitCode).toBe(EXIT.usage);
    expect(stderr).toContain('needs records that the run was not trained on');
  });

  test('are missing, and a message says why, where the validation part is too small', async () => {
    const split = join(folder, 'small-split.json');
    const ids = manySalts(120).map(({ id }) => id);
    const parts = { train: ids.slice(0, 40), val: ids.slice(40, 45) };
    await writeFile(
      split,
      JSON.stringify({ format: 'crystal-fourier/split', version: 1, by: 'random', seed: 0, parts }),
    );
    const small = join(folder, 'small');
    const trained = await runCaptured([...argv, '--split', split, '--out', small]);
    expect(trained.exitCode, trained.stderr).toBe(EXIT.ok);
    expect(trained.stderr).toContain('need at least 9 validation records with a value of edge, got 5');
    expect(Object.keys((await predicted(small)).rows[0]!)).not.toContain('edge_low');
  });
});
