import type { ReactElement } from 'react';
import { TableScroll } from '../../ui/TableScroll.js';
import type { Contacts } from './contacts.js';
import { coordinateText, coordinationNumber, occupancyText, shellsOf } from './siteReadout.js';
import type { ViewerStructure } from './viewerStructure.js';

interface Props {
  readonly structure: ViewerStructure;
  readonly contacts: Contacts | null;
  /** The site whose facts are shown; null: how to choose one. */
  readonly site: number | null;
  readonly onChoose: (site: number | null) => void;
}

const SHELLS = 8;

/** What is known of a site. */
export function SitePanel({ structure, contacts, site, onChoose }: Props): ReactElement {
  const { atoms, orbits } = structure;
  const step = (by: number): void => onChoose(((site ?? (by > 0 ? -1 : 0)) + by + atoms.length) % atoms.length);
  return (
    <div className="viewer-site">
      <div className="row">
        <h3>Atom</h3>
        <span className="viewer-gap" />
        <button
          type="button"
          className="button button-quiet viewer-square"
          aria-label="Previous site"
          onClick={() => step(-1)}
        >
          ‹
        </button>
        <button
          type="button"
          className="button button-quiet viewer-square"
          aria-label="Next site"
          onClick={() => step(1)}
        >
          ›
        </button>
        {site !== null && (
          <button type="button" className="button button-quiet" onClick={() => onChoose(null)}>
            Clear
          </button>
        )}
      </div>
      <div aria-live="polite">
        {site === null ? <Hint hasOrbits={orbits.length > 0} /> : <Facts {...{ structure, contacts, site }} />}
      </div>
    </div>
  );
}

const Hint = ({ hasOrbits }: { readonly hasOrbits: boolean }): ReactElement => (
  <p className="muted">
    Click an atom, or choose a site of the list.{hasOrbits && ' All atoms that symmetry makes equal to it stand out.'}
  </p>
);

function Facts({
  structure: { atoms, orbits },
  contacts,
  site,
}: Pick<Props, 'structure' | 'contacts'> & { readonly site: number }): ReactElement {
  const { label, position, orbit, occupancy } = atoms[site]!;
  const own = orbit === null ? undefined : orbits[orbit];
  const near = contacts?.lists[site];
  const shells = near === undefined ? [] : shellsOf(atoms, near, SHELLS);
  return (
    <>
      <dl className="facts">
        <dt>Site</dt>
        <dd>
          {site + 1} of {atoms.length}, {label}
        </dd>
        <dt>Occupied by</dt>
        <dd>{occupancyText(occupancy)}</dd>
        {own !== undefined && (
          <>
            <dt>Wyckoff position</dt>
            <dd>
              {own.multiplicity}
              <i>{own.letter}</i>
            </dd>
            <dt>Site symmetry</dt>
            <dd className="mono">{own.siteSymmetry}</dd>
          </>
        )}
        <dt>Coordinates</dt>
        <dd className="mono">{position.map(coordinateText).join(', ')}</dd>
        {near !== undefined && (
          <>
            <dt>Bonded to</dt>
            <dd>{coordinationNumber(near) === 1 ? '1 atom' : `${coordinationNumber(near)} atoms`}</dd>
          </>
        )}
      </dl>
      {shells.length > 0 && (
        <TableScroll label="Neighbours of the site">
          <table>
            <thead>
              <tr>
                <th scope="col">Neighbours</th>
                <th scope="col" className="number">
                  Distance / Å
                </th>
                <th scope="col">Bond</th>
              </tr>
            </thead>
            <tbody>
              {shells.map(({ element, count, distance, isBonded }, i) => (
                <tr key={i}>
                  <td>
                    {count} {element}
                  </td>
                  <td className="number">{distance.toFixed(3)}</td>
                  <td>{isBonded ? 'yes' : 'no'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {near !== undefined && shells.length === 0 && (
        <p className="muted">No atom is nearer than {contacts!.reach.toFixed(1)} Å.</p>
      )}
    </>
  );
}
