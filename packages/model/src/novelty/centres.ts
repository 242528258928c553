import {
  evenIndices,
  momentsOf,
  type NoveltyReference,
  ROUNDING,
  rowsOf,
  scaledRows,
  squareBetween,
  usualOf,
} from './reference.js';

/** Training crystals that centres are fitted to; of more, so many evenly in their order. */
const MOST_FITTED = 20_000;
/** Centres hardly move after these. */
const ROUNDS = 6;

/**
 * Few points that stand for a whole training set: centres of clusters of its embeddings (k-means by Lloyd's rounds, begun from points as far
 * from each other as can be). An outlier is a cluster of its own; where crystals crowd, a centre is nearer to new ones than a crystal
 * chosen among them would be.
 *
 * What is usual is measured anew, over the whole training set: fewer references are farther away, and a crystal must not be found unusual for
 * that. Nor may one count as near because a centre was fitted to it: its distance is that from its centre without itself.
 *
 * Law: with the scale returned, at most 1 % of the training crystals are farther from their nearest reference than what is usual.
 *
 * @param embeddings (N, width)
 * @param most how many centres; fewer where there are not so many different crystals
 */
export function centreReference(embeddings: Float32Array, width: number, most: number): NoveltyReference {
  const count = embeddings.length / width;
  const moments = momentsOf(embeddings, width);
  const points = scaledRows(embeddings, width, moments);
  const fitted = Math.min(count, MOST_FITTED);
  const indices = evenIndices(count, fitted);
  let centres = rowsOf(points, width, farthestIndices(points, width, indices, most));
  for (let round = 0; round < ROUNDS; round++) centres = meansOf(points, width, indices, centres);
  const rows = centres.map((value, i) => value / moments.inverse[i % width]! + moments.mean[i % width]!);
  return { rows, width, scale: { ...moments, usual: usualOf(distancesWithout(points, width, centres)) } };
}

/** Farthest-point sampling: the point nearest to the mean, then again and again the one that is farthest from those before. */
function farthestIndices(points: Float32Array, width: number, indices: readonly number[], most: number): number[] {
  const origin = new Float32Array(width);
  const lengths = indices.map((index) => squareBetween(points, index, origin, 0, width, Number.POSITIVE_INFINITY));
  const nearest = indices.map(() => Number.POSITIVE_INFINITY);
  const chosen: number[] = [];
  let next = indices[lengths.indexOf(lengths.reduce((least, length) => Math.min(least, length)))];
  while (next !== undefined && chosen.length < most) {
    chosen.push(next);
    let farthest: number | undefined;
    let distance = ROUNDING;
    for (const [i, index] of indices.entries()) {
      nearest[i] = Math.min(nearest[i]!, squareBetween(points, index, points, next, width, nearest[i]!));
      if (nearest[i]! > distance) [farthest, distance] = [index, nearest[i]!];
    }
    next = farthest;
  }
  return chosen;
}

/** Centres moved to the means of the points that are nearest to them; one that has none is left out. */
function meansOf(points: Float32Array, width: number, indices: readonly number[], centres: Float32Array): Float32Array {
  const sums = new Float64Array(centres.length);
  const counts = new Uint32Array(centres.length / width);
  for (const index of indices) {
    const { centre } = nearestTwo(points, index, centres, width);
    counts[centre]!++;
    for (let c = 0; c < width; c++) sums[centre * width + c]! += points[index * width + c]!;
  }
  const kept = Array.from(counts.keys()).filter((centre) => counts[centre]! > 0);
  return Float32Array.from(
    kept.flatMap((centre) =>
      Array.from(sums.subarray(centre * width, (centre + 1) * width), (sum) => sum / counts[centre]!),
    ),
  );
}

/**
 * Distance of each point from the nearest centre if the point itself had not counted. A mean of m points, one at distance d from it, lies
 * at distance d·m/(m − 1) from that one when it is left out; a centre of one point vanishes with it.
 */
function distancesWithout(points: Float32Array, width: number, centres: Float32Array): number[] {
  const found = Array.from({ length: points.length / width }, (_, i) => nearestTwo(points, i, centres, width));
  const counts = new Uint32Array(centres.length / width);
  for (const { centre } of found) counts[centre]!++;
  return found
    .map(({ centre, first, second }) => {
      const m = counts[centre]!;
      return Math.min(m === 1 ? Number.POSITIVE_INFINITY : (first * m) / (m - 1), second);
    })
    .filter(Number.isFinite);
}

/** The nearest centre of a point, its distance, and that of the second nearest, infinite where there is none. */
function nearestTwo(
  points: Float32Array,
  index: number,
  centres: Float32Array,
  width: number,
): { readonly centre: number; readonly first: number; readonly second: number } {
  let [centre, first, second] = [0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let j = 0; j * width < centres.length; j++) {
    const square = squareBetween(points, index, centres, j, width, second);
    if (square < first) [centre, first, second] = [j, square, first];
    else if (square < second) second = square;
  }
  return { centre, first: Math.sqrt(first), second: Math.sqrt(second) };
}
