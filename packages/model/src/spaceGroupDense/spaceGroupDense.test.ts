import { assertInvariant } from '@crystal-fourier/fourier-basis';
import { featurize, initMoyo, standardize, Structure } from '@crystal-fourier/data';
import { spaceGroup } from '@crystal-fourier/spacegroups';
import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ModelError } from '../config/errors.js';
import { familyOfGroup, familySet, realProjector } from './projector.js';
import { planeWaves } from './waves.js';
import { SpaceGroupDense, type SpaceGroupDenseConfig } from './spaceGroupDense.js';
import { type BackendName, useBackend, useFastestBackend } from '../testing/backends.js';
import { relativeDifference, uniformNumbers } from '../testing/numbers.js';

const NUMBERS = Array.from({ length: 230 }, (_, i) => i + 1);

let backend: BackendName;
let tensors = 0;

beforeAll(async () => {
  backend = await useFastestBackend();
});

beforeEach(() => (tensors = tf.memory().numTensors));

afterEach(() => {
  const left = tf.memory().numTensors - tensors;
  if (left !== 0) throw new Error(`the test left ${left} tensors`);
});

/** The layer's output for points (n, 3) of one group, as numbers. */
function valuesOf(layer: SpaceGroupDense, points: ArrayLike<number>, group: number): Float32Array {
  return tf.tidy(() => {
    const x = tf.tensor3d(Float32Array.from(points), [1, points.length / 3, 3]);
    return (layer.apply(x, { groups: [group] }) as tf.Tensor).dataSync() as Float32Array;
  });
}

/** A layer of which every weight is drawn, the bias too. */
function drawn(config: SpaceGroupDenseConfig): SpaceGroupDense {
  const layer = new SpaceGroupDense({ kernelInitializer: 'randomNormal', ...config });
  tf.tidy(() => {
    // The first use is what the layer counts as its owner.
    layer.apply(tf.zeros([1, 1, 3]), { groups: [config.family === 'hexagonal' ? 168 : 1] });
    const weights = layer.getWeights();
    layer.setWeights(
      weights.map((weight, i) => tf.tensor(uniformNumbers(weight.size, -1, 1, 50 + i + layer.seed), weight.shape)),
    );
  });
  return layer;
}

/** Weights as numbers: one kernel per family that the layer has, then the bias. */
const weightsOf = (layer: SpaceGroupDense): Float64Array[] =>
  layer.getWeights().map((weight) => Float64Array.from(weight.dataSync()));

/** `tanh( |G|⁻¹ Σ_g u(gx) W + b )` of a layer of both families in float64, by its definition: the average over the images of a point. */
function slowLayer(
  weights: readonly Float64Array[],
  minCount: number,
  point: ArrayLike<number>,
  group: number,
): number[] {
  const family = familyOfGroup(group);
  const set = familySet(family, minCount);
  const kernel = weights[family === 'cubic' ? 0 : 1]!;
  const y = Array.from(weights[2]!);
  const units = y.length;
  const { operations } = spaceGroup(group);
  for (const { rot, trans } of operations) {
    const image = [0, 1, 2].map(
      (r) => trans[r]! / 24 + rot[3 * r]! * point[0]! + rot[3 * r + 1]! * point[1]! + rot[3 * r + 2]! * point[2]!,
    );
    set.half.forEach((node, i) => {
      const phase = 2 * Math.PI * set.at(node).reduce((sum, k, axis) => sum + k * image[axis]!, 0);
      for (let c = 0; c < units; c++) {
        const [cosine, sine] = [kernel[i * units + c]!, kernel[(set.half.length + i) * units + c]!];
        y[c]! += (Math.cos(phase) * cosine + Math.sin(phase) * sine) / operations.length;
      }
    });
  }
  return y.map(Math.tanh);
}

const multiply = (a: Float64Array, b: Float64Array, n: number): Float64Array => {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const x = a[i * n + j]!;
      if (x !== 0) for (let k = 0; k < n; k++) out[i * n + k]! += x * b[j * n + k]!;
    }
  return out;
};

