import { damaged } from './fileFields.js';
import { isCount, isText, listOf, objectOf, optional } from './jsonChecks.js';

/** What a training took from the trained network that it began with; plain JSON, part of the saved model. */
export interface TakenFromSource {
  /** Absent where it was not given. */
  readonly name?: string;
  /** Of the file of the source; absent where it was not given. */
  readonly sha256?: string;
  /** What the source predicts. */
  readonly targets: readonly string[];
  /** Numbers and tensors whose heads were taken: before the first step they are predicted as by the source. */
  readonly kept: readonly string[];
  /** Those with new heads. */
  readonly added: readonly string[];
  /** Z of the elements of the training records that the source never saw: their learned vectors begin with the mean of those that it saw. */
  readonly newElements: readonly number[];
}

/** As a file has it; undefined where it has none. @throws ModelError `bad-checkpoint` */
export function takenOf(value: unknown): TakenFromSource | undefined {
  if (value === undefined) return undefined;
  const texts = listOf(isText);
  const isWhole = objectOf({
    name: optional(isText),
    sha256: optional(isText),
    targets: texts,
    kept: texts,
    added: texts,
    newElements: listOf(isCount),
  });
  if (!isWhole(value)) throw damaged('what it says of the network that the training began with is incomplete');
  return value as TakenFromSource;
}
