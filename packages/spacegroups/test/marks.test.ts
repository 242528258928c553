import { lookup, settings, type SpaceGroup } from '@crystal-fourier/spacegroups';
import { describe, expect, it } from 'vitest';

function found(symbol: string, notation: 'hm' | 'any' = 'hm'): string {
  const result = lookup(symbol, { notation });
  return result.ok ? [result.group, ...result.alternatives].map(String).join(', ') : result.reason;
}

const operationsOf = (group: SpaceGroup): string => group.operations.map(String).sort().join(' ');

/** How files write that a symbol is meant in origin 1 or 2, or on hexagonal (H) or rhombohedral (R) axes. */
const MARKS: Readonly<Record<string, readonly string[]>> = {
  1: [
    ':1',
    ' :1',
    ' S',
    ' (origin choice 1)',
    ' origin choice 1',
    ' (origin 1)',
    ' O1',
    ':O1',
    ' (1)',
    ' {\\it origin choice 1}',
    '; origin 1',
    ' [origin choice 1]',
    'S',
  ],
  2: [
    ':2',
    ' :2',
    ' Z',
    ' (origin choice 2)',
    ' Origin Choice 2',
    ' origin 2',
    ' o2',
    ' (2)',
    ' (O2)',
    ', origin choice 2',
    'Z',
  ],
  H: [':H', ' :h', ' H', 'H', ' HR', ' (hexagonal axes)', ' hexagonal axes', ' (hex)', ':hex'],
  R: [':R', ' :r', ' R', 'R', ' RS', ':RS', ' (rhombohedral axes)', ' rhombohedral axes', ' (rhomb.)'],
};

describe('marks of origins and axes behind a symbol', () => {
  it.each(Object.entries(MARKS))(
    'all spellings of %s choose the setting, in all groups that have it',
    (qualifier, marks) => {
      const chosen = settings().filter((s) => s.number > 15 && s.qualifier.startsWith(qualifier));
      expect(chosen.length).toBe({ 1: 33, 2: 33, H: 7, R: 7 }[qualifier]);
      const wrong: string[] = [];
      for (const setting of chosen) {
        const symbols = new Set([setting.hmExtended.replace(/:.*/, ''), setting.hmShort, setting.hmFull]);
        for (const symbol of [...symbols, ...[...symbols].map((s) => s.replaceAll(' ', ''))]) {
          for (const mark of marks) {
            const names = found(symbol + mark);
            // Symbols with "e" name two settings of No. 68.
            const expected = new RegExp(`(^|, )${setting.hmExtended.replace(/[/]/g, '\\/')} \\(`);
            if (!expected.test(names) || /:[12HR]/.exec(names)?.[0] !== `:${qualifier}`)
              wrong.push(`${symbol}${mark}: ${names}`);
          }
        }
      }
      expect(wrong.slice(0, 10)).toEqual([]);
    },
  );

  it.each([
    ['P 21/m 21/m 2/n (origin choice 2)', 'P m m n:2 (59)'],
    ['R -3 c RS', 'R -3 c:R (167)'],
    ['R -3 m HR', 'R -3 m:H (166)'],
    ['P 1 21/c 1 (unique axis b, cell choice 1)', 'P 1 21/c 1 (14)'],
    ['P 21/c (unique axis a)', 'P 21/c 1 1 (14)'],
    ['P 2 (unique axis c)', 'P 1 1 2 (3)'],
    ['P n m a (No. 62)', 'P n m a (62)'],
    ['Pnma, no. 62', 'P n m a (62)'],
    ['Fm-3m(225)', 'F m -3 m (225)'],
    ['Pnma #62', 'P n m a (62)'],
    ['P 21 21 21 (19)', 'P 21 21 21 (19)'],
    ['I 2(1) 2(1) 2(1)', 'I 21 21 21 (24)'],
    ['P m m n (1)', 'P m m n:1 (59)'],
    ['P2_12_12_1', 'P 21 21 21 (19)'],
    ['P63mmc', 'P 63/m m c (194)'],
    ['P42mnm', 'P 42/m n m (136)'],
    ['I4mmm', 'I 4/m m m (139)'],
    ['P 21/c.', 'P 1 21/c 1 (14), P 21/c 1 1 (14)'],
    ['P 1 21/c 1 (2*a+c,b,c)', 'P 1 21/c 1 (2a+c,b,c) (14)'],
    ['F d -3 m (a,b,c;1/8,1/8,1/8)', 'F d -3 m:2 (a,b,c;1/8,1/8,1/8) (227), F d -3 m:2 (227)'],
    ['F d -3 m', 'F d -3 m:2 (227), F d -3 m:1 (227)'],
    ['R -3 m', 'R -3 m:H (166), R -3 m:R (166)'],
  ])('%s is %s', (symbol, expected) => {
    expect(found(symbol)).toBe(expected);
    expect(found(symbol, 'any')).toBe(expected);
  });

  it.each([
    '225',
    'SG 225',
    'sg225',
    'No. 225',
    'no 225',
    'Nr. 225',
    '#225',
    'S.G. 225',
    'Space group 225',
    'space group no. 225',
    'IT 225',
  ])('%s is a number, also where a symbol is expected', (text) => {
    for (const notation of ['hm', 'any', 'number'] as const) {
      const result = lookup(text, { notation });
      expect(result.ok && [String(result.group), result.notation]).toEqual(['F m -3 m (225)', 'number']);
    }
    expect(lookup(text, { notation: 'hall' }).ok).toBe(false);
  });

  it('old letters and full symbols name the same operations as the new ones', () => {
    const pairs = [
      ['C 2/m 2/c 21/a', 'C m c e'],
      ['C 2/m 2/c 21/b', 'C m c e'],
      ['C m c b', 'C m c e'],
      ['A b m 2', 'A e m 2'],
      ['A c m 2', 'A e m 2'],
      ['A c a 2', 'A e a 2'],
      ['C 2/m 2/m 2/b', 'C m m b'],
      ['C 2/c 2/c 2/a (origin choice 1)', 'C c c a:1'],
      ['A 21/b 2/m 2/a', 'A b m a'],
      ['I c c 2', 'I b a 2'],
      ['I m a a', 'I m c b'],
      ['I 2 m a', 'I 2 m b'],
      ['I 21/m 21/m 21/a', 'I m m a'],
      ['I 21/b 21/c 21/a', 'I b c a'],
      ['I 2/a -3', 'I a -3'],
      ['F 41/d 3 2/m', 'F d -3 m'],
      ['P n 3', 'P n -3'],
    ];
    for (const [text, name] of pairs as [string, string][]) {
      const [a, b] = [lookup(text, { notation: 'hm' }), lookup(name, { notation: 'hm' })];
      expect(a.ok && operationsOf(a.group), text).toBe(b.ok && operationsOf(b.group));
    }
  });
});

