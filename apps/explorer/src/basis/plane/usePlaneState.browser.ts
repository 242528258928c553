import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { hrefOf, navigate, useRoute } from '../../shell/route.js';
import { parsePlaneState, planeQuery, type PlaneState } from './planeState.js';

/** Browsers refuse more than about a hundred changes of the address in half a minute. */
const WRITE_EVERY = 350;

/** What the address says, and a function that changes it: the page at once, the address when there is time. */
export function usePlaneState(symbol: string): readonly [PlaneState, (change: Partial<PlaneState>) => void] {
  const route = useRoute();
  const said = useMemo(() => parsePlaneState(route.query), [route]);
  const [draft, setDraft] = useState<PlaneState | null>(null);
  const latest = useRef(said);
  const written = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useEffect(() => {
    // Somebody else went to another place: what is not written yet is void.
    if (location.hash === written.current) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    latest.current = said;
    setDraft(null);
  }, [said]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const change = useCallback(
    (part: Partial<PlaneState>): void => {
      latest.current = { ...latest.current, ...part };
      setDraft(latest.current);
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        written.current = hrefOf(['basis', 'plane', symbol], planeQuery(latest.current));
        navigate(written.current, { replace: true });
      }, WRITE_EVERY);
    },
    [symbol],
  );
  return [draft ?? said, change];
}
