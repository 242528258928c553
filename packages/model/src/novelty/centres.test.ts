import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { NoveltyDistances } from '../ops/noveltyDistances.js';
import { centreReference } from './centres.js';
import { evenReference, type NoveltyReference } from './reference.js';
import { useFastestBackend } from '../testing/backends.js';
import { normalTensor } from '../testing/numbers.js';

beforeAll(async () => {
  await useFastestBackend();
});

const WIDTH = 6;

/** Points about some random centres, as embeddings lie. */
function clusters(count: number, seed: number, { centres = 12, deviation = 0.3 } = {}): Float32Array {
  const middle = normalTensor([centres, WIDTH], 1, { deviation: 3 }).dataSync();
  const noise = normalTensor([count, WIDTH], seed, { deviation }).dataSync();
  return Float32Array.from(noise, (x, i) => x + middle[(Math.floor(i / WIDTH) % centres) * WIDTH + (i % WIDTH)]!);
}

function noveltyOf(reference: NoveltyReference, points: Float32Array): number[] {
  const novelty = new NoveltyDistances(reference);
  const values = tf.tidy(() => [...novelty.of(tf.tensor2d(points, [points.length / WIDTH, WIDTH])).dataSync()]);
  novelty.dispose();
  return values;
}

const shareAbove = (values: readonly number[], bound: number): number =>
  values.filter((value) => value > bound).length / values.length;

describe('centres that stand for a training set', () => {
  it('find at most 1 % of the training crystals unusual, however few they are', () => {
    const points = fc.record({
      count: fc.integer({ min: 2, max: 400 }),
      most: fc.integer({ min: 1, max: 40 }),
      seed: fc.integer({ min: 2, max: 1e6 }),
      centres: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(points, ({ count, most, seed, centres }) => {
        const training = clusters(count, seed, { centres });
        const reference = centreReference(training, WIDTH, most);
        expect(reference.rows.length / WIDTH).toBeLessThanOrEqual(Math.min(most, count));
        // Of the sorted distances the quantile is one: what is above it is less than a whole crystal more than 1 %.
        const unusual = noveltyOf(reference, training).filter((value) => value > 1.001).length;
        expect(unusual).toBeLessThanOrEqual(Math.ceil(0.01 * (count - 1)));
      }),
      { numRuns: 60 },
    );
  });

  it('find new crystals of the same kinds usual, and others not, nearly as all crystals together do', () => {
    const training = clusters(3000, 2);
    const [all, few] = [evenReference(training, WIDTH), centreReference(training, WIDTH, 64)];
    expect(few.rows.length / WIDTH).toBe(64);
    const [same, other] = [clusters(1000, 3), normalTensor([1000, WIDTH], 4, { deviation: 3 }).dataSync()];
    for (const reference of [all, few]) {
      expect(shareAbove(noveltyOf(reference, same), 1)).toBeLessThan(0.03);
      expect(shareAbove(noveltyOf(reference, other as Float32Array), 1)).toBeGreaterThan(0.95);
    }
  });

  it('measure what is usual over all crystals: a few of them, among themselves, are far from each other', () => {
    const training = clusters(2000, 5);
    const few = centreReference(training, WIDTH, 12);
    const among = evenReference(few.rows, WIDTH);
    // In the same units.
    const unit = (reference: NoveltyReference): number => reference.scale.usual / reference.scale.inverse[0]!;
    expect(unit(few)).toBeLessThan(unit(among) / 3);
  });

  it('keep an outlier, which is a kind of its own', () => {
    const training = clusters(500, 6);
    const outlier = Float32Array.from({ length: WIDTH }, (_, c) => 40 + c);
    const reference = centreReference(Float32Array.from([...training, ...outlier]), WIDTH, 30);
    const [again, near, far] = noveltyOf(
      reference,
      Float32Array.from([...outlier, ...outlier.map((x) => x + 0.01), ...outlier.map((x) => 1.5 * x)]),
    );
    expect(again).toBeLessThan(0.05);
    expect(near).toBeLessThan(0.1);
    expect(far).toBeGreaterThan(1);
  });

  it('are no more than there are different crystals, and never make NaN', () => {
    const [a, b] = [
      [1, 2, 3, 4, 5, 6],
      [1, 2, 3, 4, 5, 9],
    ];
    const twice = Float32Array.from([...a!, ...b!, ...a!, ...b!, ...a!]);
    const two = centreReference(twice, WIDTH, 4);
    expect(two.rows.length / WIDTH).toBe(2);
    expect(noveltyOf(two, twice)).toEqual([0, 0, 0, 0, 0]);
    const one = centreReference(Float32Array.from([...a!, ...a!, ...a!]), WIDTH, 2);
    expect(noveltyOf(one, Float32Array.from([...a!, ...b!]))).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  it('are the same for the same embeddings', () => {
    const training = clusters(300, 7);
    expect(centreReference(training, WIDTH, 20)).toEqual(centreReference(training.slice(), WIDTH, 20));
  });
});
