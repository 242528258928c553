import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Structure, writeCif } from '@crystal-fourier/data';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completePlan } from '../config/plan.js';
import { runConfig } from '../runs/runConfig.js';
import { RunFolder } from '../runs/runFolder.js';
import { EXIT } from '../shell/failure.js';
import { runCaptured } from '../testing/runCaptured.js';
import { trainingFixture } from '../testing/trainingFixtures.js';

let folder: string;
let [merged, kept] = ['', ''];

/** Caesium chloride around a fourfold screw axis: P 4₁ or P 4₃, no higher. */
const screw = (hand: 1 | -1): string =>
  writeCif(
    Structure.of({
      lattice: { a: 6, b: 6, c: 9, alpha: 90, beta: 90, gamma: 90 },
      sites: [
        { species: 'Cs', point: [0.21, 0.08, 0] },
        { species: 'Cl', point: [0.55, 0.3, 0.07] },
      ].flatMap(({ species, point: [x, y, z] }) =>
        [
          [x!, y!, z!],
          [-y!, x!, z! + 1 / 4],
          [-x!, -y!, z! + 1 / 2],
          [y!, -x!, z! + 3 / 4],
        ].map((position) => ({ species, position: position.map((c) => hand * c) })),
      ),
    }),
  );

async function predicted(model: string): Promise<{ group: string; edge: number }[]> {
  const files = ['left.cif', 'right.cif'].map((name) => join(folder, name));
  const { exitCode, stdout } = await runCaptured(['predict', model, ...files, '--backend', 'cpu', '--workers', '0']);
  expect(exitCode).toBe(EXIT.ok);
  const rows: Record<string, string>[] = parse(stdout, { columns: true });
  return rows.map(({ group, edge }) => ({ group: group!, edge: Number(edge) }));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-hands-'));
  const { argv } = await trainingFixture(folder);
  [merged, kept] = [join(folder, 'merged'), join(folder, 'kept')];
  await runCaptured([...argv, '--variant', 'fourier', '--out', merged]);
  await runCaptured([...argv, '--variant', 'fourier', '--handedness', 'keep', '--out', kept]);
  await writeFile(join(folder, 'left.cif'), screw(1));
  await writeFile(join(folder, 'right.cif'), screw(-1));
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('mirror images have one prediction, and each has its own group in the table', async () => {
  const rows = await predicted(merged);
  expect(rows.map(({ group }) => group)).toEqual(['76', '78']);
  expect(rows[0]!.edge).toBe(rows[1]!.edge);
});

test('a model of features that keep the hand predicts with such features', async () => {
  const rows = await predicted(kept);
  expect(rows.map(({ group }) => group)).toEqual(['76', '78']);
  expect(rows[0]!.edge).not.toBe(rows[1]!.edge);
});

test('the configuration of a run says it; one of an earlier version, which does not, kept the hand', async () => {
  const run = await RunFolder.open(kept);
  expect((await runConfig(run)).handedness).toBe('keep');
  expect((await runConfig(await RunFolder.open(merged))).handedness).toBe('merge');
  const path = run.file('config.json');
  const { handedness, ...before } = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  await writeFile(path, JSON.stringify(before));
  expect(handedness).toBe('keep');
  expect(completePlan(await runConfig(run)).handedness).toBe('keep');
  const { exitCode } = await runCaptured([
    'evaluate',
    kept,
    '--backend',
    'cpu',
    '--baselines',
    'none',
    '--workers',
    '0',
  ]);
  expect(exitCode).toBe(EXIT.ok);
});

test('another rule is refused', async () => {
  const { exitCode, stderr } = await runCaptured(['prepare', folder, '--handedness', 'both']);
  expect(exitCode).toBe(EXIT.usage);
  expect(stderr).toContain('merge, keep');
});
