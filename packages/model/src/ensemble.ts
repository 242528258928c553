import type { BatchRecord, FeatureRecipe } from '@crystal-fourier/data';
import { featureTables } from './features/featureTables.js';
import type { Normalization } from './features/normalization.js';
import type { CrystalModel } from './layers/crystalModel.js';
import { outputsAndNovelty } from './layers/evaluation.js';
import { usedFeatures } from './features/usedFeatures.js';
import { FeatureBank } from './ops/featureBank.js';
import type { NoveltyDistances } from './ops/noveltyDistances.js';

/** A network of an ensemble. */
export interface Member {
  readonly model: CrystalModel;
  readonly normalization: Normalization;
}

/** Networks that predict the same targets, and the distance from the training set of the first one. */
export class Ensemble {
  readonly members: readonly Member[];
  /** Members that read the same numbers of a crystal share their tables: lists of positions in the list of members. */
  readonly #sharing: readonly (readonly number[])[];
  readonly #distances: NoveltyDistances;

  constructor(members: readonly Member[], distances: NoveltyDistances) {
    this.members = members;
    this.#sharing = sharingOf(members);
    this.#distances = distances;
  }

  /**
   * Outputs of all members for one batch, (M, B, T), its novelty by the first member, (B), and how that represents the crystals, (B, d). Tables of features are uploaded once for all
   * members that read the same numbers.
   *
   * @param recipe of the features
   * @param keepVectors whether the vectors are asked for; without, they are empty
   */
  async compute(
    batch: readonly BatchRecord[],
    recipe: FeatureRecipe,
    keepVectors = false,
  ): Promise<{
    readonly outputs: readonly (readonly (readonly number[])[])[];
    readonly novelty: ArrayLike<number>;
    readonly vectors: Float32Array;
  }> {
    const outputs = new Array<readonly (readonly number[])[]>(this.members.length);
    let novelty: ArrayLike<number> = [];
    let vectors: Float32Array = new Float32Array();
    const indices = batch.map((_, b) => b);
    for (const sharing of this.#sharing) {
      const { model: some, normalization } = this.members[sharing[0]!]!;
      const bank = new FeatureBank(featureTables(batch, some.config, normalization, recipe));
      try {
        for (const m of sharing) {
          const first = m === 0 ? { distances: this.#distances, keepVectors } : {};
          const computed = await outputsAndNovelty(this.members[m]!.model, bank, indices, first);
          outputs[m] = computed.outputs;
          novelty = computed.novelty ?? novelty;
          vectors = computed.vectors ?? vectors;
        }
      } finally {
        bank.dispose();
      }
    }
    return { outputs, novelty, vectors };
  }

  dispose(): void {
    for (const { model } of this.members) model.dispose();
    this.#distances.dispose();
  }
}

/** Members grouped by everything that decides the numbers of their tables of features. */
function sharingOf(members: readonly Member[]): number[][] {
  const groups = new Map<string, number[]>();
  members.forEach(({ model: { config }, normalization }, m) => {
    const { damping } = config;
    const { bins, frequencies } = normalization;
    const key = JSON.stringify([
      [usedFeatures(config), damping],
      [bins, frequencies.cubic, frequencies.hexagonal],
      [normalization.cell, normalization.statistics],
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [m]);
    else group.push(m);
  });
  return [...groups.values()];
}
