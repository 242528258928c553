import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listNetworks, type NetworkCard } from '@crystal-fourier/models';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../shell/failure.js';
import { runCaptured } from '../testing/runCaptured.js';

const cards = listNetworks();

describe('cft models', () => {
  test('lists all networks with units, errors and sizes', async () => {
    const { exitCode, stdout, stderr } = await runCaptured(['models']);
    expect([exitCode, stderr]).toEqual([EXIT.ok, '']);
    expect(stdout).toMatch(/^name +predicts +unit +MAE on val +data, records +size\n/);
    for (const { name, predicts, errors } of cards) {
      expect(stdout).toMatch(new RegExp(`^${name} `, 'm'));
      for (const quantity of predicts) {
        const line = stdout.split('\n').find((text) => text.includes(` ${quantity.name} `))!;
        if (quantity.unit !== '1') expect(line).toContain(quantity.unit);
        const { mae, maeLog10 } = errors.targets.find((target) => target.name === quantity.name)!.models[0]!;
        expect(line).toContain(String(maeLog10 ?? mae).slice(0, 4));
      }
    }
  });

  test('gives the cards as data', async () => {
    const all = await runCaptured(['models', '--json']);
    expect(JSON.parse(all.stdout)).toEqual(cards);
    const one = await runCaptured(['models', 'orbit-distance', '--json']);
    expect((JSON.parse(one.stdout) as NetworkCard).name).toBe('orbit-distance');
  });

  test.each(cards.map((card) => [card.name, card] as const))('prints the card of %s', async (name, card) => {
    const { exitCode, stdout } = await runCaptured(['models', name]);
    expect(exitCode).toBe(EXIT.ok);
    for (const text of [
      card.title,
      ...card.limits,
      ...card.data.sources.map(({ licence }) => licence),
      card.data.split,
    ])
      expect(stdout).toContain(text);
    for (const { models } of [...card.errors.targets, ...(card.heldOut?.targets ?? [])])
      for (const model of models) expect(stdout).toContain(model.name);
  });

  test('names the nearest network for a misspelt one', async () => {
    const { exitCode, stdout, stderr } = await runCaptured(['models', 'orbit-distanse']);
    expect([exitCode, stdout]).toEqual([EXIT.usage, '']);
    expect(stderr).toMatch(/got "orbit-distanse"; did you mean "orbit-distance"\?/);
  });
});

describe('cft predict with the name of a network', () => {
  const quartz = join(import.meta.dirname, '../../../../examples/quartz.cif');
  const argv = ['predict', 'formation-energy', quartz, '--backend', 'wasm', '--workers', '0'];
  let folder: string;
  const before = process.cwd();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cft-models-'));
    process.chdir(folder);
  });
  afterAll(async () => {
    process.chdir(before);
    await rm(folder, { recursive: true, force: true });
  });

  test('predicts in an empty folder, as its card says, and tells units', async () => {
    const { exitCode, stdout } = await runCaptured([...argv, '--json']);
    expect(exitCode).toBe(EXIT.ok);
    const { run, predictions } = JSON.parse(stdout) as {
      run: string;
      predictions: { values: Record<string, number>; warnings: string[] }[];
    };
    expect([run, predictions.length]).toEqual(['formation-energy', 1]);
    const { references } = cards.find(({ name }) => name === 'formation-energy')!;
    const { values } = references.find(({ crystal }) => crystal === 'quartz')!;
    for (const [name, value] of Object.entries(values))
      expect(Math.abs(predictions[0]!.values[name]! - value)).toBeLessThan(1e-3);
    const table = await runCaptured(argv, {}, { isTTY: true });
    expect(table.stdout).toMatch(/ formation_energy_per_atom \(eV\/atom\) .* band_gap \(eV\) /);
  });

  test('says what it was not trained on', async () => {
    const file = join(folder, 'POSCAR');
    await writeFile(file, 'heavy\n1.0\n4 0 0\n0 4 0\n0 0 4\nFm\n1\ndirect\n0 0 0\n');
    const { exitCode, stdout } = await runCaptured(['predict', 'formation-energy', file, ...argv.slice(3)]);
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toContain('element Fm is not in the training set');
  });

  test('takes a folder of this name before the network', async () => {
    await mkdir(join(folder, 'formation-energy'));
    const { exitCode, stderr } = await runCaptured(argv);
    expect(exitCode).toBe(EXIT.data);
    expect(stderr).toContain('formation-energy');
    await rm(join(folder, 'formation-energy'), { recursive: true });
  });

  test('says which names there are near a misspelt one', async () => {
    const { exitCode, stderr } = await runCaptured(['predict', 'orbit-distanse', 'quartz.cif']);
    expect(exitCode).toBe(EXIT.data);
    expect(stderr).toMatch(/there is no such folder, file or network; did you mean "orbit-distance"\?.*cft models/);
  });

  test('does not take an encoder', async () => {
    const { exitCode, stderr } = await runCaptured(['predict', 'orbit-distance', 'quartz.cif', '--backend', 'wasm']);
    expect(exitCode).toBe(EXIT.usage);
    expect(stderr).toMatch(/this is an encoder/);
  });
});
