import { expect, test } from 'vitest';
import { entryLabel } from './entries.js';
import { entryOf, readFiles } from './readFiles.js';
import { exampleText } from './testing/exampleResults.js';

const FRAMES = [1, 2]
  .map(
    (z) => `2\nLattice="4 0 0 0 4 0 0 0 ${z + 4}" Properties=species:S:1:pos:R:3 pbc="T T T"\nNa 0 0 0\nCl 2 2 ${z}\n`,
  )
  .join('');

test('a broken file does not stop the others; each says what is wrong with it', () => {
  const { results, refused } = readFiles(
    [
      { name: 'empty.cif', content: '' },
      { name: 'rutile.cif', content: exampleText('rutile') },
      { name: 'photo.png', content: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10) },
      { name: 'frames.xyz', content: new TextEncoder().encode(FRAMES) },
    ],
    'lenient',
  );
  expect(results.map(entryOf)).toEqual([
    { file: 'rutile.cif', id: 'rutile', formula: 'TiO2', sites: 6 },
    { file: 'frames.xyz', id: null, formula: 'NaCl', sites: 2 },
    { file: 'frames.xyz', id: null, formula: 'NaCl', sites: 2 },
  ]);
  expect(refused.map(({ file, kind }) => `${file} ${kind}`)).toEqual(['empty.cif input', 'photo.png input']);
  expect(refused[0]!.reason).toContain('an empty file');
});

test('strict refuses what lenient repairs', () => {
  const text = exampleText('halite').replace(/_space_group_IT_number +225/, '_space_group_IT_number 221');
  const files = [{ name: 'halite.cif', content: text }];
  const lenient = readFiles(files, 'lenient');
  expect(lenient.results[0]!.result.diagnostics).not.toEqual([]);
  expect(readFiles(files, 'strict').refused).toMatchObject([{ file: 'halite.cif', record: 'halite' }]);
});

test('entries are told apart by names, places and files', () => {
  const entry = { file: 'a.cif', id: 'rutile', formula: 'TiO2', sites: 6 };
  expect(entryLabel(entry, 0, 1)).toBe('rutile (TiO2, 6 sites)');
  expect(entryLabel({ ...entry, id: null, sites: 1 }, 4, 2)).toBe('a.cif: 5 (TiO2, 1 site)');
});
