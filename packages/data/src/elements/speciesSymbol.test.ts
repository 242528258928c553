import { describe, expect, it } from 'vitest';
import { parseLabel, parseTypeSymbol } from './speciesSymbol.js';

describe('an atom label', () => {
  const read = (label: string, formula = ''): string | undefined =>
    parseLabel(label, new Set(formula.split(' ').filter((symbol) => symbol !== '')))?.element;

  it.each([
    ['Na1', '', 'Na'],
    ['Ow1', '', 'O'],
    ['OH2', '', 'O'],
    ['Wat', '', 'O'],
    ['Wat1', 'W O H', 'O'],
    ['W1', '', 'W'],
    ['D1', '', 'H'],
    ['Dw1', 'H O', 'H'],
    ['Og1', 'O Si', 'O'],
    ['CA1', 'Ca O', 'Ca'],
    ['CA1', 'C H O', 'C'],
    ['HO1', 'C H O', 'H'],
  ])('%s in a file of the formula "%s" is %s', (label, formula, element) => expect(read(label, formula)).toBe(element));

  it.each([
    ['T1', ''], // a tetrahedral site
    ['T1', 'H O Si'],
    ['D1', 'O Si'],
    ['Dw1', ''],
    ['Og1', ''],
    ['Ts1', 'Si O'],
    ['CA1', ''],
    ['CA1', 'C Ca'],
    ['M1', ''],
    ['#1', ''],
  ])('%s in a file of the formula "%s" names no element', (label, formula) =>
    expect(read(label, formula)).toBeUndefined(),
  );
});

describe('a type symbol', () => {
  it.each([
    ['Fe3+', 'Fe', 3],
    ['Fe+3', 'Fe', 3],
    ['O2-', 'O', -2],
    ['CL-', 'Cl', -1],
    ['Fe2.5+', 'Fe', 2.5],
    ['Cs0+', 'Cs', 0],
    ['na', 'Na', undefined],
  ])('%s is %s with the charge %s', (text, element, charge) => {
    const read = parseTypeSymbol(text);
    expect([read?.element, read?.oxidationState]).toEqual([element, charge]);
  });

  it('D and T are isotopes of H', () => {
    expect(parseTypeSymbol('D')).toEqual({ element: 'H', isotope: 2 });
    expect(parseTypeSymbol('T+')).toEqual({ element: 'H', isotope: 3, oxidationState: 1 });
  });
});
