import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { CrystalEncoder } from './crystalEncoder.js';
import { ElementEmbedding } from './elementEmbedding.js';
import { OrbitAttention } from './orbitAttention.js';
import { OrbitPooling } from './orbitPooling.js';
import { PropertyHead } from './propertyHead.js';
import { SpaceGroupDense } from '../spaceGroupDense/spaceGroupDense.js';
import { type BackendName, useBackend, useFastestBackend } from '../testing/backends.js';
import { type Differentiable, gradientCheck } from '../testing/gradientCheck.js';
import { layerFunction } from '../testing/layerFunction.js';
import { normalTensor, relativeDifference, uniformNumbers } from '../testing/numbers.js';
import {
  plainCrystalEncoder,
  plainElementEmbedding,
  plainOrbitAttention,
  plainOrbitPooling,
  plainPropertyHead,
  plainTransformerBlock,
} from '../testing/referenceLayers.js';
import { TransformerBlock } from './transformerBlock.js';

const [B, A, D, HEADS] = [2, 3, 8, 2];
const BINS = 6;

interface LayerCase {
  readonly name: string;
  readonly make: () => tf.layers.Layer;
  readonly inputs: () => tf.Tensor[];
  /** How many of the first inputs have gradients. */
  readonly differentiable: number;
  readonly plain: (inputs: readonly tf.Tensor[], weights: readonly tf.Tensor[], names: readonly string[]) => tf.Tensor;
}

const tokens = (): tf.Tensor => normalTensor([B, A, D], 1);
/** Functions of pairs as features have them: some bins empty, 1 for the site itself, a share of the sites. */
const distances = (): tf.Tensor => {
  const K = BINS + 2;
  const values = uniformNumbers(B * A * A * K, -1, 2, 2).map((x) => Math.max(0, x));
  for (let pair = 0; pair < B * A * A; pair++) {
    const [i, j] = [Math.floor(pair / A) % A, pair % A];
    values[pair * K + BINS] = i === j ? 1 : 0;
    values[pair * K + BINS + 1] = (j + 1) / 6;
  }
  return tf.tensor4d(values, [B, A, A, K]);
};
const shares = (): tf.Tensor =>
  tf.tensor4d(
    Array.from({ length: B * A * A }, (_, p) => ((p % A) + 1) / 6),
    [B, A, A, 1],
  );

const attends = (
  name: string,
  make: () => tf.layers.Layer,
  pairs: () => tf.Tensor,
  plain: typeof plainTransformerBlock,
): LayerCase => ({
  name,
  make,
  inputs: () => [tokens(), pairs()],
  differentiable: 1,
  plain: ([x, p], weights) => plain(x!, p!, weights, HEADS),
});
const attention = (totals?: boolean) => (): tf.layers.Layer =>
  new OrbitAttention({ heads: HEADS, radialFunctions: 5, seed: 4, ...(totals === undefined ? {} : { totals }) });
const block = (totals?: boolean) => (): tf.layers.Layer =>
  new TransformerBlock({
    heads: HEADS,
    radialFunctions: 5,
    expansion: 2,
    seed: 5,
    ...(totals === undefined ? {} : { totals }),
  });
const encodes = (kind: 'mlp' | 'product', fourier: boolean, around = false): LayerCase => ({
  name: `CrystalEncoder (${kind}${fourier ? '' : ', without Fourier features'}${around ? ', with surroundings' : ''})`,
  make: () => new CrystalEncoder({ width: D, kind, fourier, surroundings: around, seed: 6 }),
  inputs: () => [
    normalTensor([B, 7], 7),
    ...(fourier ? [normalTensor([B, A, 10], 8)] : []),
    ...(around ? [normalTensor([B, A, 6], 9)] : []),
  ],
  differentiable: 0,
  plain: ([context, ...rest], weights, names) =>
    plainCrystalEncoder(
      context!,
      fourier ? rest[0] : undefined,
      around ? rest.at(-1) : undefined,
      Object.fromEntries(names.map((n, i) => [n, weights[i]!])),
      kind,
    ),
});