describe('realProjector', () => {
  it.each([1, 2, 19, 76, 143, 178, 225, 230])(
    'P = Pᵀ = P² of group %i, its trace the number of real functions',
    (number) => {
      const set = familySet(familyOfGroup(number), 60);
      const P = realProjector(spaceGroup(number), set);
      const n = 2 * set.half.length;
      const transposed = P.map((_, i) => P[(i % n) * n + Math.floor(i / n)]!);
      expect(relativeDifference(transposed, P)).toBeLessThan(1e-15);
      expect(relativeDifference(multiply(P, P, n), P)).toBeLessThan(1e-14);
      const trace = P.reduce((sum, value, i) => (i % (n + 1) === 0 ? sum + value : sum), 0);
      // Group 1: every cosine and every sine but sin 0; more operations leave fewer.
      if (number === 1) expect(trace).toBe(n - 1);
      expect(Math.abs(trace - Math.round(trace))).toBeLessThan(1e-12);
      expect(trace).toBeGreaterThan(0.99);
    },
  );

  it('has each group in the family of its axes', () => {
    expect(NUMBERS.filter((number) => familyOfGroup(number) === 'hexagonal')).toEqual(
      NUMBERS.filter((number) => number >= 143 && number <= 194),
    );
  });
});

describe('planeWaves', () => {
  it.each([
    [256, 3e-6],
    [2048, 6e-6],
  ])('of %i frequencies equal those in float64 to %f', (minCount, tolerance) => {
    const set = familySet('cubic', minCount);
    const n = 200;
    const points = uniformNumbers(3 * n, -4, 4, 9);
    const nodes = Array.from(set.half, (node) => set.at(node));
    const columns = [0, 1, 2].flatMap((axis) => nodes.map((k) => k[axis]!));
    const actual = tf.tidy(() =>
      planeWaves(tf.tensor2d(points, [n, 3]), tf.tensor2d(columns, [3, nodes.length])).dataSync(),
    );
    const expected = Array.from({ length: n }, (_, p) => {
      const phases = nodes.map(
        (k) => 2 * Math.PI * k.reduce((sum, index, axis) => sum + index * points[3 * p + axis]!, 0),
      );
      return [...phases.map(Math.cos), ...phases.map(Math.sin)];
    }).flat();
    expect(actual.length).toBe(expected.length);
    expect(expected.reduce((most, value, i) => Math.max(most, Math.abs(actual[i]! - value)), 0)).toBeLessThan(
      tolerance,
    );
  });
});

