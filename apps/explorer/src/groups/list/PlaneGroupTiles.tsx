import { planeGroup } from '@crystal-fourier/spacegroups';
import type { ReactElement } from 'react';
import { hrefOf } from '../../shell/route.js';
import { HmSymbol } from '../../ui/HmSymbol.js';

/** The 17 groups of the plane, where one can see what symmetry does. */
export function PlaneGroupTiles(): ReactElement {
  return (
    <section className="groups-system" aria-labelledby="groups-plane">
      <h2 id="groups-plane">Plane groups</h2>
      <p className="muted">
        The 17 groups of patterns in the plane. Each opens on the functions that it leaves unchanged.
      </p>
      <ul className="groups-tiles">
        {Array.from({ length: 17 }, (_, i) => planeGroup(i + 1)).map(({ number, hmShort, crystalSystem }) => (
          <li key={number}>
            <a className="groups-tile" href={hrefOf(['basis', 'plane', hmShort])}>
              <span className="groups-tile-number">{number}</span>
              <span className="groups-tile-symbol">
                <HmSymbol symbol={hmShort} />
              </span>
              <span className="groups-tile-schoenflies">{crystalSystem}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
