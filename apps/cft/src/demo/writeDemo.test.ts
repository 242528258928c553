import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCif } from '@crystal-fourier/data';
import { openCache, openDataset, prepare } from '@crystal-fourier/data/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DemoError } from './errors.js';
import { ionicCell, ionicEnergy } from './ionicEnergy.js';
import { repairedCount } from '../data/preparedData.js';
import { writeDemo } from './writeDemo.js';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'demo-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const at = (name: string): string => join(parent, name);

/** Every file of a folder with its content. */
async function contents(name: string): Promise<Record<string, string>> {
  const names = (await readdir(at(name))).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (file) => [file, await readFile(join(at(name), file), 'utf8')] as const)),
  );
}

const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('writeDemo', () => {
  it('writes a data set that is read and prepared as a whole', async () => {
    const seen: number[] = [];
    const count = 21;
    const report = await writeDemo(at('deep/demo'), { count, seed: 3, onProgress: (written) => seen.push(written) });
    expect(seen).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    expect(report).toMatchObject({ folder: at('deep/demo'), count, seed: 3, replaced: false });
    expect(Object.values(report.systems)).toEqual(Array<number>(7).fill(3));
    expect(await readdir(at('deep'))).toEqual(['demo']);

    const dataset = await openDataset(at('deep/demo'), { mode: 'strict' });
    expect(dataset.layout).toBe('id-prop');
    let read = 0;
    for await (const item of dataset) {
      if (!item.ok) throw item.error;
      expect(item.diagnostics).toEqual([]);
      const { total, madelung } = ionicEnergy(ionicCell(item.structure));
      const n = item.structure.sites.length;
      expect(item.targets['energy_per_atom']).toBeCloseTo(total / n, 5);
      expect(item.targets['madelung_energy_per_atom']).toBeCloseTo(madelung / n, 5);
      read++;
    }
    expect(read).toBe(count);

    const prepared = await prepare(dataset, { cache: at('cache'), workers: 0 });
    expect(prepared).toMatchObject({ read: count, written: count, refused: [] });
    expect(repairedCount(prepared)).toBe(0);
    const cache = await openCache(at('cache'));
    expect([...cache.targets].sort()).toEqual(['energy_per_atom', 'madelung_energy_per_atom']);
    expect(new Set(cache.entries.map(({ formula }) => formula)).size).toBe(report.formulas);
  });

  it('writes files that stand alone: strict CIF with charges', async () => {
    await writeDemo(at('demo'), { count: 7 });
    for (const [name, text] of Object.entries(await contents('demo'))) {
      if (!name.endsWith('.cif')) continue;
      const [result] = readCif(text, { mode: 'strict', file: name });
      expect(result?.symmetry).toMatchObject({ consistent: true });
      const charge = result!.structure.sites.reduce((sum, { species }) => sum + species[0]!.oxidationState!, 0);
      expect(charge).toBe(0);
    }
  });

  it('writes the same bytes for the same seed, and the first crystals whatever their number', async () => {
    await writeDemo(at('one'), { count: 9, seed: 5 });
    await writeDemo(at('two'), { count: 9, seed: 5 });
    await writeDemo(at('more'), { count: 11, seed: 5 });
    await writeDemo(at('other'), { count: 9, seed: 6 });
    const [one, more, other] = [await contents('one'), await contents('more'), await contents('other')];
    expect(await contents('two')).toEqual(one);
    expect(more['ionic-00009.cif']).toBe(one['ionic-00009.cif']);
    expect(more['id_prop.csv']!.startsWith(one['id_prop.csv']!)).toBe(true);
    expect(other['ionic-00001.cif']).not.toBe(one['ionic-00001.cif']);
    expect(one['README.md']).toContain('--count 9 --seed 5');
  });

  it('takes an empty folder, and replaces its own', async () => {
    await mkdir(at('demo'));
    expect(await writeDemo(at('demo'), { count: 9 })).toMatchObject({ replaced: false });
    expect(await writeDemo(at('demo'), { count: 2, seed: 1 })).toMatchObject({ replaced: true });
    expect(Object.keys(await contents('demo'))).toEqual([
      'README.md',
      'demo.json',
      'id_prop.csv',
      'ionic-00001.cif',
      'ionic-00002.cif',
    ]);
    expect(await readdir(parent)).toEqual(['demo']);
  });

  it('leaves what is not its own alone', async () => {
    await mkdir(at('mine'));
    await writeFile(at('mine/thesis.tex'), 'years of work');
    const refused = await failure(writeDemo(at('mine'), { count: 2 }));
    expect(refused).toBeInstanceOf(DemoError);
    expect(refused).toMatchObject({ code: 'not-empty', message: expect.stringContaining('"thesis.tex"') as string });
    expect(await contents('mine')).toEqual({ 'thesis.tex': 'years of work' });

    // Files of somebody else with the same names, and a file that was put beside ours.
    await mkdir(at('table'));
    await writeFile(at('table/id_prop.csv'), 'a,1\n');
    expect(await failure(writeDemo(at('table'), { count: 2 }))).toMatchObject({ code: 'not-empty' });
    await writeDemo(at('demo'), { count: 2 });
    await writeFile(at('demo/split.json'), '{}');
    expect(await failure(writeDemo(at('demo'), { count: 2 }))).toMatchObject({ code: 'not-empty' });
    expect(await failure(writeDemo(at('demo/split.json'), { count: 2 }))).toMatchObject({
      code: 'not-empty',
      message: expect.stringContaining('it is a file') as string,
    });
    expect((await readdir(parent)).sort()).toEqual(['demo', 'mine', 'table']);
  });

  it('leaves nothing behind when it is interrupted, and the old data set as it was', async () => {
    await writeDemo(at('demo'), { count: 2 });
    const before = await contents('demo');
    const stop = new AbortController();
    const onProgress = (written: number): void => {
      if (written === 3) stop.abort();
    };
    const stopped = await failure(writeDemo(at('demo'), { count: 50, signal: stop.signal, onProgress }));
    expect(stopped).toMatchObject({ code: 'aborted', message: expect.stringContaining('after 3 of 50') as string });
    expect(await readdir(parent)).toEqual(['demo']);
    expect(await contents('demo')).toEqual(before);
  });

  it('says what the system says where it cannot write', async () => {
    await writeFile(at('file'), '');
    const refused = await failure(writeDemo(at('file/demo'), { count: 2 }));
    expect(refused).toMatchObject({
      code: 'not-writable',
      message: expect.stringMatching(/could not be written: ENOTDIR/) as string,
    });
  });

  it.each([0, 1.5, 100_000, Number.NaN])('refuses a count of %s', async (count) => {
    expect(await failure(writeDemo(at('demo'), { count }))).toMatchObject({ code: 'bad-argument' });
    expect(await readdir(parent)).toEqual([]);
  });
});
