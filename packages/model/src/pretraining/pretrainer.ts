import { CELL_INPUTS, type PairBlock, pairWidth } from '@crystal-fourier/data';
import * as tf from '@tensorflow/tfjs';
import { ModelError } from '../config/errors.js';
import { VERSION } from '../config/version.js';
import type { OptimizerState } from '../files/checkpoint.js';
import { damaged, floats, FORMAT, metadataOf } from '../files/fileFields.js';
import type { TensorFile } from '../files/safetensors.js';
import { AdamW } from '../training/adamW.js';
import { learningRateAt } from '../training/schedule.js';
import { pairNetwork, type PairNetwork } from './pairNetwork.js';
import { type PretrainingOptions, pretrainingOptions, stepCount } from './pretrainingOptions.js';
import { weightCount, weightSize } from '../ops/weightVector.js';

/** Kinds of files. */
const CHECKPOINT = 'pretraining';
const ENCODER = 'orbit-encoder';

const OPTIMIZER = { weightDecay: 1e-4, clipNorm: 1, ema: 0.999 };
const SCHEDULE = { schedule: 'one-cycle', warmup: 0.1 } as const;
/** Pairs that are predicted at once. */
const EVALUATED = 4096;

/**
 * A pretraining on orbit distances: one step per block of pairs, on the mean absolute error in Å. The caller makes the blocks, see
 * `orbitPairs` of `@crystal-fourier/data/node`, and gives them in their order: block i of a training has the cells from `i · cells` on.
 *
 * The result is the same for the same options on one backend, stopped and resumed or not.
 */
export class Pretrainer {
  readonly options: PretrainingOptions;
  readonly steps: number;
  readonly #network: PairNetwork;
  readonly #optimizer: AdamW;
  readonly #mean: Float32Array;
  readonly #spread: Float32Array;

  private constructor(options: PretrainingOptions, mean: Float32Array, spread: Float32Array) {
    this.options = options;
    this.steps = stepCount(options);
    this.#mean = mean;
    this.#spread = spread;
    this.#network = pairNetwork(options);
    this.#optimizer = new AdamW(this.#network, OPTIMIZER);
  }

  /**
   * @param sample pairs by which the inputs are standardised: the first block of the training
   * @throws ModelError `bad-config`
   */
  static create(options: Partial<PretrainingOptions>, sample: PairBlock): Pretrainer {
    const complete = pretrainingOptions(options);
    const { mean, spread } = columnsOf(sample, complete);
    return new Pretrainer(complete, mean, spread);
  }

