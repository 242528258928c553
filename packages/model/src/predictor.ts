import { type BatchRecord, featureRecipe, type FeatureRecipe, type Structure } from '@crystal-fourier/data';
import type { ModelConfig } from './config/config.js';
import { ModelError, show } from './config/errors.js';
import { evaluationBatches } from './features/evaluationBatches.js';
import { featureTables } from './features/featureTables.js';
import { ensembleRecipe } from './features/modelRecipe.js';
import type { Normalization } from './features/normalization.js';
import { type ModelContent, readModel } from './files/modelFile.js';
import { unpackModel } from './files/packedModel.js';
import type { TensorFile } from './files/safetensors.js';
import type { CrystalModel } from './layers/crystalModel.js';
import { outputsAndNovelty } from './layers/evaluation.js';
import { loadedModel } from './layers/loadedModel.js';
import { FeatureBank } from './ops/featureBank.js';
import { NoveltyDistances } from './ops/noveltyDistances.js';
import { type Prediction, predictionOf, type StructurePrediction } from './prediction.js';

export interface PredictOptions {
  /** Records that are computed together. Defaults to 128. */
  readonly batchSize?: number | undefined;
  /**
   * Å: the tolerance that the symmetry of these crystals is, or was, found with, where it is to be another one than in the training.
   * Defaults to that of {@link Predictor.recipe}: features that were prepared with another one are refused.
   */
  readonly symprec?: number | undefined;
}

export interface LoadOptions {
  /**
   * Å: the tolerance that the training crystals were standardised with, for files of earlier versions that do not say it. Defaults to that
   * of the card of an exported file, else to 0.01.
   */
  readonly symprec?: number | undefined;
}

interface Member {
  readonly model: CrystalModel;
  readonly normalization: Normalization;
}

/** Trained networks at work: one, or several that were trained alike with other seeds (an ensemble). */
export class Predictor {
  readonly config: ModelConfig;
  /** Of the first member. */
  readonly normalization: Normalization;
  /** What features mean that the networks can read. */
  readonly recipe: FeatureRecipe;
  /** How the weights of each member came about. */
  readonly provenance: readonly Readonly<Record<string, unknown>>[];
  readonly #members: readonly Member[];
  /** Members that read the same numbers of a crystal share their tables: lists of positions in the list of members. */
  readonly #sharing: readonly (readonly number[])[];
  readonly #distances: NoveltyDistances;

  private constructor(
    members: readonly Member[],
    recipe: FeatureRecipe,
    provenance: readonly Readonly<Record<string, unknown>>[],
    distances: NoveltyDistances,
  ) {
    this.recipe = recipe;
    const { model, normalization } = members[0]!;
    this.config = model.config;
    this.normalization = normalization;
    this.provenance = provenance;
    this.#members = members;
    this.#sharing = sharingOf(members);
    this.#distances = distances;
  }

  /**
   * @param files saved models, or files of `packModel` with one or several; all must predict the same targets from features of one recipe
   * @throws ModelError `bad-checkpoint`, `bad-argument` for none
   */
  static load(files: readonly TensorFile[], { symprec }: LoadOptions = {}): Predictor {
    if (files.length === 0)
      throw new ModelError('bad-argument', 'predictor: there must be at least one model, got none');
    const unpacked = files.map(unpackModel);
    const contents = unpacked.flatMap(({ members }) => members).map(readModel);
    const [first] = contents;
    const { reference } = first!;
    if (reference === undefined)
      throw new ModelError(
        'bad-checkpoint',
        'predictor: the first model must have the embeddings of its training set; give the members of an ensemble in their order',
      );
    for (const content of contents)
      if (predictedBy(content) !== predictedBy(first!))
        throw new ModelError(
          'bad-checkpoint',
          `predictor: all members must predict ${first!.config.targets.join(', ')} alike, got ${content.config.targets.join(', ')}`,
        );
    const recipe = ensembleRecipe(contents, symprec ?? unpacked[0]!.card?.symprec);
    const members: Member[] = [];
    try {
      for (const content of contents)
        members.push({ model: loadedModel(content, recipe), normalization: content.normalization });
      return new Predictor(
        members,
        recipe,
        contents.map(({ provenance }) => provenance),
        new NoveltyDistances(reference()),
      );
    } catch (error) {
      for (const { model } of members) model.dispose();
      throw error;
    }
  }

