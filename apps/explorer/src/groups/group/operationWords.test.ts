import { spaceGroup, type SpaceGroup } from '@crystal-fourier/spacegroups';
import { locateOperations } from '@crystal-fourier/spacegroups/locations';
import { expect, test } from 'vitest';
import { directionText, operationWords } from './operationWords.js';

const wordsOf = (group: SpaceGroup): string[] => locateOperations(group).map(operationWords);

test('words say what a symbol says', () => {
  expect(wordsOf(spaceGroup(14))).toEqual([
    'Identity',
    'Screw rotation by 180° about [0 1 0] at 0,y,1/4, moving by 0,1/2,0',
    'Inversion in 0,0,0',
    'Glide reflection in the plane x,1/4,z, perpendicular to [0 1 0], moving by 0,0,1/2',
  ]);
  expect(wordsOf(spaceGroup(81))[3]).toBe('Rotation by −90° about [0 0 1] at 0,0,z, and inversion in 0,0,0');
  expect(wordsOf(spaceGroup(75))[2]).toBe('Rotation by 90° about [0 0 1] at 0,0,z');
  expect(wordsOf(spaceGroup(6))[1]).toBe('Reflection in the plane x,0,z, perpendicular to [0 1 0]');
  expect(wordsOf(spaceGroup(64))).toContain('Translation by 1/2,1/2,0');
  expect(directionText([1, -1, 0])).toBe('[1 −1 0]');
});

test('words name the locus, and the point of a rotoinversion', () => {
  for (const number of [81, 122, 148, 174, 230])
    for (const located of locateOperations(spaceGroup(number))) {
      if (located.locus === null) continue;
      expect(operationWords(located)).toContain(located.locus.toXyz());
      expect(operationWords(located).includes('inversion in')).toBe(located.point !== null);
    }
});
