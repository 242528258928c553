import { DirectionalLight, Group, HemisphereLight, Scene } from 'three';
import { CameraRig, type CameraRigOptions } from './cameraRig.browser.js';
import { canvasPng } from './canvasPng.browser.js';
import { disposeTree } from './disposeTree.browser.js';
import { giveBackRenderer, takeRenderer } from './renderers.browser.js';
import { listenToKeys } from './sceneKeys.browser.js';
import { onThemeChange } from './themeChange.browser.js';

export interface SceneViewOptions extends CameraRigOptions {
  /** Called when the theme has changed: colours must be read anew. */
  readonly onTheme?: () => void;
  /** Called when the graphics card drops the context (`true`) and when it comes back (`false`); three.js uploads everything again. */
  readonly onContextLost?: (isLost: boolean) => void;
}

const MAX_PIXEL_RATIO = 2;

/**
 * A three.js scene in an element of the page. It draws when something has changed and only then; whoever changes the scene calls
 * {@link SceneView.invalidate}.
 */
export class SceneView {
  readonly canvas: HTMLCanvasElement;
  /** What is shown; emptied and disposed of with the view. */
  readonly content = new Group();
  readonly rig: CameraRig;
  readonly #renderer = takeRenderer();
  readonly #scene = new Scene();
  readonly #lights = viewerLights();
  readonly #container: HTMLElement;
  readonly #observer: ResizeObserver;
  readonly #stops: readonly (() => void)[];
  /** Number of the frame that was asked for; 0 for none, −1 when the view is disposed of. */
  #frame = 0;
  #isLost = false;

  /**
   * Puts a canvas into an element. The canvas has the size of the element and follows it.
   *
   * @throws Error if the browser gives no WebGL 2
   */
  constructor(container: HTMLElement, options: SceneViewOptions = {}) {
    this.#container = container;
    this.canvas = this.#renderer.domElement;
    this.canvas.tabIndex = 0;
    container.append(this.canvas);
    this.#scene.add(this.content, this.#lights, new HemisphereLight(0xffffff, 0xb9bccb, 1.5));
    this.rig = new CameraRig(this.canvas, () => this.invalidate(), options);
    this.#observer = new ResizeObserver(() => this.#resize());
    this.#observer.observe(container);
    this.#stops = [
      listenToKeys(this.canvas, this.rig),
      onThemeChange(() => {
        options.onTheme?.();
        this.invalidate();
      }),
      this.#listenToContext(options.onContextLost),
      leaveWheelToPage(container, this.canvas),
    ];
    this.#resize();
    this.rig.resetView();
  }

  /** Draws with the next frame. */
  invalidate(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** The picture as a PNG, on the page's surface colour. */
  snapshot(): Promise<Blob> {
    this.#draw();
    return canvasPng(this.canvas, getComputedStyle(document.documentElement).getPropertyValue('--surface'));
  }

  /** Frees the canvas, and geometries, materials and textures of everything in the scene. */
  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = -1; // no further frame is asked for
    for (const stop of this.#stops) stop();
    this.#observer.disconnect();
    this.rig.dispose();
    disposeTree(this.#scene);
    this.#scene.clear();
    this.canvas.remove();
    giveBackRenderer(this.#renderer, this.#isLost);
  }

  #draw(): void {
    this.#frame = 0;
    if (this.#isLost || this.canvas.clientWidth === 0) return;
    const { camera, controls } = this.rig;
    // While it is damped, an update changes the camera and asks for the next frame.
    if (controls.enableDamping) controls.update();
    this.#lights.position.copy(camera.position);
    this.#lights.quaternion.copy(camera.quaternion);
    this.#renderer.render(this.#scene, camera);
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#container;
    if (width === 0 || height === 0) return;
    this.#renderer.setPixelRatio(Math.min(devicePixelRatio, MAX_PIXEL_RATIO));
    this.#renderer.setSize(width, height, false);
    this.rig.setAspect(width / height);
    // Setting the size clears the canvas: drawing it at once avoids a flash.
    this.#draw();
  }

  /** @returns ends it */
  #listenToContext(onChange: ((isLost: boolean) => void) | undefined): () => void {
    const listeners = new AbortController();
    const { signal } = listeners;
    const setLost = (isLost: boolean): void => {
      this.#isLost = isLost;
      // What was on the card is gone with its context: forgotten now, it is uploaded again and is not deleted from another context later.
      if (isLost) disposeTree(this.#scene);
      onChange?.(isLost);
      this.invalidate();
    };
    this.canvas.addEventListener('webglcontextlost', () => setLost(true), { signal });
    this.canvas.addEventListener('webglcontextrestored', () => setLost(false), { signal });
    return () => listeners.abort();
  }
}

/** A light that moves with the viewer: what is in view is lit, whichever way it is turned. */
function viewerLights(): Group {
  const lights = new Group();
  const key = new DirectionalLight(0xffffff, 1.9);
  key.position.set(-0.6, 0.9, 1.2);
  lights.add(key, key.target);
  return lights;
}

/**
 * The wheel scrolls the page, unless the picture has the focus or Ctrl is held (a pinch on a touchpad).
 *
 * @returns ends it
 */
function leaveWheelToPage(container: HTMLElement, canvas: HTMLCanvasElement): () => void {
  const onWheel = (event: WheelEvent): void => {
    if (document.activeElement !== canvas && !event.ctrlKey) event.stopPropagation();
  };
  container.addEventListener('wheel', onWheel, { capture: true });
  return () => container.removeEventListener('wheel', onWheel, { capture: true });
}
