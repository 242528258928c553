import type { SceneView } from './sceneView.browser.js';

const STEP = Math.PI / 18;
const ZOOM = 1.15;

/** For screen readers, and next to a picture. */
export const KEYS = 'Arrow keys turn, + and − zoom, 0 resets.';

/**
 * Turns and zooms with the keyboard while the canvas has the focus.
 *
 * @returns ends it
 */
export function listenToKeys(view: Pick<SceneView, 'canvas' | 'orbit' | 'zoom' | 'resetView'>): () => void {
  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => view.orbit(-STEP, 0),
    ArrowRight: () => view.orbit(STEP, 0),
    ArrowUp: () => view.orbit(0, STEP),
    ArrowDown: () => view.orbit(0, -STEP),
    '+': () => view.zoom(ZOOM),
    '=': () => view.zoom(ZOOM),
    '-': () => view.zoom(1 / ZOOM),
    '0': () => view.resetView(),
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = actions[event.key];
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  };
  view.canvas.addEventListener('keydown', onKeyDown);
  return () => view.canvas.removeEventListener('keydown', onKeyDown);
}
