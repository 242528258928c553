/**
 * Robust standard deviations from the median, beyond which a value is far outside: a wrong unit, a typing error, or a property that spans orders of
 * magnitude.
 */
export const FAR_OUTSIDE = 30;

/** Of a normal distribution, the standard deviation over the median absolute deviation. */
const ROBUST = 1.4826;

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * For each value, how many robust standard deviations it is from the median: the median absolute deviation stands for the spread, which values far outside do
 * not change. All 0 where more than half of the values are equal.
 */
export function robustScores(values: readonly number[]): number[] {
  if (values.length === 0) return [];
  const median = medianOf(values);
  const deviations = values.map((value) => Math.abs(value - median));
  const spread = ROBUST * medianOf(deviations);
  return deviations.map((deviation) => (spread > 0 ? deviation / spread : 0));
}

/** More values far outside than one in a hundred are no mistakes, but a property that spans orders of magnitude. */
const MOST_MISTAKES = 0.01;

/** Values that are not far outside, in their order; all of them where those are many. */
export function withoutFarOutside(values: readonly number[]): readonly number[] {
  const scores = robustScores(values);
  const outside = scores.reduce((count, score) => count + Number(score > FAR_OUTSIDE), 0);
  const areMistakes = outside > 0 && outside <= Math.max(1, MOST_MISTAKES * values.length);
  return areMistakes ? values.filter((_, i) => scores[i]! <= FAR_OUTSIDE) : values;
}
