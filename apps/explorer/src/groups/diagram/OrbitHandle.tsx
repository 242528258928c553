import type { KeyboardEvent, ReactElement } from 'react';
import type { DrawingBox } from './drawingBox.js';
import { type DrawingFrame, onPaper } from './drawingFrame.js';
import { movedPoint, pointText } from './pointKeys.js';

interface Props {
  readonly point: readonly number[];
  readonly frame: DrawingFrame;
  readonly box: DrawingBox;
  readonly onMove: (point: readonly number[]) => void;
}

/** The point of the general position in the drawing; the keyboard moves it. */
export function OrbitHandle({ point, frame, box, onMove }: Props): ReactElement {
  const [x, y] = onPaper(frame, [point[frame.down]!, point[frame.right]!]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = movedPoint(point, event.key, frame);
    if (next === undefined) return;
    event.preventDefault();
    onMove(next);
  };
  return (
    <div
      className="diagram-handle"
      role="slider"
      tabIndex={0}
      aria-label="Point of the general position; arrow keys move it, Page Up and Page Down change its height"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * point[frame.right]!)}
      aria-valuetext={pointText(point)}
      onKeyDown={onKeyDown}
      style={{ left: percentage(x - box.x, box.width), top: percentage(y - box.y, box.height) }}
    />
  );
}

const percentage = (part: number, whole: number): string => `${(100 * part) / whole}%`;
