import { type BatchRecord, elementSymbol } from '@crystal-fourier/data';
import * as tf from '@tensorflow/tfjs';
import type { ModelConfig } from './config/config.js';
import { CrystalModel } from './layers/crystalModel.js';
import { ModelError, show } from './config/errors.js';
import { evaluationPlan } from './training/evaluationPlan.js';
import { FeatureBank } from './features/featureBank.js';
import { type Normalization, shownValue } from './features/normalization.js';
import { Novelty } from './novelty/novelty.js';
import type { TensorFile } from './files/safetensors.js';
import { unpackModel } from './files/packedModel.js';
import { type ModelContent, readModel } from './files/savedModel.js';

/** What is said of one crystal. */
export interface Prediction {
  readonly id: string;
  /**
   * Physical units; of a classification the probability. The mean over the members of an ensemble, of logarithms where those are learned
   * (that is the geometric mean of the values).
   */
  readonly values: Readonly<Record<string, number>>;
  /** Standard deviation over the members of an ensemble, in log10 units for targets learned so; absent for one network. */
  readonly spread?: Readonly<Record<string, number>>;
  /**
   * Distance from the nearest training crystal, as the network sees crystals, over what is usual (the 99 % quantile of the same distance among
   * training crystals): above 1, the crystal is unlike those of the training.
   */
  readonly novelty: number;
  /** Symbols of elements that no training crystal has. */
  readonly unknownElements: readonly string[];
  /**
   * Whether no training crystal has the space group; the prediction is as well defined, if less tested. If no training crystal is on
   * the group's kind of axes (hexagonal for trigonal and hexagonal groups), nothing was learned of those frequencies and the Fourier
   * features are left out of the prediction.
   */
  readonly unknownGroup: boolean;
}

export interface PredictOptions {
  /** Records that are computed together. Defaults to 128. */
  readonly batchSize?: number;
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
  readonly provenance: readonly Readonly<Record<string, unknown>>[];
  readonly #members: readonly Member[];
  readonly #novelty: Novelty;
  readonly #elements: ReadonlySet<number>;
  readonly #groups: ReadonlySet<number>;

  private constructor(
    members: readonly Member[],
    provenance: readonly Readonly<Record<string, unknown>>[],
    novelty: Novelty,
  ) {
    const { model, normalization } = members[0]!;
    this.config = model.config;
    this.normalization = normalization;
    this.provenance = provenance;
    this.#members = members;
    this.#novelty = novelty;
    this.#elements = new Set(normalization.elements);
    this.#groups = new Set(normalization.groups);
  }

  /**
   * @param files saved models, or files of `packModel` with one or several; all must predict the same targets
   * @throws ModelError `bad-checkpoint`, `bad-argument` for none
   */
  static load(files: readonly TensorFile[]): Predictor {
    if (files.length === 0)
      throw new ModelError('bad-argument', 'predictor: there must be at least one model, got none');
    const contents = files.flatMap((file) => unpackModel(file).members).map(readModel);
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
    const members: Member[] = [];
    try {
      for (const content of contents) members.push({ model: modelOf(content), normalization: content.normalization });
      return new Predictor(
        members,
        contents.map(({ provenance }) => provenance),
        new Novelty(reference()),
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
   * @throws ModelError `bad-data` for features that were prepared otherwise than in training, `bad-argument`
   */
  async predict(records: readonly BatchRecord[], { batchSize = 128 }: PredictOptions = {}): Promise<Prediction[]> {
    if (!Number.isInteger(batchSize) || batchSize < 1)
      throw new ModelError('bad-argument', `predictor: batchSize must be a positive integer, got ${show(batchSize)}`);
    const out = new Array<Prediction>(records.length);
    const plan = evaluationPlan(
      records.map(({ features }) => features.orbitCount),
      batchSize,
    );
    for (const places of plan) {
      const batch = places.map((place) => records[place]!);
      const perMember: number[][][] = [];
      let novelty: ArrayLike<number> | undefined;
      for (const { model, normalization } of this.#members) {
        const bank = new FeatureBank(batch, model.config, normalization);
        let computed: [tf.Tensor2D, tf.Tensor2D];
        try {
          computed = tf.tidy(() => {
            const vectors = model.embed(bank.batch(batch.map((_, i) => i)));
            return [vectors, model.head.call(vectors) as tf.Tensor2D];
          });
        } finally {
          bank.dispose();
        }
        const [embedded, outputs] = computed;
        perMember.push(await outputs.array());
        if (novelty === undefined) {
          const distances = this.#novelty.of(embedded);
          novelty = await distances.data();
          distances.dispose();
        }
        tf.dispose(computed);
      }
      places.forEach((place, b) => {
        out[place] = this.#describe(
          records[place]!,
          perMember.map((rows) => rows[b]!),
          novelty![b]!,
        );
      });
    }
    return out;
  }

  dispose(): void {
    for (const { model } of this.#members) model.dispose();
    this.#novelty.dispose();
  }

  #describe({ id, features }: BatchRecord, outputs: readonly (readonly number[])[], novelty: number): Prediction {
    const values: Record<string, number> = {};
    const spread: Record<string, number> = {};
    this.config.targets.forEach((target, t) => {
      const { log10 } = this.normalization.targets[t]!;
      const own = outputs.map((row, m) => {
        const output = row[t]!;
        if (this.config.task === 'classification') return 1 / (1 + Math.exp(-output));
        return shownValue(output, this.#members[m]!.normalization.targets[t]!, features);
      });
      const mean = own.reduce((sum, x) => sum + x, 0) / own.length;
      values[target] = log10 ? 10 ** mean : mean;
      if (own.length > 1)
        spread[target] = Math.sqrt(own.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (own.length - 1));
    });
    return {
      id,
      values,
      ...(outputs.length > 1 ? { spread } : {}),
      novelty,
      unknownElements: [...new Set(features.atomicNumbers)]
        .filter((z) => !this.#elements.has(z))
        .map((z) => elementSymbol(z)),
      unknownGroup: !this.#groups.has(features.groupNumber),
    };
  }
}

/** What networks that work together have alike. */
const predictedBy = ({ config: { task, targets }, normalization }: ModelContent): string =>
  JSON.stringify([task, targets, normalization.targets.map(({ log10, extensive }) => [log10, extensive])]);

/** The network of a file. */
function modelOf({ config, normalization, order, weights }: ModelContent): CrystalModel {
  const model = new CrystalModel(config, normalization, 0);
  try {
    const expected = model.weights.map(({ name, variable }) => `${name} (${variable.shape.join(', ')})`);
    const at = expected.findIndex((name, i) => name !== order[i]);
    if (at >= 0 || order.length > expected.length)
      throw new ModelError(
        'bad-checkpoint',
        at < 0
          ? `predictor: there must be ${expected.length} weights, got ${order.length}; the file is damaged or of another version`
          : `predictor: weight ${at + 1} of ${expected.length} must be ${expected[at]}, got ${order[at] ?? 'none'}; the file is damaged or of another version`,
      );
    tf.tidy(() => model.setWeights(tf.tensor1d(weights)));
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}
