import { WebGLRenderer } from 'three';

/**
 * Renderers with their canvas, ready for the next view. A browser has few WebGL contexts and frees one late; a view that comes
 * after another takes its renderer, shaders included.
 */
const idle: WebGLRenderer[] = [];
const MAX_IDLE = 2;

/** @throws Error if the browser gives no WebGL 2 */
export function takeRenderer(): WebGLRenderer {
  for (let known = idle.pop(); known !== undefined; known = idle.pop()) {
    // It may have lost its context since its last use.
    if (!known.getContext().isContextLost()) return known;
    known.dispose();
  }
  const canvas = document.createElement('canvas');
  const attributes = { alpha: true, antialias: true, powerPreference: 'default' } as const;
  // Asked for here, since three.js writes to the console when there is none.
  const context = canvas.getContext('webgl2', attributes) as WebGL2RenderingContext | null;
  if (context === null)
    throw new Error(
      'This browser gives no WebGL 2, which 3-D pictures need. Switch on hardware acceleration, or open the page in a current Firefox, Chrome, Edge or Safari.',
    );
  return new WebGLRenderer({ canvas, context, ...attributes });
}

/** @param isLost a renderer without its context cannot be used again */
export function giveBackRenderer(renderer: WebGLRenderer, isLost: boolean): void {
  renderer.renderLists.dispose();
  const { domElement: canvas } = renderer;
  for (const name of canvas.getAttributeNames())
    if (name !== 'width' && name !== 'height') canvas.removeAttribute(name);
  if (isLost || idle.length === MAX_IDLE) renderer.dispose();
  else idle.push(renderer);
}
