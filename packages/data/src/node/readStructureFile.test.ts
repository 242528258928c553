import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DataError } from '../core/errors.js';
import { Structure } from '../structure/structure.js';
import { writeCif } from '../formats/cif/writeCif.js';
import { writePoscar } from '../formats/poscar/writePoscar.js';
import { writeExtendedXyz } from '../formats/xyz/writeExtendedXyz.js';
import { readStructureFile } from './readStructureFile.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'file-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const salt = Structure.of({
  lattice: { a: 4, b: 4, c: 4, alpha: 90, beta: 90, gamma: 90 },
  sites: [
    { position: [0, 0, 0], species: 'Cs' },
    { position: [0.5, 0.5, 0.5], species: 'Cl' },
  ],
});
const failure = async (path: string, options = {}): Promise<DataError> => {
  const error: unknown = await readStructureFile(path, options).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(DataError);
  return error as DataError;
};

it.each([
  ['a CIF', 'a', writeCif(salt), 1],
  ['a POSCAR with a misleading name', 'b.cif', writePoscar(salt), 1],
  ['frames of extended XYZ', 'c.xyz', writeExtendedXyz([salt, salt]), 2],
  ['JSON', 'd.json', JSON.stringify(salt), 1],
])('reads %s, gzip or not', async (_what, name, text, count) => {
  await writeFile(join(root, name), text);
  await writeFile(join(root, `${name}.gz`), gzipSync(text));
  for (const path of [join(root, name), join(root, `${name}.gz`)]) {
    const results = await readStructureFile(path);
    expect(results.map(({ structure }) => structure.reducedFormula)).toEqual(Array(count).fill('CsCl'));
  }
});

it('says what is wrong with the file, its name in front', async () => {
  const missing = join(root, 'missing.cif');
  expect((await failure(missing)).message).toBe(`${missing}: a structure file is expected, there is no such file`);
  expect((await failure(root)).message).toBe(
    `${root}: a structure file is expected, this is a folder; name the files in it`,
  );
  const wrong = join(root, 'wrong.cif');
  await writeFile(wrong, writeCif(salt).replace('_cell_length_a', '_cell_length_x'));
  const error = await failure(wrong);
  expect([error.file, error.message.startsWith(wrong)]).toEqual([wrong, true]);
});

it('does not read what is too large', async () => {
  const path = join(root, 'large');
  const file = await open(path, 'w');
  await file.truncate(2 ** 31);
  await file.close();
  expect(await failure(path)).toMatchObject({ code: 'too-large', message: expect.stringContaining('at most 256 MiB') });
  await writeFile(path, writeCif(salt));
  expect(await failure(path, { maxBytes: 100 })).toMatchObject({ code: 'too-large' });
  const { message } = await failure(path, { maxBytes: 10 });
  expect(message).toBe(
    `${path}: a structure file may have at most 10 bytes, this one has ${writeCif(salt).length} bytes`,
  );
});
