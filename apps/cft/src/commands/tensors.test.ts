import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromVoigt, rotatedTensor, Structure, toVoigt, writePoscar } from '@crystal-fourier/data';
import { type Mat3, matMul, matOfRows, rowsOf, transpose } from '@crystal-fourier/math3';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../shell/failure.js';
import { writeRecords } from '../testing/crystalFixtures.js';
import { runCaptured } from '../testing/runCaptured.js';

const cpu = ['--backend', 'cpu', '--workers', '0'];
const KINDS = { eps: 'dielectric', piezo: 'piezoelectric', stiffness: 'elastic', charges: 'born' } as const;
const FIELDS = Object.entries(KINDS).map(([name, kind]) => `${name}=${kind}`);

/** Polar and tetragonal, P 4 m m: the second atom is not in the middle. */
const crystal = (cation: string, a: number, c: number): Structure =>
  Structure.of({
    lattice: [
      [a, 0, 0],
      [0, a, 0],
      [0, 0, c],
    ],
    sites: [
      { position: [0, 0, 0], species: cation },
      { position: [0.5, 0.5, 0.56], species: 'O' },
    ],
  });

const records = ['Mg', 'Ca', 'Sr', 'Ba', 'Zn', 'Cd', 'Fe', 'Mn', 'Co', 'Ni'].map((cation, i) => ({
  id: `polar-${i}`,
  energy: -i,
  eps: [
    [3 + 0.2 * i, 0, 0],
    [0, 3 + 0.2 * i, 0],
    [0, 0, 4 + 0.3 * i],
  ],
  piezo: [
    [0, 0, 0, 0, 0.5 + 0.1 * i, 0],
    [0, 0, 0, 0.5 + 0.1 * i, 0, 0],
    [-0.4, -0.4, 1 + 0.2 * i, 0, 0, 0],
  ],
  stiffness: [
    [200 + 5 * i, 90, 80, 0, 0, 0],
    [90, 200 + 5 * i, 80, 0, 0, 0],
    [80, 80, 180 + 9 * i, 0, 0, 0],
    [0, 0, 0, 70 + i, 0, 0],
    [0, 0, 0, 0, 70 + i, 0],
    [0, 0, 0, 0, 0, 60],
  ],
  charges: [1, -1].map((sign) => [
    [sign * (2 + 0.1 * i), 0, 0],
    [0, sign * (2 + 0.1 * i), 0],
    [0, 0, sign * 2.5],
  ]),
  structure: crystal(cation, 4 + 0.05 * i, 4.3 + 0.02 * i).toJSON(),
}));

