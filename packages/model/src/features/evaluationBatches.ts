import { planBatches } from '@crystal-fourier/data';

/** Pairs of orbits in a batch after padding: bounds its memory. */
export const MAX_PAIRS = 65_536;

/** Batches without randomness in which crystals of like size stand together, so that little is padded: lists of indices. */
export function evaluationBatches(
  orbitCounts: readonly number[],
  batchSize: number,
  ties?: ArrayLike<number>,
): number[][] {
  const order = orbitCounts
    .map((_, i) => i)
    .toSorted((i, j) => orbitCounts[i]! - orbitCounts[j]! || (ties?.[i] ?? 0) - (ties?.[j] ?? 0) || i - j);
  return planBatches(
    order.map((i) => orbitCounts[i]!),
    { batchSize, shuffle: false, maxPairs: MAX_PAIRS },
  ).map((batch) => batch.map((i) => order[i]!));
}
