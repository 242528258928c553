import { type ReactElement, useState } from 'react';
import { TableScroll } from '../../ui/TableScroll.js';
import { coordinateText, occupancyText } from './siteReadout.js';
import type { ViewerStructure } from './viewerStructure.js';

interface Props {
  readonly structure: ViewerStructure;
  readonly site: number | null;
  readonly onChoose: (site: number | null) => void;
}

/** Rows that are there at first: a table of thousands would delay the page. */
const FIRST = 100;

/** All sites of the cell: what the picture shows, as a list. */
export function SiteTable({ structure: { atoms, orbits }, site, onChoose }: Props): ReactElement {
  const [isAll, setAll] = useState(false);
  const shown = isAll ? atoms : atoms.slice(0, FIRST);
  return (
    <details className="viewer-sites">
      <summary>List of sites ({atoms.length})</summary>
      <TableScroll label="Sites of the cell">
        <table>
          <thead>
            <tr>
              <th scope="col">Site</th>
              <th scope="col">Occupied by</th>
              {orbits.length > 0 && <th scope="col">Wyckoff</th>}
              {['x', 'y', 'z'].map((axis) => (
                <th key={axis} scope="col" className="number">
                  <i>{axis}</i>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ label, position, orbit, occupancy }, i) => (
              <tr key={i} className={i === site ? 'viewer-chosen' : undefined}>
                <td>
                  <button
                    type="button"
                    className="viewer-row-button"
                    aria-pressed={i === site}
                    onClick={() => onChoose(i === site ? null : i)}
                  >
                    {i + 1}. {label}
                  </button>
                </td>
                <td>{occupancyText(occupancy)}</td>
                {orbits.length > 0 && (
                  <td>
                    {orbit !== null && (
                      <>
                        {orbits[orbit]!.multiplicity}
                        <i>{orbits[orbit]!.letter}</i>
                      </>
                    )}
                  </td>
                )}
                {position.map((x, axis) => (
                  <td key={axis} className="number">
                    {coordinateText(x)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {shown.length < atoms.length && (
        <button type="button" className="button button-quiet" onClick={() => setAll(true)}>
          Show all {atoms.length} sites
        </button>
      )}
    </details>
  );
}
