import type { ClassificationMetrics, TargetMetrics } from './metrics.js';
import type { TensorMetrics } from './tensorMetrics.js';

/** What one pass over the data did. */
export interface EpochReport {
  /** From 1. */
  readonly epoch: number;
  /** Steps of the optimiser so far. */
  readonly steps: number;
  /** Of the last step. */
  readonly learningRate: number;
  /** Mean over the steps, in standardised units. */
  readonly trainLoss: number;
  /** Largest norm of a gradient, before clipping. */
  readonly gradientNorm: number;
  /** Of the averaged weights, in the units of the target (log10 of them where so learned). Empty without validation records. */
  readonly validation: Readonly<Record<string, TargetMetrics | ClassificationMetrics | TensorMetrics>>;
  /** Mean over the targets of the MAE of what is learned, standardised (of the cross-entropy in a classification): the best epoch is chosen by it. Undefined without validation records. */
  readonly score: number | undefined;
  /** Whether these weights are the best so far. */
  readonly best: boolean;
  /** Of the training steps, without validation. */
  readonly seconds: number;
  readonly structuresPerSecond: number;
}
