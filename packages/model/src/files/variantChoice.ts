import { MODEL_OPTION_LIMITS, type Variant } from '../config/config.js';
import { isWithinLimit } from '../config/optionLimits.js';
import { type Check, isCount, isText, listOf, objectOf, optional, recordOf } from './jsonChecks.js';

/** Which variant was chosen, and why; plain JSON. @typeParam Name of what is chosen between */
export interface VariantChoice<Name extends string = Variant> {
  readonly variant: Name;
  /** Why, in words that follow the name of the variant and a colon. */
  readonly reason: string;
  /** What was tried; absent where the records cannot decide. */
  readonly trials?: VariantTrials<Name> | undefined;
}

/** Brief trainings with whole space groups held out, by which a variant was chosen. */
export interface VariantTrials<Name extends string = Variant> {
  /** In the order in which they were held out. */
  readonly folds: readonly TrialFold[];
  /** Of each training. */
  readonly epochs: number;
  /** The default first. */
  readonly candidates: readonly TriedVariant<Name>[];
  /** Records times epochs of all trainings, over those of the training that the variant is chosen for. */
  readonly share: number;
  /** Of all trainings together. */
  readonly seconds: number;
}

/** Crystals of whole space groups that a brief training predicted. */
export interface TrialFold {
  /** Numbers of the space groups, ascending. None of their crystals was trained on. */
  readonly groups: readonly number[];
  /** Crystals that were predicted. */
  readonly heldOut: number;
  /** Crystals that were trained on. */
  readonly train: number;
}

/** What the brief trainings of one variant say. */
export interface TriedVariant<Name extends string = Variant> {
  readonly variant: Name;
  /**
   * For each fold that it was trained for, by target: the mean absolute error on the held-out crystals, of logarithms where these are learned; of a
   * classification the share of wrong answers. A variant that is worse in a fold is not trained for the next; one whose training diverges has none.
   */
  readonly errors: readonly Readonly<Record<string, number>>[];
  /**
   * By which share its errors are smaller than those of the default: mean over targets and folds. Absent for the default itself, and for a variant without
   * errors.
   */
  readonly gain?: number | undefined;
  /** Standard error of the gain, as the differences between crystals show it. */
  readonly deviation?: number | undefined;
}

const isVariant: Check = (value) => isWithinLimit(value, MODEL_OPTION_LIMITS.variant);

const isTrials = objectOf({
  folds: listOf(objectOf({ groups: listOf(isCount), heldOut: isCount, train: isCount })),
  epochs: isCount,
  candidates: listOf(
    objectOf({
      variant: isVariant,
      errors: listOf(recordOf(Number.isFinite)),
      gain: optional(Number.isFinite),
      deviation: optional(Number.isFinite),
    }),
  ),
  share: Number.isFinite,
  seconds: Number.isFinite,
});

/** Whether a value that was read from a file is a choice. */
export function isVariantChoice(value: unknown): value is VariantChoice {
  return objectOf({ variant: isVariant, reason: isText, trials: optional(isTrials) })(value);
}
