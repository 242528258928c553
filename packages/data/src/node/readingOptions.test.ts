import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DatasetOptions } from './dataset.js';
import { featuresOf } from './featuresOf.js';
import { openDataset } from './openDataset.js';
import { prepare } from './prepare.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reading-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** VASP 4: nothing names the elements. */
const UNNAMED = 'a salt\n1\n4 0 0\n0 4 0\n0 0 4\n1 1\nDirect\n0 0 0\n.5 .5 .5\n';

async function formulas(file: string, options: DatasetOptions, workers: number): Promise<string[]> {
  const found: string[] = [];
  for await (const item of featuresOf(await openDataset(file, options), { workers }))
    found.push(item.ok ? item.formula : item.error.code);
  return found;
}

const place = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};

it.each([0, 1])('elements of files that do not name them reach the reader, with %d threads', async (workers) => {
  // More than one job, so that a thread has work.
  const rows = Array.from({ length: 40 }, (_, i) => `r${i},"${UNNAMED}"`);
  const file = await place('set.csv', `id,poscar\n${rows.join('\n')}\n`);
  expect(new Set(await formulas(file, {}, workers))).toEqual(new Set(['bad-element']));
  expect(new Set(await formulas(file, { read: { species: ['Cs', 'Cl'] } }, workers))).toEqual(new Set(['CsCl']));
});

it('reach the records of JSON files', async () => {
  const file = await place('set.json', JSON.stringify([{ id: 'a', poscar: UNNAMED }]));
  expect(await formulas(file, { read: { species: ['Cs', 'Cl'] } }, 0)).toEqual(['CsCl']);
});

it('a format is read whatever the content looks like', async () => {
  const file = await place('bracket', `[1] ${UNNAMED.replace('1 1\n', 'Cs Cl\n1 1\n')}`);
  expect(await formulas(file, { read: { format: 'poscar' } }, 0)).toEqual(['CsCl']);
  expect(await formulas(file, { read: { format: 'cif' } }, 0)).not.toEqual(['CsCl']);
});

it('other options make another cache', async () => {
  const file = await place('POSCAR', UNNAMED);
  const cache = join(folder, 'cache');
  const written = async (species: readonly string[]) =>
    prepare(await openDataset(file, { read: { species } }), { cache, workers: 0 });
  expect(await written(['Cs', 'Cl'])).toMatchObject({ written: 1, reusedChunks: 0 });
  expect(await written(['Cs', 'Cl'])).toMatchObject({ written: 1, reusedChunks: 1 });
  expect(await written(['Cs', 'Br'])).toMatchObject({ written: 1, reusedChunks: 0 });
});
