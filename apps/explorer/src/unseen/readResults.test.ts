import { expect, test } from 'vitest';
import { crossvalOf, resultLabel } from './readResults.js';
import { madeCrossval } from './testing/madeCrossval.js';

test('reads a cross-validation, and nothing else', () => {
  const made = madeCrossval();
  expect(crossvalOf(JSON.stringify(made))).toEqual(made);
  for (const other of [
    'null',
    '[]',
    '{',
    '{"format":"crystal-fourier/exactness","version":1}',
    JSON.stringify({ ...made, version: 2 }),
    JSON.stringify({ ...made, folds: [] }),
    JSON.stringify({ ...made, models: undefined }),
  ])
    expect(crossvalOf(other)).toBeUndefined();
});

test('names what was held out of what', () => {
  const crossval = madeCrossval();
  expect(resultLabel({ name: 'a', crossval })).toBe('made-up: crystal systems held out');
  const sampled = { ...crossval, data: { ...crossval.data, sample: 734 } };
  expect(resultLabel({ name: 'a', crossval: sampled })).toBe('made-up, 734 of its crystals: crystal systems held out');
});
