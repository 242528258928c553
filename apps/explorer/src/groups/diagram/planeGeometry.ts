import type { PlanePoint } from './drawingFrame.js';

const NEAR = 1e-9;

/** c modulo 1, with 0 for what is 1 up to rounding. */
export function fractional(c: number): number {
  const f = c - Math.floor(c + NEAR);
  return Math.abs(f) < NEAR ? 0 : f;
}

/** A point and its lattice translates in the drawn part of the cell, its edges included. */
export function copies([u, v]: PlanePoint, extent: number): PlanePoint[] {
  const inside = (c: number): number[] => [0, 1].map((n) => fractional(c) + n).filter((x) => x <= extent + NEAR);
  return inside(u).flatMap((x) => inside(v).map((y): PlanePoint => [x, y]));
}

export interface Segment {
  readonly from: PlanePoint;
  readonly to: PlanePoint;
}

/** The part of the line `h·p = offset` in the square from 0 to `extent`; undefined if it is a point or nothing. */
function clipped([h, k]: PlanePoint, offset: number, extent: number): Segment | undefined {
  const norm = h * h + k * k;
  const foot: PlanePoint = [(h * offset) / norm, (k * offset) / norm];
  const along: PlanePoint = [-k, h];
  let [start, end] = [-Infinity, Infinity];
  for (const i of [0, 1] as const) {
    if (Math.abs(along[i]) < NEAR) {
      if (foot[i] < -NEAR || foot[i] > extent + NEAR) return undefined;
      continue;
    }
    const [s, t] = [(0 - foot[i]) / along[i], (extent - foot[i]) / along[i]];
    start = Math.max(start, Math.min(s, t));
    end = Math.min(end, Math.max(s, t));
  }
  if (end - start < 1e-6) return undefined;
  const at = (t: number): PlanePoint => [foot[0] + t * along[0], foot[1] + t * along[1]];
  return { from: at(start), to: at(end) };
}

/** What a line and its lattice translates leave in the drawn part of the cell. @param normal integers */
export function segments(normal: PlanePoint, offset: number, extent: number): Segment[] {
  const values = [0, normal[0], normal[1], normal[0] + normal[1]].map((c) => c * extent);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const found: Segment[] = [];
  for (let c = fractional(offset) + Math.floor(low) - 1; c <= high + NEAR; c++) {
    const segment = clipped(normal, c, extent);
    if (segment !== undefined) found.push(segment);
  }
  return found;
}

/** Distance of a point from a segment, all on paper. */
export function distanceTo(
  p: readonly [number, number],
  a: readonly [number, number],
  b: readonly [number, number],
): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const t = Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}
