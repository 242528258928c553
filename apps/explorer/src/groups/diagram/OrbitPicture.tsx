import { type ReactElement, useMemo } from 'react';
import { type DrawingFrame, onPaper } from './drawingFrame.js';
import type { Surroundings } from './labelLayout.js';
import { move } from './MarkPicture.js';
import { orbitLabels, orbitRadius } from './orbitLabels.js';
import type { OrbitMark } from './orbitPoints.js';

interface Props {
  readonly marks: readonly OrbitMark[];
  readonly frame: DrawingFrame;
  /** Symbols and their labels, which heights should not cover. */
  readonly around: Surroundings;
  readonly fontSize: number;
}

/** The general position: circles with heights, a comma in mirror images, two halves where images of both hands lie above one another. */
export function OrbitPicture({ marks, frame, around, fontSize }: Props): ReactElement {
  const labels = useMemo(() => orbitLabels(marks, frame, around, fontSize), [marks, frame, around, fontSize]);
  const r = orbitRadius(marks);
  return (
    <g className="diagram-orbit" fontSize={fontSize}>
      {marks.map(({ at, hasOwn, hasMirrored }) => (
        <g key={at.join()} transform={move(onPaper(frame, at))}>
          <circle r={r} />
          {hasOwn && hasMirrored && <path d={`M0,${-r}V${r}`} />}
          {hasMirrored && (
            <path className="diagram-comma" d={hasOwn ? `M${r / 2},-1q0.8,1.4 -0.8,3` : 'M0,-1.2q1,1.6 -0.9,3.4'} />
          )}
        </g>
      ))}
      {[...labels].map(([{ at: point }, { at, text }]) => (
        <text key={point.join()} className="diagram-label-centred" x={at[0]} y={at[1]}>
          {text}
        </text>
      ))}
    </g>
  );
}