describe('SpaceGroupDense', () => {
  it('is invariant under all 230 groups', () => {
    const layer = drawn({ units: 3, minCount: 100, seed: 5 });
    for (const number of NUMBERS)
      assertInvariant((points) => valuesOf(layer, points, number), spaceGroup(number), {
        points: 3,
        tolerance: 1e-5,
        absolute: 1e-5,
      });
    layer.dispose();
  });

  it('has invariance from the projector: another group of the same family breaks it', () => {
    const layer = drawn({ units: 3, minCount: 100 });
    const check = (): void =>
      assertInvariant((points) => valuesOf(layer, points, 16), spaceGroup(225), { tolerance: 1e-2 });
    expect(check).toThrow(/not invariant/);
    layer.dispose();
  });

  it('equals the average over images, for any groups of a batch', () => {
    const layer = drawn({ units: 2, minCount: 60, activation: 'tanh' });
    const weights = weightsOf(layer);
    const coordinate = fc.double({ min: -2, max: 3, noNaN: true });
    const samples = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 230 }), fc.array(coordinate, { minLength: 6, maxLength: 6 })),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(samples, (batch) => {
        const coordinates = Float32Array.from(batch.flatMap(([, points]) => points));
        const actual = tf.tidy(() => {
          const points = tf.tensor3d(coordinates, [batch.length, 2, 3]);
          const groups = tf.tensor1d(
            batch.map(([number]) => number),
            'int32',
          );
          const y = layer.apply([points, groups]) as tf.Tensor;
          expect(y.shape).toEqual([batch.length, 2, 2]);
          return y.dataSync();
        });
        const expected = batch.flatMap(([number], i) =>
          [0, 1].flatMap((p) => slowLayer(weights, 60, coordinates.subarray(6 * i + 3 * p, 6 * i + 3 * p + 3), number)),
        );
        const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(actual[i]! - value)), 0);
        expect(worst).toBeLessThan(3e-5);
      }),
      { numRuns: 25 },
    );
    layer.dispose();
  });

  it('projects features or weights, whichever are fewer, with one result', () => {
    const layer = drawn({ units: 4, minCount: 60 });
    const coordinates = uniformNumbers(3 * 40, 0, 1, 3);
    const many = valuesOf(layer, coordinates, 14); // 40 points, 4 units: P_G W
    const few = Array.from({ length: 40 }, (_, p) => [
      ...valuesOf(layer, coordinates.subarray(3 * p, 3 * p + 3), 14), // 1 point: u P_G
    ]).flat();
    expect(relativeDifference(few, many)).toBeLessThan(1e-5);
    layer.dispose();
  });

  it('has the effective weights P_G W', () => {
    const layer = drawn({ units: 2, minCount: 27 });
    for (const number of [62, 194]) {
      const family = familyOfGroup(number);
      const set = familySet(family, 27);
      const n = 2 * set.half.length;
      const P = realProjector(spaceGroup(number), set);
      const W = layer.getWeights()[family === 'cubic' ? 0 : 1]!.dataSync();
      const expected = Array.from({ length: 2 * n }, (_, i) => {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += P[Math.floor(i / 2) * n + j]! * W[2 * j + (i % 2)]!;
        return sum;
      });
      const kernel = layer.effectiveKernel(number);
      expect(relativeDifference(kernel.dataSync(), expected)).toBeLessThan(1e-6);
      kernel.dispose();
    }
    layer.dispose();
  });

  it('sees what featurize computes', async () => {
    await initMoyo();
    const cell = (a: number, c: number, gamma: number) => ({ a, b: a, c, alpha: 90, beta: 90, gamma });
    const crystals = [
      // rutile, wurtzite, α-quartz (right-handed)
      Structure.of({
        lattice: cell(4.594, 2.959, 90),
        sites: [
          ...[0, 0.5].map((t) => ({ position: [t, t, t], species: 'Ti' })),
          ...[0.305, -0.305].map((u) => ({ position: [u, u, 0], species: 'O' })),
          ...[0.305, -0.305].map((u) => ({ position: [0.5 + u, 0.5 - u, 0.5], species: 'O' })),
        ],
      }),
      Structure.of({
        lattice: cell(3.82, 6.26, 120),
        sites: [
          { position: [1 / 3, 2 / 3, 0], species: 'Zn' },
          { position: [2 / 3, 1 / 3, 0.5], species: 'Zn' },
          { position: [1 / 3, 2 / 3, 0.375], species: 'S' },
          { position: [2 / 3, 1 / 3, 0.875], species: 'S' },
        ],
      }),
      Structure.of({
        lattice: cell(4.913, 5.405, 120),
        sites: [
          { position: [0.47, 0, 0], species: 'Si' },
          { position: [0, 0.47, 2 / 3], species: 'Si' },
          { position: [0.53, 0.53, 1 / 3], species: 'Si' },
          ...[
            [0.41, 0.27, 0.12],
            [0.73, 0.14, 0.12 + 2 / 3],
            [0.86, 0.59, 0.12 + 1 / 3],
            [0.27, 0.41, -0.12],
            [0.14, 0.73, 1 / 3 - 0.12],
            [0.59, 0.86, 2 / 3 - 0.12],
          ].map((position) => ({ position, species: 'O' })),
        ],
      }),
    ].map((structure) => standardize(structure));
    expect(crystals.map(({ group }) => group.number)).toEqual([136, 186, expect.any(Number)]);
    for (const crystal of crystals) {
      const { family, frequencyCount, fourier, groupNumber } = featurize(crystal, { precision: 'float64' });
      const units = 2 * frequencyCount;
      const layer = new SpaceGroupDense({ units, family, useBias: false, kernelInitializer: 'zeros' });
      const points = Float64Array.from(crystal.orbits.flatMap(({ representative }) => [...representative]));
      valuesOf(layer, points, groupNumber);
      tf.tidy(() => layer.setWeights([tf.eye(units)]));
      const worst = valuesOf(layer, points, groupNumber).reduce(
        (most, value, i) => Math.max(most, Math.abs(value - fourier[i]!)),
        0,
      );
      expect(worst).toBeLessThan(5e-6);
      layer.dispose();
    }
  });

  it('learns from some groups what holds for a group that it never saw', () => {
    const layer = new SpaceGroupDense({ units: 1, minCount: 33 });
    // A gradient sees the variables that exist before it.
    valuesOf(layer, [0, 0, 0], 1);
    const optimizer = tf.train.adam(0.1);
    const groups = [1, 14, 62, 198];
    const points = tf.tensor3d(uniformNumbers(4 * 32 * 3, 0, 1, 8), [4, 32, 3]);
    // cos 4πx + cos 4πy + cos 4πz is invariant under all of these groups, and under group 205.
    const truth = tf.tidy(() => tf.sum(tf.cos(tf.mul(points, 4 * Math.PI)), 2, true));
    const loss = (): tf.Scalar =>
      tf.tidy(() => tf.losses.meanSquaredError(truth, layer.apply(points, { groups }) as tf.Tensor) as tf.Scalar);
    const losses = Array.from({ length: 200 }, () => {
      const value = optimizer.minimize(loss, true, [layer.trainableWeights[0]!.read() as tf.Variable])!;
      const [number] = value.dataSync();
      value.dispose();
      return number!;
    });
    expect(losses.at(-1)! / losses[0]!).toBeLessThan(1e-3);
    const [x, y, z] = [0.12, 0.31, 0.77];
    const expected = [x, y, z].reduce((sum, c) => sum + Math.cos(4 * Math.PI * c), 0);
    expect(Math.abs(valuesOf(layer, [x, y, z], 205)[0]! - expected)).toBeLessThan(0.05);
    assertInvariant((at) => valuesOf(layer, at, 205), spaceGroup(205), { tolerance: 1e-5 });
    layer.dispose();
    optimizer.dispose();
    tf.dispose([points, truth]);
  });

  it('keeps one tensor per group that occurred and none per call, and releases all', () => {
    const before = tf.memory().numTensors;
    const layer = new SpaceGroupDense({ units: 2, minCount: 27, activation: 'relu' });
    const step = (groups: number[]): void => {
      const points = tf.zeros([groups.length, 3, 3]);
      const { value, grads } = tf.variableGrads(
        () => tf.sum(layer.apply(points, { groups }) as tf.Tensor) as tf.Scalar,
      );
      tf.dispose([points, value, grads]);
    };
    // Builds: 3 weights, frequencies of the cubic family, one projector.
    valuesOf(layer, [0, 0, 0], 1);
    expect(tf.memory().numTensors).toBe(before + 5);
    // Frequencies of the hexagonal family, two projectors.
    step([2, 194, 1, 2]);
    expect(tf.memory().numTensors).toBe(before + 8);
    for (let i = 0; i < 5; i++) step([1, 194, 2]);
    expect(tf.memory().numTensors).toBe(before + 8);
    expect(layer.dispose()).toEqual({ refCountAfterDispose: 0, numDisposedVariables: 3 });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('takes a batch without samples or points', () => {
    const layer = drawn({ units: 2, minCount: 27 });
    tf.tidy(() => {
      expect((layer.apply(tf.zeros([0, 4, 3]), { groups: [] }) as tf.Tensor).shape).toEqual([0, 4, 2]);
      expect((layer.apply(tf.zeros([2, 0, 3]), { groups: [1, 2] }) as tf.Tensor).shape).toEqual([2, 0, 2]);
    });
    layer.dispose();
  });
});

