import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Structure, writeCif, writePoscar } from '@crystal-fourier/data';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROKEN, saltRecords, writeRecords } from '../testing/crystalFixtures.js';
import { EXIT } from '../shell/failure.js';
import { runCaptured } from '../testing/runCaptured.js';
import { trainingFixture } from '../testing/trainingFixtures.js';

let folder: string;
let run: string;
let ensemble: string;
let crystals: string;
const cpu = ['--backend', 'cpu', '--workers', '0'];

/** Rock salt, or caesium chloride. */
const salt = (cation: string, anion: string, edge: number): Structure =>
  Structure.of({
    lattice: { a: edge, b: edge, c: edge, alpha: 90, beta: 90, gamma: 90 },
    sites: [
      { position: [0, 0, 0], species: cation },
      { position: [0.5, 0.5, 0.5], species: anion },
    ],
  });

const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-predict-'));
  const { argv, data } = await trainingFixture(folder);
  run = join(folder, 'run');
  ensemble = join(folder, 'ensemble');
  const split = join(folder, 'split.json');
  const ids = saltRecords().map(({ id }) => id);
  const parts = { train: ids.slice(0, 8), val: ids.slice(8) };
  await writeFile(split, JSON.stringify({ format: 'crystal-fourier/split', version: 1, by: 'random', seed: 0, parts }));
  await runCaptured([...argv, '--split', split, '--out', run]);
  const two = ['--epochs', '1', '--ensemble', '2', '--log10', '--target', 'edge,charge', '--out', ensemble];
  await runCaptured(['train', data, ...argv.slice(2), ...two]);

  crystals = join(folder, 'crystals');
  await mkdir(join(crystals, 'more', '.hidden'), { recursive: true });
  await writeFile(join(crystals, 'b.cif'), writeCif(salt('Cs', 'Cl', 4.12)));
  await writeFile(join(crystals, 'a-broken.cif'), 'data_x\n_cell_length_a 4\n');
  await writeFile(join(crystals, 'notes.txt'), 'no structure');
  await writeFile(join(crystals, 'more', 'c.vasp'), writePoscar(salt('Na', 'Tl', 7.5)));
  await writeFile(join(crystals, 'more', '.hidden', 'd.cif'), writeCif(salt('Cs', 'I', 4.57)));
  await symlink(crystals, join(crystals, 'more', 'circle'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('predictions', () => {
  test('are those of the training, for the same crystals', async () => {
    const { exitCode, stdout } = await runCaptured(['predict', run, join(folder, 'salts.json'), ...cpu]);
    expect(exitCode).toBe(EXIT.ok);
    const rows = rowsOf(stdout);
    expect(rows.map(({ id }) => id)).toEqual(saltRecords().map(({ id }) => id));
    const known = rowsOf(await readFile(join(run, 'predictions-val.csv'), 'utf8'));
    expect(known).toHaveLength(2);
    for (const { id, edge_predicted } of known)
      expect(Number(rows.find((row) => row['id'] === id)?.['edge'])).toBeCloseTo(Number(edge_predicted), 4);
    expect(rows[0]).toMatchObject({
      formula: 'NaCl',
      group: '225',
      symbol: 'F m -3 m',
      crystal_system: 'cubic',
      error: '',
    });
  });

  test('have a line for everything that was given, in order, with warnings and errors; exit code 3', async () => {
    const missing = join(folder, 'missing.cif');
    const { exitCode, stdout, stderr } = await runCaptured([
      'predict',
      run,
      missing,
      crystals,
      join(crystals, 'b.cif'),
      ...cpu,
    ]);
    const rows = rowsOf(stdout);
    expect(rows.map(({ id, file }) => [id, file])).toEqual([
      ['missing.cif', missing],
      ['a-broken', join(crystals, 'a-broken.cif')],
      ['b', join(crystals, 'b.cif')],
      ['c', join(crystals, 'more', 'c.vasp')],
      ['b', join(crystals, 'b.cif')],
    ]);
    expect(rows.map(({ error, edge }) => [error !== '', edge !== ''])).toEqual([
      [true, false],
      [true, false],
      [false, true],
      [false, true],
      [false, true],
    ]);
    expect(rows[3]?.['warnings']).toContain('element Tl is not in the training set');
    expect(rows[4]).toEqual(rows[2]);
    expect([exitCode, stderr]).toEqual([
      EXIT.data,
      expect.stringContaining('2 of 5 structures could not be predicted'),
    ]);
  });

  test('warn of a space group that was not trained on', async () => {
    const slab = Structure.of({
      lattice: { a: 4, b: 5, c: 6.1, alpha: 81, beta: 95, gamma: 102 },
      sites: [
        { position: [0, 0, 0], species: 'Na' },
        { position: [0.31, 0.42, 0.53], species: 'Cl' },
        { position: [0.71, 0.12, 0.23], species: 'Cl' },
      ],
    });
    const file = join(folder, 'slab.cif');
    await writeFile(file, writeCif(slab));
    const { stdout } = await runCaptured(['predict', run, file, ...cpu, '--json']);
    const { predictions, predicted, failed } = JSON.parse(stdout) as {
      predictions: { group: number; values: Record<string, number>; novelty: number; warnings: string[] }[];
      predicted: number;
      failed: number;
    };
    expect([predicted, failed, predictions[0]?.group]).toEqual([1, 0, 1]);
    expect(Number.isFinite(predictions[0]?.values['edge'])).toBe(true);
    expect(predictions[0]?.warnings).toContain('space group 1 is not in the training set');
    expect(predictions[0]?.warnings.some((text) => text.startsWith('far from the training set'))).toBe(
      (predictions[0]?.novelty ?? 0) > 1,
    );
  });

  test('say what inspection says: atoms that are too near to each other', async () => {
    const file = join(folder, 'near.cif');
    const near = Structure.of({
      lattice: { a: 4.12, b: 4.12, c: 4.12, alpha: 90, beta: 90, gamma: 90 },
      sites: [
        { position: [0, 0, 0], species: 'Cs' },
        { position: [0.136, 0, 0], species: 'Cl' },
      ],
    });
    await writeFile(file, writeCif(near));
    const [predicted, inspected] = [
      await runCaptured(['predict', run, file, ...cpu, '--json']),
      await runCaptured(['inspect', file, '--json']),
    ];
    type Found = { diagnostics: { code: string; message: string }[]; warnings: string[] };
    const [prediction] = (JSON.parse(predicted.stdout) as { predictions: Found[] }).predictions;
    const [inspection] = JSON.parse(inspected.stdout) as Found[];
    expect(inspection?.diagnostics.map(({ code }) => code)).toContain('short-distance');
    expect(prediction?.diagnostics).toEqual(expect.arrayContaining(inspection?.diagnostics ?? []));
    expect(prediction?.warnings.join()).toMatch(/0\.56\d* Å/);
    const [row] = rowsOf((await runCaptured(['predict', run, file, ...cpu])).stdout);
    expect(row?.['warnings']).toMatch(/0\.56\d* Å/);
  });

  test('of files that differ in their extension only are told apart by it', async () => {
    const same = join(folder, 'same');
    await mkdir(same);
    await writeFile(join(same, 'a.cif'), writeCif(salt('Cs', 'Cl', 4.12)));
    await writeFile(join(same, 'a.vasp'), writePoscar(salt('Cs', 'Br', 4.29)));
    const { exitCode, stdout } = await runCaptured(['predict', run, same, ...cpu]);
    expect(exitCode).toBe(EXIT.ok);
    expect(rowsOf(stdout).map(({ id, file, formula }) => [id, file, formula])).toEqual([
      ['a.cif', join(same, 'a.cif'), 'CsCl'],
      ['a.vasp', join(same, 'a.vasp'), 'CsBr'],
    ]);
  });

  test('of an ensemble have a spread, in log10 units where so learned', async () => {
    const { stdout } = await runCaptured(['predict', ensemble, join(crystals, 'b.cif'), ...cpu]);
    const [row] = rowsOf(stdout);
    expect(Object.keys(row ?? {})).toEqual([
      'id',
      'file',
      'formula',
      'group',
      'symbol',
      'crystal_system',
      'edge',
      'edge_spread_log10',
      'charge',
      'charge_spread_log10',
      'novelty',
      'warnings',
      'notes',
      'error',
    ]);
    expect(Number(row?.['edge_spread_log10'])).toBeGreaterThan(0);
  });

  test('do not depend on threads, nor on what is computed together', async () => {
    const records = Array.from({ length: 4 }, (_, copy) =>
      saltRecords().map((record) => ({ ...record, id: `${record.id}-${copy}` })),
    ).flat();
    const data = await writeRecords(folder, 'many.json', [...records.slice(0, 20), BROKEN, ...records.slice(20)]);
    const alone = await runCaptured(['predict', run, data, ...cpu]);
    const threads = await runCaptured([
      'predict',
      run,
      data,
      '--backend',
      'cpu',
      '--workers',
      '2',
      '--batch-size',
      '7',
    ]);
    const [one, other] = [rowsOf(alone.stdout), rowsOf(threads.stdout)];
    expect(one.map(({ id }) => id)).toEqual(
      [...records.slice(0, 20), BROKEN, ...records.slice(20)].map(({ id }) => id),
    );
    expect(other.map(({ id, formula, error }) => [id, formula, error])).toEqual(
      one.map(({ id, formula, error }) => [id, formula, error]),
    );
    one.forEach(({ edge }, i) => expect(Number(other[i]?.['edge'])).toBeCloseTo(Number(edge), 4));
    expect(one.filter(({ error }) => error !== '').map(({ id }) => id)).toEqual(['broken']);
  });

  test('are a table on a terminal', async () => {
    const { stdout } = await runCaptured(['predict', run, crystals, ...cpu], {}, { isTTY: true });
    expect(stdout).toMatch(/^id +formula +group +symbol +crystal_system +edge +novelty\n/);
    expect(stdout).toMatch(/\na-broken: .*a-broken\.cif/);
  });
});

describe('a file of predictions', () => {
  test('is CSV, or JSON lines, and is there whole or not at all', async () => {
    const [csv, lines] = [join(folder, 'p.csv'), join(folder, 'p.jsonl')];
    const data = join(folder, 'salts.json');
    const first = await runCaptured(['predict', run, data, ...cpu, '--out', csv, '--json']);
    expect(JSON.parse(first.stdout)).toMatchObject({ predicted: 10, failed: 0, out: csv, targets: ['edge'] });
    const rows = rowsOf(await readFile(csv, 'utf8'));
    await runCaptured(['predict', run, data, ...cpu, '--out', lines]);
    const objects = (await readFile(lines, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; values: { edge: number } });
    // CSV has nine digits: float32 has seven.
    expect(rows.map(({ id, edge }) => [id, edge])).toEqual(
      objects.map(({ id, values }) => [id, String(Number(values.edge.toPrecision(9)))]),
    );
  });

  test('that cannot be written is said so; nothing is left behind', async () => {
    const place = join(folder, 'taken');
    await mkdir(place);
    const { exitCode, stderr } = await runCaptured(['predict', run, crystals, ...cpu, '--out', place]);
    expect([exitCode, stderr]).toEqual([EXIT.failure, expect.stringContaining(`${place}: it could not be written`)]);
    const nowhere = await runCaptured(['predict', run, crystals, ...cpu, '--out', join(folder, 'none', 'p.csv')]);
    expect([nowhere.exitCode, nowhere.stderr]).toEqual([
      EXIT.failure,
      expect.stringContaining('it could not be written'),
    ]);
    if (existsSync('/dev/full')) {
      const full = join(folder, 'full.csv');
      await symlink('/dev/full', `${full}.${process.pid}.tmp`);
      const found = await runCaptured(['predict', run, crystals, ...cpu, '--out', full]);
      expect([found.exitCode, found.stderr]).toEqual([EXIT.failure, expect.stringContaining('the disk is full')]);
      // At once, or the garbage collector closes the file some day, with a warning.
      const open = await readdir('/proc/self/fd').catch(() => []);
      const files = await Promise.all(open.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
      expect(files).not.toContain('/dev/full');
    }
    expect((await readdir(folder)).filter((name) => /^full|\.tmp$/.test(name))).toEqual([]);
  });

  test('is not made when the work is interrupted', async () => {
    const out = join(folder, 'interrupted.csv');
    const stop = new AbortController();
    stop.abort();
    const { exitCode } = await runCaptured(
      ['predict', run, crystals, ...cpu, '--out', out],
      {},
      { signal: stop.signal },
    );
    expect(exitCode).toBe(EXIT.interrupted);
    expect((await readdir(folder)).filter((name) => name.startsWith('interrupted'))).toEqual([]);
  });
});

test('a folder that is no run, or has no model, is refused', async () => {
  const none = await runCaptured(['predict', folder, crystals, ...cpu]);
  expect([none.exitCode, none.stderr]).toEqual([EXIT.data, expect.stringContaining('this is no run')]);
  const empty = join(folder, 'empty');
  await mkdir(empty);
  for (const name of ['run.json', 'config.json']) await writeFile(join(empty, name), await readFile(join(run, name)));
  const bare = await runCaptured(['predict', empty, crystals, ...cpu]);
  expect([bare.exitCode, bare.stderr]).toEqual([EXIT.data, expect.stringContaining('the run has no model yet')]);
  await writeFile(join(empty, 'model.safetensors'), 'not a model at all');
  const foreign = await runCaptured(['predict', empty, crystals, ...cpu]);
  expect([foreign.exitCode, foreign.stderr]).toEqual([
    EXIT.data,
    expect.stringContaining('this is no safetensors file'),
  ]);
});
