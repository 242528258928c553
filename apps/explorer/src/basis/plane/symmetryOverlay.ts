import { type PlaneGroup, planeSymmetryElements, type Vec2 } from '@crystal-fourier/spacegroups';
import type { PlaneCell } from './cell.js';
import { type PlaneView, visibleImages } from './view.js';

/** A rotation point in the window, Cartesian. */
interface DrawnPoint {
  readonly order: 2 | 3 | 4 | 6;
  readonly at: Vec2;
}

/** The part of a mirror or glide line that lies in the window, Cartesian. */
interface DrawnLine {
  readonly glide: boolean;
  readonly from: Vec2;
  readonly to: Vec2;
}

export interface SymmetryOverlay {
  readonly points: readonly DrawnPoint[];
  readonly lines: readonly DrawnLine[];
}

/** The symmetry elements of a group in a window, with all their images under lattice translations. */
export function symmetryOverlay(group: PlaneGroup, cell: PlaneCell, view: PlaneView): SymmetryOverlay {
  const points: DrawnPoint[] = [];
  const lines: DrawnLine[] = [];
  for (const element of planeSymmetryElements(group)) {
    if (element.kind === 'point') {
      const [[xn, xd], [yn, yd]] = element.point;
      const order = Number(element.symbol) as DrawnPoint['order'];
      for (const at of visibleImages(cell, view, [[xn / xd, yn / yd]])) points.push({ order, at });
    } else {
      const [n, d] = element.offset;
      for (const [from, to] of linesInView(cell, view, element.hk, n / d))
        lines.push({ glide: element.symbol === 'g', from, to });
    }
  }
  return { points, lines };
}

/**
 * The lines `h·x = offset + n`, n an integer, cut off at the edge of the window.
 *
 * @returns both ends of each, Cartesian
 */
export function linesInView(
  { reciprocal: [ax, ay, bx, by] }: PlaneCell,
  { left, top, span }: PlaneView,
  [h, k]: Vec2,
  offset: number,
): [Vec2, Vec2][] {
  // The same lines in Cartesian coordinates: normal · r = offset + n.
  const [nx, ny] = [h * ax + k * bx, h * ay + k * by];
  const [right, bottom] = [left + span, top - span];
  const heights = [left, right].flatMap((x) => [top, bottom].map((y) => nx * x + ny * y));
  const first = Math.ceil(Math.min(...heights) - offset);
  const last = Math.floor(Math.max(...heights) - offset);
  return Array.from({ length: last - first + 1 }, (_, i) => offset + first + i).flatMap((height): [Vec2, Vec2][] => {
    const ends: Vec2[] = [];
    const tolerance = 1e-9 * span;
    const add = (x: number, y: number): void => {
      const inside = x >= left - tolerance && x <= right + tolerance && y <= top + tolerance && y >= bottom - tolerance;
      const known = ends.some(([u, v]) => Math.hypot(u - x, v - y) < 1e-6 * span);
      if (inside && !known) ends.push([x, y]);
    };
    if (Math.abs(ny) > 1e-12) for (const x of [left, right]) add(x, (height - nx * x) / ny);
    if (Math.abs(nx) > 1e-12) for (const y of [bottom, top]) add((height - ny * y) / nx, y);
    return ends.length === 2 ? [[ends[0]!, ends[1]!]] : [];
  });
}
