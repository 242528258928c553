import './group.css';
import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { ReactElement } from 'react';
import { navigate, parseRoute } from '../../shell/route.js';
import { Tabs } from '../../ui/Tabs.js';
import { GroupHeader } from './GroupHeader.js';
import { Operations } from './Operations.js';
import { Overview } from './Overview.js';
import { type PageQuery, pageHref, readPageQuery } from './pageQuery.js';
import { Reflections } from './Reflections.js';
import { Settings } from './Settings.js';
import { Tensors } from '../tensors/Tensors.js';
import { WyckoffTable } from './WyckoffTable.js';

const PARTS = [
  { id: 'overview', label: 'Overview', Part: Overview },
  { id: 'operations', label: 'Operations', Part: Operations },
  { id: 'wyckoff', label: 'Wyckoff positions', Part: WyckoffTable },
  { id: 'reflections', label: 'Reflections', Part: Reflections },
  { id: 'tensors', label: 'Tensors', Part: Tensors },
  { id: 'settings', label: 'Settings', Part: Settings },
] as const;

/** `#/groups/14?setting=b1&tab=operations`: everything about a group in one setting. */
export function GroupPage({
  group,
  query: search,
}: {
  readonly group: SpaceGroup;
  readonly query: URLSearchParams;
}): ReactElement {
  const query = readPageQuery(search);
  const onChange = (changes: PageQuery): void => {
    // What a field writes a moment after the last key must not lead back to a page that was left.
    const now = parseRoute(location.hash);
    if (now.path[0] !== 'groups' || Number(now.path[1]) !== group.number) return;
    navigate(pageHref(group, readPageQuery(now.query), changes), { replace: true });
  };
  return (
    <div className="stack">
      <GroupHeader group={group} query={query} />
      <Tabs
        label={`Parts of space group ${group.number}`}
        tabs={PARTS.map(({ id, label, Part }) => ({
          id,
          label,
          content: () => <Part group={group} query={query} onChange={onChange} />,
        }))}
        selected={query.tab ?? 'overview'}
        onSelect={(tab) => onChange({ tab: tab === 'overview' ? undefined : tab })}
      />
    </div>
  );
}
