import type * as tf from '@tensorflow/tfjs';
import type { TrainingOptions } from '../config/trainingOptions.js';
import type { OptimizerState } from '../files/checkpoint.js';
import type { NamedWeight } from '../layers/crystalModel.js';
import { assignNumbers, numbersOf, weightCount, weightSize } from '../ops/weightVector.js';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** A moving average below this is taken as 0: processors need ten times as long for numbers near the end of float32. */
const TINY = 1e-37;

/** What a step does to each number. */
interface Update {
  /** Of the gradient, which clipping makes shorter. */
  readonly clip: number;
  readonly learningRate: number;
  /** Learning rate with the corrections of both moments. */
  readonly scale: number;
  readonly epsilon: number;
  /** Share of the moving average that stays. */
  readonly keep: number;
}

/** State of the optimiser, one number per parameter. */
type Vectors = Omit<OptimizerState, 'step'>;

/**
 * AdamW (Loshchilov and Hutter, arXiv:1711.05101) with clipping of the gradient's norm and a moving average of the weights:
 *
 *     g = gradient · min(1, clipNorm / |gradient|)
 *     m = β₁ m + (1 − β₁) g,   v = β₂ v + (1 − β₂) g²
 *     w = w − rate · decay · w − rate · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
 *     average = keep · average + (1 − keep) w,   keep = min(ema, t / (t + 10))
 *
 * The state is on the host, where one loop over the numbers does all of this: on the device it would be some twenty operations, each of which reads and
 * writes all numbers; that took three times as long.
 *
 * A weight may have a learning rate of its own, as a share of the one that is given. Weights that are fixed stay as they are. Of the others only matrices decay: not biases, norms, tables of elements or the exponents and values of pair functions. The moving average begins with
 * a shorter memory because a fixed one would keep the random weights of the beginning.
 */
export class AdamW {
  readonly #model: { readonly weights: readonly NamedWeight[] };
  readonly #options: Pick<TrainingOptions, 'weightDecay' | 'clipNorm' | 'ema'>;
  #step = 0;
  #vectors: Vectors;

  constructor(
    model: { readonly weights: readonly NamedWeight[] },
    options: Pick<TrainingOptions, 'weightDecay' | 'clipNorm' | 'ema'>,
  ) {
    this.#model = model;
    this.#options = options;
    const weights = numbersOf(model.weights);
    this.#vectors = {
      weights,
      momentum: new Float32Array(weights.length),
      variance: new Float32Array(weights.length),
      average: weights.slice(),
    };
  }

  get step(): number {
    return this.#step;
  }

  /**
   * One step.
   *
   * @param gradients one per weight of the model, in order; undefined where it is 0, as of a fixed one. They are not disposed of
   * @returns norm of the gradient before clipping
   */
  async apply(gradients: readonly (tf.Tensor | undefined)[], learningRate: number): Promise<number> {
    const { clipNorm, ema, weightDecay } = this.#options;
    const numbers = await Promise.all(
      gradients.map(async (gradient) => (await gradient?.data()) as Float32Array | undefined),
    );
    const norm = Math.sqrt(numbers.reduce((sum, gradient) => sum + squaredLength(gradient), 0));
    const step = ++this.#step;
    const correction = Math.sqrt(1 - BETA2 ** step);
    const update: Update = {
      // A norm of NaN must stay what it is, so that it is noticed.
      clip: norm > clipNorm ? clipNorm / norm : 1,
      learningRate,
      scale: learningRate * (correction / (1 - BETA1 ** step)),
      epsilon: EPSILON * correction,
      keep: Math.min(ema, step / (step + 10)),
    };
    let at = 0;
    for (const [i, weight] of this.#model.weights.entries()) {
      const end = at + weightSize(weight);
      const part = partOf(this.#vectors, at, end);
      if (weight.fixed !== true) {
        const { rate = 1 } = weight;
        const own = { ...update, learningRate: rate * update.learningRate, scale: rate * update.scale };
        updateWeights(part, numbers[i] ?? new Float32Array(end - at), decays(weight) ? weightDecay : 0, own);
      }
      at = end;
    }
    assignNumbers(this.#model.weights, this.#vectors.weights);
    return norm;
  }

  /** Runs with the averaged weights in the model, then puts the trained ones back. */
  async withAverage<T>(run: () => Promise<T>): Promise<T> {
    assignNumbers(this.#model.weights, this.#vectors.average);
    try {
      return await run();
    } finally {
      assignNumbers(this.#model.weights, this.#vectors.weights);
    }
  }

  /** The averaged weights as numbers. */
  average(): Float32Array {
    return this.#vectors.average.slice();
  }

  state(): OptimizerState {
    const { weights, momentum, variance, average } = partOf(this.#vectors, 0, weightCount(this.#model.weights));
    return {
      step: this.#step,
      weights: weights.slice(),
      momentum: momentum.slice(),
      variance: variance.slice(),
      average: average.slice(),
    };
  }

  restore({ step, weights, momentum, variance, average }: OptimizerState): void {
    this.#step = step;
    this.#vectors = {
      weights: weights.slice(),
      momentum: momentum.slice(),
      variance: variance.slice(),
      average: average.slice(),
    };
    assignNumbers(this.#model.weights, weights);
  }
}

/** Of the weights that are learned only matrices decay. */
function decays({ name, variable }: NamedWeight): boolean {
  return variable.shape.length > 1 && !/(^|\/)(table|exponents|values)$/.test(name);
}

function partOf({ weights, momentum, variance, average }: Vectors, from: number, to: number): Vectors {
  return {
    weights: weights.subarray(from, to),
    momentum: momentum.subarray(from, to),
    variance: variance.subarray(from, to),
    average: average.subarray(from, to),
  };
}

function squaredLength(numbers: Float32Array | undefined): number {
  let sum = 0;
  if (numbers !== undefined) for (let i = 0; i < numbers.length; i++) sum += numbers[i]! * numbers[i]!;
  return sum;
}

/** Changes the numbers of one weight. */
function updateWeights(
  { weights, momentum, variance, average }: Vectors,
  gradient: Float32Array,
  decay: number,
  { clip, learningRate, scale, epsilon, keep }: Update,
): void {
  const stays = 1 - learningRate * decay;
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i]! * clip;
    const m = BETA1 * momentum[i]! + (1 - BETA1) * g;
    const v = BETA2 * variance[i]! + (1 - BETA2) * g * g;
    const w = weights[i]! * stays - (scale * m) / (Math.sqrt(v) + epsilon);
    momentum[i] = Math.abs(m) < TINY ? 0 : m;
    variance[i] = v < TINY ? 0 : v;
    weights[i] = w;
    average[i] = keep * average[i]! + (1 - keep) * w;
  }
}
