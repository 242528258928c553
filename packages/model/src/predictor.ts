import {
  type BatchRecord,
  featureRecipe,
  type FeatureRecipe,
  SIZE_LIMITS,
  type SizeLimits,
  type Structure,
} from '@crystal-fourier/data';
import type { Calibration, CalibrationEvidence } from './calibration/calibration.js';
import { leastRecords } from './calibration/conformal.js';
import { evidenceOf, type Statement, statementOf } from './calibrationEvidence.js';
import type { ModelConfig } from './config/config.js';
import { ModelError, show } from './config/errors.js';
import { type NamedTensor, namedTensors } from './config/tensorTargets.js';
import { Ensemble, type Member } from './ensemble.js';
import { evaluationBatches } from './features/evaluationBatches.js';
import { componentCounts } from './features/momentRows.js';
import { ensembleRecipe } from './features/modelRecipe.js';
import type { Normalization } from './features/normalization.js';
import type { ModelCard } from './files/modelCard.js';
import { type ModelContent, readModel } from './files/modelFile.js';
import { unpackModel } from './files/packedModel.js';
import { decodeTensors, type TensorFile } from './files/safetensors.js';
import { loadedModel } from './layers/loadedModel.js';
import { NoveltyDistances } from './ops/noveltyDistances.js';
import { type Prediction, predictionOf, type StructurePrediction } from './prediction.js';

/** How crystals are predicted. */
export interface PredictOptions {
  /** Records that are computed together. Defaults to 128. */
  readonly batchSize?: number | undefined;
  /**
   * Å: the tolerance that the symmetry of these crystals is, or was, found with, where it is to be another one than in the training.
   * Defaults to that of {@link Predictor.recipe}: features that were prepared with another one are refused.
   */
  readonly symprec?: number | undefined;
  /**
   * Share of crystals like those of the calibration whose true values intervals contain: more than 0, less than 1. Defaults to 0.9; without a calibration, or one of
   * too few records, there are no intervals then, and another level that is asked for is an error.
   */
  readonly level?: number | undefined;
}

/** Of intervals, where none is asked for. */
const LEVEL = 0.9;

/** Limits of the size protect a service from crystals that take its memory; `maxPairs` is at most its default here. */
export interface PredictStructuresOptions extends PredictOptions, SizeLimits {
  /** Take structures with two atoms nearer than 0.5 Å, which are an error otherwise. Defaults to false. */
  readonly allowOverlap?: boolean | undefined;
}

/** What is known of files beside what they say. */
export interface LoadOptions {
  /**
   * Å: the tolerance that the training crystals were standardised with, for files of earlier versions that do not say it. Defaults to that
   * of the card of an exported file, else to 0.01.
   */
  readonly symprec?: number | undefined;
}

/** Predicts by one trained network, or by several that were trained alike with other seeds (an ensemble). */
export class Predictor {
  /** Of the first member. */
  readonly config: ModelConfig;
  /** Of the first member. */
  readonly normalization: Normalization;
  /** What the features mean that the networks read. */
  readonly recipe: FeatureRecipe;
  /** Of an exported file; undefined for networks that were saved by themselves. */
  readonly card: ModelCard | undefined;
  /** Of all members, in their order. */
  readonly configs: readonly ModelConfig[];
  /** How the weights of each member came about. */
  readonly provenance: readonly Readonly<Record<string, unknown>>[];
  /** How wide intervals are; undefined for networks that were not calibrated together, see {@link calibratedModels}. */
  readonly calibration: Calibration | undefined;
  readonly #ensemble: Ensemble;

  private constructor(
    ensemble: Ensemble,
    { recipe, card, provenance, calibration }: Pick<Predictor, 'recipe' | 'card' | 'provenance' | 'calibration'>,
  ) {
    const { model, normalization } = ensemble.members[0]!;
    this.config = model.config;
    this.configs = ensemble.members.map(({ model: { config } }) => config);
    this.normalization = normalization;
    this.recipe = recipe;
    this.card = card;
    this.provenance = provenance;
    this.calibration = calibration;
    this.#ensemble = ensemble;
  }

