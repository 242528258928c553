import { conventionalAsu } from '@crystal-fourier/spacegroups/reflections';
import type { ReactElement } from 'react';
import { TableScroll } from '../../ui/TableScroll.js';
import type { PartProps } from './partProps.js';
import { ReflectionChecker } from './ReflectionChecker.js';

/** The first reflection that is shown; in many groups it is absent. */
const START = '0 0 1';

/** General reflection conditions, and a reflection to check. */
export function Reflections({ group, query, onChange }: PartProps): ReactElement {
  const { zones, note } = group.reflectionConditions();
  return (
    <div className="split groups-parts">
      <section className="card" aria-labelledby="groups-conditions">
        <h2 id="groups-conditions">Reflection conditions</h2>
        {zones.length === 0 ? (
          <p>None: the general position extinguishes no reflection.</p>
        ) : (
          <TableScroll label="Table of reflection conditions">
            <table>
              <thead>
                <tr>
                  <th scope="col">Reflections</th>
                  <th scope="col">Present only if</th>
                </tr>
              </thead>
              <tbody>
                {zones.map(({ zone, text }) => (
                  <tr key={zone.name}>
                    <th scope="row" className="mono">
                      {zone.name.replaceAll('-', '−')}
                    </th>
                    <td className="mono">{text.slice(zone.name.length + 2).replaceAll('-', '−')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
        )}
        <p className="muted small groups-note">
          General conditions, each for one of a set of equivalent zones{note === null ? '' : ` (${note})`}; n is any
          integer. Unique reflections: <code>{conventionalAsu(group).description}</code>.
        </p>
      </section>
      <ReflectionChecker key={group.setting.qualifier} group={group} hkl={query.hkl ?? START} onChange={onChange} />
    </div>
  );
}
