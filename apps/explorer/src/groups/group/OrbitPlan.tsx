import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { ReactElement } from 'react';
import { coordinateText } from '../fractionText.js';
import type { OrbitModel } from './orbitModel.js';
import { orbitPlan, planText } from './orbitPlan.js';

/** Heights are written beside the points while there is room. */
const MOST_LABELS = 16;
const SIZE = 240;

/** The points of an orbit in the cell, viewed along c. */
export function OrbitPlan({ group, orbit }: { readonly group: SpaceGroup; readonly orbit: OrbitModel }): ReactElement {
  const plan = orbitPlan(
    group,
    orbit.points.map(({ at }) => at),
  );
  const { a, b, points } = plan;
  const left = Math.min(0, b[0]);
  const width = Math.max(a[0], a[0] + b[0]) - left;
  const x = (value: number): number => (value - left) * SIZE;
  const y = (value: number): number => (b[1] - value) * SIZE;
  const corner = ([u, v]: readonly [number, number]): string => `${x(u)},${y(v)}`;
  return (
    <svg
      className="groups-plan"
      viewBox={`-28 -28 ${width * SIZE + 56} ${b[1] * SIZE + 56}`}
      role="img"
      aria-label={planText(plan)}
    >
      <polygon points={[[0, 0] as const, a, [a[0] + b[0], b[1]] as const, b].map(corner).join(' ')} />
      <text x={x(1) + 8} y={y(0) + 5}>
        a
      </text>
      <text x={x(b[0]) - 4} y={y(b[1]) - 9}>
        b
      </text>
      {points.map((point, i) => (
        <g key={i}>
          <circle cx={x(point.x)} cy={y(point.y)} r={points.length > 48 ? 4 : 6} />
          {points.length <= MOST_LABELS && (
            <text x={x(point.x) + 9} y={y(point.y) - 6} className="groups-plan-height">
              {coordinateText(point.height)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
