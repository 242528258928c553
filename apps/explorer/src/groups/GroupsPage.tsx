import './groups.css';
import type { ReactElement } from 'react';
import { useRoute } from '../shell/route.js';
import { addressedGroup } from './groupAddress.js';
import { GroupPage } from './group/GroupPage.js';
import { GroupList } from './list/GroupList.js';
import { UnknownGroup } from './UnknownGroup.js';

/** `#/groups` and `#/groups/<number>`. */
export function GroupsPage(): ReactElement {
  const { path, query } = useRoute();
  const [, ...rest] = path;
  if (rest.length === 0) return <GroupList query={query} />;
  const addressed = addressedGroup(rest.join('/'), query.get('setting'));
  // A page of its own for each group; other settings are another view of the same page.
  return addressed.ok ? (
    <GroupPage key={addressed.group.number} group={addressed.group} query={query} />
  ) : (
    <UnknownGroup what={addressed.what} candidates={addressed.candidates} />
  );
}
