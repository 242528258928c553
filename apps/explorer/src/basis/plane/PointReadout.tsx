import type { ReactElement } from 'react';
import { signed } from '../fractions.js';
import type { OrbitReadout } from './orbitReadout.js';

/** What is known of the point: its coordinates, its Wyckoff position, and the value of the function on its orbit. */
export function PointReadout({ readout }: { readonly readout: OrbitReadout }): ReactElement {
  const { point, images, position, value, spread } = readout;
  return (
    <dl className="plane-readout" aria-live="polite">
      <dt>Point</dt>
      <dd>
        {signed(point[0], 3)}, {signed(point[1], 3)}
      </dd>
      <dt>Position</dt>
      <dd>{position}</dd>
      <dt>Value</dt>
      <dd>{signed(value, 4)}</dd>
      <dt>Equivalent points</dt>
      <dd>
        {images.length} per cell; values differ by {spread < 1e-15 ? '0' : spread.toExponential(0).replace('-', '−')}
      </dd>
    </dl>
  );
}
