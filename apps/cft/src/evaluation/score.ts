import type { ClassificationMetrics, TargetMetrics } from '@crystal-fourier/model';

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

/** The functions that measure, from the model package: it is loaded when it is needed. */
export interface Measures {
  readonly regressionMetrics: (truth: ArrayLike<number>, predicted: ArrayLike<number>) => TargetMetrics;
  readonly classificationMetrics: (truth: ArrayLike<number>, predicted: ArrayLike<number>) => ClassificationMetrics;
}

/** Whether a true value counts: finite, positive where its logarithm is learned, 0 or 1 of a class. */
export function counts(value: number | undefined, { task, log10 }: EvaluatedTarget): value is number {
  if (value === undefined || !Number.isFinite(value)) return false;
  return task === 'classification' ? value === 0 || value === 1 : !log10 || value > 0;
}

/** Whether a number is an error of a classification. */
export const isClassification = (metrics: Score['metrics']): metrics is ClassificationMetrics => 'auc' in metrics;

/** The smallest positive number of 32 bits. */
const SMALLEST = 2 ** -149;

/** A value in the scale that is learned. A prediction that is not positive has no logarithm: it counts as the smallest positive number. */
export const learnedValue = (value: number, { log10 }: Pick<EvaluatedTarget, 'log10'>): number =>
  log10 ? Math.log10(Math.max(value, SMALLEST)) : value;

/** The score of predictions against what is true, both (n) and in the same order. */
export function scoreOf(
  { regressionMetrics, classificationMetrics }: Measures,
  truth: readonly number[],
  predicted: readonly number[],
  target: EvaluatedTarget,
): Score {
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
