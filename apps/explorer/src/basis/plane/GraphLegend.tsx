import type { ReactElement } from 'react';

/** What the lines and signs of the dual graph mean. */
export function GraphLegend({ isWhole }: { readonly isWhole: boolean }): ReactElement {
  return (
    <ul className="plane-legend">
      <li>
        <svg viewBox="0 0 24 16" aria-hidden="true">
          <path className="plane-edge" d="M1 8H23" />
        </svg>
        weight 1
      </li>
      <li>
        <svg viewBox="0 0 24 16" aria-hidden="true">
          <path className="plane-edge plane-edge-turned" d="M1 8H23" />
        </svg>
        another phase, as a part of a full turn
      </li>
      <li>
        <svg viewBox="0 0 24 16" aria-hidden="true">
          <circle className="plane-edge plane-edge-turned" cx="12" cy="8" r="7" />
          <path className="plane-legend-cross" d="M9 5l6 6m0-6l-6 6" />
        </svg>
        absent; ring: a loop that turns the phase
      </li>
      {!isWhole && <li>edges: of one star; choose a generator to see its edges everywhere</li>}
    </ul>
  );
}
