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
  /** Rows beside those that are fitted, by which the number of trees is found. Defaults to a fifth of the rows, which are fitted later. */
  readonly validation?: { readonly table: Table; readonly labels: ArrayLike<number> } | undefined;
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
/** With more rows the learning rate is larger. */
const MANY_ROWS = 10_000;
/** With fewer rows no fifth is held out, and the fewest trees are fitted. */
const FEWEST_ROWS = 10;

/**
 * Gradient boosting on trees (XGBoost). The number of trees is found on rows that are not fitted: those for validation, where there are
 * any, else a fifth, held out; then all rows are fitted with that number. The same input gives the same trees.
 *
 * Settings are fixed: depth 6, learning rate 0.03 (0.06 for more than 10,000 rows, which have use for more trees than there may be), 5 rows in a leaf at least, each tree on 0.8 of the rows and 0.3 of the columns,
 * thresholds out of 64 for each column.
 *
 * @param table at least one row
 * @param labels (rows), finite; 0 and 1 for a classification
 * @throws CliError 130 once the signal is set
 */
export async function fitBoosting(
  table: Table,
  labels: ArrayLike<number>,
  { task = 'regression', seed = 0, maxRounds = 1500, validation, onProgress, signal }: BoostingOptions = {},
): Promise<FittedBoosting> {
  const xgboost = await loadXGBoost();
  const make = (rows: readonly number[]): Booster => start(xgboost, table, labels, rows, { task, seed });
  const all = Array.from({ length: table.rows }, (_, i) => i);
  const judge = judges(table, labels, validation, seed);
  let best = { rounds: STEP, loss: Infinity };
  if (judge !== undefined) {
    const trial = make(judge.fit ?? all);
    let done = 0;
    try {
      while (done + STEP <= maxRounds && done - best.rounds < PATIENCE * STEP) {
        trial.boost(STEP);
        done += STEP;
        const predicted = trial.predict(judge.table);
        const loss = predicted.reduce((sum, value, i) => sum + lossOf(task, judge.labels[i]!, value), 0);
        if (loss < best.loss) best = { rounds: done, loss };
        onProgress?.((0.6 * done) / maxRounds);
        await letOthersRun(signal);
      }
    } catch (error) {
      trial.free();
      throw error;
    }
    // All rows were fitted, and no tree is one too many.
    if (judge.fit === undefined && best.rounds === done) return fitted(trial, done);
    trial.free();
  }
  const booster = make(all);
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
  return fitted(booster, best.rounds);
}

const fitted = (booster: Booster, rounds: number): FittedBoosting => ({
  rounds,
  predict: (rows) => booster.predict(rows),
  free: () => booster.free(),
});

/** What the number of trees is judged by, and the rows that are fitted meanwhile; all of them where they are left out. */
function judges(
  table: Table,
  labels: ArrayLike<number>,
  validation: BoostingOptions['validation'],
  seed: number,
): { table: Table; labels: ArrayLike<number>; fit?: readonly number[] } | undefined {
  if (validation !== undefined && validation.table.rows > 0) return validation;
  if (table.rows < FEWEST_ROWS) return undefined;
  const { fit, judge } = innerSplit(table.rows, seed);
  return { table: rowsOf(table, judge), labels: judge.map((row) => labels[row]!), fit };
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
    eta: rows.length > MANY_ROWS ? 0.06 : 0.03,
    min_child_weight: 5,
    subsample: 0.8,
    colsample_bytree: 0.3,
    // MAE and time on held-out tenths, one core: formation energies of 33,000 crystals 0.0758 eV/atom in 74 s (exact thresholds and a rate of
    // 0.03: 0.0825 in 229 s); bulk moduli of 3,557 crystals 0.0563 (exact thresholds: 0.0572), shear moduli 0.1082 (0.1092), log10 GPa.
    tree_method: 'hist',
    max_bin: 64,
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
