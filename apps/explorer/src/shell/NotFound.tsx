import type { ReactElement } from 'react';
import { hrefOf } from './route.js';
import { PageTitle } from './PageTitle.js';

/** The address names nothing. */
export function NotFound({ what }: { readonly what: string }): ReactElement {
  return (
    <>
      <PageTitle title="Not found">Not found</PageTitle>
      <p className="lead">{what}</p>
      <p>
        <a href={hrefOf(['groups'])}>Search the space groups</a> or go to the <a href={hrefOf([])}>start page</a>.
      </p>
    </>
  );
}
