import type { ReactElement, ReactNode } from 'react';

interface Props {
  /** What the table is, for screen readers. */
  readonly label: string;
  readonly children: ReactNode;
}

/** A table that may be wider or higher than the room it has: it scrolls by itself, with the keyboard, too. */
export function TableScroll({ label, children }: Props): ReactElement {
  return (
    <div className="table-scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