describe('what is no symbol of a group', () => {
  it.each([
    [
      'P 32 2 1 S',
      /"S" in "P 32 2 1 S" names an origin or axes, but the tables have no such choice for "P 32 2 1"; give the operations/,
    ],
    ['A 1 2/a 1 S', /"S" in .* no such choice/],
    ['P n m a:1', /"P n m a:1" has no setting "1"/],
    ['P m -3 m (origin choice 2)', /has no setting "2"/],
    ['F d -3 m (setting 2)', /has no setting "setting2"/],
    ['P 3 2', /lacks a place, or has a space too many in "P 32"/],
    ['P -3 m', /closest: .*"P -3 1 m" \(162\), "P -3 m 1" \(164\)/],
    ['C 2/m 2/c 2/a', /closest: "C m c a" \(64\)/],
    ['P 42m', /closest: .*"P -4 2 m" \(111\)/],
    ['F 1 2/d 1:b1', /matches no symbol/],
    ['R 1 2/c 1', /closest: "P 1 2\/c 1" \(13\)/],
    ['C 1 d 1', /matches no symbol/],
    ['I 1 2/d 1', /matches no symbol/],
    ['P 1 d 1', /matches no symbol/],
    ['C 1 2/a 1', /closest: .*"C 1 2\/c 1" \(15\)/],
    ['A 4/m m m', /closest: .*"P 4\/m m m" \(123\)/],
    ['F 3', /matches no symbol/],
    ['I 6/m m m', /closest: .*"P 6\/m m m" \(191\)/],
    ['C 11 21', /matches no symbol/],
    ['H 31 2', /matches no symbol/],
    ['X c', /closest: "P 1 c 1"/],
    ["P 21'/c", /matches no symbol/],
    ['P 21/c(0b0)s0', /has no setting/],
    ['SG 231', /231 is no space-group number/],
    ['Fm-3m (No. 227)', /"Fm-3m" is No. 225, not 227/],
    ['\\bar{3}', /-3 is no space-group number/],
  ])('%s is refused', (symbol, reason) => {
    const result = lookup(symbol, { notation: 'hm' });
    expect(result.ok).toBe(false);
    expect(!result.ok && result.reason).toMatch(reason);
  });

  it('options that a symbol outside the table contradicts are refused', () => {
    const result = lookup('F 1 2/d 1', { origin: 1 });
    expect(!result.ok && result.reason).toMatch(/"F 1 2\/d 1" fixes the setting; leave out origin/);
    const cell = lookup('C 4/m m m', { origin: 1 });
    expect(!cell.ok && cell.reason).toMatch(/has no setting with/);
  });
});
