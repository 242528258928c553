import type { ReactElement } from 'react';
import type { DrawingFrame } from './drawingFrame.js';
import { legendMarks, legendText } from './legendText.js';
import { CornerPicture, GlyphPicture, LevelSymbol } from './MarkPicture.js';
import type { Mark } from './marks.js';

/** The symbols that a drawing uses, with their meaning. */
export function Legend({
  marks,
  frame,
}: {
  readonly marks: readonly Mark[];
  readonly frame: DrawingFrame;
}): ReactElement {
  return (
    <ul className="diagram-legend">
      {legendMarks(marks).map((mark) => (
        <li key={`${mark.kind} ${mark.symbol}`}>
          <svg viewBox="-20 -13 40 26" width="40" height="26" aria-hidden="true" className="diagram-svg">
            <Sample mark={mark} frame={frame} />
          </svg>
          {legendText(mark)}
        </li>
      ))}
    </ul>
  );
}

function Sample({ mark, frame }: { readonly mark: Mark; readonly frame: DrawingFrame }): ReactElement {
  if (mark.kind === 'line')
    return (
      <>
        <path className={`diagram-plane diagram-plane-${mark.style}`} d="M-19,0H19" />
        {mark.arrow !== undefined && <path className="diagram-solid" d="M9,0L-2,-4V4Z" />}
      </>
    );
  if (mark.kind === 'corner')
    return (
      <g transform="translate(-8 -9)">
        <CornerPicture mark={{ ...mark, label: '' }} frame={frame} />
      </g>
    );
  if (mark.kind === 'level')
    return (
      <g transform="translate(-10 0)">
        <LevelSymbol symbol={mark.symbol} />
      </g>
    );
  if (mark.kind === 'point') return <GlyphPicture symbol={mark.symbol} />;
  return (
    <>
      <path className="diagram-tail" d="M-10,6L7,-4" />
      <circle className="diagram-solid" cx={-10} cy={6} r={1.6} />
      <g transform="translate(7 -4)">
        <GlyphPicture symbol={mark.symbol} scale={0.6} />
      </g>
    </>
  );
}
