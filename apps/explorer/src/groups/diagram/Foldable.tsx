import type { ReactElement, ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** Whether it is folded until it is asked for, as on a phone. */
  readonly isFolded: boolean;
  readonly children: ReactNode;
}

/** A part of the diagram under a heading. */
export function Foldable({ title, isFolded, children }: Props): ReactElement {
  const heading = <h2 className="diagram-heading">{title}</h2>;
  return isFolded ? (
    <details className="diagram-fold">
      <summary>{heading}</summary>
      {children}
    </details>
  ) : (
    <>
      {heading}
      {children}
    </>
  );
}
