import { beforeAll, describe, expect, it } from 'vitest';
import { initMoyo } from './moyo.js';
import { crystalOfGroup } from '../../test/support/generatedCrystal.ts';
import { DESCRIPTIONS } from '../../test/support/descriptions.ts';
import { checkInvariance, letterDifferences } from '../../test/support/invariance.ts';
import { RandomGeometry } from '../../test/support/randomGeometry.ts';
import { crystalsOf, hasSharedData, MISSING, SETS } from '../../test/support/sharedData.ts';

// The report of tools/reports/invariance.ts has more crystals, and all ten descriptions of each.

const names = Object.keys(DESCRIPTIONS);

beforeAll(() => initMoyo());

// Groups of one crystal system after the other, so that no single test is long.
const LAST_NUMBERS = [15, 48, 74, 108, 142, 167, 194, 212, 230];

describe('the description of a crystal does not depend on how it is written', () => {
  it.each(LAST_NUMBERS)('a generated crystal in each group up to %i, in two of the ten ways', (last) => {
    const first = (LAST_NUMBERS[LAST_NUMBERS.indexOf(last) - 1] ?? 0) + 1;
    for (let number = first; number <= last; number++) {
      const structure = crystalOfGroup(number, new RandomGeometry(1000 + number));
      const chosen = [0, 5].map((i) => names[(number + i) % names.length]!);
      const { checked, failures } = checkInvariance(`group ${number}`, structure, number, chosen);
      expect(failures).toEqual([]);
      expect(checked).toBe(2);
      // The letters are the symmetry finder's.
      expect(letterDifferences(structure)).toEqual([]);
    }
  });
});

describe.skipIf(!hasSharedData)(`crystals of data sets${hasSharedData ? '' : ` (${MISSING})`}`, () => {
  it.each(SETS)('%s', (set) => {
    for (const [i, structure] of crystalsOf(set, 8).entries()) {
      expect(checkInvariance(structure.id!, structure, i).failures).toEqual([]);
      expect(letterDifferences(structure)).toEqual([]);
    }
  });
});
