import { Random } from '@crystal-fourier/math3';
import { DataError, show } from './errors.js';

/**
 * A generator of pseudo-random numbers, the same on every platform.
 *
 * @param seed an integer from 0 to 2³²−1
 * @throws DataError `bad-argument` for another seed
 */
export function seededRandom(seed: number): Random {
  if (Number.isInteger(seed) && seed >= 0 && seed <= 0xffff_ffff) return Random.seeded(seed);
  throw new DataError('bad-argument', `a seed must be an integer from 0 to 4294967295, got ${show(seed)}`);
}
