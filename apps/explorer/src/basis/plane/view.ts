import type { Vec2 } from '@crystal-fourier/spacegroups';
import { type PlaneCell, toCartesian, toFractional } from './cell.js';

/** A square window on the plane, in Cartesian coordinates. */
export interface PlaneView {
  readonly left: number;
  readonly top: number;
  /** Length of its side. */
  readonly span: number;
}

/**
 * A window about the middle of the unit cell.
 *
 * @param cells how many cells have the area of the window
 */
export function planeView(cell: PlaneCell, cells: number): PlaneView {
  const [x, y] = toCartesian(cell, [0.5, 0.5]);
  const span = Math.sqrt(cells * cell.area);
  return { left: x - span / 2, top: y + span / 2, span };
}

/** Fractional coordinates of a point of the window; (0, 0) is its upper left corner, (1, 1) the lower right one. */
export const pointAt = (cell: PlaneCell, view: PlaneView, [u, v]: Vec2): Vec2 =>
  toFractional(cell, [view.left + u * view.span, view.top - v * view.span]);

/** Whether a Cartesian point lies in the window or at most `margin` outside. */
export const isVisible = ({ left, top, span }: PlaneView, [x, y]: Vec2, margin = 0): boolean =>
  x >= left - margin && x <= left + span + margin && y <= top + margin && y >= top - span - margin;

/** Lattice translations [u, v] of the cells that touch the window. */
export function visibleCells(cell: PlaneCell, view: PlaneView): Vec2[] {
  const corners = ([0, 1] as const).flatMap((u) => ([0, 1] as const).map((v) => pointAt(cell, view, [u, v])));
  const range = (axis: 0 | 1): number[] => {
    const values = corners.map((corner) => corner[axis]);
    const first = Math.floor(Math.min(...values));
    return Array.from({ length: Math.floor(Math.max(...values)) - first + 1 }, (_, i) => first + i);
  };
  return range(0).flatMap((u) => range(1).map((v): Vec2 => [u, v]));
}

/**
 * All images of points of the cell under lattice translations that lie in the window, Cartesian.
 *
 * @param points fractional, in [0, 1)
 */
export function visibleImages(cell: PlaneCell, view: PlaneView, points: readonly Vec2[]): Vec2[] {
  return visibleCells(cell, view)
    .flatMap(([u, v]) => points.map(([x, y]) => toCartesian(cell, [x + u, y + v])))
    .filter((point) => isVisible(view, point));
}