describe('gradients of SpaceGroupDense', () => {
  const groups = [194, 14, 1, 167, 14];
  const coordinates = uniformNumbers(5 * 2 * 3, 0, 1, 21);
  const factors = uniformNumbers(5 * 2 * 3, -1, 1, 22);
  const config: SpaceGroupDenseConfig = { units: 3, minCount: 27, activation: 'tanh' };

  /** L = Σ c y, in float64. */
  const slowLoss = (weights: readonly Float64Array[], points: ArrayLike<number>): number =>
    groups
      .flatMap((group, i) =>
        [2 * i, 2 * i + 1].flatMap((p) => slowLayer(weights, 27, Array.from(points).slice(3 * p, 3 * p + 3), group)),
      )
      .reduce((sum, y, i) => sum + y * factors[i]!, 0);

  /** dL: with respect to the points, then to the weights. */
  function gradients(layer: SpaceGroupDense): Float32Array[] {
    return tf.tidy(() => {
      const points = tf.tensor3d(coordinates, [5, 2, 3]);
      const loss = (x: tf.Tensor): tf.Scalar =>
        tf.sum(tf.mul(layer.apply(x, { groups }) as tf.Tensor, tf.tensor3d(factors, [5, 2, 3])));
      const { grads } = tf.variableGrads(() => loss(points));
      const ofWeights = layer.trainableWeights.map((weight) => grads[(weight.read() as tf.Variable).name]!);
      return [tf.grad(loss)(points), ...ofWeights].map((gradient) => gradient.dataSync() as Float32Array);
    });
  }

  it.for(['tensorflow', 'wasm', 'cpu'] as const)('equal finite differences on %s', async (name, { skip }) => {
    skip(!(await useBackend(name)), `${name} is not installed`);
    expect(tf.getBackend()).toBe(name);
    const start = tf.memory().numTensors;
    const layer = drawn({ ...config, seed: 3 });
    const weights = weightsOf(layer);
    const points = Float64Array.from(coordinates);
    const found = gradients(layer);
    expect(found.map(({ length }) => length)).toEqual([30, ...weights.map(({ length }) => length)]);
    const inputs = [points, ...weights];
    inputs.forEach((input, which) => {
      const shifted = (i: number, by: number): number => {
        const copy = inputs.map((values) => values.slice());
        copy[which]![i]! += by;
        return slowLoss(copy.slice(1), copy[0]!);
      };
      // Every third entry of the larger ones.
      const entries = Array.from(input, (_, i) => i).filter((i) => input.length <= 30 || i % 3 === 0);
      const expected = entries.map((i) => (shifted(i, 1e-5) - shifted(i, -1e-5)) / 2e-5);
      expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(1e-2);
      expect(
        relativeDifference(
          entries.map((i) => found[which]![i]!),
          expected,
        ),
      ).toBeLessThan(2e-5);
    });
    layer.dispose();
    expect(tf.memory().numTensors).toBe(start);
    await useBackend(backend);
    tensors = tf.memory().numTensors;
  });
});

