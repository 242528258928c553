import { choleskyInPlace, solveLower, solveUpper } from '../core/cholesky.js';
import { checkOption, FourierBasisError } from '../core/errors.js';
import type { InvariantBasis } from '../basis/invariantBasis.js';
import type { Lattice } from '../core/lattice.js';
import { checkPoints, type FloatArray } from '../core/points.js';
import { forFeatures, linearCombination, normalEquations } from './regression.js';

/**
 * Shape of a stationary kernel's spectral density as a function of |k| in 1/Å (without 2π), in `dim` dimensions. Its scale does not
 * matter.
 */
export type SpectralDensity = (k: number, dim: 2 | 3) => number;

/** Density of the squared-exponential kernel `exp(−r²/2ℓ²)`: `exp(−2π²ℓ²k²)`. @param lengthScale ℓ in Å */
export function squaredExponential(lengthScale: number): SpectralDensity {
  checkOption(lengthScale, 'squaredExponential: lengthScale', '> 0', ', in Å');
  return (k) => Math.exp(-2 * (Math.PI * lengthScale * k) ** 2);
}

/**
 * Density of the Matérn kernel: `(1 + 4π²ℓ²k²/2ν)^(−ν − dim/2)`.
 *
 * @param smoothness ν > 0: functions of the process have fewer than ν derivatives
 * @param lengthScale ℓ in Å
 */
export function matern(smoothness: number, lengthScale: number): SpectralDensity {
  checkOption(lengthScale, 'matern: lengthScale', '> 0', ', in Å');
  checkOption(smoothness, 'matern: smoothness', '> 0');
  return (k, dim) => (1 + (2 * Math.PI * lengthScale * k) ** 2 / (2 * smoothness)) ** (-smoothness - dim / 2);
}

export interface GaussianProcessOptions {
  /** Row vectors in Å, in the setting of the group. */
  readonly lattice: Lattice;
  /** Shape of the spectral density; {@link squaredExponential} and {@link matern} make one. */
  readonly density: SpectralDensity;
  /** Standard deviation of the noise in the values, > 0. */
  readonly noise: number;
  /** Prior variance of f, averaged over the cell. Defaults to 1. */
  readonly variance?: number;
}

/** Mean and variance of a Gaussian process at points. */
export interface GaussianProcessPrediction {
  /** (n) */
  readonly mean: Float64Array;
  /** (n): variance of f itself, without the noise of a measurement. */
  readonly variance: Float64Array;
}

/** A Gaussian process conditioned on data. */
export interface GaussianProcessFit {
  readonly basis: InvariantBasis;
  /** (basis.count): mean of the weights; the predicted mean is `Σ weights[j] e_j`. */
  readonly weights: Float64Array;
  /** (basis.count): prior variances λ of the weights, i.e. the kernel is `Σ λ_j e_j(x) e_j(y)`. */
  readonly prior: Float64Array;
  /** log p(values), for the choice of kernel and noise. */
  readonly logMarginalLikelihood: number;
  /** Mean at points, (n, dim) row-major → (n). */
  predict<Points extends FloatArray, Out extends FloatArray = Points>(points: Points, out?: Out): Out;
  /** Mean and variance at points. */
  predictWithVariance(points: FloatArray): GaussianProcessPrediction;
}

/**
 * Regression with a Gaussian process of invariant functions: `f = Σ a_j e_j` with independent `a_j ~ N(0, λ_j)`, λ a spectral
 * density at the star's |k|. Its kernel `Σ λ_j e_j(x) e_j(y)` is the stationary kernel of that density averaged over the group
 * (Adams and Orbanz, arXiv:2306.05261), up to the cutoff of the set.
 *
 * @param points (n, dim), fractional coordinates
 * @param values (n)
 * @throws FourierBasisError `bad-points`, `bad-values`, `bad-option`, `bad-lattice`
 */
export function fitGaussianProcess(
  basis: InvariantBasis,
  points: FloatArray,
  values: ArrayLike<number>,
  { lattice, density, noise, variance = 1 }: GaussianProcessOptions,
): GaussianProcessFit {
  const where = 'fitGaussianProcess';
  checkOption(noise, `${where}: noise`, '> 0');
  checkOption(variance, `${where}: variance`, '> 0');
  const prior = basis.eigenvalues(lattice).map((lambda) => density(Math.sqrt(lambda) / (2 * Math.PI), basis.dim));
  const sum = prior.reduce((total, value) => total + value, 0);
  if (!prior.every((value) => value >= 0) || !(sum > 0) || !Number.isFinite(sum)) {
    throw new FourierBasisError(
      'bad-option',
      `${where}: density must be finite, ≥ 0 and not zero everywhere; got a sum of ${sum}`,
    );
  }
  prior.forEach((value, j) => (prior[j] = (value * variance) / sum));
  const { count, gram, moment, square } = normalEquations(basis, points, values, where);
  const m = basis.count;
  const precision = 1 / (noise * noise);
  // A = 1 + D ΦᵀΦ D / σ² with D = √λ: well conditioned also where the prior is nearly zero.
  const root = prior.map(Math.sqrt);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j <= i; j++) gram[i * m + j]! *= root[i]! * root[j]! * precision;
    gram[i * m + i]! += 1;
    moment[i]! *= root[i]! * precision;
  }
  if (!choleskyInPlace(gram, m)) {
    throw new FourierBasisError(
      'bad-option',
      `${where}: noise ${noise} is too small for double precision; use a larger one`,
    );
  }
  let logDeterminant = 0;
  for (let i = 0; i < m; i++) logDeterminant += 2 * Math.log(gram[i * m + i]!);
  solveLower(gram, m, moment);
  const explained = moment.reduce((total, value) => total + value * value, 0);
  solveUpper(gram, m, moment);
  const weights = moment.map((value, j) => value * root[j]!);
  const column = new Float64Array(m);
  return {
    basis,
    weights,
    prior,
    logMarginalLikelihood:
      -0.5 * (square * precision - explained + logDeterminant + count * Math.log(2 * Math.PI * noise * noise)),
    predict: (at, out) => linearCombination(basis, weights, at, out, 'predict'),
    predictWithVariance(at) {
      const n = checkPoints(at, basis.dim, 'predictWithVariance');
      const mean = new Float64Array(n);
      const spread = new Float64Array(n);
      forFeatures(basis, at, (features, offset, point) => {
        for (let j = 0; j < m; j++) {
          mean[point]! += weights[j]! * features[offset + j]!;
          column[j] = root[j]! * features[offset + j]!;
        }
        // φᵀ D A⁻¹ D φ = |L⁻¹ D φ|²
        solveLower(gram, m, column);
        for (let j = 0; j < m; j++) spread[point]! += column[j]! * column[j]!;
      });
      return { mean, variance: spread };
    },
  };
}
