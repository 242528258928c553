import { type BatchRecord, planBatches } from '@crystal-fourier/data';
import * as tf from '@tensorflow/tfjs';
import { type ModelConfig, modelConfig, type ModelOptions } from '../config/config.js';
import { CrystalModel } from '../layers/crystalModel.js';
import { ModelError } from '../config/errors.js';
import { evaluationPlan, MAX_PAIRS } from './evaluationPlan.js';
import { FeatureBank } from '../features/featureBank.js';
import { FlatOptimizer } from './flatOptimizer.js';
import { type BatchTargets, lossOf } from './losses.js';
import type { ClassificationMetrics, TargetMetrics } from './metrics.js';
import { type Normalization, normalizationOf, toScale } from '../features/normalization.js';
import { recordsHash } from '../features/recordsHash.js';
import type { TensorFile } from '../files/safetensors.js';
import { checkpointFile, modelFile, readCheckpoint } from '../files/savedModel.js';
import { learningRateAt } from './schedule.js';
import { type TrainingOptions, trainingOptions } from '../config/trainingOptions.js';
import { type Exclusion, usable } from '../features/usable.js';
import { type Validation, validate, VALIDATION_BATCH } from './validation.js';

/** What a training needs. */
export interface TrainerInput {
  readonly model: ModelOptions;
  readonly training?: Partial<TrainingOptions>;
  readonly train: readonly BatchRecord[];
  /** What the weights are chosen by; may be empty: then the last weights are kept. */
  readonly validation: readonly BatchRecord[];
}

/** What one pass over the data did. */
export interface EpochReport {
  /** From 1. */
  readonly epoch: number;
  /** Steps of the optimiser so far. */
  readonly steps: number;
  /** Of the last step. */
  readonly learningRate: number;
  /** Mean over the steps, in standardised units. */
  readonly trainLoss: number;
  /** Largest norm of a gradient, before clipping. */
  readonly gradientNorm: number;
  /** Of the averaged weights, in the units of the target (log10 of them where so learned). Empty without validation records. */
  readonly validation: Readonly<Record<string, TargetMetrics | ClassificationMetrics>>;
  /** Mean over the targets of the MAE of what is learned, standardised (of the cross-entropy in a classification): the best epoch is chosen by it. Undefined without validation records. */
  readonly score: number | undefined;
  /** Whether these weights are the best so far. */
  readonly best: boolean;
  /** Of the training steps, without validation. */
  readonly seconds: number;
  readonly structuresPerSecond: number;
}

/** Where a run stands; plain JSON. */
export interface Progress {
  readonly epoch: number;
  readonly bestEpoch: number;
  readonly bestScore: number;
  readonly stoppedEarly: boolean;
}

export interface EpochOptions {
  /** Called before each step. */
  readonly onStep?: (step: number, steps: number) => void;
  /** Stops between two steps with the signal's reason; the epoch counts as not done. */
  readonly signal?: AbortSignal;
}

/** Steps whose losses are looked at together: reading every one would make the device wait. */
const WINDOW = 32;
/** Milliseconds after which other work gets its turn: native TensorFlow computes at once, so that no signal or timer would come through. */
const TURN = 100;
/** A loss beyond this is no training any more: of standardised targets, it begins near 1. */
const EXPLODED = 1e4;

/** Everything a step does to a network, step by step; deterministic by the seed on one backend. */
export class Trainer {
  readonly model: CrystalModel;
  readonly config: ModelConfig;
  readonly options: TrainingOptions;
  readonly normalization: Normalization;
  /** Targets of training and validation records that were left out, and why. */
  readonly excluded: readonly Exclusion[];
  readonly #train: readonly BatchRecord[];
  readonly #validation: readonly BatchRecord[];
  readonly #bank: FeatureBank;
  readonly #validationBank: FeatureBank | undefined;
  readonly #optimizer: FlatOptimizer;
  readonly #variables: tf.Variable[];
  #progress: Progress = { epoch: 0, bestEpoch: 0, bestScore: Number.POSITIVE_INFINITY, stoppedEarly: false };
  #best: Float32Array | undefined;
  #hash: string | undefined;
  /** What is under way; undefined between two calls. */
  #running: string | undefined;

