import { spaceGroup } from '@crystal-fourier/spacegroups';
import type { ReactElement } from 'react';
import { hrefOf } from '../shell/route.js';
import { settingSymbol } from '../ui/doubleGlide.js';
import { HmSymbol } from '../ui/HmSymbol.js';
import { TableScroll } from '../ui/TableScroll.js';
import { errorText, type GroupRow } from './unseenView.js';

/** The price of not having seen the crystals, group by group. */
export function GroupTable({ rows }: { readonly rows: readonly GroupRow[] }): ReactElement {
  // A bar of full width is the largest price.
  const most = Math.max(1, ...rows.flatMap(({ price }) => price ?? []));
  return (
    <TableScroll label="Errors by space group">
      <table className="unseen-groups">
        <thead>
          <tr>
            <th scope="col">Space group</th>
            <th scope="col">Price</th>
            <th scope="col" className="number">
              Crystals
            </th>
            <th scope="col" className="number">
              Held out
            </th>
            <th scope="col" className="number">
              In distribution
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ group, count, heldOut, inDistribution, price }) => (
            <tr key={group}>
              <th scope="row">
                <a href={hrefOf(['groups', group])}>
                  {group} <HmSymbol symbol={settingSymbol(spaceGroup(group).setting).replace(/:.*/, '')} />
                </a>
              </th>
              <td>
                {price === undefined ? (
                  '–'
                ) : (
                  <span className="unseen-price">
                    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                      <rect className="unseen-price-all" width={(100 * price) / most} height="8" />
                      <rect className="unseen-price-own" width={(100 * Math.min(1, price)) / most} height="8" />
                    </svg>
                    {price.toFixed(2)}
                  </span>
                )}
              </td>
              <td className="number">{count}</td>
              <td className="number">{errorText(heldOut)}</td>
              <td className="number">{inDistribution === undefined ? '–' : errorText(inDistribution)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
