import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { navigate, useRoute } from '../shell/route.js';

/** Browsers refuse more than about a hundred changes of the address in half a minute. */
const WRITE_EVERY = 350; // ms

/**
 * What the address says, and a function that changes it: the page at once, the address when there is time.
 *
 * @param parse reads the query of an address; the same function in every call
 * @param hrefOfState the address of a state
 */
export function useAddressState<T extends object>(
  parse: (query: URLSearchParams) => T,
  hrefOfState: (state: T) => string,
): readonly [T, (change: Partial<T>) => void] {
  const route = useRoute();
  const said = useMemo(() => parse(route.query), [parse, route]);
  const [draft, setDraft] = useState<T | null>(null);
  const latest = useRef(said);
  const toHref = useRef(hrefOfState);
  const written = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useEffect(() => {
    toHref.current = hrefOfState;
  });
  useEffect(() => {
    if (location.hash === written.current) return;
    // The page was left meanwhile: a change that is not written yet is dropped.
    clearTimeout(timer.current);
    timer.current = undefined;
    written.current = null;
    latest.current = said;
    setDraft(null);
  }, [said]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const change = useCallback((part: Partial<T>): void => {
    latest.current = { ...latest.current, ...part };
    setDraft(latest.current);
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      written.current = toHref.current(latest.current);
      navigate(written.current, { replace: true });
    }, WRITE_EVERY);
  }, []);
  return [draft ?? said, change];
}
