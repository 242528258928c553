import type { ReactElement } from 'react';
import type { Reflection } from './reflections.js';
import { hklText, namedSticks, plotText, type PlotAxis, type PlotHeight, stickPlot } from './stickPlot.js';

interface Props {
  readonly reflections: readonly Reflection[];
  readonly axis: PlotAxis;
  readonly height: PlotHeight;
  /** Index of the reflection that stands out. */
  readonly selected: number | null;
  readonly onSelect: (reflection: number | null) => void;
  /** Pixels. */
  readonly width: number;
}

const HEIGHT = 250;

/** A stick for each set of equivalent reflections. */
export function StickPicture({ reflections, axis, height, selected, onSelect, width }: Props): ReactElement {
  const plot = stickPlot(reflections, axis, height, { width, height: HEIGHT });
  const named = namedSticks(plot);
  return (
    <svg
      className="crystal-plot"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={`Simulated reflections: ${plotText(reflections, height)}. The table below has them all.`}
    >
      <g className="crystal-plot-axes">
        <line x1={plot.left} y1={plot.bottom} x2={width} y2={plot.bottom} />
        {plot.ticks.map(({ x, text }) => (
          <g key={text}>
            <line x1={x} y1={plot.bottom} x2={x} y2={plot.bottom + 5} />
            <text x={x} y={plot.bottom + 18} textAnchor="middle">
              {text}
            </text>
          </g>
        ))}
        <text x={(plot.left + width) / 2} y={HEIGHT - 4} textAnchor="middle">
          {plot.label}
        </text>
        {[0, 50, 100].map((share) => (
          <text key={share} x={plot.left - 8} y={plot.bottom - (share / 100) * (plot.bottom - 26) + 4} textAnchor="end">
            {share}
          </text>
        ))}
      </g>
      {plot.sticks.map(({ reflection, x, y }) => (
        <g
          key={reflection}
          className={`crystal-stick${reflection === selected ? ' crystal-stick-chosen' : ''}`}
          onClick={() => onSelect(reflection === selected ? null : reflection)}
        >
          <rect x={x - 4} y={plot.bottom - 200} width={8} height={200} />
          <line x1={x} y1={plot.bottom} x2={x} y2={y} />
          {(named.has(reflection) || reflection === selected) && (
            <text x={x} y={y - 6} textAnchor="middle">
              {hklText(reflections[reflection]!.hkl)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
