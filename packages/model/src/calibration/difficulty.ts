/** What a prediction shows of how difficult it is. None of it depends on what is true. */
export interface DifficultyInputs {
  /** As in a prediction; may be infinite. */
  readonly novelty: number;
  /** Sites of the primitive cell. */
  readonly sites: number;
  /** What is predicted, as it is learned: standardised. */
  readonly predicted: number;
  /** Deviation over an ensemble, in the same unit; 0 for one network. */
  readonly spread: number;
}

/** Columns that the size of an error is regressed on. */
export type DifficultyColumn = 'novelty' | 'sites' | 'predicted' | 'magnitude' | 'spread';

/** The expected size of an error: its natural logarithm is `offset` plus the sum of `weight` times the column, which is kept between two bounds. Plain JSON. */
export interface Difficulty {
  readonly offset: number;
  readonly terms: readonly {
    readonly column: DifficultyColumn;
    readonly weight: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** Novelty is counted from here on: below it, crystals are as good as known. */
const LEAST_NOVELTY = 0.1;
/** Beyond this, more says no more. */
const MOST_NOVELTY = 10;
/** Of what is standardised: a smaller deviation of an ensemble is as good as none. */
const LEAST_SPREAD = 1e-3;

const COLUMNS: Readonly<Record<DifficultyColumn, (inputs: DifficultyInputs) => number>> = {
  novelty: ({ novelty }) => Math.log(LEAST_NOVELTY + Math.min(novelty, MOST_NOVELTY)),
  sites: ({ sites }) => Math.log(sites),
  predicted: ({ predicted }) => predicted,
  magnitude: ({ predicted }) => Math.abs(predicted),
  spread: ({ spread }) => Math.log(LEAST_SPREAD + spread),
};
const ALL = Object.keys(COLUMNS) as DifficultyColumn[];
/** An error is never expected to be smaller because a crystal is stranger, or networks agree less. */
const GROWING: ReadonlySet<DifficultyColumn> = new Set(['novelty', 'spread']);

/** Strength of the prior that columns say nothing, in records: with few records they hardly do. */
const PRIOR = 10;
const ROUNDS = 50;
/** Errors count at most so many times the 90 % quantile: one typing error must not decide. */
const MOST_QUANTILES = 3;

export function difficultyOf({ offset, terms }: Difficulty, inputs: DifficultyInputs): number {
  return Math.exp(
    terms.reduce(
      (sum, { column, weight, low, high }) => sum + weight * Math.min(Math.max(COLUMNS[column](inputs), low), high),
      offset,
    ),
  );
}

/** All errors are expected to have one and the same size. */
export const EQUAL_DIFFICULTY: Difficulty = { offset: 0, terms: [] };

/**
 * Fits the size σ of errors e to what predictions show: the largest likelihood of e with the density exp(−|e| / σ) / 2σ, ln σ linear in the columns, with a
 * normal prior on the weights. The sum of ln σ + |e| / σ is convex in them, so Newton's rounds end at the one solution.
 *
 * Law: errors times a number give σ times that number.
 *
 * @param errors (n), finite, of any sign
 * @param inputs (n), of the same records
 */
export function fittedDifficulty(errors: readonly number[], inputs: readonly DifficultyInputs[]): Difficulty {
  const sizes = errors.map(Math.abs);
  const quantile = sizes.toSorted((a, b) => a - b)[Math.floor(0.9 * (sizes.length - 1))];
  if (quantile === undefined || quantile === 0) return EQUAL_DIFFICULTY;
  const capped = sizes.map((size) => Math.min(size, MOST_QUANTILES * quantile));
  let columns = ALL.flatMap((column) => columnOf(column, inputs) ?? []);
  for (;;) {
    const [offset, ...weights] = logSizes(capped, columns);
    const left = columns.filter(({ column }, c) => weights[c]! > 0 || !GROWING.has(column));
    if (left.length === columns.length) return asDifficulty(offset!, weights, columns);
    columns = left;
  }
}

/** A column that varies, standardised. */
interface Column {
  readonly column: DifficultyColumn;
  readonly mean: number;
  readonly deviation: number;
  readonly low: number;
  readonly high: number;
  readonly values: readonly number[];
}

function columnOf(column: DifficultyColumn, inputs: readonly DifficultyInputs[]): Column | undefined {
  const raw = inputs.map(COLUMNS[column]);
  const mean = raw.reduce((sum, x) => sum + x, 0) / raw.length;
  const deviation = Math.sqrt(raw.reduce((sum, x) => sum + (x - mean) ** 2, 0) / raw.length);
  if (!(deviation > 1e-6 * (1 + Math.abs(mean)))) return undefined;
  const [low, seen] = raw.reduce(([least, most], x) => [Math.min(least, x), Math.max(most, x)], [Infinity, -Infinity]);
  // Beyond what was seen nothing is known, except that stranger crystals are more difficult.
  const high = column === 'novelty' ? Math.log(LEAST_NOVELTY + MOST_NOVELTY) : seen!;
  return { column, mean, deviation, low: low!, high, values: raw.map((x) => (x - mean) / deviation) };
}

function asDifficulty(offset: number, weights: readonly number[], columns: readonly Column[]): Difficulty {
  const terms = columns.map(({ column, deviation, low, high }, c) => ({
    column,
    weight: weights[c]! / deviation,
    low,
    high,
  }));
  return { offset: terms.reduce((sum, { weight }, c) => sum - weight * columns[c]!.mean, offset), terms };
}

/** Offset and weights by Newton's method with halved steps. */
function logSizes(sizes: readonly number[], columns: readonly Column[]): number[] {
  const rows = sizes.map((_, i) => [1, ...columns.map(({ values }) => values[i]!)]);
  const total = (at: readonly number[]): number =>
    rows.reduce(
      (sum, row, i) => {
        const log = dotOf(row, at);
        return sum + log + sizes[i]! * Math.exp(-log);
      },
      at.slice(1).reduce((sum, w) => sum + (PRIOR / 2) * w * w, 0),
    );
  let at = [Math.log(sizes.reduce((sum, size) => sum + size / sizes.length, 0)), ...columns.map(() => 0)];
  let least = total(at);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = at.map((w, c) => (c === 0 ? 0 : PRIOR * w));
    const curvature = at.map((_, c) => at.map((_w, d) => (c === d && c > 0 ? PRIOR : 0)));
    rows.forEach((row, i) => {
      const ratio = sizes[i]! * Math.exp(-dotOf(row, at));
      row.forEach((x, c) => {
        gradient[c]! += x * (1 - ratio);
        row.forEach((y, d) => (curvature[c]![d]! += x * y * ratio));
      });
    });
    const step = solved(curvature, gradient);
    let [share, next, value] = [1, at, least];
    do {
      next = at.map((w, c) => w - share * step[c]!);
      value = total(next);
      share /= 2;
    } while (!(value <= least) && share > 1e-6);
    if (!(value < least - 1e-12 * (1 + Math.abs(least)))) return at;
    [at, least] = [next, value];
  }
  return at;
}

const dotOf = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** Solves a symmetric positive definite system by elimination, which needs no pivots. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const n = rows.length;
  for (let c = 0; c < n; c++)
    for (let r = c + 1; r < n; r++) {
      const factor = rows[r]![c]! / rows[c]![c]!;
      for (let k = c; k <= n; k++) rows[r]![k]! -= factor * rows[c]![k]!;
    }
  const solution = new Array<number>(n).fill(0);
  for (let r = n - 1; r >= 0; r--)
    solution[r] = (rows[r]![n]! - dotOf(rows[r]!.slice(r + 1, n), solution.slice(r + 1))) / rows[r]![r]!;
  return solution;
}
