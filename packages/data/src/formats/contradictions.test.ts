import { initMoyo } from '@crystal-fourier/data';
import { beforeAll, describe, expect, it } from 'vitest';
import { CIF_BREAKS } from '../../test/support/fuzz/cifBreaks.ts';
import { fuzzCif, type FuzzedPair } from '../../test/support/fuzz/fuzzCif.ts';
import { crystalOfGroup } from '../../test/support/generatedCrystal.ts';
import { RandomGeometry } from '../../test/support/randomGeometry.ts';

/** All crystal systems, centrings, screw axes, glides with quarters, and groups with two origins or two kinds of axes. */
const GROUPS = [
  2, 5, 14, 15, 19, 36, 43, 62, 70, 88, 92, 122, 141, 146, 152, 155, 166, 169, 186, 198, 216, 220, 225, 227,
];

describe('a CIF with one wrong statement', () => {
  const pairs: FuzzedPair[] = [];
  beforeAll(async () => {
    await initMoyo();
    const random = new RandomGeometry(7);
    const crystals = GROUPS.map((number) => crystalOfGroup(number, random).with({ id: `group-${number}` }));
    pairs.push(...fuzzCif(crystals, { kinds: Object.keys(CIF_BREAKS), count: 200, seed: 7 }));
  }, 60_000);

  it('is read as it was meant, without a warning, before the statement becomes wrong', () => {
    const files = pairs.flatMap(({ unbroken }) => unbroken ?? []);
    expect(files.length).toBeGreaterThan(50);
    const alarms = files.filter(({ judgement }) => judgement.outcome !== 'equal' || judgement.warned);
    expect(alarms).toEqual([]);
  });
});
