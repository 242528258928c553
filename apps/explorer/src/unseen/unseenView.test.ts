import { describe, expect, test } from 'vitest';
import { madeCrossval } from './testing/madeCrossval.js';
import { choiceOf, errorText, foldLabel, groupRows, measureText, modelRows, smallestOf } from './unseenView.js';

const crossval = madeCrossval();
const results = [
  { name: 'one', crossval },
  { name: 'two', crossval: { ...crossval, folds: crossval.folds.toReversed() } },
];
const choose = (query: string): ReturnType<typeof choiceOf> => choiceOf(results, new URLSearchParams(query));

describe('choiceOf', () => {
  test('takes what the address says, and the first of what it does not say or what there is not', () => {
    expect(choose('')).toMatchObject({ result: { name: 'one' }, fold: 'cubic', model: 'default' });
    expect(choose('run=two')).toMatchObject({ result: { name: 'two' }, fold: 'trigonal+hexagonal' });
    expect(choose('run=none&target=gap&fold=trigonal%2Bhexagonal&model=trees')).toMatchObject({
      result: { name: 'one' },
      target: { name: 'gap' },
      fold: 'trigonal+hexagonal',
      model: 'trees',
    });
  });

  test('there is none without results', () => {
    expect(choiceOf([], new URLSearchParams())).toBeUndefined();
  });
});

test('rows have all models, each fold and the mean; what was not measured is not there', () => {
  const rows = modelRows(crossval, 'bulk_modulus');
  expect(rows.map(({ model, kind }) => [model, kind])).toEqual([
    ['default', 'network'],
    ['distance', 'network'],
    ['trees', 'baseline'],
  ]);
  expect(rows[0]!.folds).toHaveLength(2);
  expect(rows[0]!.folds[0]).toMatchObject({ inDistribution: 0.05, price: 1.5 });
  expect(rows[0]!.mean?.heldOut).toBeCloseTo(0.075);
  expect(smallestOf(rows.map(({ folds }) => folds[0]))).toBeCloseTo(0.075);
  const gap = modelRows(crossval, 'gap');
  expect(gap.map(({ folds, mean }) => [...folds, mean])).toEqual(gap.map(() => [undefined, undefined, undefined]));
  expect(smallestOf(gap.map(({ mean }) => mean))).toBeUndefined();
});

test('groups are sorted by their crystals, and have a price where the error in distribution was measured', () => {
  const rows = groupRows(crossval, choose('')!);
  expect(rows.map(({ group, count }) => [group, count])).toEqual([
    [225, 240],
    [221, 180],
    [216, 90],
    [227, 6],
  ]);
  expect(rows[0]!.price).toBeCloseTo(1.5);
  expect(rows.at(-1)!.price).toBeUndefined();
  expect(groupRows(crossval, choose('target=gap')!)).toEqual([]);
});

test('texts', () => {
  expect(foldLabel('trigonal+hexagonal')).toBe('trigonal + hexagonal');
  expect([0.053812, 12.345, 0, 1500].map(errorText)).toEqual(['0.0538', '12.3', '0', '1500']);
  expect(crossval.targets.map(measureText)).toEqual([
    'mean absolute error of the decimal logarithm',
    'mean absolute error',
  ]);
  expect(measureText({ name: 'metal', task: 'classification', log10: false, measure: 'share wrong' })).toBe(
    'share of wrong answers',
  );
});