  private constructor(
    config: ModelConfig,
    options: TrainingOptions,
    data: Pick<TrainerInput, 'train' | 'validation'>,
    known?: Normalization,
  ) {
    this.config = config;
    this.options = options;
    const train = usable(data.train, config.targets, config.task, options);
    const validation = usable(data.validation, config.targets, config.task, options);
    if (train.records.length === 0) {
      throw new ModelError(
        'bad-data',
        `training: at least one record must have a usable target of ${config.targets.join(', ')}, got none in ${data.train.length}${train.excluded[0] === undefined ? '' : ` (${train.excluded[0].id}: ${train.excluded[0].reason})`}`,
      );
    }
    this.excluded = [...train.excluded, ...validation.excluded];
    this.#train = train.records;
    this.#validation = validation.records;
    this.normalization = known ?? normalizationOf(train.records, config.targets, config.task, options);
    // Features are refused here, if at all: what was made before must not stay behind.
    this.#bank = new FeatureBank(train.records, config, this.normalization);
    if (validation.records.length > 0) {
      try {
        this.#validationBank = new FeatureBank(validation.records, config, this.normalization);
      } catch (error) {
        this.#bank.dispose();
        throw error;
      }
    }
    this.model = new CrystalModel(config, this.normalization, options.seed);
    this.#optimizer = new FlatOptimizer(this.model, options);
    this.#variables = this.model.weights.map(({ variable }) => variable.read() as tf.Variable);
  }

  /**
   * A training from its beginning.
   *
   * @throws ModelError `bad-config`, `bad-data`
   */
  static create({ model, training, train, validation }: TrainerInput): Trainer {
    const config = modelConfig(model);
    const options = trainingOptions(training);
    for (const key of ['log10', 'extensive'] as const) {
      const names = options[key];
      const foreign = typeof names === 'boolean' ? undefined : names.find((name) => !config.targets.includes(name));
      if (foreign !== undefined) {
        throw new ModelError(
          'bad-config',
          `training: ${key} must name targets (${config.targets.join(', ')}), got ${foreign}`,
        );
      }
    }
    return new Trainer(config, options, { train, validation });
  }

  /**
   * Goes on where a checkpoint was written: with the same records, on the same backend and machine, the weights become the same as
   * without the interruption.
   *
   * @throws ModelError `bad-checkpoint`, also if the records are not those of the checkpoint
   */
  static resume(file: TensorFile, data: Pick<TrainerInput, 'train' | 'validation'>): Trainer {
    const { config, options, normalization, progress, state, best, records } = readCheckpoint(file);
    const trainer = new Trainer(config, options, data, normalization);
    const now = trainer.#recordsHash();
    if (now !== records) {
      trainer.dispose();
      throw new ModelError(
        'bad-checkpoint',
        'resume: the training and validation records must be those of the checkpoint, in the same order with the same targets, got others; give the same data and split, or start a new run',
      );
    }
    const { step: _, ...vectors } = state;
    const count = trainer.model.parameterCount;
    for (const [name, values] of Object.entries({ ...vectors, ...(best === undefined ? {} : { best }) })) {
      if (values.length === count) continue;
      trainer.dispose();
      throw new ModelError(
        'bad-checkpoint',
        `resume: ${name} of the checkpoint must be ${count} numbers, got ${values.length}; it is damaged or of another version`,
      );
    }
    trainer.#optimizer.restore(state);
    trainer.#progress = progress;
    trainer.#best = best;
    return trainer;
  }

  /** Epochs done. */
  get epoch(): number {
    return this.#progress.epoch;
  }

  get totalEpochs(): number {
    return this.options.epochs;
  }

  get progress(): Progress {
    return this.#progress;
  }

  get finished(): boolean {
    return this.#progress.epoch >= this.options.epochs || this.#progress.stoppedEarly;
  }

  /** Steps of one epoch. */
  get stepsPerEpoch(): number {
    return this.#plan(0).length;
  }

