import {
  classificationMetrics,
  type ClassificationMetrics,
  regressionMetrics,
  type TargetMetrics,
} from '@crystal-fourier/model';
import type { LearnedTarget } from '../config/learnedTargets.js';

/** How far predictions are from what is true. */
export interface Score {
  /** In the unit of the target. */
  readonly metrics: TargetMetrics | ClassificationMetrics;
  /** Of the logarithms, for a target that is learned so. */
  readonly log10?: TargetMetrics;
}

/** Whether a true value can be compared: finite, positive where its logarithm is learned, 0 or 1 of a class. */
export function isValidTruth(value: number | undefined, { task, log10 }: LearnedTarget): value is number {
  if (value === undefined || !Number.isFinite(value)) return false;
  return task === 'classification' ? value === 0 || value === 1 : !log10 || value > 0;
}

/** Whether a number is an error of a classification. */
export const isClassification = (metrics: Score['metrics']): metrics is ClassificationMetrics => 'auc' in metrics;

/** The smallest positive number of 32 bits. */
const SMALLEST = 2 ** -149;

/** A value in the scale that is learned. A prediction that is not positive has no logarithm: it counts as the smallest positive number. */
export const learnedValue = (value: number, { log10 }: Pick<LearnedTarget, 'log10'>): number =>
  log10 ? Math.log10(Math.max(value, SMALLEST)) : value;

/** The score of predictions against what is true, both (n) and in the same order. */
export function scoreOf(truth: readonly number[], predicted: readonly number[], target: LearnedTarget): Score {
  const { task, log10 } = target;
  if (task === 'classification') return { metrics: classificationMetrics(truth, predicted) };
  const metrics = regressionMetrics(truth, predicted);
  if (!log10) return { metrics };
  return {
    metrics,
    log10: regressionMetrics(
      truth.map((value) => learnedValue(value, target)),
      predicted.map((value) => learnedValue(value, target)),
    ),
  };
}
