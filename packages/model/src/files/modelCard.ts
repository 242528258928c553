import { damaged } from './fileFields.js';
import { type Check, isCount, isText, listOf, objectOf, optional, recordOf } from './jsonChecks.js';
import { isVariantChoice, type VariantChoice } from './variantChoice.js';

/** How well a model of the comparison did on one target. Names of the numbers as in `TargetMetrics` or `ClassificationMetrics`. */
export interface CardScore {
  /** The network's own first, whose name begins with `network`. */
  readonly name: string;
  /** In the unit of the target. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Of the logarithms, for a target that is learned so. */
  readonly log10?: Readonly<Record<string, number>>;
}

/** Facts about an exported model beside its numbers; plain JSON. Elements and groups are in its `Normalization`. */
export interface ModelCard {
  /** Of the model, for people. */
  readonly name: string;
  /** By target; a target without a known unit is not there. */
  readonly units: Readonly<Record<string, string>>;
  /** Å: tolerance that the training crystals were standardised with; crystals to predict must be, too. */
  readonly symprec: number;
  /** The data set that it was trained on. */
  readonly data: {
    readonly name: string;
    /** Of its content. */
    readonly hash: string;
    /** Records of the whole data set. */
    readonly records: number;
    /** Records of each part: `train`, `val`, `test`. */
    readonly parts: Readonly<Record<string, number>>;
  };
  /** Of the first network. */
  readonly seed: number;
  /** Backend of TensorFlow.js that it was trained on. */
  readonly backend: string;
  /** Versions of the packages that it was trained with, by their names. */
  readonly versions: Readonly<Record<string, string>>;
  /** Whether the training came to its end. */
  readonly finished: boolean;
  /** Errors on records that it was not trained on; not there if it was never compared with any. */
  readonly evaluation?: {
    /** Name of the part, or `data` for another data set. `val` chose the weights: errors on others are somewhat larger. */
    readonly part: string;
    /** Records that were compared. */
    readonly records: number;
    /** Errors by target, of the network and of the models that it was compared with. */
    readonly targets: readonly { readonly name: string; readonly models: readonly CardScore[] }[];
  };
  /** How the variant was chosen, and by which errors; not there where it was given. */
  readonly choice?: VariantChoice;
  /** Embeddings that novelty compares with; where there were more training crystals, centres of their clusters. */
  readonly references: { readonly kept: number; readonly of: number };
}

/** A card as a file has it, every field looked at. @throws ModelError `bad-checkpoint` */
export function checkedCard(value: unknown): ModelCard {
  const numbers = recordOf(Number.isFinite);
  const models = listOf(objectOf({ name: isText, metrics: numbers, log10: optional(numbers) }));
  const targets = listOf(objectOf({ name: isText, models }));
  const fields: Record<string, Check> = {
    name: isText,
    units: recordOf(isText),
    symprec: (length) => Number.isFinite(length) && (length as number) > 0 && (length as number) <= 1,
    data: objectOf({ name: isText, hash: isText, records: isCount, parts: recordOf(isCount) }),
    seed: isCount,
    backend: isText,
    versions: recordOf(isText),
    finished: (flag) => typeof flag === 'boolean',
    choice: optional(isVariantChoice),
    evaluation: optional(objectOf({ part: isText, records: isCount, targets })),
    references: objectOf({ kept: isCount, of: isCount }),
  };
  for (const [name, check] of Object.entries(fields))
    if (!objectOf({ [name]: check })(value))
      throw damaged(`the field ${name} of its card is missing or has another form`);
  return value as ModelCard;
}
