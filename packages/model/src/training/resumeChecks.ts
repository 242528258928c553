import { ModelError } from '../config/errors.js';
import { inferredRecipe, recipeMismatch } from '../features/modelRecipe.js';
import { earlierRecordsHash, recordsHash } from '../features/recordsHash.js';
import type { CheckpointContent } from '../files/checkpoint.js';
import type { TrainingRecords } from './trainingData.js';

/**
 * Checks that features are of the recipe of a checkpoint. Of one without a recipe, from an earlier version, the tolerance of symmetry is
 * not known.
 *
 * @throws ModelError `bad-checkpoint` with the names of the fields that differ
 */
export function checkRecipeOfCheckpoint(
  { train, validation }: TrainingRecords,
  { recipe, normalization }: Pick<CheckpointContent, 'recipe' | 'normalization'>,
): void {
  for (const { id, features } of [...train, ...validation]) {
    const expected = recipe ?? inferredRecipe(normalization, features.recipe.symprec);
    const mismatch = recipeMismatch(features, expected, normalization);
    if (mismatch.length > 0)
      throw new ModelError(
        'bad-checkpoint',
        `resume: features must be prepared as those of the checkpoint were, got ${mismatch.join(', ')} of the checkpoint for ${id}; prepare the data with the same options, or start a new run`,
        [id],
      );
  }
}

/**
 * Checks that records are those of a checkpoint.
 *
 * @param records those that can be learned from
 * @throws ModelError `bad-checkpoint`
 */
export function checkRecordsOfCheckpoint(
  { train, validation }: TrainingRecords,
  { recipe, records }: Pick<CheckpointContent, 'recipe' | 'records'>,
): void {
  const hash = recipe === undefined ? earlierRecordsHash : recordsHash;
  if (hash(train, validation) === records) return;
  throw new ModelError(
    'bad-checkpoint',
    'resume: the training and validation records must be those of the checkpoint, in the same order with the same features and targets, got others; give the same data and split, or start a new run',
  );
}

/**
 * Checks that the vectors of a checkpoint have a number for each parameter.
 *
 * @throws ModelError `bad-checkpoint`
 */
export function checkSizesOfCheckpoint(
  { state, best }: Pick<CheckpointContent, 'state' | 'best'>,
  parameterCount: number,
): void {
  const { step: _, ...vectors } = state;
  for (const [name, values] of Object.entries({ ...vectors, ...(best === undefined ? {} : { best }) })) {
    if (values.length === parameterCount) continue;
    throw new ModelError(
      'bad-checkpoint',
      `resume: ${name} of the checkpoint must be ${parameterCount} numbers, got ${values.length}; it is damaged or of another version`,
    );
  }
}
