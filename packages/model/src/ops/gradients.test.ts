import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { attend } from './attend.js';
import { placedRows } from './equivariantMoments.js';
import { feedForward, silu } from './feedForward.js';
import { linear, linearOfConstant } from './linear.js';
import { normalize } from './normalize.js';
import { pairWeights } from './pairWeights.js';
import { powerSpectrum } from './powerSpectrum.js';
import { type BackendName, useBackend } from '../testing/backends.js';
import { type Differentiable, gradientCheck } from '../testing/gradientCheck.js';
import { normalTensor, relativeDifference, uniformNumbers } from '../testing/numbers.js';
import {
  plainAttend,
  plainFeedForward,
  plainLinear,
  plainNormalize,
  plainPowerSpectrum,
  plainSilu,
} from '../testing/referenceLayers.js';

interface Kernel {
  readonly name: string;
  /** A function of tensors, which may use a tensor that has no gradient. */
  readonly fast: (constant: tf.Tensor2D) => Differentiable;
  readonly plain: (constant: tf.Tensor2D) => Differentiable;
  readonly inputs: () => tf.Tensor[];
  readonly constant: () => tf.Tensor2D;
}

const normals =
  (...shapes: readonly number[][]) =>
  (): tf.Tensor[] =>
    shapes.map((shape, i) => normalTensor(shape, 10 + i));
/** A kernel of tensors with fixed ranks and without a constant. */
const simple = (
  name: string,
  fast: (...inputs: never[]) => tf.Tensor,
  plain: (...inputs: never[]) => tf.Tensor,
  inputs: () => tf.Tensor[],
): Kernel => ({
  name,
  fast: () => fast as unknown as Differentiable,
  plain: () => plain as unknown as Differentiable,
  inputs,
  constant: () => tf.zeros([1, 1]),
});

const shape = { batch: 2, orbits: 3, heads: 2 };
const functions = 5;
/** Some pairs see nothing of each other, as orbits far apart do. */
const pairValues = uniformNumbers(2 * 3 * 3 * functions, -0.2, 1, 5).map((x) => Math.max(0, x));
const attention = (name: string, values: boolean, totals = false, learnedPairs = false): Kernel => {
  const applied =
    (f: typeof plainAttend) =>
    (constant: tf.Tensor2D): Differentiable =>
    (...inputs) => {
      const [qkv, weights] = inputs as [tf.Tensor2D, tf.Tensor2D];
      const value = values ? (inputs[2] as tf.Tensor3D) : undefined;
      const pairs = learnedPairs ? (inputs.at(-1) as tf.Tensor2D) : constant;
      return f(qkv, weights, value, pairs, { ...shape, totals, learnedPairs });
    };
  return {
    name,
    fast: applied((qkv, weights, values, pairs, of) =>
      attend(qkv, pairWeights([weights], pairs, of)[0]!, values, pairs, of),
    ),
    plain: applied(plainAttend),
    inputs: () => [
      normalTensor([6, 3 * 8], 21),
      tf.exp(normalTensor([functions, 2], 22, { deviation: 0.5 })),
      ...(values ? [normalTensor([2, functions, 4], 23)] : []),
      ...(learnedPairs ? [tf.tensor2d(uniformNumbers(18 * functions, 0.2, 1, 6), [18, functions])] : []),
    ],
    constant: () => tf.tensor2d(pairValues, [18, functions]),
  };
};

