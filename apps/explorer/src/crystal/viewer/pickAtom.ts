import { dot, minus } from '@crystal-fourier/math3';
import type { Vector3 } from './viewerStructure.js';

/**
 * The first ball that a ray meets.
 *
 * @param origin of the ray, outside all balls
 * @param direction of the ray, of length 1
 * @returns its index in `centres`; null if the ray meets none
 */
export function pickAtom(
  origin: Vector3,
  direction: Vector3,
  centres: readonly Vector3[],
  radiusOf: (ball: number) => number,
): number | null {
  let nearest: number | null = null;
  let least = Infinity;
  centres.forEach((centre, ball) => {
    const to = minus(centre, origin);
    const along = dot(to, direction);
    const aside = dot(to, to) - along * along;
    const square = radiusOf(ball) ** 2;
    if (aside > square || along <= 0) return;
    const distance = along - Math.sqrt(square - aside);
    if (distance < least) [least, nearest] = [distance, ball];
  });
  return nearest;
}
