import { describe, expect, it } from 'vitest';
import { labelReadings, parseTypeSymbol } from './speciesSymbol.js';

describe('an atom label', () => {
  const readings = (label: string, formula = ''): readonly string[] =>
    labelReadings(label, new Set(formula.split(' ').filter((symbol) => symbol !== ''))).map(({ element }) => element);

  it.each([
    ['Na1', '', 'Na'],
    ['Ow1', '', 'O'],
    ['OH2', '', 'O'],
    ['Wat', '', 'O'],
    ['Wat1', 'W O H', 'O'],
    ['WatX1', 'Si O', 'O'],
    ['WAT', 'H O', 'O'],
    ['Water', 'W O H', 'W'],
    ['W1', 'W O', 'W'],
    ['B1', 'B N', 'B'],
    ['Ca1', 'Ca C O', 'Ca'],
    ['Ca1', 'C H O', 'C'],
    ['W1', '', 'W'],
    ['D1', '', 'H'],
    ['Dw1', 'H O', 'H'],
    ['Og1', 'O Si', 'O'],
    ['CA1', 'Ca O', 'Ca'],
    ['CA1', 'C H O', 'C'],
    ['HO1', 'C H O', 'H'],
  ])('%s in a file of the formula "%s" is %s', (label, formula, element) =>
    expect(readings(label, formula)).toEqual([element]),
  );

  it.each([
    ['T1', ''], // a tetrahedral site
    ['T1', 'H O Si'],
    ['D1', 'O Si'],
    ['Dw1', ''],
    ['Og1', ''],
    ['No1', ''], // nitrogen or nobelium
    ['H2O', ''], // water, or a hydrogen of O2
    ['Ts1', 'Si O'],
    ['CA1', ''],
    ['M1', ''],
    ['W2', 'Na Ca O'], // water
    ['B1', 'Sr Ti O'], // a site called B
    ['Wat1', 'Na Cl'],
    ['Fe1', 'Si O'],
    ['#1', ''],
  ])('%s in a file of the formula "%s" names no element', (label, formula) =>
    expect(readings(label, formula)).toEqual([]),
  );
});

describe('an atom label in upper case', () => {
  it.each([
    ['CA1', 'C Ca', ['Ca', 'C']],
    ['CL1', 'C H Cl', ['Cl', 'C']],
    ['cl1', 'C H Cl', ['Cl', 'C']],
    ['Cl1', 'C H Cl', ['Cl']],
    ['CL1', 'Na Cl', ['Cl']],
    ['H2O', 'C H O', ['O', 'H']],
    ['HOH1', 'Ca O', ['O']],
  ])('%s in a file of the formula "%s" may be %s', (label, formula, elements) =>
    expect(labelReadings(label, new Set(formula.split(' '))).map(({ element }) => element)).toEqual(elements),
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
