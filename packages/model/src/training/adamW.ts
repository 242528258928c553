import * as tf from '@tensorflow/tfjs';
import type { CrystalModel } from '../layers/crystalModel.js';
import type { OptimizerState } from '../files/checkpoint.js';
import type { TrainingOptions } from '../config/trainingOptions.js';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** What the optimiser needs of a network. */
type OptimizedWeights = Pick<CrystalModel, 'weights' | 'weightVector' | 'setWeights'>;

/**
 * AdamW (Loshchilov and Hutter, arXiv:1711.05101) with clipping of the gradient's norm and a moving average of the weights, on one vector of all
 * parameters: a step takes some ten operations of the device, however many weights there are.
 *
 *     g = gradient · min(1, clipNorm / |gradient|)
 *     m = β₁ m + (1 − β₁) g,   v = β₂ v + (1 − β₂) g²
 *     w = w − rate · decay · w − rate · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
 *     average = keep · average + (1 − keep) w,   keep = min(ema, t / (t + 10))
 *
 * Weights that are fixed stay as they are. Of the others only matrices decay: not biases, norms, tables of elements or the exponents and values of pair functions. The moving average begins with
 * a shorter memory because a fixed one would keep the random weights of the beginning.
 */
export class AdamW {
  readonly #model: OptimizedWeights;
  readonly #options: Pick<TrainingOptions, 'weightDecay' | 'clipNorm' | 'ema'>;
  readonly #decay: tf.Tensor1D;
  /** 1 for a number that stays as it is; undefined where there is none. */
  readonly #fixed: tf.Tensor1D | undefined;
  #step = 0;
  #weights: tf.Tensor1D;
  #momentum: tf.Tensor1D;
  #variance: tf.Tensor1D;
  #average: tf.Tensor1D;

  constructor(model: OptimizedWeights, options: Pick<TrainingOptions, 'weightDecay' | 'clipNorm' | 'ema'>) {
    this.#model = model;
    this.#options = options;
    this.#weights = model.weightVector();
    this.#momentum = tf.zerosLike(this.#weights);
    this.#variance = tf.zerosLike(this.#weights);
    this.#average = tf.clone(this.#weights);
    const decays = new Float32Array(this.#weights.size);
    const fixed = new Uint8Array(this.#weights.size);
    let offset = 0;
    for (const { name, variable, fixed: isFixed = false } of model.weights) {
      const size = tf.util.sizeFromShape(variable.shape as number[]);
      const matrix = variable.shape.length > 1 && !/(^|\/)(table|exponents|values)$/.test(name);
      decays.fill(matrix && !isFixed ? options.weightDecay : 0, offset, offset + size);
      fixed.fill(isFixed ? 1 : 0, offset, offset + size);
      offset += size;
    }
    this.#decay = tf.tensor1d(decays);
    if (fixed.includes(1)) this.#fixed = tf.tensor1d(fixed, 'bool');
  }

  get step(): number {
    return this.#step;
  }

  /**
   * One step.
   *
   * @param gradients one per weight of the model, in order; of a fixed one 0
   * @returns norm of the gradient before clipping, a scalar; the caller disposes of it
   */
  apply(gradients: readonly tf.Tensor[], learningRate: number): tf.Scalar {
    const { clipNorm, ema } = this.#options;
    const step = ++this.#step;
    const [weights, momentum, variance, average, norm] = tf.tidy(() => {
      const gradient = tf.concat(gradients.map((part) => tf.reshape(part, [-1]))) as tf.Tensor1D;
      const length = tf.sqrt(tf.sum(tf.square(gradient)));
      // A norm of 0 or NaN must stay what it is: only larger ones are divided.
      const g = tf.mul(gradient, tf.div(clipNorm, tf.maximum(length, clipNorm)));
      const m = tf.add(tf.mul(this.#momentum, BETA1), tf.mul(g, 1 - BETA1));
      const v = tf.add(tf.mul(this.#variance, BETA2), tf.mul(tf.square(g), 1 - BETA2));
      const correction = Math.sqrt(1 - BETA2 ** step);
      const scale = learningRate * (correction / (1 - BETA1 ** step));
      const update = tf.mul(tf.div(m, tf.add(tf.sqrt(v), EPSILON * correction)), scale);
      const decayed = tf.sub(this.#weights, tf.mul(tf.mul(this.#weights, this.#decay), learningRate));
      const w = tf.sub(decayed, update);
      const keep = Math.min(ema, step / (step + 10));
      const mixed = ema === 0 ? w.clone() : tf.add(tf.mul(this.#average, keep), tf.mul(w, 1 - keep));
      // The mean of equal numbers is not quite that number.
      const average = this.#fixed === undefined ? mixed : tf.where(this.#fixed, w, mixed);
      return [w, m, v, average, length] as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Scalar];
    });
    this.#replace(weights, momentum, variance, average);
    this.#model.setWeights(weights);
    return norm;
  }

  /** Runs with the averaged weights in the model, then puts the trained ones back. */
  async withAverage<T>(run: () => Promise<T>): Promise<T> {
    this.#model.setWeights(this.#average);
    try {
      return await run();
    } finally {
      this.#model.setWeights(this.#weights);
    }
  }

  /** The averaged weights as numbers. */
  async average(): Promise<Float32Array> {
    return (await this.#average.data()) as Float32Array;
  }

  async state(): Promise<OptimizerState> {
    const [weights, momentum, variance, average] = (await Promise.all(
      [this.#weights, this.#momentum, this.#variance, this.#average].map((x) => x.data()),
    )) as Float32Array[];
    return { step: this.#step, weights: weights!, momentum: momentum!, variance: variance!, average: average! };
  }

  restore({ step, weights, momentum, variance, average }: OptimizerState): void {
    this.#step = step;
    this.#replace(tf.tensor1d(weights), tf.tensor1d(momentum), tf.tensor1d(variance), tf.tensor1d(average));
    this.#model.setWeights(this.#weights);
  }

  dispose(): void {
    this.#fixed?.dispose();
    tf.dispose([this.#decay, this.#weights, this.#momentum, this.#variance, this.#average]);
  }

  #replace(weights: tf.Tensor1D, momentum: tf.Tensor1D, variance: tf.Tensor1D, average: tf.Tensor1D): void {
    tf.dispose([this.#weights, this.#momentum, this.#variance, this.#average]);
    // A step runs in a `tf.tidy`, which would dispose of them at its end.
    this.#weights = tf.keep(weights);
    this.#momentum = tf.keep(momentum);
    this.#variance = tf.keep(variance);
    this.#average = tf.keep(average);
  }
}
