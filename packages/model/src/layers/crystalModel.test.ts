import { isDeepStrictEqual } from 'node:util';
import { PAIR_INPUTS } from '@crystal-fourier/data';
import { Random } from '@crystal-fourier/math3';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { modelConfig, type Variant } from '../config/config.js';
import { CrystalModel, type FeatureSizes } from './crystalModel.js';
import { ELEMENT_COUNT } from '../features/elementTable.js';
import { ENCODED_WIDTH } from '../features/encodedPairs.js';
import { SURROUNDINGS_WIDTH } from '../features/surroundings.js';
import { contextWidth, fourierWidth, pairWidth, usedFeatures } from '../features/usedFeatures.js';
import type { ModelInputs } from '../ops/featureBank.js';
import type { MomentInputs } from '../ops/powerSpectrum.js';
import { useFastestBackend } from '../testing/backends.js';
import { type Differentiable, gradientCheck } from '../testing/gradientCheck.js';
import { normalTensor, relativeDifference, uniformNumbers } from '../testing/numbers.js';
import {
  plainCrystalEncoder,
  plainElementEmbedding,
  plainFeedForward,
  plainLinear,
  plainSilu,
  plainOrbitPooling,
  plainPropertyHead,
  plainTransformerBlock,
} from '../testing/referenceLayers.js';

const VARIANTS: readonly Variant[] = ['composition', 'fourier', 'distance', 'geometry', 'full'];
const zeros = (n: number): number[] => new Array<number>(n).fill(0);
const sizes: FeatureSizes = {
  statistics: { mean: zeros(9), spread: zeros(9) },
  bins: 5,
  frequencies: { cubic: 4, hexagonal: 3 },
  moments: { degree: 2, functions: 2 },
};
const [B, A] = [2, 3];
/** Å: so wide that a peak between two of the five bins is seen. */
const SMEARING = 1;

function makeModel(variant: Variant, more: object = {}): CrystalModel {
  const shape = { width: 8, heads: 2, blocks: 2, expansion: 2, radialFunctions: 4 };
  return new CrystalModel(modelConfig({ variant, targets: ['one', 'two'], ...shape, ...more }), sizes, 9);
}

/** Four components of the first crystal and three of the second, of degrees 1 and 2. */
function momentInputs(): MomentInputs {
  const groups = [
    [0, 1, 3, 4],
    [1, 2, 3],
  ];
  const segments = new Int32Array(B * 4);
  const values = uniformNumbers(B * 8 * A, -1, 1, 7);
  groups.forEach((rows, b) => {
    for (let r = 0; r < 4; r++) segments[b * 4 + r] = b * A * 2 + (rows[r] ?? 0);
    // A crystal of two orbits has nothing of a third.
    if (b === 1) for (let row = 0; row < 8; row++) values[(8 + row) * A + 2] = 0;
    values.fill(0, (b * 8 + 2 * rows.length) * A, (b * 8 + 8) * A);
  });
  return {
    values: tf.tensor3d(values, [B, 8, A]),
    segments: tf.tensor1d(segments, 'int32'),
    components: 4,
    functions: 2,
    degrees: 2,
  };
}

