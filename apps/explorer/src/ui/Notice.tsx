import type { ReactElement, ReactNode } from 'react';

interface Props {
  /** An `error` is announced by screen readers at once. */
  readonly kind: 'error' | 'warning' | 'info';
  readonly title?: ReactNode;
  readonly children: ReactNode;
}

/** A message in a coloured box. */
export function Notice({ kind, title, children }: Props): ReactElement {
  return (
    <div
      className={`notice notice-${kind}`}
      role={kind === 'error' ? 'alert' : kind === 'warning' ? 'status' : undefined}
    >
      {title !== undefined && <strong>{title}</strong>}
      <div>{children}</div>
    </div>
  );
}
