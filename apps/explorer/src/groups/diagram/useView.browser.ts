import { hrefOf, navigate, useRoute } from '../../shell/route.js';
import type { ViewAxis } from './drawingFrame.js';

/** The view axis that the address names, else a default; setting it changes the address. */
export function useView(standard: ViewAxis): readonly [ViewAxis, (view: ViewAxis) => void] {
  const { path, query } = useRoute();
  const named = query.get('view');
  const view = named === 'a' || named === 'b' || named === 'c' ? named : standard;
  const choose = (next: ViewAxis): void => {
    const entries = Object.fromEntries(query);
    navigate(hrefOf(path, { ...entries, view: next === standard ? undefined : next }), { replace: true });
  };
  return [view, choose];
}
