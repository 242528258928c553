import { memo, type ReactElement } from 'react';
import type { DrawingBox } from './drawingBox.js';
import { corners, type DrawingFrame, onPaper, type Point } from './drawingFrame.js';
import { levelPositions } from './levelPositions.js';
import { CornerPicture, InclinedPicture, LevelPicture, LinePicture, move, PointPicture } from './MarkPicture.js';
import type { Mark } from './marks.js';

interface Props {
  readonly frame: DrawingFrame;
  readonly marks: readonly Mark[];
  readonly box: DrawingBox;
  readonly scale: number;
  /** Class of equivalent elements to show in colour, and the one symbol among them that is pointed at. */
  readonly lit: number | undefined;
  /** Where the heights stand. */
  readonly labels: ReadonlyMap<Mark, Point>;
}

/** From one bracket to the next. */
const BRACKET_STEP = 52;

/** Outline of the cell, its axes, and all symbols. */
export const Drawing = memo(function Drawing({ frame, marks, box, scale, lit, labels }: Props): ReactElement {
  const outline = corners(frame);
  const positions = levelPositions(marks, frame);
  let brackets = 0;
  return (
    <>
      <path className="diagram-cell" d={`M${outline.map((p) => p.join()).join('L')}Z`} />
      <AxisNames frame={frame} distance={box.nameDistance} />
      {marks.map((mark, i) => {
        const isLit = lit !== undefined && mark.elements.some(({ orbit }) => orbit === lit);
        const className = `diagram-mark${isLit ? ' is-lit' : lit === undefined ? '' : ' is-dim'}`;
        return (
          <g key={i} className={className}>
            {mark.kind === 'line' && <LinePicture mark={mark} frame={frame} />}
            {mark.kind === 'level' && <LevelPicture mark={mark} position={positions.get(mark)!} />}
            {mark.kind === 'inclined' && <InclinedPicture mark={mark} frame={frame} scale={scale} />}
            {mark.kind === 'point' && <PointPicture mark={mark} frame={frame} scale={scale} />}
            <Label mark={mark} at={labels.get(mark)} />
            {mark.kind === 'corner' && (
              <g transform={move([box.bracket[0] + BRACKET_STEP * brackets++, box.bracket[1]])}>
                <CornerPicture mark={mark} frame={frame} />
              </g>
            )}
          </g>
        );
      })}
    </>
  );
});

/** The height of an element, beside its symbol. */
function Label({ mark, at }: { readonly mark: Mark; readonly at: Point | undefined }): ReactElement | null {
  if (at === undefined || !('label' in mark)) return null;
  return (
    <text className="diagram-label-centred" x={at[0]} y={at[1]}>
      {mark.label}
    </text>
  );
}

/** @param distance from the end of the axis: behind the symbols of horizontal axes, if there are any */
function AxisNames({ frame, distance }: { readonly frame: DrawingFrame; readonly distance: number }): ReactElement {
  const { extent, down, right, downVector, rightVector } = frame;
  const names = [
    { axis: down, end: onPaper(frame, [extent, 0]), along: downVector },
    { axis: right, end: onPaper(frame, [0, extent]), along: rightVector },
  ];
  return (
    <g className="diagram-axes">
      {names.map(({ axis, end, along }) => {
        const length = Math.hypot(...along);
        return (
          <text key={axis} x={end[0] + (along[0] / length) * distance} y={end[1] + (along[1] / length) * distance}>
            {extent === 1 ? '' : '½'}
            {'abc'[axis]}
          </text>
        );
      })}
    </g>
  );
}
