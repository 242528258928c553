import type { PowderLine } from '@crystal-fourier/data/diffraction';
import { memo, type ReactElement } from 'react';
import { TableScroll } from '../../ui/TableScroll.js';
import { Hkl } from '../Hkl.js';

/** Rows of a table that a browser lays out at once; the CSV has all lines. */
const MOST_ROWS = 300;

/** The lines of a pattern by their angles; of many the strongest. It is not made again while the picture is dragged. */
export const PowderTable = memo(function PowderTable({
  lines,
}: {
  readonly lines: readonly PowderLine[];
}): ReactElement {
  const isCut = lines.length > MOST_ROWS;
  const shown = isCut
    ? lines
        .toSorted((a, b) => b.relative - a.relative)
        .slice(0, MOST_ROWS)
        .toSorted((a, b) => a.twoTheta - b.twoTheta)
    : lines;
  return (
    <>
      {isCut && (
        <p className="small muted">
          The {MOST_ROWS} strongest of {lines.length.toLocaleString('en')} lines. The CSV has all.
        </p>
      )}
      <TableScroll label="Lines of the powder pattern">
        <table>
          <thead>
            <tr>
              <th scope="col">hkl</th>
              <th scope="col" className="number">
                d (Å)
              </th>
              <th scope="col" className="number">
                2θ (°)
              </th>
              <th scope="col" className="number">
                Multiplicity
              </th>
              <th scope="col" className="number">
                Intensity
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ reflections, d, twoTheta, multiplicity, relative }) => (
              <tr key={`${reflections[0]!.hkl.join()} ${twoTheta}`}>
                <th scope="row">
                  {reflections.map(({ hkl }, i) => (
                    <span key={hkl.join()}>
                      {i > 0 && ', '}
                      <Hkl hkl={hkl} />
                    </span>
                  ))}
                </th>
                <td className="number">{d.toFixed(4)}</td>
                <td className="number">{twoTheta.toFixed(3)}</td>
                <td className="number">{multiplicity}</td>
                <td className="number">{relative.toFixed(2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  );
});
