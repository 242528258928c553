import type { ReactElement } from 'react';
import { type DrawingFrame, directionOnPaper, onPaper, type Point } from './drawingFrame.js';
import { glyphOf } from './glyphPaths.js';
import type { LevelPosition } from './levelPositions.js';
import { inclinedTip } from './markLabels.js';
import type { CornerMark, InclinedMark, LevelMark, LineMark, Mark, PointMark } from './marks.js';

export const move = ([x, y]: Point): string => `translate(${x} ${y})`;

/** The symbol of an axis or centre around 0,0. */
export function GlyphPicture({
  symbol,
  scale = 1,
}: {
  readonly symbol: string;
  readonly scale?: number;
}): ReactElement {
  const { solid, open, inner, tails } = glyphOf(symbol, scale);
  return (
    <>
      {solid !== '' && <path className="diagram-solid" d={solid} />}
      {open !== '' && <path className="diagram-open" d={open} />}
      {inner !== '' && <path className="diagram-solid" d={inner} />}
      {tails !== '' && <path className="diagram-tail" d={tails} />}
    </>
  );
}

export function PointPicture({ mark, frame, scale }: PictureOf<PointMark>): ReactElement {
  return (
    <g transform={move(onPaper(frame, mark.at))}>
      <GlyphPicture symbol={mark.symbol} scale={scale} />
    </g>
  );
}

interface PictureOf<M extends Mark> {
  readonly mark: M;
  readonly frame: DrawingFrame;
  readonly scale: number;
}

/** The arrow of a horizontal axis, along +x from 0,0: both barbs for a rotation, one for a screw axis; else its symbol. */
export function LevelSymbol({ symbol }: { readonly symbol: string }): ReactElement {
  const isTwofold = symbol.startsWith('2');
  return (
    <>
      <path className="diagram-tail" d={isTwofold ? 'M0,0H17' : 'M0,0H6'} />
      {isTwofold ? (
        <path className="diagram-solid" d={symbol === '2' ? 'M20,0L11,-4.2V4.2Z' : 'M20,0.6L11,-4.4V0.6Z'} />
      ) : (
        <g transform="translate(13 0)">
          <GlyphPicture symbol={symbol} scale={0.85} />
        </g>
      )}
    </>
  );
}

/** The symbols of a horizontal axis at both ends of its line. */
export function LevelPicture({
  mark,
  position: { ends, out },
}: {
  readonly mark: LevelMark;
  readonly position: LevelPosition;
}): ReactElement {
  return (
    <>
      {/* Visible only while the axis is lit. */}
      <path className="diagram-guide" d={`M${ends.map(({ at }) => at.join()).join('L')}`} />
      {ends.map(({ at: [x, y], along: [dx, dy] }, i) => (
        <g
          key={i}
          transform={`translate(${x + out * dx} ${y + out * dy}) rotate(${(Math.atan2(dy, dx) * 180) / Math.PI})`}
        >
          <LevelSymbol symbol={mark.symbol} />
        </g>
      ))}
    </>
  );
}

export function InclinedPicture({ mark, frame, scale }: PictureOf<InclinedMark>): ReactElement {
  const at = onPaper(frame, mark.at);
  const tip = inclinedTip(mark, frame, scale);
  return (
    <>
      <path className="diagram-tail" d={`M${at.join()}L${tip.join()}`} />
      <circle className="diagram-solid" cx={at[0]} cy={at[1]} r={1.6} />
      <g transform={move(tip)}>
        <GlyphPicture symbol={mark.symbol} scale={0.6 * scale} />
      </g>
    </>
  );
}

export function LinePicture({ mark, frame }: Omit<PictureOf<LineMark>, 'scale'>): ReactElement {
  const [a, b] = [onPaper(frame, mark.line.from), onPaper(frame, mark.line.to)];
  const [x, y] = mark.arrow === undefined ? [0, 0] : directionOnPaper(frame, mark.arrow);
  const angle = (Math.atan2(y, x) * 180) / Math.PI;
  return (
    <>
      <path className={`diagram-plane diagram-plane-${mark.style}`} d={`M${a.join()}L${b.join()}`} />
      {mark.arrow !== undefined && (
        <path
          className="diagram-solid"
          transform={`translate(${(0.38 * a[0] + 0.62 * b[0]).toFixed(2)} ${(0.38 * a[1] + 0.62 * b[1]).toFixed(2)}) rotate(${angle})`}
          d="M7,0L-4,-4V4Z"
        />
      )}
    </>
  );
}

const ARM = 20;

/** A bracket along the axes on paper, around 0,0; arrows for the glide vectors. */
export function CornerPicture({ mark, frame }: Omit<PictureOf<CornerMark>, 'scale'>): ReactElement {
  const down = directionOnPaper(frame, [1, 0]);
  const right = directionOnPaper(frame, [0, 1]);
  const end = ([x, y]: Point, by: number): string => `${x * by},${y * by}`;
  return (
    <>
      <path className="diagram-bracket" d={`M${end(down, ARM)}L0,0L${end(right, ARM)}`} />
      {mark.glides.map((glide) => {
        const d = directionOnPaper(frame, glide);
        const angle = (Math.atan2(d[1], d[0]) * 180) / Math.PI;
        return (
          <g key={glide.join()}>
            <path className="diagram-tail" d={`M0,0L${end(d, ARM)}`} />
            <path
              className="diagram-solid"
              transform={`translate(${end(d, ARM)}) rotate(${angle})`}
              d={mark.symbol === 'd' ? 'M7,0.6L-3,-4.4V0.6Z' : 'M7,0L-3,-4V4Z'}
            />
          </g>
        );
      })}
      {mark.label !== '' && (
        <text className="diagram-label" x={ARM + 6} y={4}>
          {mark.label}
        </text>
      )}
    </>
  );
}