/** Weights of the pairs of two attentions, of two and three heads, one after another. */
const weighing = (name: string, learnedPairs: boolean): Kernel => {
  const read = (inputs: readonly tf.Tensor[], constant: tf.Tensor2D) => ({
    weights: inputs.slice(0, 2) as tf.Tensor2D[],
    pairs: learnedPairs ? (inputs[2] as tf.Tensor2D) : constant,
  });
  const flat = (parts: readonly tf.Tensor[]): tf.Tensor => tf.concat(parts.map((part) => tf.reshape(part, [-1])));
  return {
    name,
    fast:
      (constant) =>
      (...inputs) => {
        const { weights, pairs } = read(inputs, constant);
        return flat(pairWeights(weights, pairs, { ...shape, learnedPairs }));
      },
    plain:
      (constant) =>
      (...inputs) => {
        const { weights, pairs } = read(inputs, constant);
        const ofHeads = (weight: tf.Tensor2D): tf.Tensor =>
          tf.transpose(tf.reshape(tf.matMul(pairs, weight), [2, 9, weight.shape[1]]), [0, 2, 1]);
        return flat(weights.map(ofHeads));
      },
    inputs: () => [
      ...normals([functions, 2], [functions, 3])(),
      ...(learnedPairs ? [tf.tensor2d(pairValues, [18, functions])] : []),
    ],
    constant: () => tf.tensor2d(pairValues, [18, functions]),
  };
};

/** Two crystals of up to three orbits and four components of degrees 1 and 2; the last component of the second is padding. */
const spectrum: Kernel = (() => {
  const sizes = { components: 4, functions: 2, degrees: 2 };
  // Rows of orbits and degrees, six of each crystal.
  const segments = [
    [0, 1, 1, 4],
    [6 + 1, 6 + 1, 6 + 3, 6],
  ].flat();
  const applied =
    (f: typeof powerSpectrum) =>
    (values: tf.Tensor2D): Differentiable =>
    (weights, mixing) =>
      f(weights as tf.Tensor2D, mixing as tf.Tensor2D, {
        values: tf.reshape(values, [2, 8, 3]),
        segments: tf.tensor1d(segments, 'int32'),
        ...sizes,
      });
  return {
    name: 'powerSpectrum',
    fast: applied(powerSpectrum),
    plain: applied(plainPowerSpectrum),
    inputs: normals([6, 3], [6, 4]),
    constant: () => tf.concat([normalTensor([14, 3], 30), tf.zeros([2, 3])]) as tf.Tensor2D,
  };
})();

/** Five rows at six places, of which one is empty; one row has none. */
const placed: Kernel = (() => {
  const rows = [2, 0, 5, 4, 1, 5];
  const slots = [1, 4, 0, 6, 3];
  const matrix = rows.flatMap((row) => Array.from({ length: 5 }, (_, i) => Number(i === row)));
  return simple(
    'placedRows',
    (x: tf.Tensor2D) => placedRows(x, tf.tensor1d(rows, 'int32'), tf.tensor1d(slots, 'int32')),
    (x: tf.Tensor2D) => tf.matMul(tf.tensor2d(matrix, [6, 5]), x),
    normals([5, 3]),
  );
})();

const kernels: readonly Kernel[] = [
  simple('linear', linear, plainLinear, normals([7, 5], [5, 4], [4])),
  simple('linear without a bias', linear, plainLinear, normals([7, 5], [5, 4])),
  simple('silu', silu, plainSilu, normals([3, 2, 4])),
  simple('feedForward', feedForward, plainFeedForward, normals([6, 5], [5, 8], [8], [8, 3], [3])),
  simple('normalize', normalize, plainNormalize, normals([6, 8], [8], [8])),
  {
    name: 'linearOfConstant',
    fast: (constant) => (w) => linearOfConstant(constant, w as tf.Tensor2D),
    plain: (constant) => (w) => plainLinear(constant, w as tf.Tensor2D),
    inputs: normals([5, 4]),
    constant: () => normalTensor([7, 5], 30),
  },
  attention('attend with values', true),
  attention('attend without values', false),
  attention('attend with values and totals', true, true),
  attention('attend with totals alone', false, true),
  attention('attend with learned pairs', true, true, true),
  attention('attend with learned pairs without values', false, false, true),
  weighing('pairWeights of two attentions', false),
  weighing('pairWeights of two attentions with learned pairs', true),
  spectrum,
  placed,
];