const cases: readonly LayerCase[] = [
  attends('OrbitAttention with totals', attention(true), distances, plainOrbitAttention),
  attends('TransformerBlock with totals', block(true), distances, plainTransformerBlock),
  attends('OrbitAttention', attention(), distances, plainOrbitAttention),
  attends('OrbitAttention without distances', attention(), shares, plainOrbitAttention),
  attends('TransformerBlock', block(), distances, plainTransformerBlock),
  attends('TransformerBlock without distances', block(), shares, plainTransformerBlock),
  encodes('mlp', true),
  encodes('mlp', false),
  encodes('product', true),
  encodes('mlp', true, true),
  encodes('mlp', false, true),
  encodes('product', false, true),
  ...[true, false].map((descriptors): LayerCase => ({
    name: `ElementEmbedding ${descriptors ? 'with' : 'without'} descriptors`,
    make: () => new ElementEmbedding({ width: D, descriptors, seed: 7 }),
    inputs: () => [tf.tensor2d([11, 17, 0, 22, 8, 8], [B, A], 'int32')],
    differentiable: 0,
    plain: ([z], weights) => plainElementEmbedding(z!, weights),
  })),
  {
    name: 'OrbitPooling',
    make: () => new OrbitPooling(),
    inputs: () => [tokens(), tf.tensor2d([4, 4, 0, 1, 2, 3], [B, A])],
    differentiable: 2,
    plain: ([x, weights]) => plainOrbitPooling(x!, weights!),
  },
  {
    name: 'PropertyHead',
    make: () => new PropertyHead({ targets: 3, seed: 8 }),
    inputs: () => [normalTensor([5, D], 9)],
    differentiable: 1,
    plain: ([x], weights) => plainPropertyHead(x!, weights),
  },
];

/** Output and gradients of its product with fixed random numbers, on the host. */
function evaluated(f: Differentiable, xs: tf.Tensor[]): Float32Array[] {
  return tf.tidy(() => {
    const value = f(...xs);
    const cotangent = normalTensor(value.shape, 40);
    const gradients = xs.length === 0 ? [] : tf.grads((...ys: tf.Tensor[]) => tf.sum(tf.mul(f(...ys), cotangent)))(xs);
    return [value, ...gradients].map((x) => x.dataSync() as Float32Array);
  });
}

/** A layer, the same written plainly, and what both are functions of. */
function underTest({ make, inputs, differentiable, plain }: LayerCase): {
  readonly layer: Differentiable;
  readonly reference: Differentiable;
  readonly xs: tf.Tensor[];
} {
  const given = inputs();
  const { call, names, weights } = layerFunction(make(), given, differentiable);
  return {
    layer: call,
    reference: (...ys) =>
      plain([...ys.slice(0, differentiable), ...given.slice(differentiable)], ys.slice(differentiable), names),
    xs: [...given.slice(0, differentiable), ...weights()],
  };
}

const onCpu = new Map<string, Float32Array[]>();

describe.each<BackendName>(['cpu', 'wasm', 'tensorflow'])('layers on %s', (backend) => {
  let installed = false;
  beforeAll(async () => {
    installed = await useBackend(backend);
  });

  it.for(cases)('$name is its plain version, gradients too', (layerCase, { skip }) => {
    skip(!installed, `the ${backend} backend is not installed`);
    const { layer, reference, xs } = underTest(layerCase);
    const values = evaluated(layer, xs);
    const expected = evaluated(reference, xs);
    expect(values).toHaveLength(expected.length);
    values.forEach((value, i) => expect(relativeDifference(value, expected[i]!)).toBeLessThan(1e-5));
    const known = onCpu.get(layerCase.name);
    if (known === undefined) onCpu.set(layerCase.name, values);
    else values.forEach((value, i) => expect(relativeDifference(value, known[i]!)).toBeLessThan(1e-4));
  });
});

