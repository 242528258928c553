import type { ReactElement } from 'react';
import { type DrawingFrame, onPaper } from './drawingFrame.js';
import { move } from './MarkPicture.js';
import type { OrbitMark } from './orbitPoints.js';

/** More than these are drawn small and without heights. */
const MANY = 40;

/** The general position: circles with heights, a comma in mirror images, two halves where images of both hands lie above one another. */
export function OrbitPicture({
  marks,
  frame,
}: {
  readonly marks: readonly OrbitMark[];
  readonly frame: DrawingFrame;
}): ReactElement {
  const isCrowded = marks.length > MANY;
  const r = isCrowded ? 3.4 : 5.5;
  return (
    <g className="diagram-orbit">
      {marks.map(({ at, labels, hasOwn, hasMirrored }) => (
        <g key={at.join()} transform={move(onPaper(frame, at))}>
          <circle r={r} />
          {hasOwn && hasMirrored && <path d={`M0,${-r}V${r}`} />}
          {hasMirrored && (
            <path className="diagram-comma" d={hasOwn ? `M${r / 2},-1q0.8,1.4 -0.8,3` : 'M0,-1.2q1,1.6 -0.9,3.4'} />
          )}
          {!isCrowded && (
            <text x={r + 2.5} y={r + 6}>
              {labels.join(' ')}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
