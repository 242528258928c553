import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { innerSplit, rowsOf } from './descriptorTable.js';
import type { Table } from './xgboost.js';

export interface FittedRidge {
  /** Penalty on the coefficients of standardised columns, per row. */
  readonly penalty: number;
  /** (rows), in the unit of the labels. */
  predict(table: Table): Float64Array;
}

export interface RidgeOptions {
  /** Decides the inner split. Defaults to 0. */
  readonly seed?: number;
  /** Rows beside those that are fitted, by which the penalty is found. Defaults to a fifth of the rows. */
  readonly validation?: { readonly table: Table; readonly labels: ArrayLike<number> } | undefined;
}

const PENALTIES = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10];

/**
 * Ridge regression: the w, b that minimise Σ (w·x + b − y)² / n + λ |w|², on columns with mean 0 and deviation 1.
 *
 * An unknown value is replaced by the mean of its column, and a further column marks the rows where it is unknown. λ is found on a
 * rows for validation or, without them, a fifth of the rows, held out of the rest; then all rows are fitted.
 *
 * @param labels (rows), finite
 */
export function fitRidge(
  table: Table,
  labels: ArrayLike<number>,
  { seed = 0, validation }: RidgeOptions = {},
): FittedRidge {
  const whole = prepared(table, Float64Array.from(labels));
  const { solve, judged, truth } = judges(table, labels, whole, { seed, validation });
  let best = { penalty: PENALTIES.at(-1)!, loss: Infinity };
  for (const penalty of solve === undefined ? [] : PENALTIES) {
    const predicted = solve!(penalty)(judged);
    const loss = predicted.reduce((sum, value, i) => sum + Math.abs(value - truth[i]!), 0);
    if (loss < best.loss) best = { penalty, loss };
  }
  return { penalty: best.penalty, predict: whole(best.penalty) };
}

type Solve = (penalty: number) => FittedRidge['predict'];

/** What penalties are judged by; nothing is solved where no row is left to fit. */
function judges(
  table: Table,
  labels: ArrayLike<number>,
  whole: Solve,
  { seed = 0, validation }: RidgeOptions,
): { solve: Solve | undefined; judged: Table; truth: ArrayLike<number> } {
  if (validation !== undefined && validation.table.rows > 0)
    return { solve: whole, judged: validation.table, truth: validation.labels };
  const { fit, judge } = innerSplit(table.rows, seed);
  const at = (rows: readonly number[]): Float64Array => Float64Array.from(rows, (row) => labels[row]!);
  const solve = fit.length === 0 ? undefined : prepared(rowsOf(table, fit), at(fit));
  return { solve, judged: rowsOf(table, judge), truth: at(judge) };
}

/** The sums that do not depend on the penalty, once. */
function prepared(table: Table, labels: Float64Array): Solve {
  const standardise = standardiser(table);
  const x = standardise(table);
  const intercept = labels.reduce((sum, y) => sum + y / labels.length, 0);
  const transposed = x.transpose();
  const gram = transposed.mmul(x).div(table.rows);
  const projections = transposed.mmul(Matrix.columnVector(labels.map((y) => y - intercept))).div(table.rows);
  return (penalty) => {
    const penalised = gram.clone();
    for (let k = 0; k < penalised.rows; k++) penalised.set(k, k, gram.get(k, k) + penalty);
    const weights = new CholeskyDecomposition(penalised).solve(projections);
    return (rows) => Float64Array.from(standardise(rows).mmul(weights).to1DArray(), (y) => y + intercept);
  };
}

/** Columns as they are fitted, each with mean 0 and deviation 1 over the training rows: known values, then what is not known. */
function standardiser({ rows, columns, values }: Table): (table: Table) => Matrix {
  const scales = Array.from({ length: columns }, (_, c) => {
    const column = Array.from({ length: rows }, (__, r) => values[r * columns + c]!);
    const known = column.filter((value) => !Number.isNaN(value));
    const mean = known.reduce((sum, value) => sum + value / known.length, 0);
    const variance = known.reduce((sum, value) => sum + (value - mean) ** 2 / known.length, 0);
    const deviation = Math.sqrt(variance);
    const unknown = 1 - known.length / rows;
    // Rounding leaves a constant column a deviation of some 1e-16 of its size: it stays 0.
    return { mean, deviation: deviation > 1e-9 * Math.abs(mean) ? deviation : Infinity, unknown };
  });
  const gaps = scales.flatMap(({ unknown }, c) => (unknown > 0 && unknown < 1 ? [{ c, unknown }] : []));
  return (table) => {
    const matrix = Matrix.zeros(table.rows, columns + gaps.length);
    for (let r = 0; r < table.rows; r++) {
      scales.forEach(({ mean, deviation }, c) => {
        const value = table.values[r * columns + c]!;
        if (!Number.isNaN(value)) matrix.set(r, c, (value - mean) / deviation);
      });
      gaps.forEach(({ c, unknown }, k) => {
        const is = Number(Number.isNaN(table.values[r * columns + c]!));
        matrix.set(r, columns + k, (is - unknown) / Math.sqrt(unknown * (1 - unknown)));
      });
    }
    return matrix;
  };
}