  /** Numbers of usable records. */
  get counts(): { readonly train: number; readonly validation: number } {
    return { train: this.#train.length, validation: this.#validation.length };
  }

  /**
   * One pass over the training records and a validation.
   *
   * An epoch that ends with an error did not happen: the state is that of its beginning.
   *
   * @throws ModelError `diverged` with the ids of the batch whose loss was not finite, or of validation records whose outputs are not;
   *   `bad-argument` if the training is finished, or another call is not
   */
  async runEpoch(options: EpochOptions = {}): Promise<EpochReport> {
    return this.#alone('an epoch', () => this.#epoch(options));
  }

  async #epoch({ onStep, signal }: EpochOptions): Promise<EpochReport> {
    if (this.finished) {
      throw new ModelError(
        'bad-argument',
        `training: all ${this.options.epochs} epochs are done, or it stopped early; start another run`,
      );
    }
    const before = await this.#optimizer.state();
    const plan = this.#plan(this.#progress.epoch);
    // Batches may differ in number from epoch to epoch: the schedule goes by the share of the epoch that is done.
    const total = this.options.epochs * plan.length;
    const losses: number[] = [];
    let largest = 0;
    let rate = 0;
    let structures = 0;
    const begin = performance.now();
    let turn = begin;
    let seconds = 0;
    let validation: Validation;
    try {
      for (let from = 0; from < plan.length; from += WINDOW) {
        const window = plan.slice(from, from + WINDOW);
        const seen: tf.Tensor1D[] = [];
        try {
          for (const [i, places] of window.entries()) {
            if (performance.now() - turn > TURN) {
              await new Promise((resolve) => setTimeout(resolve));
              turn = performance.now();
            }
            signal?.throwIfAborted();
            onStep?.(from + i, plan.length);
            rate = learningRateAt(this.#progress.epoch * plan.length + from + i, total, this.options);
            seen.push(this.#step(places, rate));
            structures += places.length;
          }
          const numbers = await this.#read(seen);
          for (const [i, [loss, norm]] of numbers.entries()) {
            this.#check(loss!, norm!, window[i]!);
            losses.push(loss!);
            largest = Math.max(largest, norm!);
          }
        } finally {
          tf.dispose(seen);
        }
      }
      seconds = (performance.now() - begin) / 1000;
      validation = await this.#validate();
    } catch (error) {
      // The epoch did not happen: a checkpoint written now is that of its beginning.
      this.#optimizer.restore(before);
      throw error;
    }
    const { metrics, score } = validation;
    const epoch = this.#progress.epoch + 1;
    const best = score === undefined || score < this.#progress.bestScore;
    if (best) this.#best = await this.#optimizer.average();
    const bestEpoch = best ? epoch : this.#progress.bestEpoch;
    const { patience } = this.options;
    this.#progress = {
      epoch,
      bestEpoch,
      bestScore: best && score !== undefined ? score : this.#progress.bestScore,
      stoppedEarly: patience > 0 && epoch - bestEpoch >= patience,
    };
    return {
      epoch,
      steps: this.#optimizer.step,
      learningRate: rate,
      trainLoss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
      gradientNorm: largest,
      validation: metrics,
      score,
      best,
      seconds,
      structuresPerSecond: structures / seconds,
    };
  }

  /**
   * The complete state between two epochs.
   *
   * @throws ModelError `bad-argument` while an epoch is under way
   */
  async checkpoint(): Promise<TensorFile> {
    return this.#alone('a checkpoint', () => this.#checkpoint());
  }

  async #checkpoint(): Promise<TensorFile> {
    return checkpointFile({
      config: this.config,
      options: this.options,
      normalization: this.normalization,
      progress: this.#progress,
      state: await this.#optimizer.state(),
      best: this.#best,
      records: this.#recordsHash(),
    });
  }

  /**
   * The best network so far, with what prediction needs; before the first epoch the random one.
   *
   * @throws ModelError `bad-argument` while an epoch is under way
   */
  async bestModel(): Promise<TensorFile> {
    return this.#alone('a model', () => this.#bestModel());
  }

