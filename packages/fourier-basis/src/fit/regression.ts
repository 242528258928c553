import { FourierBasisError, show } from '../core/errors.js';
import type { InvariantBasis } from '../basis/invariantBasis.js';
import { checkPoints, type FloatArray, outputFor } from '../core/points.js';

/** Points whose features are in memory at the same time. */
const CHUNK = 512;

/** Sums over the data that least squares and Gaussian processes need. @internal */
export interface NormalEquations {
  readonly count: number;
  /** ΦᵀΦ, lower triangle, row-major. */
  readonly gram: Float64Array;
  /** Φᵀy */
  readonly moment: Float64Array;
  /** yᵀy */
  readonly square: number;
}

/** Calls `visit` with the values of all functions at each point, chunk by chunk. @internal */
export function forFeatures(
  basis: InvariantBasis,
  points: FloatArray,
  visit: (features: Float64Array, at: number, point: number) => void,
): void {
  const { dim, count } = basis;
  const total = points.length / dim;
  const buffer = new Float64Array(Math.min(CHUNK, total) * count);
  for (let from = 0; from < total; from += CHUNK) {
    const size = Math.min(CHUNK, total - from);
    const features = buffer.subarray(0, size * count);
    basis.evaluate(points.subarray(from * dim, (from + size) * dim), features);
    for (let p = 0; p < size; p++) visit(features, p * count, from + p);
  }
}

/** @internal */
export function normalEquations(
  basis: InvariantBasis,
  points: FloatArray,
  values: ArrayLike<number>,
  where: string,
): NormalEquations {
  if (!basis.real)
    throw new FourierBasisError('bad-option', `${where}: basis must be real; make it without { real: false }`);
  const n = checkPoints(points, basis.dim, where);
  if (values?.length !== n || n === 0) {
    throw new FourierBasisError(
      'bad-values',
      `${where}: values must have one number per point, ${n}, and at least one, got ${show(values)}`,
    );
  }
  const m = basis.count;
  const gram = new Float64Array(m * m);
  const moment = new Float64Array(m);
  let square = 0;
  forFeatures(basis, points, (features, at, point) => {
    const y = values[point]!;
    if (!Number.isFinite(y)) {
      throw new FourierBasisError(
        'bad-values',
        `${where}: values must be finite, got ${show(y)} at ${point}; remove or repair that point`,
      );
    }
    square += y * y;
    for (let i = 0; i < m; i++) {
      const f = features[at + i]!;
      moment[i]! += f * y;
      for (let j = 0, o = i * m; j <= i; j++) gram[o + j]! += f * features[at + j]!;
    }
  });
  return { count: n, gram, moment, square };
}

/** `Σ weights[j] e_j` at points. @internal */
export function linearCombination<Points extends FloatArray, Out extends FloatArray = Points>(
  basis: InvariantBasis,
  weights: Float64Array,
  points: Points,
  out: Out | undefined,
  where: string,
): Out {
  const n = checkPoints(points, basis.dim, where);
  const result = outputFor(points, out, [n], where);
  forFeatures(basis, points, (features, at, point) => {
    let sum = 0;
    for (let j = 0; j < weights.length; j++) sum += weights[j]! * features[at + j]!;
    result[point] = sum;
  });
  return result as Out;
}
