import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { lossOf } from './losses.js';
import { useFastestBackend } from '../testing/backends.js';
import { relativeDifference } from '../testing/numbers.js';

beforeAll(async () => void (await useFastestBackend()));

const LOSSES = ['l1', 'huber', 'mse', 'cross-entropy'] as const;
type Loss = (typeof LOSSES)[number];

/** One error, by its definition. */
const naive: Record<Loss, (output: number, target: number) => number> = {
  l1: (y, t) => Math.abs(y - t),
  mse: (y, t) => (y - t) ** 2,
  huber: (y, t) => (Math.abs(y - t) <= 1 ? (y - t) ** 2 / 2 : Math.abs(y - t) - 0.5),
  'cross-entropy': (y, t) => Math.log(1 + Math.exp(y)) - t * y,
};

const number = fc.integer({ min: -300, max: 300 }).map((n) => n / 100);
const entries = fc.array(fc.record({ output: number, target: number, given: fc.boolean(), other: number }), {
  minLength: 1,
  maxLength: 12,
});

function evaluated(
  loss: Loss,
  outputs: number[],
  targets: number[],
  weights: number[],
): { value: number; gradient: number[] } {
  return tf.tidy(() => {
    const row = (values: number[]): tf.Tensor2D => tf.tensor2d(values, [1, values.length]);
    const { value, grad } = tf.valueAndGrad((y: tf.Tensor) =>
      lossOf(
        y as tf.Tensor2D,
        { values: row(targets), weights: row(weights) },
        loss === 'cross-entropy' ? 'classification' : 'regression',
        loss === 'cross-entropy' ? 'l1' : loss,
      ),
    )(row(outputs));
    return { value: value.dataSync()[0]!, gradient: Array.from(grad.dataSync(), (slope) => slope + 0) };
  });
}

describe.each(LOSSES)('lossOf: %s', (loss) => {
  // A class is 0 or 1.
  const classed = (x: number): number => (loss === 'cross-entropy' ? Number(x > 0) : x);

  it('is the mean over the values that are given, whatever stands where none is', () => {
    fc.assert(
      fc.property(
        entries.filter((list) => list.some(({ given }) => given)),
        (list) => {
          const given = list.filter((entry) => entry.given);
          const outputs = list.map(({ output }) => output);
          const weights = list.map((entry) => Number(entry.given));
          const { value, gradient } = evaluated(
            loss,
            outputs,
            list.map(({ target }) => classed(target)),
            weights,
          );
          const expected =
            given.reduce((sum, { output, target }) => sum + naive[loss](output, classed(target)), 0) / given.length;
          expect(Math.abs(value - expected)).toBeLessThan(1e-5 * Math.max(1, expected));
          const targets = list.map((entry) => classed(entry.given ? entry.target : entry.other));
          expect(evaluated(loss, outputs, targets, weights)).toEqual({ value, gradient });
          gradient.forEach((slope, i) => {
            if (!list[i]!.given) expect(slope).toBe(0);
          });
          const alone = evaluated(
            loss,
            given.map(({ output }) => output),
            given.map(({ target }) => classed(target)),
            given.map(() => 1),
          );
          const kept = gradient.filter((_, i) => list[i]!.given);
          if (kept.some((slope) => slope !== 0)) expect(relativeDifference(kept, alone.gradient)).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 30 },
    );
  });
});
