import { choleskyInPlace, solveLower, solveUpper } from '../core/cholesky.js';
import { checkOption, FourierBasisError } from '../core/errors.js';
import type { InvariantBasis } from '../basis/invariantBasis.js';
import type { FloatArray } from '../core/points.js';
import { linearCombination, normalEquations } from './regression.js';

export interface FitOptions {
  /**
   * Penalty: the fit minimises `mean |f(x_i) − y_i|² + ridge Σ weights[j]²`. Since the functions are orthonormal, `Σ weights[j]²` is the mean of
   * f² over the cell. Defaults to 1e-10, which is for rounding alone: without a ridge of your own, points that do not determine the function are refused. With
   * one, of all functions that fit them equally well the one with the smallest mean square is taken.
   */
  readonly ridge?: number;
}

/** An invariant function fitted to values, `f = Σ weights[j] e_j`. */
export interface InvariantFit {
  readonly basis: InvariantBasis;
  /** (basis.count) */
  readonly weights: Float64Array;
  /** Root of the mean squared deviation at the points of the fit. */
  readonly rmse: number;
  /** f at points, (n, dim) row-major → (n). */
  predict<Points extends FloatArray, Out extends FloatArray = Points>(points: Points, out?: Out): Out;
}

/**
 * Least squares in an invariant basis. The fitted function has the symmetry of the group exactly, whatever the data.
 *
 * @param points (n, dim), fractional coordinates; one of each set of equivalent points is enough
 * @param values (n)
 * @throws FourierBasisError `bad-points`, `bad-values`, `bad-option`; `too-few-points` if they do not determine the function, and no ridge is given
 */
export function fitInvariant(
  basis: InvariantBasis,
  points: FloatArray,
  values: ArrayLike<number>,
  options: FitOptions = {},
): InvariantFit {
  const { ridge = 1e-10 } = options;
  checkOption(ridge, 'fitInvariant: ridge', '≥ 0');
  const { count, gram, moment } = normalEquations(basis, points, values, 'fitInvariant');
  const m = basis.count;
  // Sums of products over the points have errors beyond those of the factorisation.
  const isDetermined = (): boolean => count >= m && choleskyInPlace(Float64Array.from(gram), m, 100);
  const needsPoints = options.ridge === undefined || ridge === 0;
  if (needsPoints && !isDetermined())
    throw tooFewPoints(count, m, 'give a ridge: { ridge: 1e-10 } takes the smallest of all functions that fit');
  for (let i = 0; i < m; i++) gram[i * m + i]! += ridge * count;
  if (!choleskyInPlace(gram, m)) throw tooFewPoints(count, m, `use a larger ridge than ${ridge}`);
  const weights = moment;
  solveLower(gram, m, weights);
  solveUpper(gram, m, weights);
  const fitted = linearCombination(basis, weights, points, new Float64Array(count), 'fitInvariant');
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (fitted[i]! - values[i]!) ** 2;
  return {
    basis,
    weights,
    rmse: Math.sqrt(sum / count),
    predict: (at, out) => linearCombination(basis, weights, at, out, 'predict'),
  };
}

const tooFewPoints = (points: number, functions: number, ridge: string): FourierBasisError =>
  new FourierBasisError(
    'too-few-points',
    `fitInvariant: ${points} points do not determine ${functions} functions; add points, use a smaller frequency set, or ${ridge}`,
  );
