import { throwIfInterrupted } from '../shell/failure.js';
import { innerSplit, rowsOf } from './descriptorTable.js';
import { type Booster, loadXGBoost, type Table, type XGBoost } from './xgboost.js';

export interface BoostingOptions {
  /** `classification` fits the probability of 1. Defaults to `regression`. */
  readonly task?: 'regression' | 'classification';
  /** Decides the inner split and what each tree sees. Defaults to 0. */
  readonly seed?: number;
  /** Trees at most. Defaults to 1500. */
  readonly maxRounds?: number;
  /** Between steps of training. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface FittedBoosting {
  /** Trees. */
  readonly rounds: number;
  /** (rows), in the unit of the labels, or probabilities of 1. */
  predict(table: Table): Float64Array;
  /** Frees the memory of the trees. */
  free(): void;
}

const STEP = 100;
/** Training stops after so many steps without a smaller loss. */
const PATIENCE = 3;
/** With fewer rows no fifth is held out, and the fewest trees are fitted. */
const FEWEST_ROWS = 10;

/**
 * Gradient boosting on trees (XGBoost). The number of trees is found on a fifth of the rows, which is held out; then all rows are fitted
 * with that number. The same input gives the same trees.
 *
 * Settings are fixed: depth 6, learning rate 0.03, 5 rows in a leaf at least, each tree on 0.8 of the rows and 0.3 of the columns.
 *
 * @param table at least one row
 * @param labels (rows), finite; 0 and 1 for a classification
 * @throws CliError 130 once the signal is set
 */
export async function fitBoosting(
  table: Table,
  labels: ArrayLike<number>,
  { task = 'regression', seed = 0, maxRounds = 1500, onProgress, signal }: BoostingOptions = {},
): Promise<FittedBoosting> {
  const xgboost = await loadXGBoost();
  const make = (rows: readonly number[]): Booster => start(xgboost, table, labels, rows, { task, seed });
  let best = { rounds: STEP, loss: Infinity };
  if (table.rows >= FEWEST_ROWS) {
    const { fit, judge } = innerSplit(table.rows, seed);
    const judged = rowsOf(table, judge);
    const trial = make(fit);
    try {
      for (let rounds = STEP; rounds <= maxRounds && rounds - best.rounds <= PATIENCE * STEP; rounds += STEP) {
        trial.boost(STEP);
        const predicted = trial.predict(judged);
        const loss = judge.reduce((sum, row, i) => sum + lossOf(task, labels[row]!, predicted[i]!), 0);
        if (loss < best.loss) best = { rounds, loss };
        onProgress?.((0.6 * rounds) / maxRounds);
        await letOthersRun(signal);
      }
    } finally {
      trial.free();
    }
  }
  const booster = make(Array.from({ length: table.rows }, (_, i) => i));
  try {
    for (let done = 0; done < best.rounds; done += STEP) {
      booster.boost(STEP);
      onProgress?.(0.6 + (0.4 * (done + STEP)) / best.rounds);
      await letOthersRun(signal);
    }
  } catch (error) {
    booster.free();
    throw error;
  }
  return { rounds: best.rounds, predict: (rows) => booster.predict(rows), free: () => booster.free() };
}

function start(
  xgboost: XGBoost,
  table: Table,
  labels: ArrayLike<number>,
  rows: readonly number[],
  { task, seed }: { task: 'regression' | 'classification'; seed: number },
): Booster {
  const chosen = Float64Array.from(rows, (row) => labels[row]!);
  const mean = chosen.reduce((sum, label) => sum + label / chosen.length, 0);
  return xgboost.booster(rowsOf(table, rows), chosen, {
    booster: 'gbtree',
    objective: task === 'regression' ? 'reg:linear' : 'binary:logistic',
    base_score: task === 'regression' ? mean : 0.5,
    max_depth: 6,
    eta: 0.03,
    min_child_weight: 5,
    subsample: 0.8,
    colsample_bytree: 0.3,
    // The module stores it as a signed integer of 32 bits.
    seed: seed % 2 ** 31,
  });
}

/** Absolute error, as the tables have it; cross-entropy of a class. */
function lossOf(task: 'regression' | 'classification', label: number, predicted: number): number {
  if (task === 'regression') return Math.abs(predicted - label);
  return -Math.log(Math.max(1e-6, label === 1 ? predicted : 1 - predicted));
}

/** Lets the process handle other events, such as an interruption. */
async function letOthersRun(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  throwIfInterrupted(signal);
}