let folder: string;
let data: string;
let run: string;
let trained: Awaited<ReturnType<typeof runCaptured>>;
const train = (out: string, ...more: string[]): ReturnType<typeof runCaptured> =>
  runCaptured(['train', data, '--config', join(folder, 'small.yaml'), '--out', join(folder, out), ...cpu, ...more]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-tensors-'));
  data = await writeRecords(folder, 'polar.json', records);
  const config = [
    'model: { width: 16, blocks: 1, heads: 2, variant: geometry }',
    'training: { epochs: 2, batchSize: 4 }',
    `cache: ${join(folder, 'cache')}`,
  ];
  await writeFile(join(folder, 'small.yaml'), config.join('\n'));
  run = join(folder, 'run');
  trained = await train('run', '--target', 'energy', '--tensor', FIELDS.join(), '--ensemble', '2');
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Predicted {
  readonly values: Readonly<Record<string, number>>;
  readonly tensors: Readonly<
    Record<string, { readonly kind: string; readonly matrix: number[][]; readonly spread: number }>
  >;
}

async function predicted(model: string, file: string, ...more: string[]): Promise<Predicted> {
  const { stdout } = await runCaptured(['predict', model, file, ...cpu, '--json', ...more]);
  return (JSON.parse(stdout) as { predictions: Predicted[] }).predictions[0]!;
}

describe('a run with tensors', () => {
  test('says its errors after training, and beside baselines with evaluate', async () => {
    expect([trained.exitCode, trained.stderr]).toEqual([EXIT.ok, expect.stringMatching(/eps: dielectric.*10 of 10/)]);
    const record = JSON.parse(await readFile(join(run, 'run.json'), 'utf8')) as {
      data: { frames: Record<string, string> };
      metrics: { parts: { val: Record<string, { metrics: { mae: number } }> } };
    };
    expect(Object.keys(record.data.frames).toSorted()).toEqual(Object.keys(KINDS).toSorted());
    expect(Object.keys(record.metrics.parts.val)).toEqual(
      expect.arrayContaining(['energy', 'eps', 'eps.index', 'stiffness.bulk_hill', 'piezo.longitudinal', 'charges']),
    );
    const { exitCode, stdout } = await runCaptured([
      'evaluate',
      run,
      '--part',
      'val',
      '--baselines',
      'fast',
      ...cpu,
      '--json',
    ]);
    expect(exitCode).toBe(EXIT.ok);
    const { targets } = JSON.parse(stdout) as {
      targets: {
        name: string;
        models: { name: string; score: { metrics: { mae: number } } }[];
        tensor?: { byDegree: object[] };
      }[];
    };
    const eps = targets.find(({ name }) => name === 'eps')!;
    expect(eps.models.map(({ name }) => name)).toEqual([
      'network, geometry, ensemble of 2',
      'mean tensor of the group',
      'mean isotropic tensor',
      'isotropic part of the network',
    ]);
    expect(eps.models[0]!.score.metrics.mae).toBeCloseTo(record.metrics.parts.val['eps']!.metrics.mae, 10);
    expect(eps.tensor!.byDegree).toHaveLength(2);
    // Of a polar crystal the mean tensor has a response, and so less error than none.
    const piezo = targets.find(({ name }) => name === 'piezo')!;
    expect(piezo.models[1]!.score.metrics.mae).toBeLessThan(piezo.models[2]!.score.metrics.mae);
    const lines = (await readFile(join(run, 'tensors-val.jsonl'), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(4);
    const report = join(folder, 'report.html');
    expect((await runCaptured(['report', run, '--out', report])).exitCode).toBe(EXIT.ok);
    const page = await readFile(report, 'utf8');
    for (const text of [
      'Irreducible parts',
      'mean Frobenius error',
      'Predicted and true: stiffness.bulk_hill',
      'Validation: charges',
    ])
      expect(page).toContain(text);
  });

  test('predicts tensors in the frame of the file, with the symmetry of the crystal', async () => {
    const own = crystal('Sr', 4.1, 4.4);
    const c = Math.SQRT1_2;
    const R: Mat3 = [c, 0, c, 0, 1, 0, -c, 0, c];
    const turned = Structure.of({
      lattice: rowsOf(matMul(matOfRows(own.lattice), transpose(R))),
      sites: own.sites,
    });
    const [file, other] = [join(folder, 'own.vasp'), join(folder, 'turned.vasp')];
    await writeFile(file, writePoscar(own));
    await writeFile(other, writePoscar(turned));
    const [before, after] = [await predicted(run, file), await predicted(run, other)];
    const { eps, piezo, stiffness, charges } = before.tensors;
    expect(eps!.matrix.flat().map((x) => x === 0 || Math.abs(x) > 1e-6)).not.toContain(false);
    expect(eps!.matrix[0]![0]).toBeCloseTo(eps!.matrix[1]![1]!, 9);
    expect([piezo!.matrix[0]![0], piezo!.matrix[2]![3], stiffness!.matrix[0]![3]]).toEqual([0, 0, 0]);
    expect(piezo!.matrix[0]![4]).toBeCloseTo(piezo!.matrix[1]![3]!, 9);
    const sites = charges!.matrix as unknown as number[][][];
    sites[0]!.forEach((row, i) => row.forEach((value, j) => expect(value + sites[1]![i]![j]!).toBeCloseTo(0, 12)));
    expect(eps!.spread).toBeGreaterThan(0);
    const expected = {
      eps: [...rotatedTensor('dielectric', eps!.matrix.flat(), R)],
      piezo: toVoigt(rotatedTensor('piezoelectric', fromVoigt(piezo!.matrix.flat()), R)).flat(),
      stiffness: toVoigt(rotatedTensor('elastic', fromVoigt(stiffness!.matrix.flat()), R)).flat(),
    };
    for (const [name, values] of Object.entries(expected)) {
      const size = Math.max(...values.map(Math.abs));
      after.tensors[name]!.matrix.flat().forEach((value, i) =>
        expect(Math.abs(value - values[i]!) / size, name).toBeLessThan(1e-5),
      );
    }
    const trace = eps!.matrix[0]![0]! + eps!.matrix[1]![1]! + eps!.matrix[2]![2]!;
    expect(before.values['eps.index']).toBeCloseTo(Math.sqrt(trace / 3), 9);
    const { stdout } = await runCaptured(['predict', run, file, ...cpu]);
    const [row] = parse(stdout, { columns: true }) as Record<string, string>[];
    expect(JSON.parse(row!['eps']!)).toEqual(eps!.matrix);
    // Numbers of the table have nine digits, matrices all of them: their symmetry is exact.
    expect(Number(row!['stiffness.bulk_hill'])).toBeCloseTo(before.values['stiffness.bulk_hill']!, 5);
  });

  test('is exported, and predicts the same', async () => {
    const file = join(folder, 'polar.safetensors');
    const { exitCode } = await runCaptured(['export', run, '--browser', '--out', file, '--unit', 'stiffness=GPa']);
    expect(exitCode).toBe(EXIT.ok);
    const structure = join(folder, 'own.cif.vasp');
    await writeFile(structure, writePoscar(crystal('Ba', 4.2, 4.4)));
    expect((await predicted(file, structure)).tensors).toEqual((await predicted(run, structure)).tensors);
  });

  test('goes on after it was stopped, to the same weights', async () => {
    const fields = ['--tensor', FIELDS.slice(0, 2).join()];
    const stop = new AbortController();
    const path = join(folder, 'stopped');
    const argv = ['train', data, '--config', join(folder, 'small.yaml'), ...cpu, ...fields, '--epochs', '4'];
    const training = runCaptured([...argv, '--out', path], {}, { signal: stop.signal });
    const poll = setInterval(() => {
      if (existsSync(join(path, 'history.jsonl')) && readFileSync(join(path, 'history.jsonl'), 'utf8').includes('\n'))
        stop.abort();
    }, 5);
    expect((await training).exitCode).toBe(EXIT.interrupted);
    clearInterval(poll);
    const end = await runCaptured(['train', '--resume', path, ...cpu]);
    expect([end.exitCode, end.stderr]).toEqual([EXIT.ok, expect.any(String)]);
    await runCaptured([...argv, '--out', join(folder, 'whole')]);
    const [resumed, whole] = await Promise.all(
      ['stopped', 'whole'].map((name) => readFile(join(folder, name, 'model.safetensors'))),
    );
    expect(resumed!.equals(whole!)).toBe(true);
  }, 60_000);

  test('needs tensors that the records have, of a kind that there is', async () => {
    const missing = await train('none', '--tensor', 'epsilon=dielectric');
    expect([missing.exitCode, missing.stderr]).toEqual([
      EXIT.usage,
      expect.stringMatching(/no record has a tensor "epsilon"/),
    ]);
    const kind = await train('none', '--tensor', 'eps=permittivity');
    expect([kind.exitCode, kind.stderr]).toEqual([EXIT.usage, expect.stringMatching(/kinds: dielectric, rank2/)]);
    const variant = await train('none', '--tensor', 'eps=dielectric', '--variant', 'distance');
    expect(variant.exitCode).not.toBe(EXIT.ok);
    expect(variant.stderr).toMatch(/made of angular moments/);
    const log = await train('none', '--tensor', 'eps=dielectric', '--log10');
    expect([log.exitCode, log.stderr]).toEqual([EXIT.usage, expect.stringMatching(/tensors have no logarithms/)]);
  });
});
