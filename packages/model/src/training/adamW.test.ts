import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { modelConfig } from '../config/config.js';
import { CrystalModel } from '../layers/crystalModel.js';
import { useFastestBackend } from '../testing/backends.js';
import { relativeDifference, uniformNumbers } from '../testing/numbers.js';
import { AdamW } from './adamW.js';

beforeAll(async () => void (await useFastestBackend()));

interface Problem {
  readonly weightDecay: number;
  readonly clipNorm: number;
  readonly ema: number;
  readonly rates: readonly number[];
  /** Size of the gradients. */
  readonly scale: number;
  readonly seed: number;
}

/** State after each step. */
interface Vectors {
  readonly weights: Float64Array;
  readonly momentum: Float64Array;
  readonly variance: Float64Array;
  readonly average: Float64Array;
}

const network = (): CrystalModel =>
  new CrystalModel(
    modelConfig({ targets: ['y'], variant: 'full', moments: false, width: 4, heads: 2, blocks: 1, radialFunctions: 2 }),
    { statistics: { mean: [], spread: [] }, bins: 3, frequencies: { cubic: 2, hexagonal: 0 } },
    5,
  );

/** Weights that decay are the matrices of linear maps: not biases and norms, the table of elements, exponents and values of pair functions. */
const MATRIX = /\/(w\d?|qkv|out)$/;

/** AdamW (arXiv:1711.05101, algorithm 2) on plain numbers: β₁ = 0.9, β₂ = 0.999, ε = 1e-8. @param decays by weight */
function* reference(
  start: ArrayLike<number>,
  gradients: readonly ArrayLike<number>[],
  decays: ArrayLike<number>,
  { clipNorm, ema, rates }: Problem,
): Generator<Vectors> {
  const weights = Float64Array.from(start);
  const average = Float64Array.from(start);
  const [momentum, variance] = [new Float64Array(weights.length), new Float64Array(weights.length)];
  for (const [k, gradient] of gradients.entries()) {
    const t = k + 1;
    const clip = Math.min(1, clipNorm / Math.hypot(...Array.from(gradient)));
    for (let i = 0; i < weights.length; i++) {
      const g = clip * gradient[i]!;
      momentum[i] = 0.9 * momentum[i]! + 0.1 * g;
      variance[i] = 0.999 * variance[i]! + 0.001 * g * g;
      const [mean, square] = [momentum[i]! / (1 - 0.9 ** t), variance[i]! / (1 - 0.999 ** t)];
      weights[i]! -= rates[k]! * (mean / (Math.sqrt(square) + 1e-8) + decays[i]! * weights[i]!);
      const keep = ema === 0 ? 0 : Math.min(ema, t / (t + 10));
      average[i] = keep * average[i]! + (1 - keep) * weights[i]!;
    }
    yield { weights, momentum, variance, average };
  }
}

/** Gradients of a step, one tensor per weight of the network, and their numbers in one row. */
function gradientsOf(
  model: CrystalModel,
  { scale, seed }: Problem,
  step: number,
): { tensors: tf.Tensor[]; row: Float32Array } {
  const shapes = model.weights.map(({ variable }) => variable.shape as number[]);
  const row = uniformNumbers(model.parameterCount, -scale, scale, seed + 1000 * step);
  let at = 0;
  const tensors = shapes.map((shape) => {
    const size = tf.util.sizeFromShape(shape);
    return tf.tensor(row.slice(at, (at += size)), shape);
  });
  return { tensors, row };
}

const decaysOf = (model: CrystalModel, weightDecay: number): Float64Array =>
  Float64Array.from(
    model.weights.flatMap(({ name, variable }) => {
      const size = tf.util.sizeFromShape(variable.shape as number[]);
      return new Array<number>(size).fill(MATRIX.test(name) ? weightDecay : 0);
    }),
  );

const problem: fc.Arbitrary<Problem> = fc.record({
  weightDecay: fc.constantFrom(0, 0.01, 0.5),
  clipNorm: fc.constantFrom(0.1, 1, 1e30),
  ema: fc.constantFrom(0, 0.5, 0.995),
  rates: fc.array(fc.constantFrom(1e-3, 1e-2, 0.1), { minLength: 1, maxLength: 12 }),
  // The largest squares are far from the ends of float32, the smallest make ε count.
  scale: fc.constantFrom(1e-8, 1e-3, 1, 100),
  seed: fc.integer({ min: 0, max: 900 }),
});

describe('AdamW', () => {
  it('does what a loop over plain numbers does, with decay, clipping and a moving average', async () => {
    const model = network();
    await fc.assert(
      fc.asyncProperty(problem, async (given) => {
        const start = uniformNumbers(model.parameterCount, -1, 1, given.seed);
        model.setWeights(start);
        const optimizer = new AdamW(model, given);
        const steps = given.rates.map((_, step) => gradientsOf(model, given, step));
        const expected = reference(
          start,
          steps.map(({ row }) => row),
          decaysOf(model, given.weightDecay),
          given,
        );
        for (const [step, { tensors, row }] of steps.entries()) {
          const norm = await optimizer.apply(tensors, given.rates[step]!);
          expect(norm / Math.hypot(...Array.from(row))).toBeCloseTo(1, 5);
          tf.dispose(tensors);
          const state = optimizer.state();
          const { value } = expected.next() as { value: Vectors };
          expect(state.step).toBe(step + 1);
          for (const name of ['weights', 'momentum', 'variance', 'average'] as const)
            expect(relativeDifference(state[name], value[name]), `${name} after step ${step + 1}`).toBeLessThan(2e-6);
          expect(optimizer.average()).toEqual(state.average);
          // The network computes with the trained weights, not with their average.
          expect(model.weightNumbers()).toEqual(state.weights);
        }
      }),
      { numRuns: 25 },
    );
    model.dispose();
  });

  it('shrinks matrices alone where there is no gradient', async () => {
    const model = network();
    const optimizer = new AdamW(model, { weightDecay: 0.5, clipNorm: 1, ema: 0 });
    const before = optimizer.state().weights;
    const zeros = model.weights.map(({ variable }) => tf.zerosLike(variable.read()));
    await optimizer.apply(zeros, 0.1);
    tf.dispose(zeros);
    const after = optimizer.state().weights;
    let at = 0;
    for (const { name, variable } of model.weights) {
      const size = tf.util.sizeFromShape(variable.shape as number[]);
      const share = MATRIX.test(name) ? 1 - 0.1 * 0.5 : 1;
      for (let i = at; i < at + size; i++) expect(after[i], name).toBeCloseTo(before[i]! * share, 6);
      at += size;
    }
    model.dispose();
  });

  it('lends its average to the network, and takes it back also after an error', async () => {
    const model = network();
    const optimizer = new AdamW(model, { weightDecay: 0, clipNorm: 1, ema: 0.9 });
    const { tensors } = gradientsOf(model, { scale: 1, seed: 3 } as Problem, 0);
    await optimizer.apply(tensors, 0.1);
    tf.dispose(tensors);
    const { weights, average } = optimizer.state();
    expect(average).not.toEqual(weights);
    const used = (): Float32Array => model.weightNumbers();
    expect(await optimizer.withAverage(() => Promise.resolve(used()))).toEqual(average);
    expect(used()).toEqual(weights);
    await expect(optimizer.withAverage(() => Promise.reject(new Error('stopped')))).rejects.toThrow('stopped');
    expect(used()).toEqual(weights);
    model.dispose();
  });
});
