import { ModelError, show } from '../config/errors.js';

/** How well real numbers are predicted; the unit is that of the numbers compared. Every field is finite. */
export interface TargetMetrics {
  readonly count: number;
  /** Mean of |predicted − true|. */
  readonly mae: number;
  /** Root of the mean of (predicted − true)². */
  readonly rmse: number;
  /** 1 − Σ(predicted − true)² / Σ(true − mean true)²; of equal true values 1 if all are met, else 0. */
  readonly r2: number;
}

/** How well probabilities of `true` (1) against `false` (0) are predicted. Every field is finite. */
export interface ClassificationMetrics {
  readonly count: number;
  /** Share of records on the right side of ½; ½ itself counts as `true`. */
  readonly accuracy: number;
  /** Mean over the classes that occur of the share of their records on the right side. */
  readonly balancedAccuracy: number;
  /** Probability that a `true` record is ranked above a `false` one, ties half; ½ where only one class occurs. */
  readonly auc: number;
  /** −mean log of the probability of what is true, natural; probabilities within 1e-15 of 0 and 1 are moved to there. */
  readonly logLoss: number;
}

const EDGE = 1e-15;

/**
 * Errors of a regression.
 *
 * @param truth (n), n ≥ 1, finite
 * @param predicted (n), in the unit of `truth`
 * @throws ModelError `bad-argument` for nothing to compare, unequal lengths and numbers that are not finite
 */
export function regressionMetrics(truth: ArrayLike<number>, predicted: ArrayLike<number>): TargetMetrics {
  const count = compared('regressionMetrics', truth, predicted);
  const errors = Float64Array.from(truth, (value, i) => predicted[i]! - value);
  let [mae, mean, low, high] = [0, 0, Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    const value = truth[i]!;
    mae += Math.abs(errors[i]!) / count;
    mean += value / count;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const rmse = rootMeanSquare(errors);
  const spread = rootMeanSquare(Float64Array.from(truth, (value) => value - mean));
  // Of equal numbers the rounded mean may differ from them: the range decides, not the spread.
  const r2 = low === high || spread === 0 ? Number(rmse === 0) : 1 - (rmse / spread) ** 2;
  return { count, mae, rmse, r2: Math.max(r2, -Number.MAX_VALUE) };
}

/**
 * Errors of a classification in two classes.
 *
 * @param truth (n), n ≥ 1, each 0 or 1
 * @param probability (n), of 1, in [0, 1]
 * @throws ModelError `bad-argument` as above, for other classes and for numbers that are no probabilities
 */
export function classificationMetrics(truth: ArrayLike<number>, probability: ArrayLike<number>): ClassificationMetrics {
  const count = compared('classificationMetrics', truth, probability);
  const found: [of0: number, of1: number] = [0, 0];
  const right: [of0: number, of1: number] = [0, 0];
  let logLoss = 0;
  for (let i = 0; i < count; i++) {
    const [is, p] = [truth[i]!, probability[i]!];
    if (is !== 0 && is !== 1)
      throw new ModelError('bad-argument', `classificationMetrics: truth[${i}] must be 0 or 1, got ${show(is)}`);
    if (p < 0 || p > 1)
      throw new ModelError(
        'bad-argument',
        `classificationMetrics: predicted[${i}] must be a probability from 0 to 1, got ${show(p)}`,
      );
    found[is]++;
    if (Number(p >= 0.5) === is) right[is]++;
    logLoss -= Math.log(Math.min(Math.max(is === 1 ? p : 1 - p, EDGE), 1 - EDGE)) / count;
  }
  const recalls = ([0, 1] as const).filter((is) => found[is] > 0).map((is) => right[is] / found[is]);
  return {
    count,
    accuracy: (right[0] + right[1]) / count,
    balancedAccuracy: recalls.reduce((sum, recall) => sum + recall / recalls.length, 0),
    auc: found[0] === 0 || found[1] === 0 ? 0.5 : rankedAbove(truth, probability, found),
    logLoss,
  };
}

/** Mann and Whitney's statistic: the sum of the ranks of the `true` records, equal numbers having their mean rank. */
function rankedAbove(
  truth: ArrayLike<number>,
  probability: ArrayLike<number>,
  [negatives, positives]: readonly [number, number],
): number {
  const order = Array.from(truth, (_, i) => i).sort((i, j) => probability[i]! - probability[j]!);
  let ranks = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && probability[order[end]!] === probability[order[start]!]) end++;
    for (let k = start; k < end; k++) if (truth[order[k]!] === 1) ranks += (start + end + 1) / 2;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Numbers are scaled by the largest: squares of very large and very small ones stay in range. */
function rootMeanSquare(values: Float64Array): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  return largest * Math.sqrt(values.reduce((sum, value) => sum + (value / largest) ** 2, 0) / values.length);
}

function compared(name: string, truth: ArrayLike<number>, predicted: ArrayLike<number>): number {
  if (truth.length !== predicted.length)
    throw new ModelError(
      'bad-argument',
      `${name}: there must be one prediction for each true value, got ${predicted.length} for ${truth.length}`,
    );
  if (truth.length === 0)
    throw new ModelError('bad-argument', `${name}: at least one record must have a true value, got none`);
  for (const [what, values] of [
    ['truth', truth],
    ['predicted', predicted],
  ] as const) {
    for (let i = 0; i < values.length; i++)
      if (!Number.isFinite(values[i]))
        throw new ModelError('bad-argument', `${name}: ${what}[${i}] must be a finite number, got ${show(values[i])}`);
  }
  return truth.length;
}
