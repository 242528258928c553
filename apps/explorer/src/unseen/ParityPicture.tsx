import type { ReactElement } from 'react';
import type { CrossvalTarget } from '@crystal-fourier/model';
import { dotsPath, parityAxis, type ParityPoint } from './parity.js';

interface Props {
  readonly points: readonly ParityPoint[];
  /** The axes have room for these, too. */
  readonly others: readonly ParityPoint[];
  readonly target: CrossvalTarget;
  /** Of the page, in pixels. */
  readonly width: number;
}

const LEFT = 58;
const BOTTOM = 46;
const TOP = 10;

/** Predicted against true values: on the diagonal a prediction is right. */
export function ParityPicture({ points, others, target, width }: Props): ReactElement {
  const side = Math.max(160, Math.min(width - LEFT - 14, 420));
  const axis = parityAxis([points, others], side);
  const bottom = TOP + side;
  const name = target.log10 ? `log10 of ${target.name}` : target.name;
  return (
    <svg
      className="unseen-parity"
      width={LEFT + side + 14}
      height={bottom + BOTTOM}
      viewBox={`0 0 ${LEFT + side + 14} ${bottom + BOTTOM}`}
      role="img"
      aria-label={`Predicted against true ${name} of ${points.length} crystals`}
    >
      {axis.ticks.map((tick) => (
        <g key={tick}>
          <line className="unseen-grid" x1={LEFT + axis.at(tick)} y1={TOP} x2={LEFT + axis.at(tick)} y2={bottom} />
          <line
            className="unseen-grid"
            x1={LEFT}
            y1={bottom - axis.at(tick)}
            x2={LEFT + side}
            y2={bottom - axis.at(tick)}
          />
          <text x={LEFT + axis.at(tick)} y={bottom + 18} textAnchor="middle">
            {tick}
          </text>
          <text x={LEFT - 8} y={bottom - axis.at(tick) + 4} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      <line className="unseen-diagonal" x1={LEFT} y1={bottom} x2={LEFT + side} y2={TOP} />
      <path className="unseen-dots" d={dotsPath(points, axis, LEFT, bottom)} />
      <text x={LEFT + side / 2} y={bottom + 38} textAnchor="middle">
        true {name}
      </text>
      <text transform={`translate(13 ${TOP + side / 2}) rotate(-90)`} textAnchor="middle">
        predicted
      </text>
    </svg>
  );
}
