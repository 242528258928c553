import { lookup, settings, type Setting } from '@crystal-fourier/spacegroups';
import { describe, expect, it } from 'vitest';

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

const isScrew = /(?<=\d)(\d)/g;

/** The spellings that files, papers and programs have of a symbol that is written with spaces, `P -4 21 m`. */
const SPELLINGS: Readonly<Record<string, (symbol: string) => string>> = {
  'as it is': (s) => s,
  'without spaces': (s) => s.replaceAll(' ', ''),
  'with underscores for spaces': (s) => s.replaceAll(' ', '_'),
  'in capitals': (s) => s.toUpperCase(),
  'in small letters': (s) => s.toLowerCase(),
  'screws in brackets': (s) => s.replace(isScrew, '($1)'),
  'screws behind underscores, no spaces': (s) => s.replace(isScrew, '_$1').replaceAll(' ', ''),
  'screws behind underscores': (s) => s.replace(isScrew, '_$1'),
  LaTeX: (s) => `$${s.replace(isScrew, '_{$1}').replace(/-(\d)/g, '\\bar{$1}').replaceAll(' ', '')}$`,
  'LaTeX with spaces': (s) => s.replace(isScrew, '_{$1}').replace(/-(\d)/g, '\\overline{$1}'),
  'LaTeX in roman type': (s) =>
    `\\mathrm{${s.replace(isScrew, '_$1').replace(/-(\d)/g, '\\bar $1').replaceAll(' ', '\\,')}}`,
  HTML: (s) =>
    s
      .replace(isScrew, '<sub>$1</sub>')
      .replace(/-(\d)/g, '<span style="text-decoration: overline">$1</span>')
      .replaceAll(' ', ''),
  'HTML in italics': (s) =>
    s.replace(isScrew, '<SUB>$1</SUB>').replace(/([a-z]+)/gi, (l) => (/sub/i.test(l) ? l : `<i>${l}</i>`)),
  'HTML entities': (s) => s.replaceAll('-', '&minus;').replaceAll(' ', '&nbsp;'),
  'markup of CIF': (s) => s.replace(isScrew, '~$1~').replace(/-(\d)/g, '\\=$1'),
  'subscripts and combining overbars': (s) =>
    s
      .replace(isScrew, (d) => SUBSCRIPTS[Number(d)] as string)
      .replace(/-(\d)/g, '$1\u0305')
      .replaceAll(' ', ''),
  'combining macrons': (s) => s.replace(/-(\d)/g, '$1\u0304'),
  'macrons behind digits': (s) => s.replace(/-(\d)/g, '$1¯').replaceAll(' ', ''),
  'macrons before digits': (s) => s.replace(/-(\d)/g, '¯$1'),
  'the word bar behind the digit': (s) => s.replace(/-(\d)/g, '$1bar'),
  'the word bar before the digit': (s) => s.replace(/-(\d)/g, 'bar$1').replaceAll(' ', ''),
  'the minus sign of typography': (s) => s.replaceAll('-', '−'),
  'a dash': (s) => s.replaceAll('-', '–'),
  'full-width letters': (s) => s.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  'the minus sign behind the digit': (s) => s.replace(/-(\d)/g, '$1-').replaceAll(' ', ''),
  'spaces that do not break': (s) => s.replaceAll(' ', '\u00a0'),
  'in quotation marks': (s) => `' ${s} '`,
  'behind the word': (s) => `Space group: ${s}`,
};

interface Answer {
  readonly names: readonly string[];
  readonly reason: string;
}

function ask(text: string, notation: 'hm' | 'any'): Answer {
  const found = lookup(text, { notation });
  return found.ok
    ? { names: [found.group, ...found.alternatives].map((g) => g.setting.hmExtended).sort(), reason: '' }
    : { names: [], reason: found.reason };
}

/** The symbol without what chooses an origin or axes. */
const base = (symbol: string): string => symbol.replace(/:.*/, '');

/** All symbols of a setting that stand in the tables, short, full and with the letters of before 1992. */
function symbolsOf({ hmExtended, hmFull, hmShort, number }: Setting): string[] {
  const old = base(hmExtended).split(' ');
  const fullOld = hmFull.split(' ').map((part, i) => part.replace(/e$/, old[i]?.slice(-1) as string));
  const symbols = [hmShort, hmFull, base(hmExtended), fullOld.join(' ')];
  // Without the unique axis, which is then left open.
  if (number > 2 && number < 16) symbols.push(hmFull.replace(/ 1(?= |$)/g, ''));
  return [...new Set(symbols)];
}

const BY_SYMBOL = new Map<string, Setting[]>();
for (const setting of settings())
  for (const symbol of symbolsOf(setting)) BY_SYMBOL.set(symbol, [...(BY_SYMBOL.get(symbol) ?? []), setting]);

describe('spellings of the symbols of all 530 settings', () => {
  it('have 728 symbols, none of which names two groups', () => {
    expect(settings()).toHaveLength(530);
    expect(BY_SYMBOL.size).toBe(728);
    for (const [symbol, named] of BY_SYMBOL) expect(new Set(named.map((s) => s.number)).size, symbol).toBe(1);
  });

  it.each(Object.entries(SPELLINGS))(
    '%s: all settings that the symbol leaves open are found, and no others',
    (_, spell) => {
      const wrong: string[] = [];
      for (const [symbol, named] of BY_SYMBOL) {
        const expected = named.map((s) => s.hmExtended).sort();
        for (const notation of ['hm', 'any'] as const) {
          const { names, reason } = ask(spell(symbol), notation);
          if (names.join() !== expected.join())
            wrong.push(
              `${notation} ${spell(symbol)} (${symbol}): ${names.join()} instead of ${expected.join()} ${reason}`,
            );
        }
      }
      expect(wrong.slice(0, 10)).toEqual([]);
    },
  );
});

describe('a full symbol of the Tables', () => {
  it.each([
    ['P 4/m 21/b 2/m', 127],
    ['P 4/m 21/n 2/c', 128],
    ['P 4/n 21/m 2/m', 129],
    ['P4/n21/c2/c', 130],
    ['P 42/n 21/c 2/m', 138],
  ])('%s is No. %i', (symbol, number) => {
    const found = lookup(symbol);
    expect(found.ok && found.group.number).toBe(number);
  });
});
