import type { LearnedTarget } from '../config/learnedTargets.js';
import type { EvaluatedRecord } from '../evaluation/evaluateTarget.js';
import { isValidTruth, learnedValue } from '../evaluation/score.js';

/** A record with both numbers, and their difference in the scale that was learned. */
export interface Compared {
  readonly record: EvaluatedRecord;
  readonly truth: number;
  readonly predicted: number;
  /** Predicted − true, of the logarithms where those were learned. */
  readonly error: number;
}

/** Records with a true value that isValidTruth, and its error in the scale that was learned. */
export function comparedRecords(records: readonly EvaluatedRecord[], target: LearnedTarget): Compared[] {
  return records.flatMap((record) => {
    const [truth, predicted] = [record.truth[target.name], record.predicted[target.name]];
    if (!isValidTruth(truth, target) || predicted === undefined || !Number.isFinite(predicted)) return [];
    return [{ record, truth, predicted, error: learnedValue(predicted, target) - learnedValue(truth, target) }];
  });
}
