import { type FeatureRecipe, planBatches } from '@crystal-fourier/data';
import { type ModelConfig, modelConfig, type ModelOptions } from '../config/config.js';
import { withEncoder } from '../features/distanceNetwork.js';
import { ModelError } from '../config/errors.js';
import { checkTargetLists, isTuning, type TrainingOptions, trainingOptions } from '../config/trainingOptions.js';
import { MAX_PAIRS } from '../features/evaluationBatches.js';
import type { DistanceNetwork, DistanceWeights } from '../features/distanceNetwork.js';
import type { Normalization } from '../features/normalization.js';
import { componentCounts } from '../features/momentRows.js';
import { recordsHash } from '../features/recordsHash.js';
import type { Exclusion } from '../features/trainableRecords.js';
import { checkpointFile, readCheckpoint, type TrainingProgress } from '../files/checkpoint.js';
import { modelFile } from '../files/modelFile.js';
import type { TensorFile } from '../files/safetensors.js';
import type { TakenFromSource } from '../files/takenFromSource.js';
import type { EpochReport } from './epochReport.js';
import { learningRateAt } from './schedule.js';
import { checkRecipeOfCheckpoint, checkRecordsOfCheckpoint, checkSizesOfCheckpoint } from './resumeChecks.js';
import { type EpochOptions, runSteps, type StepResult, type StepSummary } from './steps.js';
import { type TrainingData, trainingData, type TrainingRecords } from './trainingData.js';
import { startingWeights } from './startingWeights.js';
import { type BeginningWeights, TrainedNetwork } from './trainedNetwork.js';
import { configFromSource, readSource, type SourceNetwork, type TrainingSource } from './trainingSource.js';
import type { Validation } from './validation.js';

/** What a training needs. */
export interface TrainerInput extends TrainingRecords {
  /** Shape of the network; `targets` must be given. */
  readonly model: ModelOptions;
  /** How it is trained. */
  readonly training?: Partial<TrainingOptions>;
  /** Learned distance that a network with the encoder `pretrained` begins with: `pretrainedDistance()`, or one of `cft pretrain`. Others have none. */
  readonly encoder?: DistanceNetwork | undefined;
  /**
   * A trained network that the training begins with (fine-tuning). The shape of the network and the recipe of its features are those of the source: `model` says
   * what is predicted, and nothing that contradicts it. Targets that both have keep their heads, others get new ones.
   */
  readonly source?: TrainingSource | undefined;
}

/** A loss beyond this means that the training failed: of standardised targets, it begins near 1. */
const EXPLODED = 1e4;

/**
 * A training: epochs of steps, a validation after each, and the best weights so far. The result is the same for the same seed, on one backend.
 */
export class Trainer {
  /** Complete configuration of the network. */
  readonly config: ModelConfig;
  /** Complete options of the training. */
  readonly options: TrainingOptions;
  /** Of the training records; part of the saved model. */
  readonly normalization: Normalization;
  /** What the features of all records mean. */
  readonly recipe: FeatureRecipe;
  /** Targets of training and validation records that were left out, and why. */
  readonly excluded: readonly Exclusion[];
  /** What was taken from a trained network that the training began with; undefined where it began with random weights. */
  readonly taken: TakenFromSource | undefined;
  readonly #data: TrainingData;
  readonly #network: TrainedNetwork;
  #progress: TrainingProgress = { epoch: 0, bestEpoch: 0, bestScore: Number.POSITIVE_INFINITY, stoppedEarly: false };
  #best: Float32Array | undefined;
  #hash: string | undefined;
  #ties: Int32Array | undefined;
  /** What is under way; undefined between two calls. */
  #running: string | undefined;

