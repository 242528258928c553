import { seededRandom } from '../core/seededRandom.js';

/** Rounds after which Lloyd's iteration ends, settled or not. */
const MOST_ROUNDS = 100;

/**
 * k-means: Lloyd's iteration from centres that are chosen at random, far ones with more probability (k-means++, Arthur and Vassilvitskii,
 * SODA 2007). Columns are standardised to mean 0 and deviation 1 first; an unknown value (NaN) counts as the mean of its column.
 *
 * It is written here since the clusters must be the same on every platform and in every version, for any order in which
 * the caller has sorted the points.
 *
 * @param points rows of equal length
 * @param count clusters; fewer where there are not so many different points
 * @param seed integer from 0 to 2³²−1
 * @returns for each point the number of its cluster; clusters are numbered from 0 by their size, the largest first
 */
export function kMeans(points: readonly ArrayLike<number>[], count: number, seed: number): number[] {
  const rows = standardised(points);
  let centres = firstCentres(rows, count, seed);
  let labels = rows.map((row) => nearest(row, centres).index);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    centres = meansOf(rows, labels, centres);
    const next = rows.map((row) => nearest(row, centres).index);
    const isSettled = next.every((label, i) => label === labels[i]);
    labels = next;
    if (isSettled) break;
  }
  return bySize(labels);
}

function standardised(points: readonly ArrayLike<number>[]): Float64Array[] {
  const width = points[0]?.length ?? 0;
  const rows = points.map((point) => Float64Array.from(point));
  for (let column = 0; column < width; column++) {
    const known = rows.map((row) => row[column]!).filter((value) => !Number.isNaN(value));
    const mean = known.reduce((sum, value) => sum + value / known.length, 0);
    const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2 / known.length, 0));
    for (const row of rows) {
      const value = row[column]!;
      row[column] = Number.isNaN(value) || deviation === 0 ? 0 : (value - mean) / deviation;
    }
  }
  return rows;
}

function squareBetween(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}

function nearest(row: Float64Array, centres: readonly Float64Array[]): { index: number; square: number } {
  let best = { index: 0, square: Number.POSITIVE_INFINITY };
  centres.forEach((centre, index) => {
    const square = squareBetween(row, centre);
    if (square < best.square) best = { index, square };
  });
  return best;
}

/** Each further centre is a point, chosen with a probability that grows as the square of its distance from the centres before it. */
function firstCentres(rows: readonly Float64Array[], count: number, seed: number): Float64Array[] {
  const random = seededRandom(seed);
  const centres = rows.length === 0 ? [] : [rows[random.below(rows.length)]!];
  while (centres.length > 0 && centres.length < count) {
    const squares = rows.map((row) => nearest(row, centres).square);
    const total = squares.reduce((sum, square) => sum + square, 0);
    if (total === 0) break;
    let left = (random.bits() / 2 ** 32) * total;
    let chosen = squares.findLastIndex((square) => square > 0);
    for (const [i, square] of squares.entries()) {
      left -= square;
      if (left < 0 && square > 0) {
        chosen = i;
        break;
      }
    }
    centres.push(rows[chosen]!);
  }
  return centres;
}

/** The mean of the points of each cluster; a cluster that lost all its points keeps its centre. */
function meansOf(
  rows: readonly Float64Array[],
  labels: readonly number[],
  centres: readonly Float64Array[],
): Float64Array[] {
  const sums = centres.map((centre) => new Float64Array(centre.length));
  const counts = centres.map(() => 0);
  rows.forEach((row, i) => {
    const label = labels[i]!;
    counts[label]!++;
    const sum = sums[label]!;
    for (let column = 0; column < row.length; column++) sum[column]! += row[column]!;
  });
  return sums.map((sum, label) => (counts[label] === 0 ? centres[label]! : sum.map((x) => x / counts[label]!)));
}

/** Numbers clusters by their size; equal ones by their first point. Those without a point have no number. */
function bySize(labels: readonly number[]): number[] {
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const order = new Map([...sizes].toSorted(([, a], [, b]) => b - a).map(([label], rank) => [label, rank]));
  return labels.map((label) => order.get(label)!);
}
