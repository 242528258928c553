import { lookupPlane, planeGroup } from '@crystal-fourier/spacegroups';
import { describe, expect, it } from 'vitest';

// Short, full and older symbols of the International Tables A, 2.2, and of the International Tables of 1952.
const SYMBOLS = [
  'p1',
  'p2 p211',
  'pm p1m1',
  'pg p1g1',
  'cm c1m1',
  'p2mm pmm',
  'p2mg pmg',
  'p2gg pgg',
  'c2mm cmm',
  'p4',
  'p4mm p4m',
  'p4gm p4g',
  'p3',
  'p3m1',
  'p31m',
  'p6',
  'p6mm p6m',
];

describe('lookupPlane', () => {
  it('finds the 17 groups by all their symbols, spaced, in capitals and as LaTeX, and by number', () => {
    expect(SYMBOLS).toHaveLength(17);
    for (const [i, symbols] of SYMBOLS.entries()) {
      const group = planeGroup(i + 1);
      expect(symbols.split(' ')).toContain(group.hmShort);
      const spellings = symbols
        .split(' ')
        .flatMap((s) => [s, [...s].join(' '), s.toUpperCase(), `$${s}$`, `${s[0]}_${s.slice(1)}`]);
      for (const text of [...spellings, String(i + 1), `No. ${i + 1}`]) {
        const found = lookupPlane(text);
        expect(found.ok && found.group, text).toBe(group);
      }
      const byNumber = lookupPlane(i + 1);
      expect(byNumber.ok && [byNumber.group, byNumber.notation, byNumber.alternatives]).toEqual([group, 'number', []]);
    }
  });

  it.each(['p11m', 'p2gm', 'c4', 'p5', 'p 4 2 2', 'P 21', '18', '0', '', 'p4mmm', 'cg'])('refuses %s', (text) => {
    const found = lookupPlane(text);
    expect(found.ok).toBe(false);
    expect(!found.ok && found.reason).toMatch(
      /is no plane group; they are p1, p2, pm, .*, p6mm, or their numbers 1 to 17/,
    );
  });

  it('proposes the group of a symbol with its places exchanged, and never throws', () => {
    const found = lookupPlane('p2gm');
    expect(!found.ok && found.candidates).toEqual([{ hmExtended: 'p2mg', number: 7 }]);
    for (const value of [null, undefined, {}, Symbol('p1'), NaN]) expect(lookupPlane(value as string).ok).toBe(false);
  });
});
