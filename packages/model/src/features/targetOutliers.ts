import type { BatchRecord } from '@crystal-fourier/data';
import type { Task } from '../config/config.js';
import { isExtensive, isLogarithmic, type TrainingOptions } from '../config/trainingOptions.js';
import { toScale } from './normalization.js';
import { FAR_OUTSIDE, robustScores } from './outliers.js';
import { trainableRecords } from './trainableRecords.js';

/** A value of a target that is far outside of the others. */
export interface TargetOutlier {
  /** Of the record. */
  readonly id: string;
  /** Name of the target. */
  readonly target: string;
  /** In the unit of the data set. */
  readonly value: number;
  /** Robust standard deviations from the median, as it is learned: per site, or as logarithm, where so learned. */
  readonly score: number;
}

/**
 * Values that are more than 30 robust standard deviations from the median of their target. If they are at most one in a hundred, they do not count in the mean
 * and spread by which the target is standardised; and in training no value counts as farther than 100 standard deviations from the mean.
 */
export function targetOutliers(
  candidates: readonly BatchRecord[],
  targets: readonly string[],
  task: Task,
  options: Pick<TrainingOptions, 'log10' | 'extensive'>,
): TargetOutlier[] {
  if (task === 'classification') return [];
  const { records } = trainableRecords(candidates, targets, task, options);
  return targets.flatMap((name) => {
    const raw = {
      name,
      log10: isLogarithmic(name, options),
      extensive: isExtensive(name, options),
      mean: 0,
      spread: 1,
    };
    const known = records.filter((record) => record.targets?.[name] !== undefined);
    const scores = robustScores(known.map(({ targets: values, features }) => toScale(values![name], raw, features)!));
    return known.flatMap(({ id, targets: values }, i) =>
      scores[i]! > FAR_OUTSIDE ? [{ id, target: name, value: values![name]!, score: scores[i]! }] : [],
    );
  });
}
