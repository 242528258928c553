import { CRYSTAL_SYSTEMS, type TensorKind } from '@crystal-fourier/data';
import type { CalibratedQuantity, Interval, TensorMetrics } from '@crystal-fourier/model';
import type { CrystalSystem } from '@crystal-fourier/spacegroups';
import type { LearnedTarget } from '../config/learnedTargets.js';
import { type Calibration, calibrationOf } from './calibration.js';
import { type Coverage, coverageOf } from './coverage.js';
import { isValidTruth, learnedValue, type Score, scoreOf } from './score.js';

/** A tensor of a crystal that is known or predicted: irreducible components in the standard frame. */
export interface EvaluatedTensor {
  /** Undefined where it is not known. */
  readonly truth: ArrayLike<number> | undefined;
  readonly predicted: ArrayLike<number>;
  /** Of the blocks of components, see `ComparedTensor`. */
  readonly weights: readonly number[];
}

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
  /** By target, where the true value is expected; of networks that were calibrated. */
  readonly intervals?: Readonly<Record<string, Interval>> | undefined;
  /** Above 1: far from the training crystals. */
  readonly novelty?: number | undefined;
  /** By target, the deviation over an ensemble; in log10 units for a target that is learned so. */
  readonly spread?: Readonly<Record<string, number>> | undefined;
  /** By name, of a network that predicts tensors; what follows from them is among the numbers. */
  readonly tensors?: Readonly<Record<string, EvaluatedTensor>> | undefined;
}

/** Predictions that are compared on one and the same records. */
export interface ComparedModel {
  readonly name: string;
  readonly score: Score;
  /** Of a tensor: mean error on the crystals that are not cubic; absent where all are. */
  readonly notCubic?: number;
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

export interface TargetEvaluation extends LearnedTarget {
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
  /** Of intervals, on records that they were not made by. */
  readonly coverage?: Coverage;
  /** Where the target is a tensor: errors are Frobenius norms. */
  readonly tensor?: {
    readonly kind: TensorKind;
    readonly byDegree: TensorMetrics['byDegree'];
    /** Of a stiffness: share of the predictions that are positive definite. */
    readonly stable?: number;
  };
}

/** Predictions of another model, one per record in the order of the records. */
export interface OtherModel extends Omit<ComparedModel, 'score'> {
  /** In the units of the data set, or probabilities. */
  readonly predicted: ArrayLike<number>;
}

/**
 * Compares predictions of one target with what is true, overall, by crystal system and by group; other models on the same records.
 *
 * @param name of the network among the models
 * @param calibrated what intervals were made by, other records than these
 * @returns undefined where no record has a true value that counts
 */
export function evaluateTarget(
  records: readonly EvaluatedRecord[],
  target: LearnedTarget,
  name = 'network',
  others: readonly OtherModel[] = [],
  calibrated?: CalibratedQuantity,
): TargetEvaluation | undefined {
  const known = records.flatMap((record, index) => {
    const truth = record.truth[target.name];
    const predicted = record.predicted[target.name];
    return isValidTruth(truth, target) && predicted !== undefined ? [{ record, index, truth, predicted }] : [];
  });
  if (known.length === 0) return undefined;
  const score = (some: readonly { truth: number; predicted: number }[]): Score =>
    scoreOf(
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
  const calibration = spreads.every((spread) => spread !== undefined)
    ? calibrationOf(
        spreads,
        known.map(({ truth, predicted }) => learnedValue(predicted, target) - learnedValue(truth, target)),
      )
    : undefined;
  const held = known.flatMap(({ record: { intervals, novelty = 0, crystalSystem, group }, truth }) => {
    const interval = intervals?.[target.name];
    return interval === undefined ? [] : [{ truth, interval, novelty, crystalSystem, group }];
  });
  return {
    ...target,
    count: known.length,
    leftOut: records.length - known.length,
    models: [
      { name, score: score(known) },
      ...others.map(({ predicted, ...other }) => ({
        ...other,
        score: score(known.map(({ truth, index }) => ({ truth, predicted: predicted[index]! }))),
      })),
    ],
    bySystem: slices(CRYSTAL_SYSTEMS, ({ crystalSystem }) => crystalSystem),
    byGroup: slices(groups, ({ group }) => group),
    ...(calibration === undefined || target.task === 'classification' ? {} : { calibration }),
    ...(calibrated === undefined || held.length === 0 ? {} : { coverage: coverageOf(held, target, calibrated) }),
  };
}
