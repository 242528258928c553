import { Random } from '@crystal-fourier/math3';
import type { PlaneModel } from './planeModel.js';

/** Weights are multiples of 1/500 from −1 to 1, so that an address can hold them exactly. */
export const WEIGHT_STEPS = 500;

export const roundedWeight = (value: number): number =>
  Math.round(Math.min(1, Math.max(-1, value)) * WEIGHT_STEPS) / WEIGHT_STEPS + 0;

/**
 * Weights from a seed: uniform numbers times (1 + |k|²)^(−smoothness/2), |k| in units of a*, the largest made 1; none for the constant
 * function, which says nothing. A function keeps its number when the cutoff grows.
 *
 * @param seed an integer from 0 to 2³²−1
 * @returns one weight per function
 */
export function randomWeights(
  { functions }: Pick<PlaneModel, 'functions'>,
  seed: number,
  smoothness: number,
): number[] {
  const random = Random.seeded(seed);
  const weights = functions.map(({ length }) => {
    const uniform = random.bits() / 2 ** 31 - 1;
    return length === 0 ? 0 : uniform * (1 + length * length) ** (-smoothness / 2);
  });
  const largest = Math.max(...weights.map(Math.abs));
  return weights.map((weight) => roundedWeight(largest > 0 ? weight / largest : 0));
}

/** A list of weights for so many functions: what is missing is 0, what is too much is left out. */
export const fittedWeights = (weights: readonly number[], count: number): number[] =>
  Array.from({ length: count }, (_, j) => weights[j] ?? 0);

/** Without zeros at the end. */
export function trimmedWeights(weights: readonly number[]): number[] {
  const last = weights.findLastIndex((weight) => weight !== 0);
  return weights.slice(0, last + 1);
}
