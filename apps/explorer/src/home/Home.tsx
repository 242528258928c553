import type { ReactElement } from 'react';
import { PageTitle } from '../shell/PageTitle.js';

export function Home(): ReactElement {
  return <PageTitle title="See what symmetry does">See what symmetry does</PageTitle>;
}