describe('layers', () => {
  beforeAll(async () => void (await useFastestBackend()));

  it.each(cases)('$name has the gradients of finite differences', (layerCase) => {
    const { layer, xs } = underTest(layerCase);
    for (const error of gradientCheck(layer, xs)) expect(error).toBeLessThan(1e-3);
  });

  it('SpaceGroupDense has the gradients of finite differences, with respect to points too', () => {
    for (const points of [1, 20]) {
      // Few points: features are projected; many: weights.
      const inputs = [normalTensor([2, points, 3], 13), tf.tensor1d([62, 194], 'int32')];
      const layer = new SpaceGroupDense({ units: 4, minCount: 27, activation: 'tanh', seed: 9 });
      const { call, names, weights } = layerFunction(layer, inputs, 1);
      expect(names).toEqual(['cubicKernel', 'hexagonalKernel', 'bias']);
      const errors = gradientCheck(call, [inputs[0]!, ...weights()], { step: 2 ** -9 });
      for (const error of errors) expect(error).toBeLessThan(1e-3);
      layer.dispose();
    }
  });

  it.each(cases)('$name is rebuilt from its configuration', ({ make, inputs }) => {
    const layer = make();
    const config = layer.getConfig();
    const type = layer.constructor as unknown as {
      className: string;
      fromConfig(type: unknown, config: tf.serialization.ConfigDict): tf.layers.Layer;
    };
    const again = type.fromConfig(layer.constructor, JSON.parse(JSON.stringify(config)) as tf.serialization.ConfigDict);
    expect(again.getConfig()).toEqual(config);
    const given = inputs();
    const input = given.length === 1 ? given[0]! : given;
    const expected = (layer.apply(input) as tf.Tensor).dataSync();
    // The seed is part of it: the same initial weights.
    expect([...(again.apply(input) as tf.Tensor).dataSync()]).toEqual([...expected]);
  });

  it.each(cases)('$name is part of a model that is saved as JSON', async ({ make, inputs, name }) => {
    const given = inputs();
    const symbolic = given.map((x) => tf.input({ shape: x.shape.slice(1), dtype: x.dtype }));
    const layer = make();
    const output = layer.apply(symbolic.length === 1 ? symbolic[0]! : symbolic) as tf.SymbolicTensor;
    const model = tf.model({ inputs: symbolic, outputs: output });
    const expected = model.predict(given.length === 1 ? given[0]! : given) as tf.Tensor;
    expect(output.shape.slice(1)).toEqual(expected.shape.slice(1));
    const loaded = await tf.models.modelFromJSON(model.toJSON(undefined, false) as unknown as tf.io.ModelJSON);
    loaded.setWeights(model.getWeights());
    const actual = loaded.predict(given.length === 1 ? given[0]! : given) as tf.Tensor;
    expect([...actual.dataSync()], name).toEqual([...expected.dataSync()]);
  });

  it.each(cases)('$name stays frozen in its configuration', ({ make }) => {
    const layer = make();
    layer.trainable = false;
    const type = layer.constructor as unknown as new (config: object) => tf.layers.Layer;
    expect(new type(layer.getConfig()).trainable).toBe(false);
    expect(make().trainable).toBe(true);
  });

  it('refuse heads that do not divide the width, and pairs without a meaning', () => {
    const [x, pairs] = [tf.zeros([1, 2, 6]), (K: number): tf.Tensor => tf.ones([1, 2, 2, K])];
    for (const layer of [new OrbitAttention({ heads: 4 }), new TransformerBlock({ heads: 4 })])
      expect(() => layer.apply([x, pairs(1)])).toThrow(expect.objectContaining({ code: 'bad-config' }));
    expect(() => new OrbitAttention({ heads: 2 }).apply([x, pairs(2)])).toThrow(/2 more than radial bins/);
    const one = new OrbitAttention({ heads: 2 }).apply([x, pairs(3)]) as tf.Tensor;
    expect([...one.dataSync()].every(Number.isFinite)).toBe(true);
  });

  it('drop otherwise in every call of a training that gives no step', () => {
    const make = (): TransformerBlock =>
      new TransformerBlock({ heads: HEADS, radialFunctions: 5, dropout: 0.5, seed: 5 });
    const calls = (layer: TransformerBlock): number[][] =>
      [0, 1].map(() =>
        tf.tidy(() => [...(layer.apply([tokens(), distances()], { training: true }) as tf.Tensor).dataSync()]),
      );
    const [first, second] = calls(make());
    expect(second).not.toEqual(first);
    expect(calls(make())).toEqual([first, second]);
  });

  it('train in a sequential model by themselves', async () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: D, inputShape: [4] }), new PropertyHead({ targets: 1, seed: 3 })],
    });
    model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
    const x = normalTensor([64, 4], 11);
    const y = tf.sum(x, 1, true);
    const { history } = await model.fit(x, y, { epochs: 20, batchSize: 16, shuffle: false, verbose: 0 });
    const losses = history['loss'] as number[];
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 4);
  });

  it.each(cases)('$name leaves no tensor behind', ({ make, inputs }) => {
    const given = inputs();
    const layer = make();
    const run = (): void => (layer.apply(given.length === 1 ? given[0]! : given) as tf.Tensor).dispose();
    run();
    const before = tf.memory().numTensors;
    run();
    expect(tf.memory().numTensors).toBe(before);
  });
});
