import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { lossOf } from './losses.js';
import { useFastestBackend } from '../testing/backends.js';

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
/** (B, T) values, some missing. */
const batches = fc
  .record({ records: fc.integer({ min: 1, max: 20 }), targets: fc.integer({ min: 1, max: 3 }) })
  .chain(({ records, targets }) =>
    fc.array(
      fc.array(fc.record({ output: number, target: number, given: fc.boolean(), other: number }), {
        minLength: targets,
        maxLength: targets,
      }),
      { minLength: records, maxLength: records },
    ),
  );

function evaluated(
  loss: Loss,
  outputs: number[][],
  targets: number[][],
  weights: number[][],
): { value: number; gradient: number[][] } {
  return tf.tidy(() => {
    const { value, grad } = tf.valueAndGrad((y: tf.Tensor) =>
      lossOf(
        y as tf.Tensor2D,
        { values: tf.tensor2d(targets), weights: tf.tensor2d(weights) },
        loss === 'cross-entropy' ? 'classification' : 'regression',
        loss === 'cross-entropy' ? 'l1' : loss,
      ),
    )(tf.tensor2d(outputs));
    const gradient = grad.arraySync() as number[][];
    return { value: value.dataSync()[0]!, gradient: gradient.map((row) => row.map((slope) => slope + 0)) };
  });
}

describe.each(LOSSES)('lossOf: %s', (loss) => {
  // A class is 0 or 1.
  const classed = (x: number): number => (loss === 'cross-entropy' ? Number(x > 0) : x);

  it('is the mean over the targets of the means over the records that have them, whatever stands where none is', () => {
    fc.assert(
      fc.property(batches, (rows) => {
        const outputs = rows.map((row) => row.map(({ output }) => output));
        const weights = rows.map((row) => row.map(({ given }) => Number(given)));
        const { value, gradient } = evaluated(
          loss,
          outputs,
          rows.map((row) => row.map(({ target }) => classed(target))),
          weights,
        );
        let expected = 0;
        rows[0]!.forEach((_, t) => {
          const given = rows.map((row) => row[t]!).filter((entry) => entry.given);
          const sum = given.reduce((total, { output, target }) => total + naive[loss](output, classed(target)), 0);
          expected += sum / Math.max(given.length, rows.length / 8) / rows[0]!.length;
        });
        expect(Math.abs(value - expected)).toBeLessThan(1e-5 * Math.max(1, expected));
        const others = rows.map((row) => row.map((entry) => classed(entry.given ? entry.target : entry.other)));
        expect(evaluated(loss, outputs, others, weights)).toEqual({ value, gradient });
        gradient.forEach((row, i) =>
          row.forEach((slope, t) => {
            if (!rows[i]![t]!.given) expect(slope).toBe(0);
          }),
        );
      }),
      { numRuns: 30 },
    );
  });

  /** A batch of 32, all with the first target, `count` with the second; all errors are equal. */
  const withRare = (count: number): { value: number; gradient: number[][] } =>
    evaluated(
      loss,
      Array.from({ length: 32 }, () => [0.75, 0.75]),
      Array.from({ length: 32 }, () => [0, 0]),
      Array.from({ length: 32 }, (_, i) => [1, Number(i < count)]),
    );
  const total = ({ gradient }: { gradient: number[][] }, t: 0 | 1): number =>
    gradient.reduce((sum, row) => sum + row[t]!, 0);

  it('a target that some records lack has as much weight as the others', () => {
    for (const count of [32, 16, 4]) {
      const found = withRare(count);
      expect(total(found, 1)).toBeCloseTo(total(found, 0), 6);
    }
  });

  it('a value of a rare target counts at most eight times as much as one that all have', () => {
    const [full, rare] = [withRare(32), withRare(1)];
    expect(rare.gradient[0]![1]! / rare.gradient[0]![0]!).toBeCloseTo(8, 4);
    expect(total(rare, 1) / total(rare, 0)).toBeCloseTo(1 / 4, 4);
    // The target that all have does not notice.
    expect(total(rare, 0)).toBeCloseTo(total(full, 0), 6);
  });

  it('is finite where no record of the batch has a target', () => {
    const none = withRare(0);
    expect(total(none, 1)).toBe(0);
    expect(total(none, 0)).toBeCloseTo(total(withRare(32), 0), 6);
    expect(evaluated(loss, [[1]], [[0]], [[0]])).toEqual({ value: 0, gradient: [[0]] });
  });
});
