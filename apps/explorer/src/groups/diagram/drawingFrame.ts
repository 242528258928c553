/** The cell axis along which one looks, from its tip. */
export type ViewAxis = 'a' | 'b' | 'c';

/** A point of the drawing, in its units of length; y points down, as in SVG. */
export type Point = readonly [x: number, y: number];

/** A point of the plane of projection: fractions along the axis drawn downwards and the one drawn to the right. */
export type PlanePoint = readonly [u: number, v: number];

/** How the cell is projected: the axes on paper as the International Tables place them, a down and b to the right for c. */
export interface DrawingFrame {
  /** Which coordinate is the height (0 for x), which is drawn downwards, which to the right. */
  readonly height: number;
  readonly down: number;
  readonly right: number;
  /** The axes on paper. */
  readonly downVector: Point;
  readonly rightVector: Point;
  /** Part of the cell that is drawn, along both axes: 1, or 1/2 for a quarter. */
  readonly extent: number;
}

const dot = (p: readonly number[], q: readonly number[]): number => p[0]! * q[0]! + p[1]! * q[1]! + p[2]! * q[2]!;

/**
 * The projection along an axis on a plane at right angles to it. The third axis is drawn to the right, so that the axis
 * drawn downwards, the one to the right and the view axis, pointing at the reader, are right-handed.
 *
 * @param rows basis vectors a, b, c of the cell as rows, Cartesian, right-handed
 * @param extent part of the cell that is drawn, along both axes
 * @param size length of the longer side of that part, in units of the drawing
 */
export function drawingFrame(rows: readonly number[], view: ViewAxis, extent = 1, size = 400): DrawingFrame {
  const height = 'abc'.indexOf(view);
  const down = (height + 1) % 3;
  const right = (height + 2) % 3;
  const vector = (i: number): number[] => rows.slice(3 * i, 3 * i + 3) as number[];
  const [w, p, q] = [vector(height), vector(down), vector(right)];
  const flat = (v: number[]): number[] => v.map((c, i) => c - (dot(v, w) / dot(w, w)) * w[i]!);
  const [pFlat, qFlat] = [flat(p), flat(q)];
  const length = Math.sqrt(dot(qFlat, qFlat));
  // Along the axis drawn to the right, and at right angles to it: positive where the triple is right-handed.
  const along = dot(pFlat, qFlat) / length;
  const across = Math.sqrt(Math.max(dot(pFlat, pFlat) - along * along, 0));
  const scale = size / extent / Math.max(length, across, Math.hypot(along, across));
  const clean = (c: number): number => (Math.abs(c) < 1e-9 ? 0 : c);
  return {
    height,
    down,
    right,
    downVector: [clean(along * scale), across * scale],
    rightVector: [length * scale, 0],
    extent,
  };
}

/** Where a point of the plane of projection is on paper. */
export const onPaper = ({ downVector: d, rightVector: r }: DrawingFrame, [u, v]: PlanePoint): Point => [
  u * d[0] + v * r[0],
  u * d[1] + v * r[1],
];

/** The point of the plane of projection at a point on paper. */
export function fromPaper({ downVector: d, rightVector: r }: DrawingFrame, [x, y]: Point): PlanePoint {
  const det = d[0] * r[1] - d[1] * r[0];
  return [(x * r[1] - y * r[0]) / det, (d[0] * y - d[1] * x) / det];
}

/** Corners of the drawn part: origin, along the axis down, the far one, along the axis to the right. */
export function corners(frame: DrawingFrame): readonly [Point, Point, Point, Point] {
  const e = frame.extent;
  return [onPaper(frame, [0, 0]), onPaper(frame, [e, 0]), onPaper(frame, [e, e]), onPaper(frame, [0, e])];
}

/** The unit vector on paper along a direction of the plane of projection. */
export function directionOnPaper(frame: DrawingFrame, direction: PlanePoint): Point {
  const [x, y] = onPaper(frame, direction);
  const length = Math.hypot(x, y) || 1;
  return [x / length, y / length];
}
