import type { ReactElement } from 'react';
import { PageTitle } from '../shell/PageTitle.js';

export function CrystalPage(): ReactElement {
  return <PageTitle title="Crystal">Crystal</PageTitle>;
}
