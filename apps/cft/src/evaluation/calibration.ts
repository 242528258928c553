/** How well the spread of an ensemble predicts the size of errors. */
export interface Calibration {
  readonly count: number;
  /** Spearman's rank correlation of spread and absolute error: 1 where a larger spread always goes with a larger error, 0 where they are unrelated. */
  readonly rankCorrelation: number;
  /** Share of records whose error is within one and two spreads; 0.683 and 0.954 for normal errors of that size. */
  readonly within: readonly [one: number, two: number];
  /** Root mean square of the errors over that of the spreads: spreads times this number have the size of the errors. */
  readonly ratio: number;
  /** Records in order of their spread, in tenths: root mean squares of spread and error. */
  readonly bins: readonly { readonly count: number; readonly spread: number; readonly error: number }[];
}

const BINS = 10;
/** Fewest records of a bin. */
const MIN_PER_BIN = 8;

/**
 * Compares spreads with errors.
 *
 * @param spreads (n), ≥ 0
 * @param errors (n), predicted − true, in the unit of the spreads
 * @returns undefined for fewer than two records, or where no prediction has a spread
 */
export function calibrationOf(spreads: readonly number[], errors: readonly number[]): Calibration | undefined {
  const count = spreads.length;
  const size = rootMeanSquare(spreads);
  if (count < 2 || !(size > 0)) return undefined;
  const share = (factor: number): number =>
    errors.filter((error, i) => Math.abs(error) <= factor * spreads[i]!).length / count;
  const order = spreads.map((_, i) => i).sort((i, j) => spreads[i]! - spreads[j]!);
  const bins = Math.max(1, Math.min(BINS, Math.floor(count / MIN_PER_BIN)));
  return {
    count,
    rankCorrelation: correlation(ranks(spreads), ranks(errors.map(Math.abs))),
    within: [share(1), share(2)],
    ratio: rootMeanSquare(errors) / size,
    bins: Array.from({ length: bins }, (_, b) => {
      const members = order.slice(Math.round((b * count) / bins), Math.round(((b + 1) * count) / bins));
      return {
        count: members.length,
        spread: rootMeanSquare(members.map((i) => spreads[i]!)),
        error: rootMeanSquare(members.map((i) => errors[i]!)),
      };
    }),
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value / values.length, 0);

const rootMeanSquare = (values: readonly number[]): number => Math.sqrt(mean(values.map((value) => value * value)));

/** Equal numbers have their mean rank. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const result = new Array<number>(values.length).fill(0);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let k = start; k < end; k++) result[order[k]!] = (start + end + 1) / 2;
  }
  return result;
}

/** Pearson's; 0 where one of them is constant. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const moment = (f: (i: number) => number): number => a.reduce((sum, _, i) => sum + f(i), 0);
  const [x, y] = [moment((i) => (a[i]! - meanA) ** 2), moment((i) => (b[i]! - meanB) ** 2)];
  return x === 0 || y === 0 ? 0 : moment((i) => (a[i]! - meanA) * (b[i]! - meanB)) / Math.sqrt(x * y);
}
