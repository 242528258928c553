import { corners, type DrawingFrame, type Point } from './drawingFrame.js';
import { LEVEL_LENGTH, levelPositions } from './levelPositions.js';
import type { Mark } from './marks.js';

/** The cell with room for what stands around it, in units of the drawing. */
export interface DrawingBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** From the end of an axis to its name, behind the symbols of horizontal axes. */
  readonly nameDistance: number;
  /** Corner of the first bracket of a plane in the paper; the others follow to the right. */
  readonly bracket: Point;
}

/** Room for a height beyond an arrow. */
const LABEL = 24;
/** Room for a bracket and its height, and for the name of an axis. */
const BRACKET = 44;
const NAME = 22;

/** The room that a drawing needs: more where horizontal axes lie above one another or planes are parallel to the paper. */
export function drawingBox(marks: readonly Mark[], frame: DrawingFrame): DrawingBox {
  const outs = [...levelPositions(marks, frame).values()].map(({ out }) => out);
  const reach = outs.length === 0 ? 14 : Math.max(...outs) + LEVEL_LENGTH + LABEL;
  const nameDistance = reach + 8;
  const margin = nameDistance + NAME;
  const above = marks.some(({ kind }) => kind === 'corner') ? Math.max(margin, reach + BRACKET) : margin;
  const points = corners(frame);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs) - margin, Math.min(...ys) - above];
  return {
    x,
    y,
    width: Math.max(...xs) + margin - x,
    height: Math.max(...ys) + margin - y,
    nameDistance,
    bracket: [x + 8, y + 16],
  };
}

/** Pixels that text is high. */
const TEXT = 13.5;

/**
 * Font size in units of the drawing: the same on the screen, however large the drawing is shown.
 *
 * @param shown width of the drawing on the screen, in pixels
 */
export const fontSizeOf = ({ width }: Pick<DrawingBox, 'width'>, shown: number): number =>
  Math.round((10 * TEXT * width) / shown) / 10;