  async #bestModel(): Promise<TensorFile> {
    const weights = this.#best ?? (await this.#optimizer.average());
    const embeddings = await this.#embeddings(weights);
    return modelFile(this.model, weights, this.normalization, embeddings, {
      epoch: this.#progress.bestEpoch,
      score: Number.isFinite(this.#progress.bestScore) ? this.#progress.bestScore : null,
      training: this.options,
      records: { train: this.#train.length, validation: this.#validation.length },
    });
  }

  dispose(): void {
    this.#bank.dispose();
    this.#validationBank?.dispose();
    this.#optimizer.dispose();
    this.model.dispose();
  }

  /** One step; the loss and the norm of the gradient as one tensor. */
  #step(places: readonly number[], learningRate: number): tf.Tensor1D {
    const step = this.#optimizer.step;
    return tf.tidy(() => {
      const inputs = this.#bank.batch(places);
      const targets = this.#targets(this.#train, places);
      const { value, grads } = tf.variableGrads(() => {
        const outputs = this.model.call(inputs, { training: true, step });
        return lossOf(outputs, targets, this.config.task, this.options.loss);
      }, this.#variables);
      const gradients = this.#variables.map((variable) => grads[variable.name] ?? tf.zerosLike(variable));
      const norm = this.#optimizer.apply(gradients, learningRate);
      return tf.stack([value, norm]) as tf.Tensor1D;
    });
  }

  async #read(seen: readonly tf.Tensor1D[]): Promise<number[][]> {
    const all = tf.stack(seen as tf.Tensor1D[]) as tf.Tensor2D;
    const numbers = await all.array();
    all.dispose();
    return numbers;
  }

  #check(loss: number, norm: number, places: readonly number[]): void {
    if (Number.isFinite(loss) && Number.isFinite(norm) && loss < EXPLODED) return;
    const ids = places.map((place) => this.#train[place]!.id);
    throw new ModelError(
      'diverged',
      `training: the loss must stay finite and below ${EXPLODED}, got ${loss} (gradient norm ${norm}) in epoch ${this.#progress.epoch + 1} for the batch ${ids.slice(0, 8).join(', ')}${ids.length > 8 ? ` and ${ids.length - 8} more` : ''}; lower the learning rate, or look at these records`,
      ids,
    );
  }

  #plan(epoch: number): number[][] {
    const { batchSize, seed } = this.options;
    return planBatches(
      this.#train.map(({ features }) => features.orbitCount),
      { batchSize, seed, epoch, maxPairs: MAX_PAIRS },
    );
  }

  #targets(records: readonly BatchRecord[], places: readonly number[]): BatchTargets {
    const { targets } = this.normalization;
    const values = new Float32Array(places.length * targets.length);
    const weights = new Float32Array(places.length * targets.length);
    places.forEach((place, b) => {
      targets.forEach((scale, t) => {
        const { targets: known, features } = records[place]!;
        const value = toScale(known?.[scale.name], scale, features);
        if (value === undefined) return;
        values[b * targets.length + t] = value;
        weights[b * targets.length + t] = 1;
      });
    });
    const shape: [number, number] = [places.length, targets.length];
    return { values: tf.tensor2d(values, shape), weights: tf.tensor2d(weights, shape) };
  }

  /** Of the averaged weights; they are put back as they were. */
  async #validate(): Promise<Validation> {
    const bank = this.#validationBank;
    if (bank === undefined) return { metrics: {}, score: undefined };
    return this.#optimizer.withAverage(() => validate(this.model, bank, this.#validation, this.normalization));
  }

  /** Embeddings of the training set by given weights, (N, d): what tells how far another crystal is from it. */
  async #embeddings(weights: Float32Array): Promise<Float32Array> {
    const d = this.config.width;
    const out = new Float32Array(this.#train.length * d);
    const kept = this.model.flatWeights();
    const given = tf.tensor1d(weights);
    this.model.setWeights(given);
    try {
      const plan = evaluationPlan(
        this.#train.map(({ features }) => features.orbitCount),
        VALIDATION_BATCH,
      );
      for (const places of plan) {
        const rows = tf.tidy(() => this.model.embed(this.#bank.batch(places)));
        const numbers = (await rows.data()) as Float32Array;
        rows.dispose();
        places.forEach((place, b) => out.set(numbers.subarray(b * d, (b + 1) * d), place * d));
      }
    } finally {
      this.model.setWeights(kept);
      tf.dispose([kept, given]);
    }
    return out;
  }

  #recordsHash(): string {
    return (this.#hash ??= recordsHash(this.#train, this.#validation));
  }

  /** What changes weights, or needs them unchanged, runs by itself. */
  async #alone<T>(what: string, run: () => Promise<T>): Promise<T> {
    if (this.#running !== undefined) {
      throw new ModelError(
        'bad-argument',
        `training: ${what} must wait for the end of ${this.#running}; await that first`,
      );
    }
    this.#running = what;
    try {
      return await run();
    } finally {
      this.#running = undefined;
    }
  }
}