  /** @throws ModelError `bad-checkpoint` */
  static resume(file: TensorFile): Pretrainer {
    const metadata = metadataOf(file, CHECKPOINT);
    const options = optionsOf(metadata['options']);
    const trainer = new Pretrainer(options, floats(file, 'mean'), floats(file, 'spread'));
    const { step } = metadata;
    if (typeof step !== 'number') throw damaged('the number of steps is missing');
    const [weights, momentum, variance, average] = ['weights', 'momentum', 'variance', 'average'].map((name) =>
      floats(file, name),
    ) as [Float32Array, Float32Array, Float32Array, Float32Array];
    const count = weightCount(trainer.#network.weights);
    for (const values of [weights, momentum, variance, average])
      if (values.length !== count) throw damaged(`its weights are ${values.length}`);
    trainer.#optimizer.restore({ step, weights, momentum, variance, average });
    return trainer;
  }

  /** Steps that are done. */
  get step(): number {
    return this.#optimizer.step;
  }

  get finished(): boolean {
    return this.step >= this.steps;
  }

  get parameterCount(): number {
    return weightCount(this.#network.weights);
  }

  /**
   * One step on the next block.
   *
   * @returns mean absolute error before the step, Å
   * @throws ModelError `bad-argument` when all steps are done, `diverged`
   */
  async train(block: PairBlock): Promise<number> {
    if (this.finished) throw new ModelError('bad-argument', `pretraining: all ${this.steps} steps are done`);
    const rate = learningRateAt(this.step, this.steps, { ...SCHEDULE, learningRate: this.options.learningRate });
    const variables = this.#network.weights.map(({ variable }) => variable.read() as tf.Variable);
    const { value: loss, grads } = tf.tidy(() => {
      const inputs = this.#inputs(block, 0, block.distances.length);
      return tf.variableGrads(() => {
        const predicted = tf.mul(this.#network.predict(inputs), tf.tensor1d(block.scales));
        return tf.mean(tf.abs(tf.sub(predicted, tf.tensor1d(block.distances)))) as tf.Scalar;
      }, variables);
    });
    await this.#optimizer.apply(
      variables.map(({ name }) => grads[name]),
      rate,
    );
    const [value] = await loss.data();
    tf.dispose([loss, grads]);
    if (!Number.isFinite(value))
      throw new ModelError(
        'diverged',
        `pretraining: the error must stay finite, got ${value} at step ${this.step}; take a smaller learning rate`,
      );
    return value!;
  }

  /** Predicted distances in Å, with the averaged weights. @returns (n) */
  async predict(block: PairBlock): Promise<Float32Array> {
    const out = new Float32Array(block.distances.length);
    await this.#optimizer.withAverage(async () => {
      for (let from = 0; from < out.length; from += EVALUATED) {
        const to = Math.min(out.length, from + EVALUATED);
        const predicted = tf.tidy(() =>
          tf.relu(
            tf.mul(this.#network.predict(this.#inputs(block, from, to)), tf.tensor1d(block.scales.subarray(from, to))),
          ),
        );
        out.set(await predicted.data<'float32'>(), from);
        predicted.dispose();
      }
    });
    return out;
  }

  /** Everything that {@link Pretrainer.resume} needs. */
  async checkpoint(): Promise<TensorFile> {
    const { step, ...state } = this.#optimizer.state();
    const tensors = { ...(state as Omit<OptimizerState, 'step'>), mean: this.#mean, spread: this.#spread };
    return {
      metadata: { kind: CHECKPOINT, format: FORMAT, version: VERSION, options: { ...this.options }, step },
      tensors: Object.fromEntries(
        Object.entries(tensors).map(([name, values]) => [name, { shape: [values.length], values }]),
      ),
    };
  }

  /**
   * The encoder by itself: one tensor per averaged weight, by name.
   *
   * @param provenance how it came about, and its errors; plain JSON
   */
  async encoder(provenance: Readonly<Record<string, unknown>> = {}): Promise<TensorFile> {
    const values = this.#optimizer.average();
    const tensors: TensorFile['tensors'] = {
      mean: { shape: [this.#mean.length], values: this.#mean },
      spread: { shape: [this.#spread.length], values: this.#spread },
    };
    let at = 0;
    for (const weight of this.#network.weights) {
      const size = weightSize(weight);
      tensors[weight.name] = { shape: [...weight.variable.shape] as number[], values: values.slice(at, at + size) };
      at += size;
    }
    return {
      metadata: { kind: ENCODER, format: FORMAT, version: VERSION, options: { ...this.options }, provenance },
      tensors,
    };
  }

  dispose(): void {
    for (const { variable } of this.#network.weights) variable.dispose();
  }

  /** Standardised inputs of the pairs `from` … `to` − 1. */
  #inputs({ inputs }: PairBlock, from: number, to: number): tf.Tensor2D {
    const width = this.#mean.length;
    const raw = tf.tensor2d(inputs.subarray(from * width, to * width), [to - from, width]);
    return tf.div(tf.sub(raw, tf.tensor1d(this.#mean)), tf.tensor1d(this.#spread)) as tf.Tensor2D;
  }
}

function optionsOf(options: unknown): PretrainingOptions {
  try {
    return pretrainingOptions(options as PretrainingOptions);
  } catch (error) {
    throw damaged((error as Error).message);
  }
}

/** Mean and standard deviation of the inputs; projected plane waves are taken as they are, which keeps their invariance to the group. */
function columnsOf(
  { inputs, distances }: PairBlock,
  { form, functions }: PretrainingOptions,
): { readonly mean: Float32Array; readonly spread: Float32Array } {
  const width = pairWidth(form, functions);
  const first = form === 'metric' ? 0 : width - CELL_INPUTS;
  const mean = new Float32Array(width);
  const spread = new Float32Array(width).fill(1);
  const n = distances.length;
  for (let c = first; c < width; c++) {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < n; i++) {
      const value = inputs[i * width + c]!;
      sum += value;
      squares += value * value;
    }
    mean[c] = sum / n;
    spread[c] = Math.sqrt(Math.max(1e-6, squares / n - (sum / n) ** 2));
  }
  return { mean, spread };
}
