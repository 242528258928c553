import { Random } from '@crystal-fourier/math3';
import { type SpaceModel, squaredLengths } from './spaceModel.js';
import type { SpaceState } from './spaceState.js';

/**
 * Weights from a seed: uniform numbers times (1 + |k|²)^(−smoothness/2), |k| as the cutoff measures it; none for the constant function, so
 * that the function is zero on average. A function keeps its number when the cutoff grows.
 *
 * @param seed an integer from 0 to 2³²−1
 * @returns (functions)
 */
export function randomWeights(model: SpaceModel, seed: number, smoothness: number): Float64Array {
  const random = Random.seeded(seed);
  return squaredLengths(model).map((squared) => {
    const uniform = random.bits() / 2 ** 31 - 1;
    return squared < 1e-9 ? 0 : uniform * (1 + squared) ** (-smoothness / 2);
  });
}

/**
 * One function of a star alone; all zero where the star is absent or beyond the cutoff.
 *
 * @param sine the second of the two functions of a star that is not centric
 */
export function starWeights(
  { basis, constraints, set }: SpaceModel,
  frequency: readonly number[],
  sine: boolean,
): Float64Array {
  const weights = new Float64Array(basis.count);
  const node = set.indexOf(frequency);
  if (node < 0) return weights;
  const star = constraints.starOf[node]!;
  const opposite = constraints.opposite[star]!;
  const own = Array.from(basis.stars.keys()).filter((j) => basis.stars[j] === star || basis.stars[j] === opposite);
  const chosen = own[sine && own.length > 1 ? 1 : 0];
  if (chosen !== undefined) weights[chosen] = 1;
  return weights;
}

/** The weights that an address asks for. */
export const weightsOf = (
  model: SpaceModel,
  { star, sine, seed, smoothness }: Pick<SpaceState, 'star' | 'sine' | 'seed' | 'smoothness'>,
): Float64Array => (star === null ? randomWeights(model, seed, smoothness) : starWeights(model, star, sine));