  /** Names of what is predicted. */
  get targets(): readonly string[] {
    return this.config.targets;
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
    const normalizations = this.#members.map(({ normalization }) => normalization);
    const predictions = new Array<Prediction>(records.length);
    const batches = evaluationBatches(
      records.map(({ features }) => features.orbitCount),
      batchSize,
    );
    for (const indices of batches) {
      const batch = indices.map((index) => records[index]!);
      const { outputs, novelty } = await this.#compute(batch, recipe);
      batch.forEach((record, b) => {
        predictions[indices[b]!] = predictionOf(
          record,
          outputs.map((rows) => rows[b]!),
          novelty[b]!,
          normalizations,
          this.config.task,
        );
      });
    }
    return predictions;
  }

  /**
   * Predictions for structures, in their order: each is standardised and featurised by the recipe of the networks. One that cannot be
   * gives an error in its place.
   *
   * @throws ModelError `bad-argument`; DataError where the symmetry finder cannot be loaded (see `initMoyo`)
   */
  async predictStructures(
    structures: readonly Structure[],
    options: PredictOptions = {},
  ): Promise<readonly StructurePrediction[]> {
    // Loaded when it is needed: who predicts from features does without the standardisation.
    const { structurePredictions } = await import('./structurePredictions.js');
    return structurePredictions(structures, this.#recipeWith(options.symprec), (records) =>
      this.predict(records, options),
    );
  }

  /** Frees the memory of the device; the predictor cannot be used afterwards. */
  dispose(): void {
    for (const { model } of this.#members) model.dispose();
    this.#distances.dispose();
  }

  /** The recipe of the networks, with another tolerance. */
  #recipeWith(symprec: number | undefined): FeatureRecipe {
    return symprec === undefined ? this.recipe : featureRecipe({ ...this.recipe, symprec });
  }

  /** Outputs of all members for one batch, (M, B, T), and its novelty by the first member, (B). */
  async #compute(
    batch: readonly BatchRecord[],
    recipe: FeatureRecipe,
  ): Promise<{
    readonly outputs: readonly (readonly (readonly number[])[])[];
    readonly novelty: ArrayLike<number>;
  }> {
    const outputs = new Array<readonly (readonly number[])[]>(this.#members.length);
    let novelty: ArrayLike<number> = [];
    const indices = batch.map((_, b) => b);
    for (const sharing of this.#sharing) {
      const { model: some, normalization } = this.#members[sharing[0]!]!;
      const bank = new FeatureBank(featureTables(batch, some.config, normalization, recipe));
      try {
        for (const m of sharing) {
          const computed = await outputsAndNovelty(
            this.#members[m]!.model,
            bank,
            indices,
            m === 0 ? this.#distances : undefined,
          );
          outputs[m] = computed.outputs;
          novelty = computed.novelty ?? novelty;
        }
      } finally {
        bank.dispose();
      }
    }
    return { outputs, novelty };
  }
}

/** What networks that work together have alike. */
const predictedBy = ({ config: { task, targets }, normalization }: ModelContent): string =>
  JSON.stringify([task, targets, normalization.targets.map(({ log10, extensive }) => [log10, extensive])]);

/** Members grouped by what decides the numbers of their feature tables. */
function sharingOf(members: readonly Member[]): number[][] {
  const groups = new Map<string, number[]>();
  members.forEach(({ model: { config }, normalization }, m) => {
    const { variant, statistics, cell, damping } = config;
    const { bins, frequencies } = normalization;
    const key = JSON.stringify([
      [variant, statistics, cell, damping],
      [bins, frequencies.cubic, frequencies.hexagonal],
      [normalization.cell, normalization.statistics],
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [m]);
    else group.push(m);
  });
  return [...groups.values()];
}
