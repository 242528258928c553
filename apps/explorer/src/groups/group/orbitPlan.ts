import type { Fractional, SpaceGroup } from '@crystal-fourier/spacegroups';
import { exampleCell } from '../../cell/exampleCell.js';

/** A view of the cell along c: the edge a points right, b up. */
export interface OrbitPlan {
  /** Edges a and b in the plane of the picture, a of length 1. */
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
  /** Positions of the points in the picture, and their heights z in [0, 1). */
  readonly points: readonly { readonly x: number; readonly y: number; readonly height: number }[];
}

/**
 * The cell is an example that the group allows.
 *
 * @param points fractional coordinates in [0, 1)
 */
export function orbitPlan(group: SpaceGroup, points: readonly Fractional[]): OrbitPlan {
  const [length = 1, , , along = 0, across = 1] = exampleCell(group);
  const b = [along / length, across / length] as const;
  return {
    a: [1, 0],
    b,
    points: points.map(([x, y, z]) => ({ x: x + y * b[0], y: y * b[1], height: z })),
  };
}

/** The picture in words. */
export const planText = ({ points }: OrbitPlan): string =>
  `View of the unit cell along c with ${points.length} ${points.length === 1 ? 'point' : 'points'}; the table below lists them.`;
