import { type BatchRecord, elementSymbol } from '@crystal-fourier/data';
import * as tf from '@tensorflow/tfjs';
import type { ModelConfig } from './config.js';
import { CrystalModel } from './crystalModel.js';
import { ModelError } from './errors.js';
import { evaluationPlan } from './evaluationPlan.js';
import { FeatureBank } from './featureBank.js';
import { fromScale, type Normalization } from './normalization.js';
import { Novelty } from './novelty.js';
import type { TensorFile } from './safetensors.js';
import { readModel } from './savedModel.js';

/** What is said of one crystal. */
export interface Prediction {
  readonly id: string;
  /** Physical units; of a classification the probability. The mean over the members of an ensemble. */
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
  /** Whether no training crystal has the space group; the prediction is as well defined, if less tested. */
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
   * @param files saved models; several must predict the same targets
   * @throws ModelError `bad-checkpoint`, `bad-argument` for none
   */
  static load(files: readonly TensorFile[]): Predictor {
    if (files.length === 0)
      throw new ModelError('bad-argument', 'predictor: there must be at least one model, got none');
    const contents = files.map(readModel);
    const [first] = contents;
    for (const { config, normalization } of contents) {
      const same =
        config.task === first!.config.task &&
        JSON.stringify(config.targets) === JSON.stringify(first!.config.targets) &&
        normalization.targets.every(
          ({ log10, extensive }, t) =>
            log10 === first!.normalization.targets[t]!.log10 &&
            extensive === first!.normalization.targets[t]!.extensive,
        );
      if (!same) {
        throw new ModelError(
          'bad-checkpoint',
          `predictor: all members must predict ${first!.config.targets.join(', ')} alike, got ${config.targets.join(', ')}`,
        );
      }
    }
    const members = contents.map(({ config, normalization, weights }): Member => {
      const model = new CrystalModel(config, normalization, 0);
      const flat = tf.tensor1d(weights);
      try {
        model.setWeights(flat);
      } finally {
        flat.dispose();
      }
      return { model, normalization };
    });
    return new Predictor(
      members,
      contents.map(({ provenance }) => provenance),
      new Novelty(first!.embeddings, first!.config.width),
    );
  }

  /** Names of what is predicted. */
  get targets(): readonly string[] {
    return this.config.targets;
  }

  /**
   * Predictions, in the order of the records.
   *
   * @param records their `targets` are not looked at
   * @throws ModelError `bad-data` for features that were prepared otherwise than in training
   */
  async predict(records: readonly BatchRecord[], { batchSize = 128 }: PredictOptions = {}): Promise<Prediction[]> {
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
        const [embedded, outputs] = tf.tidy(() => {
          const vectors = model.embed(bank.batch(batch.map((_, i) => i)));
          return [vectors, model.head.call(vectors) as tf.Tensor2D];
        }) as [tf.Tensor2D, tf.Tensor2D];
        bank.dispose();
        perMember.push(await outputs.array());
        if (novelty === undefined) {
          const distances = this.#novelty.of(embedded);
          novelty = await distances.data();
          distances.dispose();
        }
        tf.dispose([embedded, outputs]);
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
        const value = fromScale(output, this.#members[m]!.normalization.targets[t]!, features);
        return log10 ? Math.log10(value) : value;
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
