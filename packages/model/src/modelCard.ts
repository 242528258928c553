import { damaged } from './fileFields.js';
import { isObject } from './plainJson.js';

/** How well a model of the comparison did on one target. Names of the numbers as in `TargetMetrics` or `ClassificationMetrics`. */
export interface CardScore {
  /** The network's own first, whose name begins with `network`. */
  readonly name: string;
  /** In the unit of the target. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Of the logarithms, for a target that is learned so. */
  readonly log10?: Readonly<Record<string, number>>;
}

/** What is told of an exported model beside its numbers; plain JSON. Elements and groups are in its `Normalization`. */
export interface ModelCard {
  readonly name: string;
  /** By target; a target without a known unit is not there. */
  readonly units: Readonly<Record<string, string>>;
  /** Å: tolerance that the training crystals were standardised with; crystals to predict must be, too. */
  readonly symprec: number;
  readonly data: {
    readonly name: string;
    readonly hash: string;
    readonly records: number;
    /** Records of each part: `train`, `val`, `test`. */
    readonly parts: Readonly<Record<string, number>>;
  };
  readonly seed: number;
  /** What it was trained with: name and version. */
  readonly backend: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Whether the training came to its end. */
  readonly finished: boolean;
  /** Errors on records that it was not trained on; not there if it was never compared with any. */
  readonly evaluation?: {
    /** Name of the part, or `data` for another data set. `val` chose the weights: errors on others are somewhat larger. */
    readonly part: string;
    readonly records: number;
    readonly targets: readonly { readonly name: string; readonly models: readonly CardScore[] }[];
  };
  /** Embeddings that novelty compares with; where there were more training crystals, centres of their clusters. */
  readonly references: { readonly kept: number; readonly of: number };
}

/** A card as a file has it, every field looked at. @throws ModelError `bad-checkpoint` */
export function checkedCard(value: unknown): ModelCard {
  const card: Record<string, unknown> = isObject(value) ? value : {};
  const { data, evaluation, references } = card;
  const fields: Record<string, boolean> = {
    name: isText(card['name']),
    units: isRecordOf(card['units'], isText),
    symprec: isNumber(card['symprec']) && card['symprec'] > 0,
    data:
      isObject(data) &&
      isText(data['name']) &&
      isText(data['hash']) &&
      isCount(data['records']) &&
      isRecordOf(data['parts'], isCount),
    seed: isCount(card['seed']),
    backend: isText(card['backend']),
    versions: isRecordOf(card['versions'], isText),
    finished: typeof card['finished'] === 'boolean',
    evaluation: evaluation === undefined || isEvaluation(evaluation),
    references: isObject(references) && isCount(references['kept']) && isCount(references['of']),
  };
  const wrong = Object.keys(fields).find((name) => fields[name] === false);
  if (wrong !== undefined) throw damaged(`the field ${wrong} of its card is missing or has another form`);
  return value as ModelCard;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isRecordOf = (value: unknown, holds: (field: unknown) => boolean): boolean =>
  isObject(value) && Object.values(value).every(holds);

function isEvaluation(value: unknown): boolean {
  if (!isObject(value) || !isText(value['part']) || !isCount(value['records']) || !Array.isArray(value['targets']))
    return false;
  const isScore = (score: unknown): boolean =>
    isObject(score) &&
    isText(score['name']) &&
    isRecordOf(score['metrics'], isNumber) &&
    (score['log10'] === undefined || isRecordOf(score['log10'], isNumber));
  return value['targets'].every(
    (target: unknown) =>
      isObject(target) && isText(target['name']) && Array.isArray(target['models']) && target['models'].every(isScore),
  );
}
