/** Training crystals that are compared with when nothing else was decided; more are thinned out evenly. */
const MOST_REFERENCES = 2048;
const QUANTILE = 0.99;
/** Of numbers near 1: equal crystals differ by less, in float32, even if they are computed in batches of different widths. */
export const ROUNDING = 1e-5;

/** What a distance from the training set is measured by. Each axis is scaled by its spread over the whole training set. */
export interface NoveltyScale {
  /** (width): mean over the training set: products of centred vectors lose fewer digits. */
  readonly mean: Float32Array;
  /** (width): 1 / spread; 1 where there is none. */
  readonly inverse: Float32Array;
  /** 99 % quantile of the distances of training crystals from their nearest other reference; 0 where there is none. */
  readonly usual: number;
}

/** What crystals are compared with. */
export interface NoveltyReference {
  /** (R, width): embeddings of training crystals, or means of such, as the network makes them, neither centred nor scaled. */
  readonly rows: Float32Array;
  readonly width: number;
  readonly scale: NoveltyScale;
}

/** All crystals of a training set, or 2048 of more, evenly in their order. @param embeddings (N, width) */
export function evenReference(embeddings: Float32Array, width: number): NoveltyReference {
  const count = embeddings.length / width;
  const kept = Math.min(count, MOST_REFERENCES);
  const moments = momentsOf(embeddings, width);
  const rows = rowsOf(embeddings, width, evenIndices(count, kept));
  const nearest = fromOthers(scaledRows(rows, width, moments), width);
  return { rows, width, scale: { ...moments, usual: usualOf(nearest) } };
}

/** So many of the indices from 0 to count − 1, evenly. */
export function evenIndices(count: number, kept: number): number[] {
  return Array.from({ length: kept }, (_, i) => Math.floor((i * count) / kept));
}

/** Some of the rows of a matrix. */
export function rowsOf(matrix: Float32Array, width: number, indices: readonly number[]): Float32Array {
  const rows = new Float32Array(indices.length * width);
  indices.forEach((index, i) => rows.set(matrix.subarray(index * width, (index + 1) * width), i * width));
  return rows;
}

/** (R, width): rows centred and scaled. */
export function scaledRows(
  rows: Float32Array,
  width: number,
  { mean, inverse }: Pick<NoveltyScale, 'mean' | 'inverse'>,
): Float32Array {
  return rows.map((value, i) => (value - mean[i % width]!) * inverse[i % width]!);
}

/** Novelty of crystals: see `NoveltyDistances`, which does the same on a device. @param embeddings (n, width) */
export function noveltyOf(embeddings: Float32Array, { rows, width, scale }: NoveltyReference): Float64Array {
  const [points, others] = [scaledRows(embeddings, width, scale), scaledRows(rows, width, scale)];
  return Float64Array.from({ length: points.length / width }, (_, i) => {
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j * width < others.length; j++)
      least = Math.min(least, squareBetween(points, i, others, j, width, least));
    if (scale.usual > 0) return Math.sqrt(least) / scale.usual;
    return least > ROUNDING ? Number.POSITIVE_INFINITY : 0;
  });
}

/** The quantile of distances; what is within rounding of 0 is 0. */
export function usualOf(distances: readonly number[]): number {
  if (distances.length === 0) return 0;
  const ascending = Float64Array.from(distances).sort();
  const usual = ascending[Math.floor(QUANTILE * (ascending.length - 1))]!;
  return usual ** 2 > ROUNDING ? usual : 0;
}

/** Distance of each point from its nearest other point; empty for a single point. */
function fromOthers(points: Float32Array, width: number): number[] {
  const count = points.length / width;
  if (count < 2) return [];
  return Array.from({ length: count }, (_, i) => {
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < count; j++)
      if (j !== i) least = Math.min(least, squareBetween(points, i, points, j, width, least));
    return Math.sqrt(least);
  });
}

/** Square of the distance of point i from point j of others; above `enough` it is not computed to its end. */
export function squareBetween(
  points: ArrayLike<number>,
  i: number,
  others: ArrayLike<number>,
  j: number,
  width: number,
  enough: number,
): number {
  let square = 0;
  for (let c = 0; c < width && square < enough; c++) square += (points[i * width + c]! - others[j * width + c]!) ** 2;
  return square;
}

export function momentsOf(embeddings: Float32Array, width: number): Pick<NoveltyScale, 'mean' | 'inverse'> {
  const count = embeddings.length / width;
  const [mean, inverse] = [new Float32Array(width), new Float32Array(width)];
  for (let c = 0; c < width; c++) {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < count; i++) sum += embeddings[i * width + c]!;
    mean[c] = sum / count;
    for (let i = 0; i < count; i++) squares += (embeddings[i * width + c]! - sum / count) ** 2;
    const spread = Math.sqrt(squares / count);
    // A spread of rounding errors says nothing of what is usual.
    inverse[c] = spread > ROUNDING * (1 + Math.abs(sum / count)) ? 1 / spread : 1;
  }
  return { mean, inverse };
}
