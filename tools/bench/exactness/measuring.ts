import * as tf from '@tensorflow/tfjs';
import type { Features } from './features.ts';
import type { NetworkStack } from './networks.ts';
import type { Random } from './random.ts';
import { allImages, randomOperation, writeImage } from './symmetries.ts';
import type { Target } from './targets.ts';
import { outputsOf } from './training.ts';

/** Examples that no network was trained with, and images of some of them. */
export interface TestSet {
  readonly values: Float64Array;
  /** Features (n · arity, width). */
  readonly features: Float32Array;
  /** How many of the examples, the first ones, have images. */
  readonly moved: number;
  readonly imagesOfEach: number;
  /** Features (moved, imagesOfEach · arity, width). */
  readonly images: Float32Array;
}

export interface Measured {
  /** Root mean square, and mean absolute value, of prediction − value. */
  readonly rms: number;
  readonly mae: number;
  /** Root mean square, and largest absolute value, of f(gx) − f(x) over the images. */
  readonly violation: number;
  readonly worst: number;
  /** Root mean square error of the mean over the images: a network that is symmetrised when it is used, at that many times the cost. */
  readonly averaged: number;
}

/** Of a pair, as many images as this with operations drawn for each of the two points: not all pairs of operations. */
const PAIR_IMAGES = 48;
const CHUNK = 8192;

/** Images of `moved` examples: all of a point; of a pair, random ones. */
export function imagesOf(target: Target, points: Float64Array, moved: number, random: Random): Float64Array {
  const { symmetry, arity } = target;
  const { dim } = symmetry;
  const some = points.subarray(0, moved * arity * dim);
  if (arity === 1) return allImages(symmetry, some);
  const out = new Float64Array(moved * PAIR_IMAGES * 2 * dim);
  for (let i = 0; i < out.length / dim; i++) {
    const from = 2 * Math.floor(i / (2 * PAIR_IMAGES)) + (i % 2);
    writeImage(randomOperation(symmetry, random), some, from, out, i);
  }
  return out;
}

export function testSet(
  target: Target,
  points: Float64Array,
  features: Features,
  moved: number,
  random: Random,
): TestSet {
  const { symmetry, arity } = target;
  const images = imagesOf(target, points, moved, random);
  return {
    values: target.values(points),
    features: features.table(points),
    moved,
    imagesOfEach: images.length / (moved * arity * symmetry.dim),
    images: features.table(images),
  };
}

/** Error and asymmetry of one network of a stack. */
export function measure(stack: NetworkStack, network: number, arity: 1 | 2, width: number, set: TestSet): Measured {
  const predicted = predict(stack, network, arity, width, set.features);
  const moved = predict(stack, network, arity, width, set.images);
  const errors = Array.from(predicted, (value, i) => value - set.values[i]!);
  let [squares, worst, averaged] = [0, 0, 0];
  for (let i = 0; i < set.moved; i++) {
    let sum = 0;
    for (let j = i * set.imagesOfEach; j < (i + 1) * set.imagesOfEach; j++) {
      const difference = moved[j]! - predicted[i]!;
      squares += difference ** 2;
      worst = Math.max(worst, Math.abs(difference));
      sum += moved[j]!;
    }
    averaged += (sum / set.imagesOfEach - set.values[i]!) ** 2;
  }
  return {
    rms: Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length),
    mae: errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length,
    violation: Math.sqrt(squares / (set.moved * set.imagesOfEach)),
    worst,
    averaged: Math.sqrt(averaged / set.moved),
  };
}

function predict(
  stack: NetworkStack,
  network: number,
  arity: 1 | 2,
  width: number,
  features: Float32Array,
): Float32Array {
  const rows = features.length / width;
  const out = new Float32Array(rows / arity);
  for (let at = 0; at < rows; at += CHUNK) {
    const values = tf.tidy(() => {
      const some = features.subarray(at * width, (at + CHUNK) * width);
      const encodings = stack.applyOne(network, tf.tensor2d(some, [some.length / width, width]));
      return outputsOf(tf.expandDims(encodings, 0), arity).dataSync<'float32'>();
    });
    out.set(values, at / arity);
  }
  return out;
}
