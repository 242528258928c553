import type { ReactElement } from 'react';
import { type DrawingFrame, directionOnPaper, onPaper, type Point } from './drawingFrame.js';
import { glyphOf } from './glyphPaths.js';
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
      {mark.label !== '' && (
        <text className="diagram-label" x={7 * scale} y={-6 * scale}>
          {mark.label}
        </text>
      )}
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

/** @param place how many symbols stand nearer to the cell on the same line, and how many stand on it in all */
export function LevelPicture({
  mark,
  frame,
  place: [step, count],
}: Omit<PictureOf<LevelMark>, 'scale'> & { readonly place: readonly [step: number, count: number] }): ReactElement {
  const [a, b] = [onPaper(frame, mark.line.from), onPaper(frame, mark.line.to)];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const d: Point = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
  const angle = (Math.atan2(d[1], d[0]) * 180) / Math.PI;
  // The height once, on the right or above.
  const labelAtEnd = Math.abs(d[0]) > 0.5 ? d[0] > 0 : d[1] < 0;
  const out = 7 + 24 * step;
  // Beyond the arrow, or beside it where another follows.
  const [beyond, beside] = count === 1 ? [out + 29, 0] : [out + 10, -12];
  const ends = [
    { at: a, sign: -1, turn: angle + 180, hasLabel: !labelAtEnd },
    { at: b, sign: 1, turn: angle, hasLabel: labelAtEnd },
  ];
  return (
    <>
      {/* Seen only while the axis is lit. */}
      <path className="diagram-guide" d={`M${a.join()}L${b.join()}`} />
      {ends.map(({ at, sign, turn, hasLabel }) => (
        <g key={sign}>
          <g transform={`translate(${at[0] + sign * d[0] * out} ${at[1] + sign * d[1] * out}) rotate(${turn})`}>
            <LevelSymbol symbol={mark.symbol} />
          </g>
          {hasLabel && mark.label !== '' && (
            <text
              className="diagram-label diagram-label-centred"
              x={at[0] + sign * (d[0] * beyond - d[1] * beside)}
              y={at[1] + sign * (d[1] * beyond + d[0] * beside)}
            >
              {mark.label}
            </text>
          )}
        </g>
      ))}
    </>
  );
}

export function InclinedPicture({ mark, frame, scale }: PictureOf<InclinedMark>): ReactElement {
  const at = onPaper(frame, mark.at);
  const [dx, dy] = directionOnPaper(frame, mark.rising);
  const tip: Point = [dx * 17 * scale, dy * 17 * scale];
  return (
    <g transform={move(at)}>
      <path className="diagram-tail" d={`M0,0L${tip.join()}`} />
      <circle className="diagram-solid" r={1.6} />
      <g transform={move(tip)}>
        <GlyphPicture symbol={mark.symbol} scale={0.6 * scale} />
      </g>
    </g>
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
