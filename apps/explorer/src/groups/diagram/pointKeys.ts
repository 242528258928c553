import type { DrawingFrame } from './drawingFrame.js';

const STEP = 0.01;

const clamp = (c: number, max: number): number => Math.min(Math.max(c, 0), max);

/** The point after a key; undefined for keys that do not move it. Arrow keys follow the axes on paper, Page Up raises. */
export function movedPoint(
  point: readonly number[],
  key: string,
  { height, down, right, extent }: Pick<DrawingFrame, 'height' | 'down' | 'right' | 'extent'>,
): readonly number[] | undefined {
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowRight: [right, STEP],
    ArrowLeft: [right, -STEP],
    ArrowDown: [down, STEP],
    ArrowUp: [down, -STEP],
    PageUp: [height, STEP],
    PageDown: [height, -STEP],
  };
  const move = moves[key];
  if (move === undefined) return undefined;
  const [axis, by] = move;
  return point.map((c, i) => (i === axis ? clamp(Math.round((c + by) * 1e4) / 1e4, axis === height ? 1 : extent) : c));
}

/** `x 0.13, y 0.07, z 0.09`. */
export const pointText = (point: readonly number[]): string =>
  point.map((c, i) => `${'xyz'[i]} ${c.toFixed(2)}`).join(', ');
