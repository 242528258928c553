import { type DrawingFrame, onPaper, type Point } from './drawingFrame.js';
import type { Mark } from './marks.js';

/** Where the two symbols of a horizontal axis stand: outside the cell, on its line. */
export interface LevelPosition {
  /** Both ends of the line on paper, each with the unit vector away from the cell. */
  readonly ends: readonly { readonly at: Point; readonly along: Point }[];
  /** Distance of the symbol from the end: others stand nearer where several axes lie above one another. */
  readonly out: number;
  /** Symbols on the line in all. */
  readonly count: number;
}

/** Length of a symbol along its line, in units of the drawing. */
export const LEVEL_LENGTH = 20;

const FIRST = 7;
const STEP = 24;

/** Positions of the symbols of all horizontal axes among the marks. */
export function levelPositions(marks: readonly Mark[], frame: DrawingFrame): Map<Mark, LevelPosition> {
  const lines = new Map<string, Mark[]>();
  for (const mark of marks) {
    if (mark.kind !== 'level') continue;
    const key = [...mark.line.from, ...mark.line.to].map((c) => Math.round(c * 1e5)).join();
    const line = lines.get(key);
    if (line === undefined) lines.set(key, [mark]);
    else line.push(mark);
  }
  const positions = new Map<Mark, LevelPosition>();
  for (const line of lines.values())
    line.forEach((mark, step) => {
      if (mark.kind !== 'level') return;
      const [a, b] = [onPaper(frame, mark.line.from), onPaper(frame, mark.line.to)];
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      const along: Point = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
      positions.set(mark, {
        ends: [
          { at: a, along: [-along[0], -along[1]] },
          { at: b, along },
        ],
        out: FIRST + STEP * step,
        count: line.length,
      });
    });
  return positions;
}
