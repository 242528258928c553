import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { ReactElement } from 'react';
import { settingSymbol } from '../ui/doubleGlide.js';
import { HmSymbol } from '../ui/HmSymbol.js';
import { groupHref, settingText } from './groupAddress.js';

/** Links to groups in their settings, side by side. */
export function GroupLinks({ groups }: { readonly groups: readonly SpaceGroup[] }): ReactElement {
  return (
    <ul className="groups-links">
      {groups.map((group) => (
        <li key={`${group.number}:${group.setting.qualifier}`}>
          <a href={groupHref(group)}>
            <span className="groups-links-number">{group.number}</span>
            <HmSymbol symbol={settingSymbol(group.setting)} />
            {settingText(group) !== '' && <span className="muted small">{settingText(group)}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}
