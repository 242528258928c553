import type { ReactElement } from 'react';
import { TableScroll } from '../ui/TableScroll.js';
import { Hkl } from './Hkl.js';
import type { AbsentReflection } from './reflections.js';

interface Props {
  readonly absent: readonly AbsentReflection[];
  readonly conditions: readonly string[];
}

/** Reflections that are zero whatever the atoms are, with an operation that proves it. */
export function AbsentTable({ absent, conditions }: Props): ReactElement {
  if (absent.length === 0)
    return <p className="muted">This group has no conditions that the listed reflections break: none is absent.</p>;
  return (
    <>
      <p className="muted">
        Zero for any atoms in this group: an operation keeps hkl and turns its phase by a part of a full turn. General
        conditions: <span className="mono">{conditions.join(' · ')}</span>
      </p>
      <TableScroll label="Absent reflections">
        <table>
          <thead>
            <tr>
              <th scope="col">hkl</th>
              <th scope="col" className="number">
                d (Å)
              </th>
              <th scope="col">Condition that it breaks</th>
              <th scope="col">Proof: operation</th>
              <th scope="col" className="number">
                Turn
              </th>
            </tr>
          </thead>
          <tbody>
            {absent.map(({ hkl, d, condition, operation, turn }) => (
              <tr key={hkl.join()}>
                <th scope="row">
                  <Hkl hkl={hkl} />
                </th>
                <td className="number">{d.toFixed(4)}</td>
                <td className="mono">{condition}</td>
                <td className="mono">{operation}</td>
                <td className="number mono">{turn}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  );
}