/** Two crystals, of three and of two orbits. */
function inputsOf({ config }: CrystalModel): { inputs: ModelInputs; z: tf.Tensor } {
  const present = [1, 1, 1, 1, 1, 0];
  const z = [22, 8, 8, 11, 17, 0];
  const K = pairWidth(config, sizes.bins);
  const pairs = uniformNumbers(B * A * A * K, -1, 2, 2).map((x) => Math.max(0.1, x));
  for (let pair = 0; pair < B * A * A; pair++) {
    const [crystal, j] = [Math.floor(pair / (A * A)), pair % A];
    if (present[crystal * A + j] === 0) pairs.fill(0, pair * K, (pair + 1) * K);
  }
  const used = usedFeatures(config);
  const context = contextWidth(config, sizes);
  return {
    z: tf.tensor2d(z, [B, A], 'int32'),
    inputs: {
      batch: B,
      orbits: A,
      elements: tf.cast(tf.oneHot(tf.tensor1d(z, 'int32'), ELEMENT_COUNT), 'float32') as tf.Tensor2D,
      shares: tf.tensor3d([0.25, 0.25, 0.5, 0.5, 0.5, 0], [B, 1, A]),
      pairs: used.encodings
        ? tf.tensor2d(
            pairs.filter((_, i) => i % K === K - 1),
            [B * A * A, 1],
          )
        : tf.tensor2d(pairs, [B * A * A, K]),
      encodings: used.encodings ? encodedPairs() : undefined,
      context: context === 0 ? undefined : normalTensor([B, context], 4),
      fourier: used.fourier ? normalTensor([B * A, fourierWidth(sizes)], 5) : undefined,
      surroundings: used.surroundings ? normalTensor([B * A, SURROUNDINGS_WIDTH], 6) : undefined,
      moments: used.moments ? momentInputs() : undefined,
    },
  };
}

/** Numbers of the pairs of these crystals, the same from both sides; padding is 0. */
function encodedPairs(): tf.Tensor2D {
  const values = new Float32Array(B * A * A * ENCODED_WIDTH);
  const numbers = uniformNumbers(B * A * A * ENCODED_WIDTH, -1, 1, 8);
  const orbits = [3, 2];
  for (let b = 0; b < B; b++) {
    for (let i = 0; i < orbits[b]!; i++) {
      for (let j = 0; j < orbits[b]!; j++) {
        const from = ((b * A + Math.max(i, j)) * A + Math.min(i, j)) * ENCODED_WIDTH;
        const row = ((b * A + i) * A + j) * ENCODED_WIDTH;
        values.set(numbers.subarray(from, from + PAIR_INPUTS), row);
        values.set(i === j ? [0, 0, 1] : [3, 1, 0], row + PAIR_INPUTS);
      }
    }
  }
  return tf.tensor2d(values, [B * A * A, ENCODED_WIDTH]);
}

/** The network as a function of its weights, and the same put together from plain layers. */
function functionsOf(
  model: CrystalModel,
  fixedDistance?: Readonly<Record<string, tf.Tensor>>,
): { fast: Differentiable; plain: Differentiable; weights: tf.Tensor[] } {
  const { inputs, z } = inputsOf(model);
  const { config } = model;
  const learned = model.weights.filter(({ fixed }) => fixed !== true);
  const variables = learned.map(({ variable }) => variable);
  const read = variables.map((variable) => variable.read.bind(variable));
  return {
    weights: read.map((value, i) => tf.add(value(), normalTensor(value().shape, 70 + i, { deviation: 0.1 }))),
    fast: (...xs) => {
      variables.forEach((variable, i) => (variable.read = () => xs[i]!));
      try {
        return model.call(inputs);
      } finally {
        variables.forEach((variable, i) => (variable.read = read[i]!));
      }
    },
    plain: (...xs) => {
      const of = (layer: string): [string, tf.Tensor][] =>
        learned.flatMap(({ name }, i): [string, tf.Tensor][] =>
          name.startsWith(`${layer}/`) ? [[name.slice(layer.length + 1), xs[i]!]] : [],
        );
      const list = (layer: string): tf.Tensor[] => of(layer).map(([, x]) => x);
      let x = plainElementEmbedding(z, list('elements'));
      if (inputs.context !== undefined) {
        const fourier = inputs.fourier && tf.reshape(inputs.fourier, [B, A, fourierWidth(sizes)]);
        const around = inputs.surroundings && tf.reshape(inputs.surroundings, [B, A, SURROUNDINGS_WIDTH]);
        x = tf.add(
          x,
          plainCrystalEncoder(
            inputs.context,
            fourier,
            around,
            Object.fromEntries(of('encoder')),
            config.encoder === 'product' ? 'product' : 'mlp',
          ),
        );
      }
      const functions =
        inputs.encodings === undefined
          ? inputs.pairs
          : plainPeaks(inputs, fixedDistance ?? Object.fromEntries(of('distance')));
      const pairs = tf.reshape(functions, [B, A, A, functions.shape[1]!]);
      for (let block = 1; block <= config.blocks; block++)
        x = plainTransformerBlock(x, pairs, list(`block${block}`), config.heads, inputs.moments);
      return plainPropertyHead(plainOrbitPooling(x, tf.reshape(inputs.shares, [B, A])), list('head'));
    },
  };
}

