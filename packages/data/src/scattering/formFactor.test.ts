import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { elementSymbol } from '../elements/elements.js';
import { dispersion } from './dispersion.js';
import { formFactor, ionsWithFormFactor } from './formFactor.js';
import { neutronLength } from './neutronLength.js';
import { ANODES } from './radiation.js';

type Row = readonly [label: string, ...numbers: number[]];
const rowsOf = (name: string): readonly Row[] => {
  const url = new URL(`../../../../tools/tables/sources/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(url, 'utf8')) as { rows: Row[] }).rows;
};

test('the shipped tables are their sources', () => {
  for (const [label, ...numbers] of rowsOf('form-factors-cctbx')) {
    const [a, c, b] = [numbers.slice(0, 5), numbers[5]!, numbers.slice(6)];
    for (const s of [0, 0.2, 0.9])
      expect(formFactor(label)(s), label).toBeCloseTo(
        a.reduce((sum, value, i) => sum + value * Math.exp(-b[i]! * s * s), c),
        10,
      );
  }
  for (const [symbol, ...numbers] of rowsOf('dispersion-gemmi'))
    ANODES.forEach((anode, i) =>
      expect(dispersion(symbol, anode)).toEqual({ real: numbers[2 * i], imaginary: numbers[2 * i + 1] }),
    );
  for (const [symbol, real, absorption] of rowsOf('neutron-lengths-cctbx'))
    expect(neutronLength(symbol)).toEqual({ real, absorption });
});

test('at s = 0 it is the number of electrons', () => {
  for (let z = 1; z <= 98; z++) expect(formFactor(elementSymbol(z))(0), elementSymbol(z)).toBeCloseTo(z, 1);
  expect(formFactor('Fe3+')(0)).toBeCloseTo(23, 1);
  expect(formFactor('O2-')(0)).toBeCloseTo(10, 1);
});

test('ions have the sign of their charge last; a charge of one needs no digit', () => {
  expect(ionsWithFormFactor('Fe')).toEqual(['Fe2+', 'Fe3+']);
  expect(ionsWithFormFactor('Ne')).toEqual([]);
  expect(formFactor('Na+')(0.3)).toBe(formFactor('Na1+')(0.3));
  expect(() => formFactor('Ne1+')).toThrow(/Ne has the neutral atom only/);
  expect(() => formFactor('water')).toThrow(/give an element or an ion, as in Fe or Fe3\+/);
});
