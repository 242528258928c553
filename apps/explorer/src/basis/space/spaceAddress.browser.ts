import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { hrefOf, navigate, useRoute } from '../../shell/route.js';
import { parseSpaceState, spaceQuery, type SpaceState } from './spaceState.js';

const WAIT = 150; // ms: browsers limit how often an address may change

/** The state that the address holds, and a way to change it. The address follows when changes pause. */
export function useSpaceState(
  number: number,
  setting: string,
): readonly [SpaceState, (change: Partial<SpaceState>) => void] {
  const route = useRoute();
  const fromAddress = useMemo(() => parseSpaceState(route.query), [route]);
  const [draft, setDraft] = useState<SpaceState | null>(null);
  const state = draft ?? fromAddress;
  const latest = useRef(state);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = state;
  }, [state]);
  // Another address, by a link or the back button, wins.
  useEffect(() => {
    clearTimeout(timer.current);
    setDraft(null);
    return () => clearTimeout(timer.current);
  }, [route]);
  const change = useCallback(
    (change: Partial<SpaceState>) => {
      const next = { ...latest.current, ...change };
      latest.current = next;
      setDraft(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        navigate(hrefOf(['basis', 'space', number], spaceQuery(next, setting)), { replace: true });
        // Where the address was that already, no event tells.
        setDraft(null);
      }, WAIT);
    },
    [number, setting],
  );
  return [state, change];
}