describe('serialisation of SpaceGroupDense', () => {
  const points = uniformNumbers(9, 0, 1, 4);

  it.each<SpaceGroupDenseConfig>([
    { units: 3 },
    { units: 2, family: 'hexagonal', minCount: 40, useBias: false, seed: 7, name: 'encoder', trainable: false },
    { units: 2, minCount: 40, activation: 'swish', kernelInitializer: 'glorotUniform', seed: 4294967295 },
    { units: 2, minCount: 40, kernelInitializer: tf.initializers.constant({ value: 0.25 }) },
  ])('getConfig and fromConfig: %o', (config) => {
    const layer = new SpaceGroupDense(config);
    const json = JSON.parse(JSON.stringify(layer.getConfig())) as tf.serialization.ConfigDict;
    const again = SpaceGroupDense.fromConfig(SpaceGroupDense, json) as SpaceGroupDense;
    expect(again.getConfig()).toEqual(layer.getConfig());
    // Also the initial weights: they follow from the seed.
    expect(valuesOf(again, points, 194)).toEqual(valuesOf(layer, points, 194));
    expect(again.getWeights().map(({ shape }) => shape)).toEqual(layer.getWeights().map(({ shape }) => shape));
    layer.dispose();
    again.dispose();
  });

  it('begins alike for one seed, otherwise for another', () => {
    const [a, b, c] = [0, 0, 1].map((seed) => {
      const layer = new SpaceGroupDense({ units: 2, minCount: 27, seed });
      const values = valuesOf(layer, points, 1);
      layer.dispose();
      return values;
    });
    expect(a).toEqual(b);
    expect(relativeDifference(a!, c!)).toBeGreaterThan(1e-2);
  });

  it('in a model: JSON, predict and fit, with groups as a column', async () => {
    const inputs = [tf.input({ shape: [2, 3] }), tf.input({ shape: [1], dtype: 'int32' })];
    const layer = new SpaceGroupDense({ units: 4, minCount: 40, activation: 'swish', name: 'first' });
    const dense = tf.layers.dense({ units: 1, name: 'second', kernelInitializer: tf.initializers.ones() });
    const hidden = layer.apply(inputs) as tf.SymbolicTensor;
    expect(hidden.shape).toEqual([null, 2, 4]);
    const model = tf.model({ inputs, outputs: dense.apply(hidden) as tf.SymbolicTensor });
    const again = await tf.models.modelFromJSON(
      model.toJSON(null, false) as unknown as tf.io.ModelJSON['modelTopology'],
    );
    again.setWeights(model.getWeights());
    const batch = [tf.tensor3d(uniformNumbers(24, 0, 1, 6), [4, 2, 3]), tf.tensor2d([[225], [194], [1], [2]])];
    const [a, b] = [model, again].map((m) => tf.tidy(() => (m.predict(batch) as tf.Tensor).dataSync()));
    expect(a).toEqual(b);
    expect(
      relativeDifference(
        a!.map(() => 0),
        a!,
      ),
    ).toBe(1); // not zero
    again.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const truth = tf.ones([4, 2, 1]);
    const { history } = await again.fit(batch, truth, { epochs: 5, batchSize: 2, shuffle: false, verbose: 0 });
    expect(history['loss']!.at(-1)).toBeLessThan(history['loss']![0] as number);
    tf.dispose([...batch, truth]);
    model.dispose();
    again.dispose();
  });
});

