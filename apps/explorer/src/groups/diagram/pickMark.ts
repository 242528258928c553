import { type DrawingFrame, onPaper, type Point } from './drawingFrame.js';
import { distanceTo } from './planeGeometry.js';
import type { Mark } from './marks.js';

/** Symbols win over lines that pass below them. */
const HEAD_START = 6;

/** How far a place on paper is from a symbol; brackets at the corner are picked by their own element. */
function distance(mark: Mark, frame: DrawingFrame, p: Point): number {
  if (mark.kind === 'corner') return Infinity;
  if (mark.kind === 'line')
    return distanceTo(p, onPaper(frame, mark.line.from), onPaper(frame, mark.line.to)) + HEAD_START;
  if (mark.kind === 'level') {
    const ends = [mark.line.from, mark.line.to].map((end) => onPaper(frame, end));
    // Its symbols are outside the cell, beyond both ends of the line.
    const beyond = levelEnds(ends[0]!, ends[1]!, 16);
    return Math.min(...beyond.map((end) => Math.hypot(p[0] - end[0], p[1] - end[1]))) - 8;
  }
  const at = onPaper(frame, mark.at);
  return Math.hypot(p[0] - at[0], p[1] - at[1]);
}

/** Points beyond both ends of a line, on it. */
export function levelEnds(a: Point, b: Point, by: number): [Point, Point] {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const [dx, dy] = [((b[0] - a[0]) / length) * by, ((b[1] - a[1]) / length) * by];
  return [
    [a[0] - dx, a[1] - dy],
    [b[0] + dx, b[1] + dy],
  ];
}

/** The symbol at a place on paper, within a tolerance; undefined if there is none. */
export function pickMark<M extends Mark>(
  marks: readonly M[],
  frame: DrawingFrame,
  p: Point,
  tolerance = 12,
): M | undefined {
  let best: M | undefined;
  let least = tolerance;
  for (const mark of marks) {
    const d = distance(mark, frame, p);
    if (d < least) {
      least = d;
      best = mark;
    }
  }
  return best;
}
