import { memo, type ReactElement, useState } from 'react';
import { TableScroll } from '../../ui/TableScroll.js';
import { absenceSentence } from './absence.js';
import { frequencyAt } from './cell.js';
import { indices, twentyFourths } from '../fractions.js';
import { functionsOfStar, type PlaneModel } from './planeModel.js';

interface Props {
  readonly model: PlaneModel;
  readonly onStar: (frequency: readonly [number, number], single: number | null) => void;
}

/** All stars in words and numbers: what the graph shows. */
export const StarTable = memo(function StarTable({ model, onStar }: Props): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="card plane-table" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>All {model.counts.stars} stars as a table</summary>
      {isOpen && (
        <TableScroll label="Stars">
          <table>
            <thead>
              <tr>
                <th scope="col">Star</th>
                <th scope="col" className="number">
                  |k| / a*
                </th>
                <th scope="col">Frequencies, with phase / 2π</th>
                <th scope="col">What becomes of it</th>
              </tr>
            </thead>
            <tbody>
              {model.constraints.stars.map(({ index, representative, members, phases, consistent }) => {
                const k = [representative[0]!, representative[1]!] as const;
                return (
                  <tr key={index}>
                    <th scope="row">{indices(k)}</th>
                    <td className="number">{Math.hypot(...frequencyAt(model.cell, k)).toFixed(3)}</td>
                    <td>
                      {members
                        .map((m, i) =>
                          consistent && phases[i] !== 0 ? `${indices(m)} ${twentyFourths(phases[i]!)}` : indices(m),
                        )
                        .join(', ')}
                    </td>
                    <td>
                      {consistent
                        ? functionsOfStar(model, index).map((info) => (
                            <button
                              key={info.index}
                              type="button"
                              className="button button-quiet"
                              onClick={() => onStar(k, info.index)}
                            >
                              Show {info.name}
                            </button>
                          ))
                        : absenceSentence(model, k)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </TableScroll>
      )}
    </details>
  );
});
