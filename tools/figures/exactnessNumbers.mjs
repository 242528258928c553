/** @typedef {'none' | 'augmentation' | 'penalty' | 'exact'} Method */
/** @typedef {import('../bench/exactness/summary.ts').GroupResult} GroupResult */
/**
 * What tools/bench/exactness.ts writes.
 *
 * @typedef {{
 *   complete: boolean,
 *   sizes: { function: number[], distance: number[] },
 *   functions: GroupResult[],
 *   distances: GroupResult[],
 *   computing: { size: number, rows: { group: string, symbol: string, method: 'augmentation' | 'penalty' | 'exact', wide: boolean, parameters: number, applications: number, rms: number, averaged: number, violation: number }[] },
 * }} Results
 */

export const geometricMean = (/** @type {number[]} */ values) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/**
 * How many times as many points a method needs for the error that the exact layer has with `reference` points: between the sizes that were
 * measured, straight in the logarithms of both. A bound where the method does not reach that error with the largest set, or has a lower
 * one with the smallest.
 *
 * @returns {{ ratio: number, bound: 'more' | 'less' | undefined }}
 */
export function dataNeeded(
  /** @type {Pick<Results, 'sizes'>} */ { sizes },
  /** @type {Pick<GroupResult, 'methods'>} */ { methods },
  /** @type {Method} */ method,
  /** @type {number} */ reference,
) {
  const all = sizes.function;
  const at = all.indexOf(reference);
  const level = Math.log(methods.exact.rms[at] ?? Number.NaN);
  const logs = methods[method].rms.map(Math.log);
  const ratioOf = (/** @type {number} */ size) => size / reference;
  if ((logs[0] ?? 0) <= level) return { ratio: ratioOf(all[0] ?? Number.NaN), bound: 'less' };
  const i = logs.findIndex((value) => value <= level);
  if (i < 0) return { ratio: ratioOf(all.at(-1) ?? Number.NaN), bound: 'more' };
  const [before = Number.NaN, after = Number.NaN] = [logs[i - 1], logs[i]];
  const [from = Number.NaN, to = Number.NaN] = [all[i - 1], all[i]].map((size) => Math.log(size ?? Number.NaN));
  return { ratio: ratioOf(Math.exp(from + ((to - from) * (before - level)) / (before - after))), bound: undefined };
}
