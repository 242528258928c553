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
 * @param props `place`: another one is another page
 */
export function ScrollMemory({ place }: { readonly place: string }): null {
  useLayoutEffect(() => {
    scrollTo(0, keptScroll());
  }, [place]);
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
  }, [place]);
  return null;
}
