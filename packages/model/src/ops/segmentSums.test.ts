import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, useBackend } from '../testing/backends.js';
import { productSums, segmentSums } from './segmentSums.js';

const ROWS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
/** Two crystals of three segments each; the second has no row in its last one. */
const SEGMENTS = [0, 2, 2, 4, 3, 4];
const SUMS = [1, 2, 0, 0, 3 + 5, 4 + 6, 9, 10, 7 + 11, 8 + 12, 0, 0];

describe.each<BackendName>(['cpu', 'wasm', 'tensorflow'])('on %s', (backend) => {
  let installed = false;
  beforeAll(async () => {
    installed = await useBackend(backend);
  });

  it.for([
    ['the sums of segments', segmentSums],
    ['the sums of segments as products', productSums],
  ] as const)('%s are those of their rows', ([, sums], { skip }) => {
    skip(!installed, `the ${backend} backend is not installed`);
    const before = tf.memory().numTensors;
    const found = tf.tidy(() => sums(tf.tensor2d(ROWS, [6, 2]), tf.tensor1d(SEGMENTS, 'int32'), 2, 6).arraySync());
    expect(found.flat()).toEqual(SUMS);
    const one = tf.tidy(() =>
      sums(tf.tensor2d(ROWS, [6, 2]), tf.tensor1d([0, 0, 0, 1, 1, 1], 'int32'), 2, 2).arraySync(),
    );
    expect(one).toEqual([
      [9, 12],
      [27, 30],
    ]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
