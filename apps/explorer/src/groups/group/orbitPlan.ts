import type { Fractional, SpaceGroup } from '@crystal-fourier/spacegroups';
import { isHexagonal } from './reflectionCheck.js';

/** A view of the cell along c: the edge a points right, b down as in the International Tables turned by a quarter; y is up. */
export interface OrbitPlan {
  /** Edges a and b in the plane of the picture, a of length 1. */
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
  /** Places of the points in the picture, and their heights z in [0, 1). */
  readonly points: readonly { readonly x: number; readonly y: number; readonly height: number }[];
}

/** An example of the angle between a and b that the group allows, in degrees. */
function angleOf(group: SpaceGroup): number {
  if (isHexagonal(group)) return 120;
  const { crystalSystem, setting } = group;
  if (crystalSystem === 'triclinic') return 100;
  if (crystalSystem === 'monoclinic' && setting.qualifier.includes('c')) return 105;
  return crystalSystem === 'trigonal' ? 80 : 90;
}

/** @param points fractional coordinates in [0, 1) */
export function orbitPlan(group: SpaceGroup, points: readonly Fractional[]): OrbitPlan {
  const angle = (angleOf(group) * Math.PI) / 180;
  const b = [Math.cos(angle), Math.sin(angle)] as const;
  return {
    a: [1, 0],
    b,
    points: points.map(([x, y, z]) => ({ x: x + y * b[0], y: y * b[1], height: z })),
  };
}

/** The picture in words. */
export const planText = ({ points }: OrbitPlan): string =>
  `View of the unit cell along c with ${points.length} ${points.length === 1 ? 'point' : 'points'}; the table below lists them.`;
