import { useEffect, useLayoutEffect } from 'react';

/** Browsers refuse to change the history much more often than that. */
const DELAY_MS = 150;

const keptScroll = (): number => {
  const { scroll } = (history.state ?? {}) as { readonly scroll?: unknown };
  return typeof scroll === 'number' ? scroll : 0;
};

/**
 * A new page begins at its top; one that the way back leads to is as it was left. Rendered beside a page, so that it acts when the page
 * has its height.
 *
 * @param props `page`: the path of the page that is shown
 */
export function ScrollMemory({ page }: { readonly page: string }): null {
  useLayoutEffect(() => {
    scrollTo(0, keptScroll());
  }, [page]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const forget = (): void => clearTimeout(timer);
    const keep = (): void => {
      forget();
      timer = setTimeout(() => history.replaceState({ ...history.state, scroll: scrollY }, ''), DELAY_MS);
    };
    addEventListener('scroll', keep, { passive: true });
    // What was scrolled last belongs to the entry that is left.
    addEventListener('popstate', forget);
    return () => {
      forget();
      removeEventListener('scroll', keep);
      removeEventListener('popstate', forget);
    };
  }, [page]);
  return null;
}
