import { product, symmetricEigen, type Vec3 } from '@crystal-fourier/math3';
import { DataError, show } from '../core/errors.js';
import { fromVoigt, toVoigt } from './voigt.js';

/** A bound from above (uniform strain), one from below (uniform stress), and their mean. */
export interface VoigtReussHill {
  readonly voigt: number;
  readonly reuss: number;
  readonly hill: number;
}

/** Averages over all orientations of a polycrystal, in the unit of the stiffness. */
export interface ElasticModuli {
  readonly bulk: VoigtReussHill;
  readonly shear: VoigtReussHill;
  /** Young's modulus of the Hill averages. */
  readonly young: number;
  /** Poisson's ratio of the Hill averages. */
  readonly poisson: number;
  /** 5 G_V/G_R + K_V/K_R − 6: 0 for isotropic crystals. Ranganathan and Ostoja-Starzewski, Phys. Rev. Lett. 101, 055504 (2008). */
  readonly universalAnisotropy: number;
}

/**
 * The moduli of a stiffness tensor. Of a tensor that is not positive definite, and so not that of a stable crystal, only the Voigt averages have
 * a meaning: all other values are NaN.
 *
 * @param stiffness 81 Cartesian components, the last index faster; see `fromVoigt` for a matrix of 6 × 6
 */
export function elasticModuli(stiffness: ArrayLike<number>): ElasticModuli {
  const [bulkVoigt, shearVoigt] = voigtAverages(stiffness);
  const compliance = complianceOf(stiffness);
  // Of an isotropic crystal, S_iijj = 1/K and 3 S_ijij − S_iijj = 15/(2 G).
  const [traces, pairs] = compliance === undefined ? [NaN, NaN] : sums(compliance);
  const bulkReuss = 1 / traces;
  const shearReuss = 15 / (6 * pairs - 2 * traces);
  const bulk = averages(bulkVoigt, bulkReuss);
  const shear = averages(shearVoigt, shearReuss);
  const [K, G] = [bulk.hill, shear.hill];
  return {
    bulk,
    shear,
    young: (9 * K * G) / (3 * K + G),
    poisson: (3 * K - 2 * G) / (6 * K + 2 * G),
    universalAnisotropy: (5 * shearVoigt) / shearReuss + bulkVoigt / bulkReuss - 6,
  };
}

const averages = (voigt: number, reuss: number): VoigtReussHill => ({ voigt, reuss, hill: (voigt + reuss) / 2 });

/** `T_iijj` and `T_ijij`. */
function sums(tensor: ArrayLike<number>): [number, number] {
  let [traces, pairs] = [0, 0];
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++) {
      traces += tensor[27 * i + 9 * i + 3 * j + j] as number;
      pairs += tensor[27 * i + 9 * j + 3 * i + j] as number;
    }
  return [traces, pairs];
}

function voigtAverages(stiffness: ArrayLike<number>): [number, number] {
  const [traces, pairs] = sums(stiffness);
  return [traces / 9, (3 * pairs - traces) / 30];
}

/** 6 × 6, such that its eigenvalues are those of the tensor as a map of symmetric tensors: Mandel's notation, √2 for each index above 3. */
function mandel(tensor: ArrayLike<number>): number[][] {
  const weight = (J: number): number => (J > 2 ? Math.SQRT2 : 1);
  return toVoigt(tensor).map((row, I) => row.map((value, J) => value * weight(I) * weight(J)));
}

/**
 * The six eigenvalues of a stiffness tensor as a map from strains to stresses, in increasing order. A crystal without stress is stable against
 * all strains if and only if all are positive (Born's criterion).
 *
 * @param stiffness 81 Cartesian components
 */
export function stiffnessEigenvalues(stiffness: ArrayLike<number>): readonly number[] {
  check(stiffness);
  return symmetricEigen(mandel(stiffness)).values;
}

/** Whether a stiffness tensor is positive definite, see {@link stiffnessEigenvalues}. @param stiffness 81 Cartesian components */
export const isElasticallyStable = (stiffness: ArrayLike<number>): boolean =>
  (stiffnessEigenvalues(stiffness)[0] as number) > 0;

/**
 * The compliance tensor, which maps stresses to strains; undefined for a stiffness that is not positive definite.
 *
 * @param stiffness 81 Cartesian components
 * @returns 81 Cartesian components; `toVoigt(…, 'strain')` makes the matrix S of it
 */
export function complianceOf(stiffness: ArrayLike<number>): Float64Array | undefined {
  check(stiffness);
  const { values, vectors } = symmetricEigen(mandel(stiffness));
  if (!((values[0] as number) > 0)) return undefined;
  const inverse = vectors.map((_, I) =>
    vectors.map((__, J) =>
      values.reduce((sum, value, n) => {
        const vector = vectors[n] as readonly number[];
        return sum + ((vector[I] as number) * (vector[J] as number)) / value;
      }, 0),
    ),
  );
  // Mandel's compliance has √2 where that of strains in Voigt's notation has 2.
  const weight = (J: number): number => (J > 2 ? Math.SQRT2 : 1);
  return fromVoigt(
    inverse.flatMap((row, I) => row.map((value, J) => value * weight(I) * weight(J))),
    'strain',
  );
}

/**
 * The positive definite stiffness that is nearest to a given one, by the sum over all squared differences: eigenvalues below a share of the largest
 * become that share of it. It keeps the symmetry that the given one has, and one whose eigenvalues are large enough is returned as it is.
 *
 * @param stiffness 81 Cartesian components
 * @param least the smallest eigenvalue over the largest. Defaults to 0.01
 * @returns 81 Cartesian components; undefined where no eigenvalue is positive
 */
export function nearestStable(stiffness: ArrayLike<number>, least = 0.01): Float64Array | undefined {
  check(stiffness);
  const { values, vectors } = symmetricEigen(mandel(stiffness));
  const floor = least * (values.at(-1) as number);
  if (!(floor > 0)) return undefined;
  if ((values[0] as number) >= floor) return Float64Array.from(stiffness);
  const weight = (J: number): number => (J > 2 ? Math.SQRT1_2 : 1);
  const raised = values.map((value) => Math.max(value, floor));
  return fromVoigt(
    vectors.flatMap((_, I) =>
      vectors.map(
        (__, J) =>
          weight(I) * weight(J) * vectors.reduce((sum, v, n) => sum + (raised[n] as number) * v[I]! * v[J]!, 0),
      ),
    ),
  );
}

/**
 * Young's modulus along a direction n: `1 / (S_ijkl n_i n_j n_k n_l)`.
 *
 * @param compliance 81 Cartesian components, see {@link complianceOf}
 * @param direction of any length above 0
 */
export function youngsModulus(compliance: ArrayLike<number>, direction: Vec3): number {
  check(compliance);
  const length = Math.hypot(...direction);
  if (!(length > 0 && Number.isFinite(length)))
    throw new DataError('bad-argument', `youngsModulus: the direction must have a length, got ${show(direction)}`);
  const n = direction.map((c) => c / length);
  const pairs = n.flatMap((a) => n.map((b) => a * b));
  return (
    1 /
    product(
      compliance,
      pairs.flatMap((a) => pairs.map((b) => a * b)),
    )
  );
}

function check({ length }: ArrayLike<number>): void {
  if (length !== 81)
    throw new DataError(
      'bad-argument',
      `an elastic tensor must have 81 Cartesian components, got ${length}; fromVoigt makes them of a matrix of 6 × 6`,
    );
}
