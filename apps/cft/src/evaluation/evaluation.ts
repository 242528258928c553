import type { ClassificationMetrics, TargetMetrics } from '@crystal-fourier/model';
import type { CrystalSystem } from '@crystal-fourier/spacegroups';
import { type Calibration, calibrationOf } from './calibration.js';

/** A crystal with what is true of it and what was predicted. */
export interface EvaluatedRecord {
  readonly id: string;
  readonly formula: string;
  /** Number of the space group. */
  readonly group: number;
  readonly crystalSystem: CrystalSystem;
  /** By target, in the units of the data set; a target that is not known is not there. */
  readonly truth: Readonly<Record<string, number>>;
  /** By target, in the units of the data set; of a classification the probability. */
  readonly predicted: Readonly<Record<string, number>>;
  /** By target, the deviation over an ensemble; in log10 units for a target that is learned so. */
  readonly spread?: Readonly<Record<string, number>> | undefined;
}

export interface EvaluatedTarget {
  readonly name: string;
  readonly task: 'regression' | 'classification';
  /** Learned as decimal logarithm: errors are given in log10 units, too. */
  readonly log10: boolean;
}

/** How far predictions are from what is true. */
export interface Score {
  /** In the unit of the target. */
  readonly metrics: TargetMetrics | ClassificationMetrics;
  /** Of the logarithms, for a target that is learned so. */
  readonly log10?: TargetMetrics;
}

/** Predictions that are compared on one and the same records. */
export interface ComparedModel {
  readonly name: string;
  readonly score: Score;
  /** What was found in its training, in words. */
  readonly note?: string;
  /** Of its training. */
  readonly seconds?: number;
}

/** A score of some of the records. */
export interface Slice {
  readonly name: string;
  readonly score: Score;
}

export interface TargetEvaluation extends EvaluatedTarget {
  /** Records with a true value that counts. */
  readonly count: number;
  /** Records without. */
  readonly leftOut: number;
  /** The network first. */
  readonly models: readonly ComparedModel[];
  /** In the order of the International Tables. */
  readonly bySystem: readonly Slice[];
  /** By number, in ascending order. */
  readonly byGroup: readonly Slice[];
  /** Of an ensemble. */
  readonly calibration?: Calibration;
}

/** Predictions of another model, one per record in the order of the records. */
export interface OtherModel extends Omit<ComparedModel, 'score'> {
  /** In the units of the data set, or probabilities. */
  readonly predicted: ArrayLike<number>;
}

/** The functions that measure, from the model package: it is loaded when it is needed. */
export interface Measures {
  readonly regressionMetrics: (truth: ArrayLike<number>, predicted: ArrayLike<number>) => TargetMetrics;
  readonly classificationMetrics: (truth: ArrayLike<number>, predicted: ArrayLike<number>) => ClassificationMetrics;
}

const SYSTEMS: readonly CrystalSystem[] = [
  'triclinic',
  'monoclinic',
  'orthorhombic',
  'tetragonal',
  'trigonal',
  'hexagonal',
  'cubic',
];

/** Whether a true value counts: finite, positive where its logarithm is learned, 0 or 1 of a class. */
export function counts(value: number | undefined, { task, log10 }: EvaluatedTarget): value is number {
  if (value === undefined || !Number.isFinite(value)) return false;
  return task === 'classification' ? value === 0 || value === 1 : !log10 || value > 0;
}

/** Whether a number is an error of a classification. */
export const isClassification = (metrics: Score['metrics']): metrics is ClassificationMetrics => 'auc' in metrics;

/**
 * Compares predictions of one target with what is true, overall, by crystal system and by group; other models on the same records.
 *
 * @param name of the network among the models
 * @returns undefined where no record has a true value that counts
 */
export function evaluateTarget(
  measures: Measures,
  records: readonly EvaluatedRecord[],
  target: EvaluatedTarget,
  name = 'network',
  others: readonly OtherModel[] = [],
): TargetEvaluation | undefined {
  const known = records.flatMap((record, place) => {
    const truth = record.truth[target.name];
    const predicted = record.predicted[target.name];
    return counts(truth, target) && predicted !== undefined ? [{ record, place, truth, predicted }] : [];
  });
  if (known.length === 0) return undefined;
  const score = (some: readonly { truth: number; predicted: number }[]): Score =>
    scoreOf(
      measures,
      some.map(({ truth }) => truth),
      some.map(({ predicted }) => predicted),
      target,
    );
  const slices = <Key>(keys: readonly Key[], keyOf: (record: EvaluatedRecord) => Key): Slice[] =>
    keys.flatMap((key) => {
      const some = known.filter(({ record }) => keyOf(record) === key);
      return some.length === 0 ? [] : [{ name: String(key), score: score(some) }];
    });
  const groups = [...new Set(known.map(({ record }) => record.group))].sort((a, b) => a - b);
  const spreads = known.map(({ record }) => record.spread?.[target.name]);
  const learned = (value: number): number => (target.log10 ? Math.log10(value) : value);
  const calibration = spreads.every((spread) => spread !== undefined)
    ? calibrationOf(
        spreads,
        known.map(({ truth, predicted }) => learned(predicted) - learned(truth)),
      )
    : undefined;
  return {
    ...target,
    count: known.length,
    leftOut: records.length - known.length,
    models: [
      { name, score: score(known) },
      ...others.map(({ predicted, ...other }) => ({
        ...other,
        score: score(known.map(({ truth, place }) => ({ truth, predicted: predicted[place]! }))),
      })),
    ],
    bySystem: slices(SYSTEMS, ({ crystalSystem }) => crystalSystem),
    byGroup: slices(groups, ({ group }) => group),
    ...(calibration === undefined || target.task === 'classification' ? {} : { calibration }),
  };
}

/** A prediction that is not positive has no logarithm: it counts as the smallest positive number of 32 bits. */
const SMALLEST = 2 ** -149;

function scoreOf(
  { regressionMetrics, classificationMetrics }: Measures,
  truth: readonly number[],
  predicted: readonly number[],
  { task, log10 }: EvaluatedTarget,
): Score {
  if (task === 'classification') return { metrics: classificationMetrics(truth, predicted) };
  const metrics = regressionMetrics(truth, predicted);
  if (!log10) return { metrics };
  return {
    metrics,
    log10: regressionMetrics(
      truth.map((value) => Math.log10(value)),
      predicted.map((value) => Math.log10(Math.max(value, SMALLEST))),
    ),
  };
}