/** Functions of pairs from learned distances: a peak at the distance of two orbits, itself, and the share of sites. */
function plainPeaks({ encodings, pairs }: ModelInputs, weights: Readonly<Record<string, tf.Tensor>>): tf.Tensor {
  const w = <T extends tf.Tensor>(name: string): T => weights[name] as T;
  const [numbers, scale, isOther, isSame] = tf.split(encodings!, [PAIR_INPUTS, 1, 1, 1], 1) as tf.Tensor2D[];
  const hidden = plainFeedForward(numbers!, w('w1'), w('b1'), w('w2'), w('b2'));
  const distance = tf.relu(tf.mul(scale!, plainLinear(plainSilu(hidden), w('w3'), w('b3'))));
  const centres = tf.tensor2d([[0.6, 2.7, 4.8, 6.9, 9]]);
  const away = tf.sub(centres, distance);
  return tf.concat([tf.mul(isOther!, tf.exp(tf.div(tf.square(away), -2 * SMEARING ** 2))), isSame!, pairs], 1);
}

function evaluated(f: Differentiable, xs: tf.Tensor[]): Float32Array[] {
  return tf.tidy(() => {
    const value = f(...xs);
    const cotangent = normalTensor(value.shape, 40);
    const gradients = tf.grads((...ys: tf.Tensor[]) => tf.sum(tf.mul(f(...ys), cotangent)))(xs);
    return [value, ...gradients].map((x) => x.dataSync() as Float32Array);
  });
}

beforeAll(async () => void (await useFastestBackend()));

describe.each(VARIANTS)('the network (%s)', (variant) => {
  it('is put together from its layers, gradients too', () => {
    const model = makeModel(variant);
    const { fast, plain, weights } = functionsOf(model);
    const expected = evaluated(plain, weights);
    evaluated(fast, weights).forEach((values, i) => {
      expect(relativeDifference(values, expected[i]!), model.weights[i - 1]?.name).toBeLessThan(2e-5);
    });
    model.dispose();
  });

  it('has the gradients of finite differences', () => {
    const model = makeModel(variant, { blocks: 1 });
    const { fast, weights } = functionsOf(model);
    // The table of elements asks for a small step, exponents with their small gradients for a large one: between them stands the rounding.
    gradientCheck(fast, weights, { directions: 1, step: 2 ** -10 }).forEach((error, i) => {
      const { name } = model.weights[i]!;
      // Power spectra change the output but a little, so that rounding counts for more.
      expect(error, name).toBeLessThan(name.includes('/moments/') ? 3e-2 : 1e-2);
    });
    model.dispose();
  });

  it('has weights by distinct names, set and read as one vector', () => {
    const model = makeModel(variant);
    const before = tf.memory().numTensors;
    const names = model.weights.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const random = Random.seeded(3);
    const values = Float32Array.from({ length: model.parameterCount }, () => random.below(1000));
    tf.tidy(() => {
      model.setWeights(values);
      expect(model.weightNumbers()).toEqual(values);
      expect(() => model.setWeights(values.slice(1))).toThrow(/must be \d+ numbers/);
    });
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });
});

