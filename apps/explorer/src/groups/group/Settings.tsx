import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { ReactElement } from 'react';
import { olderSymbol, settingSymbol } from '../../ui/doubleGlide.js';
import { HmSymbol } from '../../ui/HmSymbol.js';
import { TableScroll } from '../../ui/TableScroll.js';
import { formatMatrix, shiftText } from './changeText.js';
import { settingsOf, settingText } from '../groupAddress.js';
import type { PartProps } from './partProps.js';
import { pageHref } from './pageQuery.js';

/** All settings of the group, and how each leads to the reference setting. */
export function Settings({ group, query }: PartProps): ReactElement {
  const tabulated = settingsOf(group.number);
  const all = tabulated.includes(group) ? tabulated : [group, ...tabulated];
  const { toReference } = group.setting;
  const matrix = formatMatrix(toReference);
  return (
    <div className="stack">
      <section className="card" aria-labelledby="groups-settings">
        <h2 id="groups-settings">
          {tabulated.length === 1 ? 'One tabulated setting' : `${tabulated.length} tabulated settings`}
        </h2>
        <TableScroll label="Settings">
          <table>
            <thead>
              <tr>
                <th scope="col">Symbol</th>
                <th scope="col">Axes and origin</th>
                <th scope="col">Hall symbol</th>
                <th scope="col">To the reference setting</th>
              </tr>
            </thead>
            <tbody>
              {all.map((other) => (
                <tr key={other.setting.qualifier} data-chosen={other === group}>
                  <th scope="row" className="groups-nowrap">
                    <SettingLink group={other} isChosen={other === group} tab={query.tab} />
                  </th>
                  <td>
                    {settingText(other) || 'standard'}
                    {olderSymbol(other.setting) !== null && (
                      <span className="muted small"> · formerly {olderSymbol(other.setting)}</span>
                    )}
                  </td>
                  <td className="mono groups-nowrap">{other.setting.hall}</td>
                  <td className="mono groups-nowrap">
                    {other.setting.isReference ? 'reference' : other.setting.toReference.toAbc()}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      </section>
      <section className="card" aria-labelledby="groups-change">
        <h2 id="groups-change">From this setting to the reference setting</h2>
        <p className="muted">
          (a′, b′, c′) = (a, b, c) P, with the new origin at p: coordinates change to x′ = P⁻¹(x − p), reflections to h′
          = hP.
        </p>
        <div className="row groups-change">
          <span>
            P ={' '}
            <span
              className="groups-matrix groups-matrix-square mono"
              role="img"
              aria-label={`Matrix ${matrix.map((row) => row.join(' ')).join('; ')}`}
            >
              {matrix.map((row, i) => (
                <span key={i}>
                  {row.map((entry, j) => (
                    <span key={j}>{entry.replace('-', '−')}</span>
                  ))}
                </span>
              ))}
            </span>
          </span>
          <span>
            p = <code>({shiftText(toReference)})</code>
          </span>
          <span>
            x′ = <code>{toReference.toXyz()}</code>
          </span>
          <span>
            back: <code>{toReference.inverse().toAbc()}</code>
          </span>
        </div>
      </section>
    </div>
  );
}

function SettingLink({
  group,
  isChosen,
  tab,
}: {
  readonly group: SpaceGroup;
  readonly isChosen: boolean;
  readonly tab: string | undefined;
}): ReactElement {
  return (
    <a className="groups-hm-link" href={pageHref(group, { tab })} aria-current={isChosen ? 'true' : undefined}>
      <HmSymbol symbol={settingSymbol(group.setting)} />
    </a>
  );
}
