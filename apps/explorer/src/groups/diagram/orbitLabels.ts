import { type DrawingFrame, onPaper, type Point } from './drawingFrame.js';
import { boxAround, placeLabels, type Surroundings } from './labelLayout.js';
import { positionsAround } from './markLabels.js';
import type { OrbitMark } from './orbitPoints.js';

/** More points than these are drawn small and without heights. */
const MANY = 40;

/** Heights are written if at least this part of them has room of its own. */
const MOST = 0.6;

const isCrowded = (marks: readonly OrbitMark[]): boolean => marks.length > MANY;

/** Radius of the points, in units of the drawing. */
export const orbitRadius = (marks: readonly OrbitMark[]): number => (isCrowded(marks) ? 3.4 : 5.5);

/**
 * Positions for the heights of an orbit. A height that would cover a symbol or another label is left out, and all are where that
 * happens to many.
 *
 * @param around symbols of the drawing and their labels
 */
export function orbitLabels(
  marks: readonly OrbitMark[],
  frame: DrawingFrame,
  around: Surroundings,
  fontSize: number,
): ReadonlyMap<OrbitMark, { readonly at: Point; readonly text: string }> {
  if (isCrowded(marks)) return new Map();
  const r = orbitRadius(marks);
  const points = marks.map(({ at }) => onPaper(frame, at));
  const texts = marks.map(({ labels }) => labels.join(' '));
  const requests = texts.map((text, i) => ({
    text,
    positions: favouringBelow(positionsAround(points[i]!, r + 1.5, text, fontSize)),
  }));
  const boxes = [...around.boxes, ...points.map((point) => boxAround(point, [2 * r, 2 * r]))];
  const placed = placeLabels(requests, { ...around, boxes }, fontSize);
  const found = marks.flatMap((mark, i) =>
    placed[i]!.isClear ? [[mark, { at: placed[i]!.at, text: texts[i]! }] as const] : [],
  );
  return new Map(found.length >= MOST * marks.length ? found : []);
}

/** Heights of symbols stand at the upper right, those of points at the lower right. */
const favouringBelow = ([upperRight, upperLeft, lowerRight, lowerLeft, above, below, right, left]: Point[]): Point[] =>
  [lowerRight, right, lowerLeft, upperRight, left, upperLeft, below, above] as Point[];
