import { memo, type ReactElement, useMemo } from 'react';
import { type PlaneCell, toCartesian } from './cell.js';
import type { OrbitReadout } from './orbitReadout.js';
import type { PlaneModel } from './planeModel.js';
import type { Layer } from './planeState.js';
import { symmetryOverlay } from './symmetryOverlay.js';
import { type PlaneView, visibleImages } from './view.js';

interface Props {
  readonly model: PlaneModel;
  readonly view: PlaneView;
  /** CSS pixels. */
  readonly width: number;
  readonly layers: readonly Layer[];
  readonly readout: OrbitReadout;
}

/** Unit cell, symmetry elements and equivalent points over the picture. */
export function TileOverlay({ model, view, width, layers, readout }: Props): ReactElement {
  const { cell } = model;
  const pixel = view.span / width;
  const points = useMemo(() => visibleImages(cell, view, readout.images), [cell, view, readout.images]);
  const own = useMemo(() => visibleImages(cell, view, [readout.point]), [cell, view, readout.point]);
  return (
    <svg
      className="plane-overlay"
      aria-hidden="true"
      viewBox={`${view.left} ${-view.top} ${view.span} ${view.span}`}
      data-points={layers.includes('points') ? points.length : 0}
    >
      {layers.includes('cell') && <CellOutline cell={cell} pixel={pixel} />}
      {layers.includes('symmetry') && <Elements model={model} view={view} pixel={pixel} />}
      {layers.includes('points') &&
        points.map(([x, y], i) => <circle key={i} className="plane-point" cx={x} cy={-y} r={4.5 * pixel} />)}
      {layers.includes('points') &&
        own.map(([x, y], i) => <circle key={i} className="plane-point-own" cx={x} cy={-y} r={2 * pixel} />)}
    </svg>
  );
}

function CellOutline({ cell, pixel }: { readonly cell: PlaneCell; readonly pixel: number }): ReactElement {
  const corners = (
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ] as const
  ).map((corner) => toCartesian(cell, corner));
  const text = corners.map(([x, y]) => `${x},${-y}`).join(' ');
  const label = (name: string, [x, y]: readonly [number, number]): ReactElement => (
    <text x={x} y={-y} className="plane-axis" fontSize={15 * pixel} textAnchor="middle" dominantBaseline="central">
      {name}
    </text>
  );
  const [ax, ay] = toCartesian(cell, [0.5, 0]);
  const [bx, by] = toCartesian(cell, [0, 0.5]);
  const off = 12 * pixel;
  return (
    <g>
      <polygon points={text} className="plane-cell-halo" />
      <polygon points={text} className="plane-cell" />
      {label('a', [ax, ay - off])}
      {label('b', [bx - off, by])}
    </g>
  );
}

const Elements = memo(function Elements({
  model,
  view,
  pixel,
}: {
  readonly model: PlaneModel;
  readonly view: PlaneView;
  readonly pixel: number;
}): ReactElement {
  const { points, lines } = useMemo(() => symmetryOverlay(model.group, model.cell, view), [model, view]);
  return (
    <g>
      {lines.map(({ glide, from, to }, i) => (
        <line
          key={i}
          className={glide ? 'plane-glide' : 'plane-mirror'}
          x1={from[0]}
          y1={-from[1]}
          x2={to[0]}
          y2={-to[1]}
        />
      ))}
      {points.map(({ order, at: [x, y] }, i) => (
        <path
          key={i}
          className="plane-rotation"
          transform={`translate(${x} ${-y}) scale(${pixel})`}
          d={GLYPHS[order]}
        />
      ))}
    </g>
  );
});

/** A regular polygon with a corner on top, about the origin, in pixels. */
const polygon = (corners: number, radius: number, turn = 0): string =>
  `M${Array.from({ length: corners }, (_, i) => {
    const angle = ((i + turn) / corners) * 2 * Math.PI - Math.PI / 2;
    return `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`;
  }).join('L')}Z`;

/** The signs of the International Tables: lens, triangle, square, hexagon. */
const GLYPHS: Readonly<Record<2 | 3 | 4 | 6, string>> = {
  2: 'M0 -8Q7 0 0 8Q-7 0 0 -8Z',
  3: polygon(3, 8),
  4: polygon(4, 8, 0.5),
  6: polygon(6, 8),
};
