import { type BatchRecord, featureRecipe, type OrbitMoments } from '@crystal-fourier/data';
import { uniformNumbers } from './numbers.js';

/** Radial bins of {@link handMade}. */
export const HAND_MADE_BINS = 3;

/**
 * A crystal of arbitrary numbers in P1, without Fourier features that mean anything: for what does not depend on physics.
 *
 * @param orbits how many, each with one site
 * @param moments whether it has angular moments, of degree 1
 */
export function handMade(
  id: string,
  orbits: number,
  targets: Record<string, number>,
  {
    seed = 1,
    atomicNumber = 10,
    moments = false,
  }: { readonly seed?: number; readonly atomicNumber?: number; readonly moments?: boolean } = {},
): BatchRecord {
  return {
    id,
    targets,
    features: {
      id,
      recipe: featureRecipe({
        radial: { bins: HAND_MADE_BINS },
        fourier: { minCount: 1 },
        moments: moments ? { degree: 1, functions: 2 } : null,
      }),
      orbitCount: orbits,
      groupNumber: 1,
      atomicNumbers: new Uint8Array(orbits).fill(atomicNumber),
      multiplicities: new Uint16Array(orbits).fill(1),
      cell: uniformNumbers(7, 0, 0.5, seed).map((x, i) => (i < 3 || i === 6 ? 1 + x : 0)),
      family: 'cubic',
      frequencyCount: 1,
      fourier: new Float32Array(2 * orbits),
      binCount: HAND_MADE_BINS,
      radial: uniformNumbers(orbits * orbits * HAND_MADE_BINS, 0, 2, seed + 1),
      ...(moments ? { moments: handMadeMoments(orbits, seed) } : {}),
    },
  };
}

function handMadeMoments(orbits: number, seed: number): OrbitMoments<Float32Array> {
  return {
    counts: new Uint8Array(orbits).fill(3),
    values: uniformNumbers(3 * orbits * orbits * 2, -1, 1, seed + 2),
    basis: Float32Array.from({ length: 9 * orbits }, (_, at) => Number((at % 9) % 4 === 0)),
  };
}
