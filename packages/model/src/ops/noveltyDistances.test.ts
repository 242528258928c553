import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NoveltyDistances } from './noveltyDistances.js';
import { evenReference } from '../novelty/reference.js';
import { type BackendName, useBackend, useFastestBackend } from '../testing/backends.js';
import { normalTensor } from '../testing/numbers.js';

const WIDTH = 4;

/** Novelty of points, with as many tensors afterwards. */
function noveltyOf(training: ArrayLike<number>, points: ArrayLike<number>): number[] {
  const before = tf.memory().numTensors;
  const novelty = new NoveltyDistances(evenReference(Float32Array.from(training), WIDTH));
  const values = tf.tidy(() => [
    ...novelty.of(tf.tensor2d(Float32Array.from(points), [points.length / WIDTH, WIDTH])).dataSync(),
  ]);
  novelty.dispose();
  expect(tf.memory().numTensors).toBe(before);
  return values;
}

describe.each<BackendName>(['wasm', 'tensorflow'])('NoveltyDistances on %s', (backend) => {
  beforeAll(async () => {
    // Where the native one is not installed, the fastest there is.
    if (!(await useBackend(backend))) await useFastestBackend();
  });
  afterAll(async () => {
    await useFastestBackend();
  });

  it('is the distance of the nearest scaled training point over the 99 % quantile of theirs, wherever the origin is', () => {
    const training = normalTensor([50, WIDTH], 1).dataSync() as Float32Array;
    const points = normalTensor([20, WIDTH], 2, { deviation: 2 }).dataSync() as Float32Array;
    const rows = (values: ArrayLike<number>): number[][] =>
      Array.from({ length: values.length / WIDTH }, (_, i) => Array.from(values).slice(i * WIDTH, (i + 1) * WIDTH));
    const spread = Array.from({ length: WIDTH }, (_, c) => {
      const column = rows(training).map((row) => row[c]!);
      const mean = column.reduce((sum, x) => sum + x, 0) / column.length;
      return Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length);
    });
    const distance = (a: number[], b: number[]): number => Math.hypot(...a.map((x, c) => (x - b[c]!) / spread[c]!));
    const usual = rows(training)
      .map((a, i) => Math.min(...rows(training).flatMap((b, j) => (i === j ? [] : [distance(a, b)]))))
      .sort((a, b) => a - b)[Math.floor(0.99 * 49)]!;
    const expected = rows(points).map((a) => Math.min(...rows(training).map((b) => distance(a, b))) / usual);
    // 1000 spreads from 0, float32 keeps four digits of a difference.
    for (const [origin, digits] of [
      [0, 5],
      [1000, 2],
    ] as const) {
      const moved = (values: Float32Array): Float32Array => values.map((x) => x + origin);
      noveltyOf(moved(training), moved(points)).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, digits));
    }
  });

  it.each([1, 3])('of %i equal training points is 0 for them and infinite for others, never NaN', (count) => {
    const point = [0.3, -2, 5, 1];
    const training = Array.from({ length: count }, () => point).flat();
    expect(noveltyOf(training, [...point, 0.3, -2, 5, 1.5])).toEqual([0, Number.POSITIVE_INFINITY]);
  });
});
