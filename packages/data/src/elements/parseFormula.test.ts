import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFormula } from './parseFormula.js';

const read = (text: string): Record<string, number> | undefined => {
  const amounts = parseFormula(text);
  return amounts && Object.fromEntries([...amounts].map(([element, amount]) => [element, +amount.toFixed(9)]));
};

describe('a chemical formula', () => {
  it.each([
    ['C6 H12 O6', { C: 6, H: 12, O: 6 }],
    ['Na Cl', { Na: 1, Cl: 1 }],
    ['NaCl', { Na: 1, Cl: 1 }],
    ['C 6 H 12 O 6', { C: 6, H: 12, O: 6 }],
    ['Ca (Al1.94 Fe.06) O4 D4', { Ca: 1, Al: 1.94, Fe: 0.06, O: 4, H: 4 }],
    ['(Na1.6 Ca.4) O3', { Na: 1.6, Ca: 0.4, O: 3 }],
    ['Al2(SO4)3', { Al: 2, S: 3, O: 12 }],
    ['Ca [Al2 Si2 O8] (H2 O)4', { Ca: 1, Al: 2, Si: 2, O: 12, H: 8 }],
    ['Mg3 ((Si0.5 Al0.5)2 O5)2', { Mg: 3, Si: 2, Al: 2, O: 10 }],
    ['C4 H8 O, 2(H2 O)', { C: 4, H: 12, O: 3 }],
    ['C6 H6 N 1+, Cl 1-', { C: 6, H: 6, N: 1, Cl: 1 }],
    ['0.5(C6 H6), C2 H3 N', { C: 5, H: 6, N: 1 }],
    ['CuSO4·5H2O', { Cu: 1, S: 1, O: 9, H: 10 }],
    ['Cu S O4 . 5H2 O', { Cu: 1, S: 1, O: 9, H: 10 }],
    ['Cu S O4 * 5(H2 O)', { Cu: 1, S: 1, O: 9, H: 10 }],
    ['Na0.5K0.5Cl', { Na: 0.5, K: 0.5, Cl: 1 }],
    ['Fe0.95(2) O', { Fe: 0.95, O: 1 }],
    ['T2 O', { H: 2, O: 1 }],
    ['H₂O', { H: 2, O: 1 }],
    ['C O3', { C: 1, O: 3 }],
    ['C6 H12, O6', { C: 6, H: 12, O: 6 }],
  ])('%s is read', (text, amounts) => expect(read(text)).toEqual(amounts));

  it.each([
    ['nothing', ''],
    ['a hydrate that may be O4.5', 'CuSO4.5H2O'],
    ['a number that may belong to both sides', 'Cu S O4 5 (H2 O)'],
    ['a multiplier inside of a part', 'Cu S O4 5H2O'],
    ['a variable', 'C6 H12 Ox'],
    ['a polymer', '(C2 H4)n'],
    ['upper case', 'NACL'],
    ['no element', 'Xx2 O3'],
    ['an open bracket', '(Na Cl'],
    ['a bracket of another kind', '(Na Cl]'],
    ['an empty bracket', 'Na () Cl'],
    ['a charge that may be an amount', 'Fe2+ O'],
    ['a range', 'Na0.5-0.6 Cl'],
    ['words', 'sodium chloride'],
    ['a name of a mineral', 'Quartz'],
    ['an amount of 0', 'Na0 Cl'],
    ['unknown', '?'],
    ['brackets in brackets without end', '('.repeat(500)],
  ])('%s is not read: %s', (_, text) => expect(read(text)).toBeUndefined());

  const symbol = fc.constantFrom('H', 'C', 'O', 'Na', 'Cl', 'Co', 'Fe', 'Si', 'S', 'N', 'D');
  const amount = fc.oneof(
    fc.constant(1),
    fc.integer({ min: 2, max: 40 }),
    fc.integer({ min: 1, max: 99 }).map((n) => n / 100),
  );
  const element = fc.tuple(symbol, amount);
  const text = (n: number): string => (n === 1 ? '' : String(n));

  it('gives back any amounts, in blanks and brackets', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(element, { minLength: 1, maxLength: 4 }), amount), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('()', '[]', '{}'),
        (groups, brackets) => {
          const expected: Record<string, number> = {};
          const written = groups.map(([elements, factor]) => {
            for (const [name, n] of elements) {
              const key = name === 'D' ? 'H' : name;
              expected[key] = (expected[key] ?? 0) + n * factor;
            }
            const inner = elements.map(([name, n]) => name + text(n)).join(' ');
            return factor === 1 ? inner : `${brackets[0]}${inner}${brackets[1]}${text(factor)}`;
          });
          const found = read(written.join(' '));
          expect(Object.keys(found ?? {}).sort()).toEqual(Object.keys(expected).sort());
          for (const [name, n] of Object.entries(expected)) expect(found![name]).toBeCloseTo(n, 6);
        },
      ),
    );
  });

  it('of any characters ends', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('C', 'a', '(', ')', '[', '1', '.', ' ', ',', '+', '-', 'H2O'),
          maxLength: 60,
        }),
        (any) => {
          const amounts = parseFormula(any);
          for (const n of amounts?.values() ?? []) expect(n).toBeGreaterThan(0);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
