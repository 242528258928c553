import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EXAMPLES, loweredFormula } from './exampleList.js';
import { EXAMPLE_FOLDER, exampleResult } from './testing/exampleResults.js';

test('every file of the folder is an example, and the other way round', () => {
  const files = readdirSync(EXAMPLE_FOLDER).filter((name) => name.endsWith('.cif'));
  expect(EXAMPLES.map(({ name }) => `${name}.cif`).toSorted()).toEqual(files.toSorted());
});

test.each(EXAMPLES)('$label has the formula $formula', ({ name, formula }) => {
  expect(loweredFormula(exampleResult(name).structure.reducedFormula)).toBe(formula);
});

test('numbers of a formula are lowered', () => {
  expect(loweredFormula('Ca(OH)2')).toBe('Ca(OH)₂');
  expect(loweredFormula('Fe0.95O')).toBe('Fe₀.₉₅O');
});
