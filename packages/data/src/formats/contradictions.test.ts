import { initMoyo, type Structure } from '@crystal-fourier/data';
import { beforeAll, describe, expect, it } from 'vitest';
import { CIF, OPTIMADE, POSCAR, XYZ } from '../../test/support/fuzz/formats.ts';
import { fuzz, type FuzzedPair, type FuzzFormat } from '../../test/support/fuzz/fuzzFormat.ts';
import { crystalOfGroup } from '../../test/support/generatedCrystal.ts';
import { diamondStructure, rockSaltStructure } from '../../test/support/knownCrystals.ts';
import { RandomGeometry } from '../../test/support/randomGeometry.ts';

/** All crystal systems, centrings, screw axes, glides with quarters, and groups with two origins or two kinds of axes; 225 and 227 beside. */
const GROUPS = [2, 5, 14, 15, 19, 36, 43, 62, 88, 92, 122, 141, 146, 152, 155, 166, 169, 186, 198, 216];

/** Files of a format, one mistake each. */
const files =
  <Stated>(format: FuzzFormat<Stated>, count: number) =>
  (crystals: readonly Structure[]): FuzzedPair[] => [
    ...fuzz(format, crystals, { kinds: Object.keys(format.breaks), count, seed: 7 }),
  ];

let crystals: readonly Structure[] = [];
beforeAll(async () => {
  await initMoyo();
  const random = new RandomGeometry(7);
  crystals = [
    ...GROUPS.map((number) => crystalOfGroup(number, random).with({ id: `group-${number}` })),
    rockSaltStructure(5.64),
    diamondStructure(3.567),
  ];
}, 240_000);

describe.each([
  { name: 'CIF', count: 200, make: files(CIF, 200) },
  { name: 'OPTIMADE', count: 40, make: files(OPTIMADE, 40) },
  { name: 'POSCAR', count: 40, make: files(POSCAR, 40) },
  { name: 'extended XYZ', count: 40, make: files(XYZ, 40) },
])('a file with one wrong statement: $name', ({ count, make }) => {
  const pairs: FuzzedPair[] = [];
  beforeAll(() => void pairs.push(...make(crystals)), 240_000);

  it('is read as it was meant, without a warning, before the statement becomes wrong', () => {
    const files = pairs.flatMap(({ unbroken }) => unbroken ?? []);
    expect(files.length).toBeGreaterThan(count / 4);
    const alarms = files.filter(({ judgement }) => judgement.outcome !== 'equal' || judgement.warned);
    expect(alarms).toEqual([]);
  });

  it('never becomes another crystal without a word', () => {
    expect(pairs.length).toBe(count);
    const silent = pairs.map(({ broken }) => broken).filter(({ judgement }) => judgement.outcome === 'silent');
    expect(silent).toEqual([]);
  });
});
