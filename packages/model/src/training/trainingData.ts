import type { BatchRecord, FeatureRecipe } from '@crystal-fourier/data';
import type { ModelConfig } from '../config/config.js';
import { ModelError } from '../config/errors.js';
import type { TrainingOptions } from '../config/trainingOptions.js';
import { featureTables } from '../features/featureTables.js';
import { commonRecipe, networkRecipe, REQUESTED } from '../features/modelRecipe.js';
import { type Normalization, normalizationOf } from '../features/normalization.js';
import { type Exclusion, trainableRecords } from '../features/trainableRecords.js';
import type { TakenFromSource } from '../files/takenFromSource.js';
import { FeatureBank } from '../ops/featureBank.js';
import {
  checkRecipeOfSource,
  keptTargets,
  normalizationFromSource,
  type SourceNetwork,
  takenFrom,
} from './trainingSource.js';

/** Records to train with and to choose the weights by. */
export interface TrainingRecords {
  /** What the weights are fitted to. */
  readonly train: readonly BatchRecord[];
  /** What the weights are chosen by; may be empty: then the last weights are kept. */
  readonly validation: readonly BatchRecord[];
}

/** Records that can be learned from, with their features on the device. */
export interface TrainingData extends TrainingRecords {
  readonly normalization: Normalization;
  /** Of all features, but for what the network does not read. */
  readonly recipe: FeatureRecipe;
  /** Targets that were left out, of both parts. */
  readonly excluded: readonly Exclusion[];
  /** What is taken from a trained network that the training begins with. */
  readonly taken: TakenFromSource | undefined;
  /** Features of the training records, in their order. */
  readonly trainBank: FeatureBank;
  /** Features of the validation records, in their order; undefined where there are none. */
  readonly validationBank: FeatureBank | undefined;
}

/**
 * Prepares records for a training.
 *
 * @param begun a training that goes on, with its normalisation, which by default is that of the training records; or the network that it begins with
 * @throws ModelError `bad-data` where nothing can be learned, or for features of different recipes; `bad-config` for a network that would
 *   damp features a second time
 */
export function trainingData(
  candidates: TrainingRecords,
  config: ModelConfig,
  options: TrainingOptions,
  begun: { readonly normalization?: Normalization; readonly source?: SourceNetwork | undefined } = {},
): TrainingData {
  const { targets, task, tensors } = config;
  const train = trainableRecords(candidates.train, targets, task, options, tensors);
  const validation = trainableRecords(candidates.validation, targets, task, options, tensors);
  if (train.records.length === 0) {
    const [first] = train.excluded;
    const reason = first === undefined ? '' : ` (${first.id}: ${first.reason})`;
    throw new ModelError(
      'bad-data',
      `training: at least one record must have a target that can be learned of ${[...targets, ...Object.keys(tensors ?? {})].join(', ')}, got none in ${candidates.train.length}${reason}`,
    );
  }
  const recipe = networkRecipe(commonRecipe([...train.records, ...validation.records])!, config);
  const [read, validated] = [train.records, validation.records].map((records) => readBy(recipe, records)) as [
    readonly BatchRecord[],
    readonly BatchRecord[],
  ];
  const { source } = begun;
  if (source !== undefined) checkRecipeOfSource(recipe, source);
  const own = begun.normalization ?? normalizationOf(read, targets, task, options, tensors);
  const kept = source === undefined ? [] : keptTargets(config, own, source);
  const normalization = source === undefined ? own : normalizationFromSource(own, source, kept);
  // Features are refused here, before anything is on the device: nothing stays behind.
  const tables = [read, validated].map((records) => featureTables(records, config, normalization, recipe));
  return {
    train: read,
    validation: validated,
    normalization,
    recipe,
    excluded: [...train.excluded, ...validation.excluded],
    taken: source && takenFrom(source, config, own, kept),
    trainBank: new FeatureBank(tables[0]!),
    validationBank: validated.length > 0 ? new FeatureBank(tables[1]!) : undefined,
  };
}

/** Records without the features that a network of this recipe does not read: its checkpoints do not depend on them. */
function readBy(recipe: FeatureRecipe, records: readonly BatchRecord[]): readonly BatchRecord[] {
  return records.map((record) => {
    const { encodings, moments, ...rest } = record.features;
    const isRead = REQUESTED.every((kind) => recipe[kind] !== undefined || record.features[kind] === undefined);
    if (isRead) return record;
    const requested = { ...(recipe.encodings && { encodings }), ...(recipe.moments && { moments }) };
    return { ...record, features: { ...rest, recipe, ...requested } };
  });
}
