import { fromHall, lookup, parseAbc, type SpaceGroup, spaceGroup } from '@crystal-fourier/spacegroups';
import { describe, expect, it } from 'vitest';

const NUMBERS = Array.from({ length: 230 }, (_, i) => i + 1);

// The numbers of 2-, 3-, 4- and 6-fold rotations, of mirrors and rotoinversions in the 32 point groups.
const CENSUS: Readonly<Record<string, string>> = {
  '1': '1',
  '-1': '-1 1',
  '2': '1 2',
  m: '1 m',
  '2/m': '-1 1 2 m',
  '222': '1 2 2 2',
  mm2: '1 2 m m',
  mmm: '-1 1 2 2 2 m m m',
  '4': '1 2 4 4',
  '-4': '-4 -4 1 2',
  '4/m': '-1 -4 -4 1 2 4 4 m',
  '422': '1 2 2 2 2 2 4 4',
  '4mm': '1 2 4 4 m m m m',
  '-42m': '-4 -4 1 2 2 2 m m',
  '4/mmm': '-1 -4 -4 1 2 2 2 2 2 4 4 m m m m m',
  '3': '1 3 3',
  '-3': '-1 -3 -3 1 3 3',
  '32': '1 2 2 2 3 3',
  '3m': '1 3 3 m m m',
  '-3m': '-1 -3 -3 1 2 2 2 3 3 m m m',
  '6': '1 2 3 3 6 6',
  '-6': '-6 -6 1 3 3 m',
  '6/m': '-1 -3 -3 -6 -6 1 2 3 3 6 6 m',
  '622': '1 2 2 2 2 2 2 2 3 3 6 6',
  '6mm': '1 2 3 3 6 6 m m m m m m',
  '-62m': '-6 -6 1 2 2 2 3 3 m m m m',
  '6/mmm': '-1 -3 -3 -6 -6 1 2 2 2 2 2 2 2 3 3 6 6 m m m m m m m',
  '23': '1 2 2 2 3 3 3 3 3 3 3 3',
  'm-3': '-1 -3 -3 -3 -3 -3 -3 -3 -3 1 2 2 2 3 3 3 3 3 3 3 3 m m m',
  '432': '1 2 2 2 2 2 2 2 2 2 3 3 3 3 3 3 3 3 4 4 4 4 4 4',
  '-43m': '-4 -4 -4 -4 -4 -4 1 2 2 2 3 3 3 3 3 3 3 3 m m m m m m',
  'm-3m':
    '-1 -3 -3 -3 -3 -3 -3 -3 -3 -4 -4 -4 -4 -4 -4 1 2 2 2 2 2 2 2 2 2 3 3 3 3 3 3 3 3 4 4 4 4 4 4 m m m m m m m m m',
};

/** The symbol without dots, in the order of the standard symbols of point groups. */
const WRITTEN: Readonly<Record<string, string>> = { '2mm': 'mm2', m2m: 'mm2', '-4m2': '-42m', '-6m2': '-62m' };

function check(group: SpaceGroup): string[] {
  const wrong: string[] = [];
  for (const position of group.wyckoff) {
    const site = group.siteSymmetry(position.at([0.0731, 0.2039, 0.4377]));
    const types = site.operations.map((op) => op.type);
    const written = site.symbol.replaceAll('.', '');
    if (CENSUS[site.pointGroup] !== types.sort().join(' ') || (WRITTEN[written] ?? written) !== site.pointGroup)
      wrong.push(`${String(group)} ${position.letter} ${site.symbol} ${site.pointGroup}`);
  }
  return wrong;
}

describe('settings outside the table', () => {
  it('site symmetries in primitive cells', () => {
    expect(NUMBERS.flatMap((n) => check(spaceGroup(n).primitive))).toEqual([]);
  });

  it.each(['-a,b,c', 'a+b,b,c', '2a+b,-a+b,c', 'a+b,-a+b,c', 'c,a,b', 'a,b,2c', 'a,a+2b,c', 'a,b,c;1/8,1/24,1/3'])(
    'site symmetries with %s',
    (abc) => {
      const wrong: string[] = [];
      for (const number of [
        3, 16, 47, 75, 89, 99, 115, 123, 143, 149, 150, 155, 156, 160, 164, 166, 177, 183, 187, 189, 191, 195, 207, 221,
      ]) {
        let group: SpaceGroup;
        try {
          group = spaceGroup(number).changeBasis(parseAbc(abc));
        } catch {
          continue;
        }
        wrong.push(...check(group));
      }
      expect(wrong).toEqual([]);
    },
  );

  it('site symmetries of examples', () => {
    expect(spaceGroup(197).primitive.siteSymmetry([0, 0, 0])).toMatchObject({ symbol: '23.', pointGroup: '23' });
    expect(spaceGroup(204).primitive.siteSymmetry([0, 0, 0])).toMatchObject({ symbol: 'm-3.', pointGroup: 'm-3' });
    const turned = spaceGroup(150).changeBasis(parseAbc('-a,b,c'));
    expect(turned.siteSymmetry([0, 0, 0])).toMatchObject({ symbol: '32.', pointGroup: '32' });
    const triple = spaceGroup(160).changeBasis(parseAbc('2a+b,-a+b,c'));
    expect(triple.wyckoff.map((p) => p.siteSymmetry)).toEqual(['3m', '.m', '1']);
    // Axes of a C cell are symmetry directions: the symbol follows the setting.
    const centred = spaceGroup(99).changeBasis(parseAbc('a+b,-a+b,c'));
    expect(centred.siteSymmetry([0.2, 0, 0]).symbol).toBe('.m.');
  });

  it('their Hall and Hermann–Mauguin symbols can be read again', () => {
    for (const number of NUMBERS) {
      for (const abc of ['a,b,c;1/24,1/24,1/24', 'a,a+b,c']) {
        const group = spaceGroup(number).changeBasis(parseAbc(abc));
        const operations = group.operations.map(String).sort();
        const { hall, hmExtended } = group.setting;
        expect(fromHall(hall).operations.map(String).sort(), hall).toEqual(operations);
        const read = lookup(hmExtended);
        expect(read.ok && read.group.operations.map(String).sort(), hmExtended).toEqual(operations);
      }
    }
    expect(spaceGroup(178).changeBasis(parseAbc('a,b,c;1/24,1/24,1/24')).setting.hall).toBe(
      'P 61 2 (0 0 5) (x-1/24,y-1/24,z-1/24)',
    );
  });
});
