import { synthesize } from '@crystal-fourier/fourier-basis';
import type { SpaceModel } from './spaceModel.js';

/**
 * Points of the grid along each axis: a multiple of 24, so that every operation of every space group maps the grid onto itself, and at least
 * eight for a wave of the shortest length, {@link CUTOFF}.max.
 */
export const GRID = 48;

/** A function on the grid of a unit cell, and its Fourier coefficients. */
export interface SpaceField {
  readonly size: number;
  /** (size, size, size), the last index fastest: f at (i/size, j/size, l/size). */
  readonly values: Float32Array;
  /** Largest |f| on the grid; 0 for a function that is zero. */
  readonly max: number;
  readonly real: Float64Array;
  readonly imag: Float64Array;
}

/** The sum of the invariant functions with weights, on the grid. @param weights (functions) */
export function spaceField({ basis, set }: SpaceModel, weights: Float64Array, size = GRID): SpaceField {
  const { real, imag } = basis.coefficients(weights);
  const values = Float32Array.from(synthesize(set, { real, imag }, [size, size, size]));
  let max = 0;
  for (const value of values) max = Math.max(max, Math.abs(value));
  // Where every weight is zero, rounding must not be drawn as a function.
  if (weights.every((weight) => weight === 0)) max = 0;
  return { size, values, max, real: Float64Array.from(real), imag: Float64Array.from(imag) };
}
