import type { PlaneGroup, PlaneSystem, Vec2 } from '@crystal-fourier/spacegroups';

/** A unit cell of the plane to draw a group in. Cartesian coordinates: x to the right, y up; a is 1 long and along x. */
export interface PlaneCell {
  /** Basis vectors as rows (a_x, a_y, b_x, b_y). */
  readonly rows: readonly [number, number, number, number];
  /** Reciprocal vectors as rows (a*_x, a*_y, b*_x, b*_y), without 2π. */
  readonly reciprocal: readonly [number, number, number, number];
  readonly area: number;
  /** Length of a*: the unit of the cutoff. */
  readonly aStar: number;
}

/** Length of b and the angle between a and b in degrees: examples that have no more symmetry than the system asks for. */
const EXAMPLES: Readonly<Record<PlaneSystem, readonly [b: number, gamma: number]>> = {
  oblique: [0.84, 106],
  rectangular: [0.74, 90],
  square: [1, 90],
  hexagonal: [1, 120],
};

export function planeCell(group: Pick<PlaneGroup, 'crystalSystem'>): PlaneCell {
  const [b, gamma] = EXAMPLES[group.crystalSystem];
  const angle = (gamma * Math.PI) / 180;
  // cos 90° is 6e-17 in floating point.
  const [bx, by] = gamma === 90 ? [0, b] : [b * Math.cos(angle), b * Math.sin(angle)];
  return { rows: [1, 0, bx, by], reciprocal: [1, -bx / by, 0, 1 / by], area: by, aStar: Math.hypot(1, bx / by) };
}

/** Fractional to Cartesian coordinates. */
export function toCartesian({ rows: [ax, ay, bx, by] }: PlaneCell, [x, y]: Vec2): Vec2 {
  return [x * ax + y * bx, x * ay + y * by];
}

/** Cartesian to fractional coordinates: scalar products with a* and b*. */
export function toFractional({ reciprocal: [ax, ay, bx, by] }: PlaneCell, [x, y]: Vec2): Vec2 {
  return [x * ax + y * ay, x * bx + y * by];
}

/** Where a frequency (h k) lies in reciprocal space, Cartesian, in units of a*. */
export function frequencyAt({ reciprocal: [ax, ay, bx, by], aStar }: PlaneCell, [h, k]: Vec2): Vec2 {
  return [(h * ax + k * bx) / aStar, (h * ay + k * by) / aStar];
}