  private constructor(
    config: ModelConfig,
    options: TrainingOptions,
    data: TrainingData,
    begin: {
      readonly learned?: DistanceWeights | undefined;
      readonly source?: SourceNetwork | undefined;
      readonly taken?: TakenFromSource | undefined;
    } = {},
  ) {
    this.config = config;
    this.options = options;
    this.normalization = data.normalization;
    this.recipe = data.recipe;
    this.excluded = data.excluded;
    this.#data = data;
    const { learned, source } = begin;
    const { normalization, taken = begin.taken } = data;
    this.taken = taken;
    const weights: BeginningWeights | undefined =
      source &&
      taken &&
      ((shapes, random) => startingWeights(source, { config, normalization, taken }, shapes, random));
    this.#network = new TrainedNetwork(config, options, data, { learned, weights });
  }

  /**
   * A training from its beginning.
   *
   * @throws ModelError `bad-config`, `bad-data`
   */
  static create({ model, training = {}, encoder, source: file, ...records }: TrainerInput): Trainer {
    const source = file && readSource(file);
    if (source === undefined && isTuning(training))
      throw new ModelError(
        'bad-config',
        'training: tuned and depthFactor are there with a source alone; give the trained network that the training begins with',
      );
    const config =
      source === undefined ? modelConfig(withEncoder(model, encoder)) : configFromSource(model, source, encoder);
    const options = trainingOptions(source === undefined ? training : { tuned: 'all', ...training });
    checkTargetLists(options, config.targets);
    const data = trainingData(records, config, options, { source });
    try {
      return new Trainer(config, options, data, { learned: encoder?.weights, source });
    } catch (error) {
      // The weights of the source do not fit: nothing stays on the device.
      data.trainBank.dispose();
      data.validationBank?.dispose();
      throw error;
    }
  }

