import type { ReactElement } from 'react';
import { PageTitle } from '../shell/PageTitle.js';

export function GroupsPage(): ReactElement {
  return <PageTitle title="Space groups">Space groups</PageTitle>;
}
