import { symmetricEigen } from '@crystal-fourier/math3';
import { DataError } from '../core/errors.js';

/** What follows from the dielectric tensor at optical frequencies, ε∞. */
export interface Refraction {
  /** √(trace ε / 3), the index of a polycrystal; NaN where the trace is negative. */
  readonly index: number;
  /** √ of the eigenvalues of ε in increasing order: the principal refractive indices; NaN for a negative eigenvalue. */
  readonly principal: readonly number[];
  /** Largest minus smallest principal index. */
  readonly birefringence: number;
}

/**
 * Refractive indices of a crystal that is not magnetic: n² = ε. The antisymmetric part of ε, which is noise without a magnetic field, is left out.
 *
 * @param dielectric 9 Cartesian components
 * @throws DataError `bad-argument` for another number of components
 */
export function refraction(dielectric: ArrayLike<number>): Refraction {
  const eigenvalues = tensorEigenvalues(dielectric);
  const principal = eigenvalues.map((value) => Math.sqrt(value));
  return {
    index: Math.sqrt(eigenvalues.reduce((sum, value) => sum + value, 0) / 3),
    principal,
    birefringence: (principal[2] as number) - (principal[0] as number),
  };
}

/**
 * Eigenvalues of the symmetric part of a tensor of rank 2, in increasing order.
 *
 * @param tensor 9 Cartesian components
 * @throws DataError `bad-argument` for another number of components
 */
export function tensorEigenvalues(tensor: ArrayLike<number>): readonly number[] {
  if (tensor.length !== 9)
    throw new DataError('bad-argument', `a tensor of rank 2 must have 9 components, got ${tensor.length}`);
  const list = Array.from(tensor);
  return symmetricEigen([list.slice(0, 3), list.slice(3, 6), list.slice(6)]).values;
}
