import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPlaneGroup } from './planeGroups.js';
import { planeModel } from './planeModel.js';
import { shownWeights } from './shownWeights.js';
import { decodeWeights, encodeWeights } from './weightCode.js';
import { fittedWeights, randomWeights, roundedWeight, trimmedWeights, WEIGHT_STEPS } from './weights.js';

const model = planeModel(findPlaneGroup('p3')!, 5);
const weight = fc.integer({ min: -WEIGHT_STEPS, max: WEIGHT_STEPS }).map((steps) => steps / WEIGHT_STEPS + 0);

test('a seed gives the same weights each time, another seed others', () => {
  const weights = randomWeights(model, 7, 2);
  expect(randomWeights(model, 7, 2)).toEqual(weights);
  expect(randomWeights(model, 8, 2)).not.toEqual(weights);
  expect(weights).toHaveLength(model.functions.length);
  expect(weights[0]).toBe(0);
  expect(Math.max(...weights.map(Math.abs))).toBe(1);
});

test('smoothness takes weight from high frequencies', () => {
  const high = (smoothness: number): number =>
    randomWeights(model, 3, smoothness)
      .slice(-20)
      .reduce((sum, w) => sum + Math.abs(w), 0);
  expect(high(4)).toBeLessThan(high(2));
  expect(high(2)).toBeLessThan(high(0));
});

test('only the constant function: nothing to weigh', () => {
  expect(randomWeights({ functions: model.functions.slice(0, 1) }, 1, 2)).toEqual([0]);
});

test('weights survive an address', () => {
  fc.assert(
    fc.property(fc.array(weight), (weights) => {
      expect(decodeWeights(encodeWeights(weights))).toEqual(trimmedWeights(weights));
    }),
  );
  expect(encodeWeights([])).toBe('-');
  expect(encodeWeights([0, 0, 1])).toBe('--rs');
});

test('what is no list of weights is refused', () => {
  for (const text of ['', 'a', 'zz', '5k5', '5k 5k', '5K']) expect(decodeWeights(text)).toBeNull();
});

test('weights are rounded and cut off', () => {
  expect([0.1234, 2, -3, -0.0001].map(roundedWeight)).toEqual([0.124, 1, -1, 0]);
  expect(fittedWeights([1, 0.5], 3)).toEqual([1, 0.5, 0]);
  expect(fittedWeights([1, 0.5], 1)).toEqual([1]);
});

test('weights by hand come before one function alone, and that before the seed', () => {
  const state = { weights: null, single: null, seed: 2, smoothness: 1 };
  const shown = (change: Partial<Parameters<typeof shownWeights>[1]>): number[] =>
    shownWeights(model, { ...state, ...change });
  expect(shown({})).toEqual(randomWeights(model, 2, 1));
  expect(shown({ single: 2 }).flatMap((w, j) => (w === 0 ? [] : [[j, w]]))).toEqual([[2, 1]]);
  expect(shown({ single: 5000 })).toEqual(randomWeights(model, 2, 1));
  expect(shown({ weights: [0.5] })[0]).toBe(0.5);
  expect(shown({ weights: [] }).every((w) => w === 0)).toBe(true);
});
