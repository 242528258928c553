import type { PowderLine } from '@crystal-fourier/data/diffraction';
import { type PointerEvent, type ReactElement, useId, useRef, useState } from 'react';
import { Hkl } from '../Hkl.js';
import { hklText } from '../stickPlot.js';
import { angleScale, lineNear, MARGIN, type PlotParts, type PowderPlot, powderPlot, type View } from './powderPlot.js';
import { isSameView, moved, zoomed } from './view.js';

interface Props {
  readonly parts: PlotParts;
  readonly view: View;
  /** All angles of the pattern. */
  readonly whole: View;
  readonly onView: (view: View) => void;
  /** Of the horizontal axis. */
  readonly label: string;
  /** What the picture shows, for screen readers. */
  readonly description: string;
  /** Pixels. */
  readonly width: number;
}

const HEIGHT = 320;
/** Pixels between the pointer and a line that it means. */
const REACH = 7;
/** Reflections of a line that are listed; the others are counted. */
const MOST_LISTED = 4;

/** A pattern: it is dragged along, and says what the line under the pointer is. */
export function PowderPicture({ parts, view, whole, onView, label, description, width }: Props): ReactElement {
  const clip = useId();
  const drag = useRef<{ readonly x: number; readonly view: View } | null>(null);
  const [hovered, setHovered] = useState<PowderLine | null>(null);
  const size = { width, height: HEIGHT };
  const scale = angleScale(view, size);
  const plot = powderPlot(parts, view, size);
  const bottom = HEIGHT - MARGIN.bottom;
  const right = width - MARGIN.right;
  const perPixel = (view[1] - view[0]) / (right - MARGIN.left);
  // A line of another pattern, or one that was moved out of the picture, is not told of.
  const line = hovered !== null && parts.lines.includes(hovered) ? hovered : null;
  const place = line === null ? 0 : scale.x(line.twoTheta);
  const isShown = line !== null && place >= MARGIN.left && place <= right;
  const inPicture = (event: PointerEvent<SVGSVGElement>): number =>
    ((event.clientX - event.currentTarget.getBoundingClientRect().left) * width) /
    event.currentTarget.getBoundingClientRect().width;
  const move = (event: PointerEvent<SVGSVGElement>): void => {
    const x = inPicture(event);
    if (drag.current === null) setHovered(lineNear(parts.lines, scale.angle(x), REACH * perPixel));
    else {
      const next = moved(drag.current.view, whole, (drag.current.x - x) * perPixel);
      if (!isSameView(next, view)) onView(next);
    }
  };
  return (
    <div className="powder-picture">
      <svg
        className="crystal-plot"
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label={description}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = { x: inPicture(event), view };
        }}
        onPointerMove={move}
        onPointerUp={() => (drag.current = null)}
        onPointerCancel={() => (drag.current = null)}
        onPointerLeave={() => setHovered(null)}
        onDoubleClick={(event) =>
          onView(
            zoomed(view, whole, 0.5, scale.angle(event.clientX - event.currentTarget.getBoundingClientRect().left)),
          )
        }
      >
        <clipPath id={clip}>
          <rect x={MARGIN.left} y={0} width={right - MARGIN.left} height={HEIGHT} />
        </clipPath>
        <Axes ticks={plot.ticks} label={label} width={width} />
        <g clipPath={`url(#${clip})`}>
          <path className="powder-measured" d={plot.measured} />
          <path className="powder-curve" d={plot.curve} />
          <path className={parts.curve === null ? 'powder-sticks' : 'powder-marks'} d={plot.sticks} />
          {isShown && <path className="powder-hovered" d={`M${place} ${MARGIN.top - 8}V${bottom + 11}`} />}
        </g>
        {plot.names.map(({ x, y, line: { reflections } }) => (
          <text key={`${x} ${y}`} className="powder-name" x={x} y={y - 6} textAnchor="middle">
            {hklText(reflections[0]!.hkl)}
          </text>
        ))}
      </svg>
      {isShown && <LineFacts line={line} place={place / width} />}
    </div>
  );
}

/** Numbers below and beside the picture. */
function Axes({ ticks, label, width }: Pick<PowderPlot, 'ticks'> & Pick<Props, 'label' | 'width'>): ReactElement {
  const bottom = HEIGHT - MARGIN.bottom;
  const right = width - MARGIN.right;
  return (
    <g className="crystal-plot-axes">
      <line x1={MARGIN.left} y1={bottom} x2={right} y2={bottom} />
      {ticks.map(({ x, text }) => (
        <text key={text} x={x} y={bottom + 25} textAnchor="middle">
          {text}
        </text>
      ))}
      <text x={(MARGIN.left + right) / 2} y={HEIGHT - 4} textAnchor="middle">
        {label}
      </text>
      {[0, 50, 100].map((share) => (
        <text key={share} x={MARGIN.left - 8} y={bottom - (share / 100) * (bottom - MARGIN.top) + 4} textAnchor="end">
          {share}
        </text>
      ))}
    </g>
  );
}

/** What is known of a line, beside it. @param place share of the width of the picture */
function LineFacts({ line, place }: { readonly line: PowderLine; readonly place: number }): ReactElement {
  const { reflections, d, twoTheta, multiplicity, relative } = line;
  const side =
    place < 0.5 ? { left: `calc(${100 * place}% + 0.6rem)` } : { right: `calc(${100 * (1 - place)}% + 0.6rem)` };
  return (
    <div className="powder-facts small" style={side}>
      <strong>
        {reflections.slice(0, MOST_LISTED).map(({ hkl }, i) => (
          <span key={hkl.join()}>
            {i > 0 && ' + '}
            <Hkl hkl={hkl} />
          </span>
        ))}
        {reflections.length > MOST_LISTED && ` + ${reflections.length - MOST_LISTED} more`}
      </strong>
      <span>d = {d.toFixed(4)} Å</span>
      <span>2θ = {twoTheta.toFixed(3)}°</span>
      <span>multiplicity {multiplicity}</span>
      <span>intensity {relative.toFixed(2)}</span>
    </div>
  );
}
