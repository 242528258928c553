import { expect, test } from 'vitest';
import { groupFacts } from '../groupFacts.js';
import { filterGroups, FILTERS, optionsOf, readFilters, sectionsOf } from './groupFilters.js';

const read = (query: string): ReturnType<typeof readFilters> => readFilters(new URLSearchParams(query));

// Counts of the International Tables A.
test.each([
  ['', 230],
  ['centre=yes', 92],
  ['symmorphic=yes', 73],
  ['sohncke=yes', 65],
  ['pair=yes', 22],
  ['polar=yes', 68],
  ['system=triclinic', 2],
  ['system=monoclinic', 13],
  ['system=orthorhombic', 59],
  ['system=tetragonal', 68],
  ['system=trigonal', 25],
  ['system=hexagonal', 27],
  ['system=cubic', 36],
  ['laue=m-3m', 24],
  ['point=mmm', 28],
  ['lattice=cF', 11],
  ['system=cubic&centre=yes', 17],
  ['polar=yes&centre=yes', 0],
])('%s leaves %i groups', (query, count) => {
  expect(filterGroups(read(query))).toHaveLength(count);
});

test('there are 32 point groups, 11 Laue classes and 14 Bravais lattices', () => {
  expect(optionsOf('point', {})).toHaveLength(32);
  expect(optionsOf('laue', {})).toHaveLength(11);
  expect(optionsOf('lattice', {})).toHaveLength(14);
});

test('values that no group has are no filters', () => {
  expect(read('system=octagonal&centre=maybe&q=1&polar=no')).toEqual({ polar: 'no' });
});

test('each count is the number of groups that the choice leaves', () => {
  for (const query of ['', 'centre=no', 'system=cubic&symmorphic=yes', 'polar=yes&point=4mm']) {
    const filters = read(query);
    for (const { key } of FILTERS)
      for (const { value, count } of optionsOf(key, filters))
        expect(filterGroups({ ...filters, [key]: value })).toHaveLength(count);
  }
});

test('yes stands before no', () => {
  expect(optionsOf('centre', {}).map(({ value }) => value)).toEqual(['yes', 'no']);
});

test('sections hold every group once, in order', () => {
  const sections = sectionsOf(groupFacts());
  expect(sections).toHaveLength(7);
  expect(sections.flatMap(({ classes }) => classes)).toHaveLength(32);
  expect(sections.flatMap(({ classes }) => classes.flatMap(({ groups }) => groups))).toEqual(groupFacts());
  expect(sections.map(({ count }) => count)).toEqual([2, 13, 59, 68, 25, 27, 36]);
});
