import type { ReactElement, ReactNode } from 'react';

/** Something takes a moment. */
export function Loading({ children = 'Loading…' }: { readonly children?: ReactNode }): ReactElement {
  return (
    <p className="loading" role="status">
      <span className="spinner" aria-hidden="true" />
      {children}
    </p>
  );
}