  /**
   * Goes on where a checkpoint was written: with the same records, on the same backend and machine, the weights become the same as
   * without the interruption.
   *
   * @throws ModelError `bad-checkpoint`, also if the records are not those of the checkpoint
   */
  static resume(file: TensorFile, records: TrainingRecords): Trainer {
    const checkpoint = readCheckpoint(file);
    const { config, options, normalization, progress, state, best, taken } = checkpoint;
    checkRecipeOfCheckpoint(records, checkpoint);
    const trainer = new Trainer(config, options, trainingData(records, config, options, { normalization }), { taken });
    try {
      checkRecordsOfCheckpoint(trainer.#data, checkpoint);
      checkSizesOfCheckpoint(checkpoint, trainer.#network.weightCount);
    } catch (error) {
      trainer.dispose();
      throw error;
    }
    trainer.#network.restore(state);
    trainer.#progress = progress;
    trainer.#best = best;
    return trainer;
  }

  /** Epochs done. */
  get epoch(): number {
    return this.#progress.epoch;
  }

  /** Epochs that the training has if it does not stop early. */
  get totalEpochs(): number {
    return this.options.epochs;
  }

  /** How far the training is. */
  get progress(): TrainingProgress {
    return this.#progress;
  }

  /** Whether all epochs are done, or the training stopped early. */
  get finished(): boolean {
    return this.#progress.epoch >= this.options.epochs || this.#progress.stoppedEarly;
  }

  /** Steps of one epoch. */
  get stepsPerEpoch(): number {
    return this.#plan(0).length;
  }

  /** How many numbers are learned. */
  get parameterCount(): number {
    return this.#network.parameterCount;
  }

  /** Numbers of records that can be learned from. */
  get counts(): { readonly train: number; readonly validation: number } {
    return { train: this.#data.train.length, validation: this.#data.validation.length };
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

  async #epoch(options: EpochOptions): Promise<EpochReport> {
    if (this.finished) {
      throw new ModelError(
        'bad-argument',
        `training: all ${this.options.epochs} epochs are done, or it stopped early; start another run`,
      );
    }
    const before = this.#network.state();
    const plan = this.#plan(this.#progress.epoch);
    // Batches may differ in number from epoch to epoch: the schedule goes by the share of the epoch that is done.
    const rateOf = (step: number): number =>
      learningRateAt(this.#progress.epoch * plan.length + step, this.options.epochs * plan.length, this.options);
    let summary: StepSummary;
    let validation: Validation;
    try {
      summary = await runSteps(
        plan.length,
        (step) => this.#network.step(plan[step]!, rateOf(step)),
        (step, result) => this.#checkLoss(result, plan[step]!),
        options,
      );
      validation = await this.#network.validate();
    } catch (error) {
      // A checkpoint written now must be that of the beginning of the epoch.
      this.#network.restore(before);
      throw error;
    }
    const { metrics, score } = validation;
    const learningRate = rateOf(plan.length - 1);
    const best = this.#advance(score);
    const { seconds } = summary;
    return {
      epoch: this.#progress.epoch,
      steps: this.#network.steps,
      learningRate,
      trainLoss: summary.loss,
      gradientNorm: summary.gradientNorm,
      validation: metrics,
      score,
      best,
      seconds,
      structuresPerSecond: this.#data.train.length / seconds,
    };
  }

  /** Counts an epoch as done. @returns whether its averaged weights are the best so far */
  #advance(score: number | undefined): boolean {
    const epoch = this.#progress.epoch + 1;
    const best = score === undefined || score < this.#progress.bestScore;
    if (best) this.#best = this.#network.average();
    const bestEpoch = best ? epoch : this.#progress.bestEpoch;
    const { patience } = this.options;
    this.#progress = {
      epoch,
      bestEpoch,
      bestScore: best && score !== undefined ? score : this.#progress.bestScore,
      stoppedEarly: patience > 0 && epoch - bestEpoch >= patience,
    };
    return best;
  }

  /**
   * The complete state between two epochs.
   *
   * @throws ModelError `bad-argument` while an epoch is under way
   */
  async checkpoint(): Promise<TensorFile> {
    return this.#alone('a checkpoint', async () =>
      checkpointFile({
        config: this.config,
        options: this.options,
        normalization: this.normalization,
        recipe: this.recipe,
        progress: this.#progress,
        state: this.#network.state(),
        best: this.#best,
        records: this.#recordsHash(),
        taken: this.taken,
      }),
    );
  }

  /**
   * The best network so far, with what prediction needs; before the first epoch the random one.
   *
   * @throws ModelError `bad-argument` while an epoch is under way
   */
  async bestModel(): Promise<TensorFile> {
    return this.#alone('a model', async () => {
      const weights = this.#best ?? this.#network.average();
      const { train, validation } = this.#data;
      const { bestEpoch, bestScore } = this.#progress;
      return modelFile({
        config: this.config,
        normalization: this.normalization,
        recipe: this.recipe,
        shapes: this.#network.weightShapes,
        weights,
        embeddings: await this.#network.embeddings(weights),
        provenance: {
          epoch: bestEpoch,
          score: Number.isFinite(bestScore) ? bestScore : null,
          training: this.options,
          ...(this.taken === undefined ? {} : { source: this.taken }),
          records: { train: train.length, validation: validation.length },
        },
      });
    });
  }

  /** Frees the memory of the device; the trainer cannot be used afterwards. */
  dispose(): void {
    this.#network.dispose();
  }

  #checkLoss({ loss, gradientNorm }: StepResult, indices: readonly number[]): void {
    if (Number.isFinite(loss) && Number.isFinite(gradientNorm) && loss < EXPLODED) return;
    const ids = indices.map((index) => this.#data.train[index]!.id);
    throw new ModelError(
      'diverged',
      `training: the loss must stay finite and below ${EXPLODED}, got ${loss} (gradient norm ${gradientNorm}) in epoch ${this.#progress.epoch + 1} for the batch ${ids.slice(0, 8).join(', ')}${ids.length > 8 ? ` and ${ids.length - 8} more` : ''}; lower the learning rate, or look at these records`,
      ids,
    );
  }

  #plan(epoch: number): number[][] {
    const { batchSize, seed } = this.options;
    return planBatches(
      this.#data.train.map(({ features }) => features.orbitCount),
      { batchSize, seed, epoch, maxPairs: MAX_PAIRS, ties: (this.#ties ??= componentCounts(this.#data.train)) },
    );
  }

  #recordsHash(): string {
    return (this.#hash ??= recordsHash(this.#data.train, this.#data.validation));
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
