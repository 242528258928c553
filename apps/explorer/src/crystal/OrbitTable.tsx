import { type ReactElement, useState } from 'react';
import { HmSymbol } from '../ui/HmSymbol.js';
import { TableScroll } from '../ui/TableScroll.js';
import type { CrystalReport } from './crystalReport.js';

interface Props {
  readonly report: CrystalReport;
  readonly selected: number | null;
  readonly onSelect: (orbit: number | null) => void;
}

/** Rows that are there at first: a cell without symmetry has thousands. */
const FIRST = 100;

/** The orbits of the crystal: what a network reads as its tokens. */
export function OrbitTable({ report, selected, onSelect }: Props): ReactElement {
  const { symmetry, orbitTexts, latticePoints } = report;
  const [whole, setWhole] = useState<CrystalReport | null>(null);
  const count = symmetry.orbits.length;
  const shown = whole === report ? symmetry.orbits : symmetry.orbits.slice(0, FIRST);
  return (
    <section className="card" aria-labelledby="crystal-orbits">
      <h2 id="crystal-orbits">Orbits</h2>
      <p className="muted">
        Sites that symmetry makes equal. The network reads one token for each orbit, counted as often as it has sites,
        however many atoms the file lists. Choose one to see it in the picture.
      </p>
      <TableScroll label="Orbits of the crystal">
        <table>
          <thead>
            <tr>
              <th scope="col">Orbit</th>
              <th scope="col">Site symmetry</th>
              <th scope="col" className="number">
                Sites in the standard cell
              </th>
              <th scope="col" className="number">
                in the primitive cell
              </th>
              <th scope="col">Position</th>
              <th scope="col">Values</th>
              <th scope="col">Site</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ species, multiplicity, letter, siteSymmetry, coordinates }, i) => (
              // oxlint-disable-next-line react/no-array-index-key -- an orbit is its index in the description
              <tr key={i} className={i === selected ? 'crystal-chosen' : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="crystal-orbit"
                    aria-pressed={i === selected}
                    onClick={() => onSelect(i === selected ? null : i)}
                  >
                    {species} {multiplicity}
                    <i>{letter}</i>
                  </button>
                </th>
                <td>
                  <HmSymbol symbol={siteSymmetry} />
                </td>
                <td className="number">{multiplicity}</td>
                <td className="number">{multiplicity / latticePoints}</td>
                <td className="mono">{coordinates}</td>
                <td className="mono">{orbitTexts[i]!.parameters === '' ? '–' : orbitTexts[i]!.parameters}</td>
                <td className="mono">{orbitTexts[i]!.position}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {shown.length < count && (
        <button type="button" className="button button-quiet crystal-more" onClick={() => setWhole(report)}>
          Show all {count.toLocaleString('en')} orbits
        </button>
      )}
    </section>
  );
}