  /**
   * The networks of the bytes of one safetensors file: a saved model, or a file of `packModel`.
   *
   * @throws ModelError `bad-checkpoint`
   */
  static fromBytes(bytes: Uint8Array, options: LoadOptions = {}): Predictor {
    return Predictor.load([decodeTensors(bytes, 'model')], options);
  }

  /**
   * The networks of several files.
   *
   * @param files saved models, or files of `packModel` with one or several; all must predict the same targets. They may read other features of a crystal:
   *   the recipe then has what any of them reads
   * @throws ModelError `bad-checkpoint`, `bad-argument` for none
   */
  static load(files: readonly TensorFile[], { symprec }: LoadOptions = {}): Predictor {
    if (files.length === 0)
      throw new ModelError('bad-argument', 'predictor: there must be at least one model, got none');
    const unpacked = files.map(unpackModel);
    const { card } = unpacked[0]!;
    const contents = unpacked.flatMap(({ members }) => members).map(readModel);
    const reference = checkedReference(contents);
    const recipe = ensembleRecipe(contents, symprec ?? card?.symprec);
    const members: Member[] = [];
    try {
      for (const content of contents)
        members.push({ model: loadedModel(content, recipe), normalization: content.normalization });
      return new Predictor(new Ensemble(members, new NoveltyDistances(reference())), {
        recipe,
        card,
        provenance: contents.map(({ provenance }) => provenance),
        // Errors of an ensemble are not those of one of its members.
        calibration: contents[0]!.calibration?.members === members.length ? contents[0]!.calibration : undefined,
      });
    } catch (error) {
      for (const { model } of members) model.dispose();
      throw error;
    }
  }

  /** Names of the numbers that are predicted. */
  get targets(): readonly string[] {
    return this.config.targets;
  }

  /** Tensors that are predicted, by name. */
  get tensors(): readonly NamedTensor[] {
    return namedTensors(this.config);
  }

