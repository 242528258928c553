import type { ReactElement } from 'react';
import { PageTitle } from '../shell/PageTitle.js';

export function BasisPage(): ReactElement {
  return <PageTitle title="Invariant functions">Invariant functions</PageTitle>;
}
