import { type DrawingFrame, onPaper, type Point } from './drawingFrame.js';
import { type LevelPosition, levelPositions, LEVEL_LENGTH } from './levelPositions.js';
import type { Mark } from './marks.js';
import { distanceTo } from './planeGeometry.js';

/** Symbols take precedence over lines that pass below them. */
const HEAD_START = 6;

/** How far a point on paper is from a symbol; brackets at the corner are picked by their own element. */
function distance(mark: Mark, level: LevelPosition | undefined, frame: DrawingFrame, p: Point): number {
  if (mark.kind === 'corner') return Infinity;
  if (mark.kind === 'line')
    return distanceTo(p, onPaper(frame, mark.line.from), onPaper(frame, mark.line.to)) + HEAD_START;
  if (mark.kind === 'level') {
    const distances = (level?.ends ?? []).map(({ at: [x, y], along: [dx, dy] }) => {
      const on = (by: number): Point => [x + by * dx, y + by * dy];
      return distanceTo(p, on(level!.out), on(level!.out + LEVEL_LENGTH));
    });
    return Math.min(...distances);
  }
  const at = onPaper(frame, mark.at);
  return Math.hypot(p[0] - at[0], p[1] - at[1]);
}

/** The symbol at a point on paper, within a tolerance; undefined if there is none. */
export function pickMark(marks: readonly Mark[], frame: DrawingFrame, p: Point, tolerance = 12): Mark | undefined {
  const levels = levelPositions(marks, frame);
  let best: Mark | undefined;
  let least = tolerance;
  for (const mark of marks) {
    const d = distance(mark, levels.get(mark), frame, p);
    if (d < least) {
      least = d;
      best = mark;
    }
  }
  return best;
}