  /**
   * Predictions, in the order of the records.
   *
   * @param records their `targets` are not looked at
   * @throws ModelError `bad-data` for features of another recipe than the networks', `bad-argument`, also for a level that the calibration cannot have
   */
  async predict(records: readonly BatchRecord[], options: PredictOptions = {}): Promise<Prediction[]> {
    const level = this.#levelOf(options.level);
    const meaning = { normalizations: this.#normalizations, config: this.config, calibration: this.calibration, level };
    const predictions = new Array<Prediction>(records.length);
    await this.#compute(records, options, (index, outputs, novelty) => {
      predictions[index] = predictionOf(records[index]!, outputs, novelty, meaning);
    });
    return predictions;
  }

  /**
   * What predictions of records that nothing was learned from show of the size of errors; for {@link calibratedModels}.
   *
   * @param records with what is true of them
   * @throws ModelError as {@link Predictor.predict}
   */
  async calibrationEvidence(
    records: readonly BatchRecord[],
    options: Omit<PredictOptions, 'level'> = {},
  ): Promise<CalibrationEvidence> {
    const statements = new Array<Statement>(records.length);
    const keep = (
      index: number,
      outputs: readonly (readonly number[])[],
      novelty: number,
      vector: Float32Array,
    ): void => {
      statements[index] = statementOf(records[index]!, { outputs, novelty, vector }, this.#normalizations, this.config);
    };
    await this.#compute(records, options, keep, true);
    return evidenceOf(statements, this.config);
  }

  get #normalizations(): Normalization[] {
    return this.#ensemble.members.map(({ normalization }) => normalization);
  }

  /** Computes records in batches, and hands each to `visit`: outputs (M, T), novelty and, if it is kept, its vector (d). */
  async #compute(
    records: readonly BatchRecord[],
    { batchSize = 128, symprec }: Omit<PredictOptions, 'level'>,
    visit: (index: number, outputs: readonly (readonly number[])[], novelty: number, vector: Float32Array) => void,
    keepVectors = false,
  ): Promise<void> {
    if (!Number.isInteger(batchSize) || batchSize < 1)
      throw new ModelError('bad-argument', `predictor: batchSize must be a positive integer, got ${show(batchSize)}`);
    const recipe = this.#recipeWith(symprec);
    const { width } = this.config;
    const batches = evaluationBatches(
      records.map(({ features }) => features.orbitCount),
      batchSize,
      componentCounts(records),
    );
    for (const indices of batches) {
      const batch = indices.map((index) => records[index]!);
      const { outputs, novelty, vectors } = await this.#ensemble.compute(batch, recipe, keepVectors);
      indices.forEach((index, b) =>
        visit(
          index,
          outputs.map((rows) => rows[b]!),
          novelty[b]!,
          vectors.subarray(b * width, (b + 1) * width),
        ),
      );
    }
  }

  /** A level that is asked for must be possible. @throws ModelError `bad-argument` */
  #levelOf(level: number | undefined): number {
    if (level === undefined) return LEVEL;
    if (!(level > 0 && level < 1))
      throw new ModelError('bad-argument', `predictor: level must be more than 0 and less than 1, got ${show(level)}`);
    if (this.calibration === undefined)
      throw new ModelError(
        'bad-argument',
        'predictor: a level needs networks that were calibrated, these were not; see calibratedModels',
      );
    const few = this.calibration.quantities.find(({ quantiles }) => quantiles.count < leastRecords(level));
    if (few !== undefined)
      throw new ModelError(
        'bad-argument',
        `predictor: intervals of level ${level} need at least ${leastRecords(level)} calibration records, got ${few.quantiles.count} for ${few.name}; ask for a lower level, or calibrate with more`,
      );
    return level;
  }

  /**
   * Predictions for structures, in their order: each is standardised and featurised by the recipe of the networks. One that cannot be
   * gives an error in its place: `too-large` for one beyond the limits, before its features are made.
   *
   * @throws ModelError `bad-argument`; DataError `bad-argument` for limits that are none, and where the symmetry finder cannot be loaded (see `initMoyo`)
   */
  async predictStructures(
    structures: readonly Structure[],
    { allowOverlap, maxSites, maxPairs, ...options }: PredictStructuresOptions = {},
  ): Promise<readonly StructurePrediction[]> {
    // Loaded when it is needed: who predicts from features does without the standardisation.
    const { structurePredictions } = await import('./structurePredictions.js');
    return structurePredictions(
      structures,
      this.#recipeWith(options.symprec),
      (records) => this.predict(records, options),
      {
        allowOverlap,
        maxSites,
        maxPairs: maxPairs === undefined ? undefined : Math.min(maxPairs, SIZE_LIMITS.maxPairs),
      },
    );
  }

  /** Frees the memory of the device; the predictor cannot be used afterwards. */
  dispose(): void {
    this.#ensemble.dispose();
  }

  /** The recipe of the networks, with another tolerance. */
  #recipeWith(symprec: number | undefined): FeatureRecipe {
    return symprec === undefined ? this.recipe : featureRecipe({ ...this.recipe, symprec });
  }
}

const targetsOf = (config: ModelConfig): string =>
  [...config.targets, ...namedTensors(config).map(({ name, kind }) => `${name} (${kind})`)].join(', ');

/** What must be equal for all networks of an ensemble. */
const predictedBy = ({ config, normalization }: ModelContent): string =>
  JSON.stringify([
    config.task,
    config.targets,
    normalization.targets.map(({ log10, extensive }) => [log10, extensive]),
    namedTensors(config).map(({ name, kind }) => [name, kind]),
  ]);

/** The training set of the first network. @throws ModelError `bad-checkpoint` where it is missing, or networks do not predict the same */
function checkedReference(contents: readonly ModelContent[]): NonNullable<ModelContent['reference']> {
  const [first] = contents;
  const { reference, config } = first!;
  if (reference === undefined)
    throw new ModelError(
      'bad-checkpoint',
      'predictor: the first model must have the embeddings of its training set; give the members of an ensemble in their order',
    );
  const other = contents.find((content) => predictedBy(content) !== predictedBy(first!));
  if (other !== undefined)
    throw new ModelError(
      'bad-checkpoint',
      `predictor: all members must predict ${targetsOf(config)} alike, got ${targetsOf(other.config)}`,
    );
  return reference;
}
