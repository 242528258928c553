import * as tf from '@tensorflow/tfjs';
import type { ModelConfig } from '../config/config.js';
import type { TrainingOptions } from '../config/trainingOptions.js';
import type { DistanceWeights } from '../features/distanceNetwork.js';
import { recipeSizes } from '../features/modelRecipe.js';
import type { OptimizerState } from '../files/checkpoint.js';
import type { WeightShape } from '../files/modelFile.js';
import { CrystalModel } from '../layers/crystalModel.js';
import { embeddingsOf } from '../layers/evaluation.js';
import { weightCount } from '../ops/weightVector.js';
import { AdamW } from './adamW.js';
import { outputLayout } from '../features/outputLayout.js';
import { type BatchTargets, batchTargets } from './batchTargets.js';
import { tunedWeights } from './layerRates.js';
import { lossOf } from './losses.js';
import { tensorLoss } from './tensorLoss.js';
import { type BatchTensor, batchTensors } from './tensorTargets.js';
import type { TrainingData } from './trainingData.js';
import type { StepResult } from './steps.js';
import { type Validation, validate } from './validation.js';

/** What a network begins with. @param shapes of its weights @param random numbers that it has by its seed */
export type BeginningWeights = (shapes: readonly WeightShape[], random: Float32Array) => Float32Array;

/** A network with its optimiser and its data: everything of a training that is on the device. */
export class TrainedNetwork {
  readonly #config: ModelConfig;
  readonly #loss: TrainingOptions['loss'];
  readonly #data: TrainingData;
  readonly #model: CrystalModel;
  readonly #optimizer: AdamW;
  readonly #parameterCount: number;
  readonly #variables: tf.Variable[];
  /** Those that are not fixed. */
  readonly #learned: tf.Variable[];

  /**
   * @param begin what the network begins with where not all of it is random: the learned distance of a pretrained encoder, or, made of the random
   *   weights, all that a training from a trained network begins with
   */
  constructor(
    config: ModelConfig,
    options: TrainingOptions,
    data: TrainingData,
    begin: { readonly learned?: DistanceWeights | undefined; readonly weights?: BeginningWeights | undefined } = {},
  ) {
    this.#config = config;
    this.#loss = options.loss;
    this.#data = data;
    const sizes = { ...data.normalization, ...recipeSizes(data.recipe) };
    this.#model = new CrystalModel(config, sizes, options.seed, begin.learned);
    if (begin.weights !== undefined) {
      try {
        this.#model.setWeights(begin.weights(this.#model.weightShapes, this.#model.weightNumbers()));
      } catch (error) {
        this.#model.dispose();
        throw error;
      }
    }
    const weights = tunedWeights(this.#model.weights, config.blocks, options);
    this.#optimizer = new AdamW({ weights }, options);
    this.#parameterCount = weightCount(weights.filter(({ fixed }) => fixed !== true));
    this.#variables = weights.map(({ variable }) => variable.read() as tf.Variable);
    this.#learned = this.#variables.filter((_, i) => weights[i]!.fixed !== true);
  }

  /** How many numbers are learned. */
  get parameterCount(): number {
    return this.#parameterCount;
  }

  /** How many numbers its weights have, learned or not. */
  get weightCount(): number {
    return weightCount(this.#model.weights);
  }

  /** Names and shapes of the weights, in their order. */
  get weightShapes(): readonly WeightShape[] {
    return this.#model.weightShapes;
  }

  /** Steps of the optimiser so far. */
  get steps(): number {
    return this.#optimizer.step;
  }

  /** The state of the optimiser, by which a training can go on. */
  state(): OptimizerState {
    return this.#optimizer.state();
  }

  restore(state: OptimizerState): void {
    this.#optimizer.restore(state);
  }

  /** The averaged weights. */
  average(): Float32Array {
    return this.#optimizer.average();
  }

  /**
   * One step.
   *
   * @param indices of the training records of the batch
   */
  async step(indices: readonly number[], learningRate: number): Promise<StepResult> {
    const step = this.#optimizer.step;
    const { train, trainBank, normalization } = this.#data;
    const { value, grads } = tf.tidy(() => {
      const inputs = trainBank.batch(indices);
      const targets = batchTargets(train, indices, normalization);
      const tensors = batchTensors(train, indices, inputs.orbits, normalization.tensors ?? [], this.#config);
      return tf.variableGrads(() => {
        const outputs = this.#model.call(inputs, { training: true, step });
        return this.#lossOf(outputs, targets, tensors);
      }, this.#learned);
    });
    try {
      const gradients = this.#variables.map((variable) => grads[variable.name]);
      const gradientNorm = await this.#optimizer.apply(gradients, learningRate);
      const [loss] = await value.data();
      return { loss: loss!, gradientNorm };
    } finally {
      tf.dispose([value, grads]);
    }
  }

  /** The mean of the losses of all targets, tensors among them. */
  #lossOf(outputs: tf.Tensor2D, targets: BatchTargets, tensors: readonly BatchTensor[]): tf.Scalar {
    const { task } = this.#config;
    if (tensors.length === 0) return lossOf(outputs, targets, task, this.#loss);
    const layout = outputLayout(this.#config);
    const { scalars } = layout;
    const count = scalars + tensors.length;
    const ofScalars = tf.slice(outputs, [0, 0], [outputs.shape[0], scalars]);
    return tf.addN([
      ...(scalars === 0 ? [] : [tf.mul(lossOf(ofScalars, targets, task, this.#loss), scalars / count)]),
      ...tensors.map((tensor) => tf.div(tensorLoss(outputs, tensor, layout, this.#loss), count)),
    ]) as tf.Scalar;
  }

  /** Of the averaged weights on the validation records; the trained weights are put back afterwards. */
  async validate(): Promise<Validation> {
    const { validation, validationBank, normalization } = this.#data;
    if (validationBank === undefined) return { metrics: {}, score: undefined };
    return this.#optimizer.withAverage(() => validate(this.#model, validationBank, validation, normalization));
  }

  /** Embeddings of the training records by given weights, (N, d). */
  async embeddings(weights: Float32Array): Promise<Float32Array> {
    const { train, trainBank } = this.#data;
    const orbitCounts = train.map(({ features }) => features.orbitCount);
    return this.#model.withWeights(weights, () => embeddingsOf(this.#model, trainBank, orbitCounts));
  }

  dispose(): void {
    this.#data.trainBank.dispose();
    this.#data.validationBank?.dispose();
    this.#model.dispose();
  }
}
