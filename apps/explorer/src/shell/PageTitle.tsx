import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';

interface Props {
  /** Of the window. */
  readonly title: string;
  readonly children: ReactNode;
}

let isFirst = true;

/**
 * The heading of a page. A new page takes the focus to it, so that keyboard and screen reader start there; the first page that is
 * opened leaves the focus where the browser puts it.
 */
export function PageTitle({ title, children }: Props): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · crystal-fourier explorer`;
  }, [title]);
  useEffect(() => {
    if (!isFirst) heading.current?.focus({ preventScroll: true });
    isFirst = false;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
