import type { Vec2 } from '@crystal-fourier/spacegroups';
import type { PlaneModel } from './planeModel.js';

/** How near a special position a point is moved onto it, in fractions of the cell. */
const SNAP = 0.012;

/** A point, its images, and what the function is there. */
export interface OrbitReadout {
  /** Moved onto a special position if it was next to one, in [0, 1). */
  readonly point: Vec2;
  /** All images in the cell, in [0, 1), the point itself among them. */
  readonly images: readonly Vec2[];
  /** `4d .m.` */
  readonly position: string;
  readonly value: number;
  /** Largest minus smallest of the values at the images, each computed on its own. */
  readonly spread: number;
}

const inCell = (x: number): number => x - Math.floor(x);

/**
 * The orbit of a point and the values Σ w_j e_j on it.
 *
 * @param point fractional
 */
export function orbitReadout({ group, basis }: PlaneModel, weights: readonly number[], point: Vec2): OrbitReadout {
  const { exact, position } = group.wyckoffOf(point, SNAP);
  const own: Vec2 = [inCell(exact[0]), inCell(exact[1])];
  const images = group.orbit(own);
  const functions = basis.evaluate(Float64Array.from(images.flat()));
  const values = images.map((_, i) =>
    weights.reduce((sum, weight, j) => sum + weight * functions[i * basis.count + j]!, 0),
  );
  return {
    point: own,
    images,
    position: `${position.multiplicity}${position.letter} ${position.siteSymmetry}`,
    value: values[0]!,
    spread: Math.max(...values) - Math.min(...values),
  };
}