/** Output, and gradients of its product with fixed random numbers, on the host. */
function evaluated({ inputs, constant }: Kernel, of: (constant: tf.Tensor2D) => Differentiable): Float32Array[] {
  return tf.tidy(() => {
    const xs = inputs();
    const f = of(constant());
    const value = f(...xs);
    const cotangent = normalTensor(value.shape, 40);
    const gradients = tf.grads((...ys: tf.Tensor[]) => tf.sum(tf.mul(f(...ys), cotangent)))(xs);
    return [value, ...gradients].map((x) => x.dataSync() as Float32Array);
  });
}

const reference = new Map<string, Float32Array[]>();

describe.each<BackendName>(['cpu', 'wasm', 'tensorflow'])('on %s', (backend) => {
  let installed = false;
  beforeAll(async () => {
    installed = await useBackend(backend);
  });

  it.for(kernels)('$name is its plain version, gradients too', (kernel, { skip }) => {
    skip(!installed, `the ${backend} backend is not installed`);
    const expected = evaluated(kernel, kernel.plain);
    evaluated(kernel, kernel.fast).forEach((values, i) => {
      expect(relativeDifference(values, expected[i]!)).toBeLessThan(2e-6);
    });
  });

  it.for(kernels)('$name has the gradients of finite differences', (kernel, { skip }) => {
    skip(!installed, `the ${backend} backend is not installed`);
    const errors = tf.tidy(() => gradientCheck(kernel.fast(kernel.constant()), kernel.inputs()));
    for (const error of errors) expect(error).toBeLessThan(1e-3);
  });

  it.for(kernels)('$name gives the same on every backend', (kernel, { skip }) => {
    skip(!installed, `the ${backend} backend is not installed`);
    const values = evaluated(kernel, kernel.fast);
    const known = reference.get(kernel.name);
    if (known === undefined) reference.set(kernel.name, values);
    else values.forEach((value, i) => expect(relativeDifference(value, known[i]!)).toBeLessThan(1e-5));
  });

  it('attend gives padding no gradient: not even a tiny one, which would be slow', ({ skip }) => {
    skip(!installed, `the ${backend} backend is not installed`);
    const { inputs, fast } = attention('attend with values and totals', true, true);
    // The third orbit of the second crystal is padding: it is of no pair, and nothing reads its output.
    const isPadded = (orbit: number): boolean => orbit === 5;
    const pairs = pairValues.map((value, at) => {
      const pair = Math.floor(at / functions);
      return isPadded(Math.floor(pair / 3)) || pair % 3 === 2 ? (pair < 9 ? value : 0) : value;
    });
    const [ofTokens] = tf.tidy(() => {
      const constant = tf.tensor2d(pairs, [18, functions]);
      const read = tf.tensor2d(
        Array.from({ length: 6 }, (_, orbit) => (isPadded(orbit) ? 0 : 1)),
        [6, 1],
      );
      const attended = fast(constant);
      const loss = (...ys: tf.Tensor[]): tf.Scalar => tf.sum(tf.mul(attended(...ys), read));
      return tf
        .grads(loss)(inputs())
        .map((gradient) => gradient.dataSync() as Float32Array);
    });
    const ofPadding = [...ofTokens!.subarray(5 * 24)];
    expect(ofPadding).toHaveLength(24);
    expect(ofPadding.every((number) => number === 0)).toBe(true);
    expect(ofTokens!.subarray(0, 5 * 24).every((number) => number !== 0)).toBe(true);
  });

  it.for(kernels)('$name leaves no tensor behind', (kernel, { skip }) => {
    skip(!installed, `the ${backend} backend is not installed`);
    evaluated(kernel, kernel.fast);
    const before = tf.memory().numTensors;
    evaluated(kernel, kernel.fast);
    expect(tf.memory().numTensors).toBe(before);
  });
});