describe('the network with a pretrained encoder', () => {
  const pretrained = { encoder: 'pretrained', encoderWidth: 6 };
  const makeOne = (more: object): CrystalModel =>
    new CrystalModel(makeModel('fourier', { ...pretrained, ...more }).config, { ...sizes, smearing: SMEARING }, 9);

  it.each(['frozen', 'fine-tuned'])('is put together from its layers, gradients too (%s)', (encoderTraining) => {
    const model = makeOne({ encoderTraining });
    const { fast, plain, weights } = functionsOf(model);
    // Of a frozen distance the plain version needs the weights, too, which are not learned.
    const whole = Object.fromEntries(
      (model.distance?.learned ?? []).map((variable) => [variable.originalName, variable.read()]),
    );
    const names = model.weights.filter(({ fixed }) => fixed !== true).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('distance/')).length).toBe(encoderTraining === 'frozen' ? 0 : 6);
    const reference = encoderTraining === 'frozen' ? functionsOf(model, whole).plain : plain;
    const expected = evaluated(reference, weights);
    evaluated(fast, weights).forEach((values, i) => {
      expect(relativeDifference(values, expected[i]!), names[i - 1]).toBeLessThan(2e-5);
    });
    expect(expected.every((values) => values.some((x) => x !== 0))).toBe(true);
    model.dispose();
  });

  it('has the gradients of finite differences, those of the distance too', () => {
    const model = makeOne({ encoderTraining: 'fine-tuned', blocks: 1 });
    const { fast, weights } = functionsOf(model);
    const names = model.weights.filter(({ fixed }) => fixed !== true).map(({ name }) => name);
    gradientCheck(fast, weights, { directions: 1, step: 2 ** -10 }).forEach((error, i) => {
      expect(error, names[i]!).toBeLessThan(5e-3);
    });
    model.dispose();
  });
});

describe('the initial weights', () => {
  it('begins alike for a seed, and otherwise for another, whatever was built before', () => {
    tf.tidy(() => {
      const [one, two, other] = [
        makeModel('full'),
        makeModel('full'),
        new CrystalModel(makeModel('full').config, sizes, 10),
      ];
      expect(two.weightNumbers()).toEqual(one.weightNumbers());
      expect(other.weightNumbers()).not.toEqual(one.weightNumbers());
    });
  });

  it('has the paper’s encoder by configuration', () => {
    const model = makeModel('full', { encoder: 'product', descriptors: false });
    const { fast, plain, weights } = functionsOf(model);
    const expected = evaluated(plain, weights);
    evaluated(fast, weights).forEach((values, i) => {
      expect(relativeDifference(values, expected[i]!), model.weights[i - 1]?.name).toBeLessThan(2e-5);
    });
    model.dispose();
  });

  it('hides the Fourier features of whole crystals in training, and shows the others as they are', () => {
    const model = makeModel('full', { fourierDropout: 0.5 });
    const { inputs } = inputsOf(model);
    const rows = (fourier: tf.Tensor2D, options?: object): number[][] =>
      tf.tidy(() => model.embed({ ...inputs, fourier }, options).arraySync());
    const shown = rows(inputs.fourier!);
    const hidden = rows(tf.zerosLike(inputs.fourier!));
    const seen = new Set<string>();
    for (let step = 0; step < 20; step++) {
      const got = rows(inputs.fourier!, { training: true, step });
      expect(got).toEqual(rows(inputs.fourier!, { training: true, step }));
      seen.add(
        got
          .map((row, b) => (isDeepStrictEqual(row, shown[b]) ? 's' : isDeepStrictEqual(row, hidden[b]) ? 'h' : '?'))
          .join(''),
      );
    }
    expect([...seen].sort()).toEqual(['hh', 'hs', 'sh', 'ss']);
    model.dispose();
  });

  it('drops in training only, as the step decides', () => {
    const model = makeModel('full', { dropout: 0.5, fourierDropout: 0 });
    const { inputs } = inputsOf(model);
    const values = (options?: object): number[] => tf.tidy(() => [...model.call(inputs, options).dataSync()]);
    expect(values()).toEqual(values({ training: false, step: 5 }));
    expect(values({ training: true, step: 5 })).toEqual(values({ training: true, step: 5 }));
    expect(values({ training: true, step: 5 })).not.toEqual(values({ training: true, step: 6 }));
    expect(values({ training: true, step: 5 })).not.toEqual(values());
    model.dispose();
  });
});
