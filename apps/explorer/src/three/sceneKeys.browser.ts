import type { CameraRig } from './cameraRig.browser.js';

const STEP = Math.PI / 18;
const ZOOM = 1.15;

/** For screen readers, and next to a picture. */
export const KEYS = 'Arrow keys turn, + and − zoom, 0 resets.';

/**
 * Turns and zooms with the keyboard while the canvas has the focus.
 *
 * @returns ends it
 */
export function listenToKeys(canvas: HTMLCanvasElement, rig: CameraRig): () => void {
  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => rig.orbit(-STEP, 0),
    ArrowRight: () => rig.orbit(STEP, 0),
    ArrowUp: () => rig.orbit(0, STEP),
    ArrowDown: () => rig.orbit(0, -STEP),
    '+': () => rig.zoom(ZOOM),
    '=': () => rig.zoom(ZOOM),
    '-': () => rig.zoom(1 / ZOOM),
    '0': () => rig.resetView(),
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = actions[event.key];
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  };
  canvas.addEventListener('keydown', onKeyDown);
  return () => canvas.removeEventListener('keydown', onKeyDown);
}
