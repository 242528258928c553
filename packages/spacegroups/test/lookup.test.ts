import { readFileSync } from 'node:fs';
import { lookup, parseAbc, settings, spaceGroup } from '@crystal-fourier/spacegroups';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

function found(symbol: string | number, options = {}): string {
  const result = lookup(symbol, options);
  return result.ok ? String(result.group) : result.reason;
}

function dump(name: string): unknown[][] {
  return (
    JSON.parse(readFileSync(new URL(`../../../tools/tables/sources/${name}.json`, import.meta.url), 'utf8')) as {
      rows: unknown[][];
    }
  ).rows;
}

describe('lookup', () => {
  it.each([
    ['P 21/c', 'P 1 21/c 1 (14)'],
    ['P21/c', 'P 1 21/c 1 (14)'],
    ['P2_1/c', 'P 1 21/c 1 (14)'],
    ['p 1 21/C 1', 'P 1 21/c 1 (14)'],
    ['P2(1)/n', 'P 1 21/n 1 (14)'],
    ['P 2₁/c', 'P 1 21/c 1 (14)'],
    ['P21/b', 'P 1 1 21/b (14)'],
    ['B 1 1 2', 'B 1 1 2 (5)'],
    ['Cmca', 'C m c a (64)'],
    ['Cmce', 'C m c a (64)'],
    ['Aem2', 'A b m 2 (39)'],
    ['Fd-3m', 'F d -3 m:2 (227)'],
    ['Fd-3m:1', 'F d -3 m:1 (227)'],
    ['Fd-3m :2', 'F d -3 m:2 (227)'],
    ['Fd-3mS', 'F d -3 m:1 (227)'],
    ['F d -3 m Z', 'F d -3 m:2 (227)'],
    ['F d 3 m', 'F d -3 m:2 (227)'],
    ['F 4_1/d -3 2/m', 'F d -3 m:2 (227)'],
    ['Fm3̄m', 'F m -3 m (225)'],
    ['Fm−3m', 'F m -3 m (225)'],
    ['Pm3m', 'P m -3 m (221)'],
    ['Ia3d', 'I a -3 d (230)'],
    ['R-3 :H', 'R -3:H (148)'],
    ['R-3mH', 'R -3 m:H (166)'],
    ['R -3 m R', 'R -3 m:R (166)'],
    ['H 3', 'R 3:H (146)'],
    ['H32', 'R 3 2:H (155)'],
    ['Oh^7', 'F d -3 m:2 (227)'],
    ['D_{2h}^{16}', 'P n m a (62)'],
    ['d2h16', 'P n m a (62)'],
    ['C_2h^5', 'P 1 21/c 1 (14)'],
    ['C2', 'C 1 2 1 (5)'],
    ['C2^2', 'P 1 21 1 (4)'],
    ['S6^2', 'R -3:H (148)'],
    ['Ci', 'P -1 (2)'],
    ['227', 'F d -3 m:2 (227)'],
    ['No. 227:1', 'F d -3 m:1 (227)'],
    ['#14:c2', 'P 1 1 21/n (14)'],
    ['-F 4vw 2vw 3', 'F d -3 m:2 (227)'],
    ['-P2ybc', 'P 1 21/c 1 (14)'],
    ['P 61 2 (0 0 -1)', 'P 61 2 2 (178)'],
    ['"P 21 21 21"', 'P 21 21 21 (19)'],
    ['P 4/n m m:1', 'P 4/n m m:1 (129)'],
    ['P21c', 'P 1 21/c 1 (14)'],
    ['C2c', 'C 1 2/c 1 (15)'],
    ['P 2 1/c', 'P 1 21/c 1 (14)'],
    ['P 2 1 2 1 2 1', 'P 21 21 21 (19)'],
    ['P 4 2', 'P 4 2 2 (89)'],
    ['P 2c', 'P 1 1 21 (4)'],
    ['C 2 2', 'C 2 2 2 (21)'],
    ['A 2 2 -1ac', 'A b a a:1 (68)'],
    ['P n m a (62)', 'P n m a (62)'],
    ['Fm-3m (225)', 'F m -3 m (225)'],
    ['S2', 'P -1 (2)'],
    ['C41', 'P 4 (75)'],
    ['T1', 'P 2 3 (195)'],
  ])('%s is %s', (symbol, expected) => {
    expect(found(symbol)).toBe(expected);
  });

  it('says what it assumed and what else the text could be', () => {
    const h3 = lookup('H 3');
    expect(h3.ok && h3.notes[0]).toMatch(/lattice letter H is read as R on hexagonal axes/);
    const diamond = lookup('Fd3m');
    expect(diamond.ok && diamond.notes[0]).toMatch(/before 1969/);
    expect(diamond.ok && diamond.alternatives.map(String)).toEqual(['F d -3 m:1 (227)']);
    const short = lookup('P21/c');
    expect(short.ok && short.alternatives.map(String)).toEqual(['P 21/c 1 1 (14)']);
    const slip = lookup('P 2 1/c');
    expect(slip.ok && slip.notes).toEqual(['the spaces of "P 2 1/c" were ignored']);
    const bare = lookup('P21c');
    expect(bare.ok && bare.notes[0]).toMatch(/read with a slash/);
    const hall = lookup('P 4 2');
    expect(hall.ok && [hall.notation, hall.notes[0], ...hall.alternatives.map(String)]).toEqual([
      'hall',
      'read as a Hall symbol; written otherwise it would be "P 42"',
      'P 42 (77)',
    ]);
    const schoenflies = lookup('C41');
    expect(schoenflies.ok && schoenflies.notes[0]).toMatch(/Schoenflies symbol C4\^1/);
    expect(lookup(227).ok && found(227)).toBe('F d -3 m:2 (227)');
    const byNumber = lookup(227);
    expect(byNumber.ok && byNumber.alternatives.map(String)).toEqual(['F d -3 m:1 (227)']);
    const exact = lookup('P 1 21/c 1');
    expect(exact.ok && exact.alternatives).toEqual([]);
  });

  it('follows options, and refuses those that contradict the symbol', () => {
    expect(found('Fd-3m', { origin: 1 })).toBe('F d -3 m:1 (227)');
    expect(found('R-3m', { axes: 'R' })).toBe('R -3 m:R (166)');
    expect(found('P2', { uniqueAxis: 'c' })).toBe('P 1 1 2 (3)');
    expect(found('14', { uniqueAxis: 'c', cellChoice: 3 })).toBe('P 1 1 21/b (14)');
    expect(found('P 2', { notation: 'hall' })).toBe('P 1 1 2 (3)');
    expect(found(227, { origin: 1 })).toBe('F d -3 m:1 (227)');
    expect(found('Fd-3m:1', { origin: 2 })).toMatch(/has no setting with/);
    expect(found('Fm-3m', { origin: 1 })).toMatch(/has no setting with/);
    expect(found('Pmmm:2')).toMatch(/has no setting "2"/);
    expect(found('-P 2', { origin: 1 })).toMatch(/a Hall symbol fixes the setting/);
  });

  it('finds every short, full and extended symbol, in any spacing and case', () => {
    for (const setting of settings()) {
      for (const symbol of [setting.hmExtended, setting.hmFull, setting.hmShort]) {
        for (const spelling of [
          symbol,
          symbol.replaceAll(' ', ''),
          symbol.toUpperCase(),
          symbol.replaceAll(' ', '_'),
        ]) {
          const result = lookup(spelling);
          expect(result.ok && result.group.number, spelling).toBe(setting.number);
          if (!result.ok || symbol === setting.hmExtended) continue;
          const all = [result.group, ...result.alternatives].map((g) => g.setting.hmExtended);
          expect(all, spelling).toContain(setting.hmExtended);
        }
      }
      expect(found(setting.schoenflies)).toBe(String(spaceGroup(setting.number)));
    }
  });

  it('reads a change of basis behind a symbol, as untabulated settings print it', () => {
    const group = spaceGroup(14).changeBasis(parseAbc('a+c,b,c;1/4,0,0'));
    expect(group.setting.index).toBeNull();
    expect(group.number).toBe(14);
    for (const name of [group.setting.hmExtended, group.setting.hall]) {
      const again = lookup(name);
      expect(again.ok && again.group.operations.join(), name).toBe(group.operations.join());
    }
  });

  it('reads every Schoenflies symbol with and without caret, underscore and braces', () => {
    for (let number = 1; number <= 230; number++) {
      const { schoenflies } = spaceGroup(number).setting;
      const [name, index] = schoenflies.split('^') as [string, string];
      const spellings = [
        schoenflies,
        name + index,
        `${name}_${index}`,
        `${name}^{${index}}`,
        `${name[0]}_{${name.slice(1)}}^${index}`,
      ];
      // C2^1 … without a caret are also Hermann-Mauguin symbols of the other kind where they are listed.
      for (const spelling of spellings)
        expect(found(spelling, { notation: 'schoenflies' }), spelling).toBe(String(spaceGroup(number)));
      for (const spelling of spellings) expect(found(spelling), spelling).toBe(String(spaceGroup(number)));
    }
  });

  it('reads the Hall symbols of spglib, which spells 57 of them differently', () => {
    for (const [, number, , hall] of dump('settings-spglib') as [number, number, string, string][]) {
      const result = lookup(hall, { notation: 'hall' });
      expect(result.ok && result.group.number, hall).toBe(number);
      const any = lookup(hall);
      expect(any.ok && any.group.number, hall).toBe(number);
    }
  });

  it.each(['P 31 2', 'P 62 2', 'P 32 1', 'P 3 12', 'C-42d', 'Pnma (63)', 'P q'])(
    'does not turn %s into another group',
    (symbol) => {
      expect(lookup(symbol).ok).toBe(false);
    },
  );

  it('refuses options it does not know', () => {
    expect(found('P 1', { orgin: 1 })).toMatch(/unknown option "orgin"/);
    expect(found('P 1', { notation: 'x' })).toMatch(/unknown notation "x"/);
    expect(found('P 1', null as unknown as object)).toBe('P 1 (1)');
  });

  it('explains failures and proposes symbols', () => {
    expect(found('P 21/q')).toBe(
      'lookup: "P 21/q" matches no symbol; closest: "P 1 21/m 1" (11), "P 1 21/c 1" (14), "P 1 21 1" (4), "P 1 2/m 1" (10), "P 1 2/c 1" (13)',
    );
    expect(found('231')).toMatch(/integers? from 1 to 230/);
    expect(found('0')).toMatch(/integers? from 1 to 230/);
    expect(found('')).toMatch(/1 to 200 characters/);
    expect(found('Oh')).toMatch(/those of the class are Oh\^1 to Oh\^10/);
    expect(found('Oh^11')).toMatch(/Oh\^1 to Oh\^10/);
    expect(found('-P 5')).toMatch(/no 5-fold axis/);
    expect(found(Number.NaN)).toMatch(/integer from 1 to 230/);
    expect(found(null as unknown as string)).toMatch(/expected a symbol/);
    expect(found('x'.repeat(500))).toMatch(/1 to 200 characters/);
  });

  it('never throws and never hangs, whatever the text', () => {
    const alphabet = fc.constantFrom(
      ...'PABCIFRHST123456/-_:^abcdenmxyzhou()\'"*, ,;0789.+\u0304',
      'P 2',
      '-P',
      '21/',
      ' 3 ',
    );
    const text = fc.oneof(
      fc.string({ unit: alphabet, maxLength: 24 }),
      fc.string({ maxLength: 60, unit: 'binary' }),
      fc.anything(),
    );
    fc.assert(
      fc.property(text, (value) => {
        const result = lookup(value as string);
        if (!result.ok) expect(result.reason).toMatch(/\S/);
      }),
      { numRuns: 3000 },
    );
  });
});
