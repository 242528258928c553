import {
  type BatchRecord,
  featureRecipe,
  type FeatureRecipe,
  SIZE_LIMITS,
  type SizeLimits,
  type Structure,
} from '@crystal-fourier/data';
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
}

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
  readonly #ensemble: Ensemble;

  private constructor(
    ensemble: Ensemble,
    { recipe, card, provenance }: Pick<Predictor, 'recipe' | 'card' | 'provenance'>,
  ) {
    const { model, normalization } = ensemble.members[0]!;
    this.config = model.config;
    this.configs = ensemble.members.map(({ model: { config } }) => config);
    this.normalization = normalization;
    this.recipe = recipe;
    this.card = card;
    this.provenance = provenance;
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
   * @throws ModelError `bad-data` for features of another recipe than the networks', `bad-argument`
   */
  async predict(
    records: readonly BatchRecord[],
    { batchSize = 128, symprec }: PredictOptions = {},
  ): Promise<Prediction[]> {
    if (!Number.isInteger(batchSize) || batchSize < 1)
      throw new ModelError('bad-argument', `predictor: batchSize must be a positive integer, got ${show(batchSize)}`);
    const recipe = this.#recipeWith(symprec);
    const normalizations = this.#ensemble.members.map(({ normalization }) => normalization);
    const predictions = new Array<Prediction>(records.length);
    const batches = evaluationBatches(
      records.map(({ features }) => features.orbitCount),
      batchSize,
      componentCounts(records),
    );
    for (const indices of batches) {
      const batch = indices.map((index) => records[index]!);
      const { outputs, novelty } = await this.#ensemble.compute(batch, recipe);
      batch.forEach((record, b) => {
        predictions[indices[b]!] = predictionOf(
          record,
          outputs.map((rows) => rows[b]!),
          novelty[b]!,
          normalizations,
          this.config,
        );
      });
    }
    return predictions;
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
