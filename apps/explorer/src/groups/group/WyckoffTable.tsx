import type { WyckoffPosition } from '@crystal-fourier/spacegroups';
import { type ReactElement, useState } from 'react';
import { TableScroll } from '../../ui/TableScroll.js';
import type { PartProps } from './partProps.js';
import { SiteOrbit } from './SiteOrbit.js';

/** More coordinates than this are shown only when they are asked for. */
const SHORT_LIST = 8;

/** Wyckoff positions, and the orbit of the one that is chosen. */
export function WyckoffTable({ group, query, onChange }: PartProps): ReactElement {
  const { wyckoff } = group;
  const chosen = wyckoff.find(({ letter }) => letter === query.site) ?? wyckoff.at(-1)!;
  return (
    <div className="split split-wide-left groups-parts">
      <section className="card" aria-labelledby="groups-wyckoff">
        <h2 id="groups-wyckoff">Wyckoff positions</h2>
        <TableScroll label="Table of Wyckoff positions">
          <table className="groups-wyckoff">
            <thead>
              <tr>
                <th scope="col">Position</th>
                <th scope="col">Site symmetry</th>
                <th scope="col">Coordinates</th>
              </tr>
            </thead>
            <tbody>
              {wyckoff.toReversed().map((position) => (
                <tr key={position.letter} data-chosen={position === chosen}>
                  <th scope="row">
                    <button
                      type="button"
                      className="groups-letter"
                      aria-pressed={position === chosen}
                      aria-label={`${position.multiplicity}${position.letter}, show its orbit`}
                      onClick={() => onChange({ site: position.letter })}
                    >
                      {position.multiplicity}
                      <i>{position.letter}</i>
                    </button>
                  </th>
                  <td className="mono">{position.siteSymmetry.replaceAll('-', '−')}</td>
                  <td>
                    <Coordinates position={position} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
        <p className="muted small groups-note">
          Letters are those of the International Tables A
          {group.setting.isReference ? '' : ' for the reference setting, carried along by the change of axes'}.
        </p>
      </section>
      <SiteOrbit group={group} position={chosen} at={query.at ?? null} onChange={onChange} />
    </div>
  );
}

function Coordinates({ position }: { readonly position: WyckoffPosition }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const all = position.coordinates();
  const shown = isOpen ? all : all.slice(0, SHORT_LIST);
  return (
    <>
      <ul className="groups-coordinates">
        {shown.map((triplet) => (
          <li key={triplet}>{triplet}</li>
        ))}
      </ul>
      {all.length > SHORT_LIST && (
        <button type="button" className="groups-more" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'fewer' : `all ${all.length}`}
          <span className="visually-hidden"> coordinates of position {position.letter}</span>
        </button>
      )}
    </>
  );
}
