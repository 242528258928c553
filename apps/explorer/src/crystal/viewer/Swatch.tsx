import type { ReactElement } from 'react';
import { hexOfColor } from './contrast.js';
import type { SiteLook } from './siteLooks.js';

/** The colours of an atom as a small disc; names stand beside it. */
export function Swatch({ sectors }: Pick<SiteLook, 'sectors'>): ReactElement {
  let start = 0;
  return (
    <svg className="viewer-swatch" viewBox="-1.1 -1.1 2.2 2.2" aria-hidden="true">
      {sectors.map(({ color, share }, i) => {
        const path = share > 0.999 ? null : sector(start, (start += share));
        return path === null ? (
          <circle key={i} r="1" fill={hexOfColor(color)} />
        ) : (
          <path key={i} d={path} fill={hexOfColor(color)} />
        );
      })}
    </svg>
  );
}

/** A piece of the unit disc between two shares of the turn, clockwise from the top. */
function sector(from: number, to: number): string {
  const at = (turn: number): string => {
    const angle = 2 * Math.PI * turn;
    return `${Math.sin(angle).toFixed(4)} ${(-Math.cos(angle)).toFixed(4)}`;
  };
  return `M0 0L${at(from)}A1 1 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)}Z`;
}
