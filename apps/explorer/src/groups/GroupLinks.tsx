import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { ReactElement } from 'react';
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
            <HmSymbol symbol={group.setting.hmExtended} />
            {settingText(group) !== '' && <span className="muted small">{settingText(group)}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}
