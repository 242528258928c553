import { expect, test } from 'vitest';
import { dotsPath, parityAxis, parityPoints } from './parity.js';
import { madeCrossval } from './testing/madeCrossval.js';

const { folds, targets } = madeCrossval();
const [modulus, gap] = targets;
const choice = { model: 'trees', target: modulus! };

test('points are of what is learned, without crystals that lack a value', () => {
  const points = parityPoints(folds[0], choice, 'heldOut')!;
  expect(points).toHaveLength(folds[0]!.heldOut - 1);
  const { truth, heldOut } = folds[0]!.points!;
  expect(points[0]!.truth).toBe(Math.log10(truth['bulk_modulus']![0]!));
  expect(points[0]!.predicted).toBe(Math.log10(heldOut['trees']!['bulk_modulus']![0]!));
  expect(parityPoints(folds[0], choice, 'inDistribution')![0]!.truth).toBe(points[0]!.truth);
});

test('there are none where the file has none', () => {
  expect(parityPoints(folds[0], { ...choice, target: gap! }, 'heldOut')).toBeUndefined();
  expect(parityPoints(folds[0], { ...choice, model: 'other' }, 'heldOut')).toBeUndefined();
  expect(parityPoints({ ...folds[0]!, points: undefined } as never, choice, 'heldOut')).toBeUndefined();
  expect(parityPoints(undefined, choice, 'heldOut')).toBeUndefined();
});

test('the axis holds all points, and both directions have the same numbers', () => {
  const lists = [[{ truth: -0.3, predicted: 1.2 }], [{ truth: 2.7, predicted: 0 }]];
  const axis = parityAxis(lists, 300);
  expect(axis.low).toBeLessThanOrEqual(-0.3);
  expect(axis.high).toBeGreaterThanOrEqual(2.7);
  expect([axis.at(axis.low), axis.at(axis.high)]).toEqual([0, 300]);
  expect(axis.ticks.every((tick) => tick >= axis.low && tick <= axis.high)).toBe(true);
  expect(dotsPath([{ truth: axis.low, predicted: axis.low }], axis, 50, 310)).toBe('M50.0 310.0h0');
});

test('one point, and none, have an axis', () => {
  const one = parityAxis([[{ truth: 2, predicted: 2 }]], 100);
  expect(one.at(2)).toBeCloseTo(50);
  expect(parityAxis([[]], 100)).toMatchObject({ low: 0, high: 1 });
});