describe('errors of SpaceGroupDense', () => {
  const refusal = (act: () => unknown): string => {
    try {
      tf.tidy(() => void act());
    } catch (error) {
      expect(error).toBeInstanceOf(ModelError);
      return `${(error as ModelError).code}: ${(error as ModelError).message}`;
    }
    return 'none';
  };

  it.each<[Record<string, unknown>, string]>([
    [{}, 'units must be a positive integer, got undefined'],
    [{ units: 0 }, 'units must be a positive integer, got 0'],
    [{ units: 2.5 }, 'units must be a positive integer, got 2.5'],
    [{ units: 2, family: 'tetragonal' }, 'family must be cubic, hexagonal or both, got "tetragonal"'],
    [{ units: 2, minCount: 1e6 }, 'minCount must be an integer from 1 to 2048, got 1000000'],
    [{ units: 2, useBias: 1 }, 'useBias must be true or false, got 1'],
    [{ units: 2, seed: -1 }, 'seed must be an integer from 0 to 4294967295, got -1'],
    [
      { units: 2, activation: 'silly' },
      `activation must be one of tf.layers.activation ('swish', 'relu', 'tanh' …), got "silly"`,
    ],
    [
      { units: 2, kernelInitializer: 'glorot' },
      'kernelInitializer must be an initializer of tf.initializers or one of zeros, ones, randomNormal, randomUniform, truncatedNormal, glorotNormal, glorotUniform, heNormal, heUniform, leCunNormal, leCunUniform, got "glorot"',
    ],
  ])('configuration %o', (config, message) => {
    expect(refusal(() => new SpaceGroupDense(config as unknown as SpaceGroupDenseConfig))).toBe(
      `bad-config: SpaceGroupDense: ${message}`,
    );
  });

  it('says what is wrong with inputs, and what to do', () => {
    const layer = drawn({ units: 2, minCount: 27, family: 'cubic' });
    const call = (shape: number[], groups?: number[], values = 0): string =>
      refusal(() => layer.call(tf.fill(shape, values), groups === undefined ? {} : { groups }));
    expect(call([4, 3], [1])).toMatch(
      /^bad-argument: .*points must have the shape \(batch, points, 3\).*got \(4, 3\); give a single point as \(1, 1, 3\)$/,
    );
    expect(call([1, 4, 2], [1])).toContain('got (1, 4, 2)');
    expect(call([2, 4, 3], [1])).toContain('groups must hold one number per sample, 2 as points has, got 1');
    expect(call([2, 4, 3])).toContain('groups are missing; call it with [points, groups]');
    for (const bad of [0, 231, -1, 1.5, Number.NaN])
      expect(call([2, 1, 3], [1, bad])).toContain(
        `groups must be integers from 1 to 230, numbers of the International Tables, got ${bad} for sample 1`,
      );
    expect(call([1, 1, 3], [194])).toContain(
      "weights of the family 'cubic' only, got group 194 (P 63/m m c) on hexagonal axes for sample 0; make the layer with family 'both'",
    );
    expect(refusal(() => layer.call([tf.zeros([1, 1, 3]), tf.zeros([1, 1, 1], 'int32')]))).toContain(
      'groups must have the shape (batch) or (batch, 1), got (1, 1, 1)',
    );
    expect(
      refusal(() => layer.call([tf.tensor3d([0, 0, 0, 0, Number.NaN, 0], [2, 1, 3]), tf.tensor1d([1, 1], 'int32')])),
    ).toContain('points must be finite, got NaN in coordinate 1 of point 0 of sample 1; remove or repair');
    expect(refusal(() => layer.effectiveKernel(0))).toContain('integers from 1 to 230');
    layer.dispose();
    expect(refusal(() => new SpaceGroupDense({ units: 2 }).effectiveKernel(1))).toContain('apply or build it first');
  });

  it('keeps what is not finite in its own sample', () => {
    const layer = drawn({ units: 2, minCount: 27 });
    tf.tidy(() => {
      const points = tf.tensor3d([Number.NaN, 0, 0, 0.1, 0.2, 0.3], [2, 1, 3]);
      const values = (layer.apply(points, { groups: [2, 1] }) as tf.Tensor).dataSync();
      expect(Array.from(values, Number.isNaN)).toEqual([true, true, false, false]);
    });
    layer.dispose();
  });
});
