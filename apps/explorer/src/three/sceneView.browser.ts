import { DirectionalLight, Group, HemisphereLight, OrthographicCamera, PerspectiveCamera, Scene, Vector3 } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { disposeTree } from './disposeTree.browser.js';
import { listenToKeys } from './sceneKeys.browser.js';
import { giveBackRenderer, takeRenderer } from './renderers.browser.js';
import { onThemeChange } from './themeChange.browser.js';

export type Projection = 'perspective' | 'orthographic';

export interface SceneViewOptions {
  /** Defaults to `perspective`. */
  readonly projection?: Projection;
  /** Direction from the centre to the viewer in the view that {@link SceneView.resetView} restores. Defaults to a in front, b to the right, c up. */
  readonly home?: readonly [number, number, number];
  /** Called when the theme has changed: colours must be read anew. */
  readonly onTheme?: () => void;
  /** Called when the graphics card drops the context (`true`) and when it comes back (`false`); three.js uploads everything again. */
  readonly onContextLost?: (isLost: boolean) => void;
}

/**
 * A three.js scene in an element of the page: z is up, the origin is the centre of rotation. It draws when something has changed and
 * only then; whoever changes the scene calls {@link SceneView.invalidate}.
 */
export interface SceneView {
  readonly scene: Scene;
  /** What is shown; emptied and disposed of with the view. */
  readonly content: Group;
  readonly canvas: HTMLCanvasElement;
  readonly controls: OrbitControls;
  /** The camera of the current projection. */
  readonly camera: PerspectiveCamera | OrthographicCamera;
  readonly projection: Projection;
  setProjection(projection: Projection): void;
  /** Draws with the next frame. */
  invalidate(): void;
  /** Makes a ball around the origin fill the picture; keeps the direction of view. @param radius in units of the scene */
  fit(radius: number): void;
  /** The first direction and distance. */
  resetView(): void;
  /** Looks from far along a direction to the origin. @param from from the origin to the viewer, of any length but 0 */
  lookAlong(from: readonly [number, number, number]): void;
  /** Turns the viewer around the origin. @param azimuth around the vertical, radians @param elevation upwards, radians */
  orbit(azimuth: number, elevation: number): void;
  /** @param factor > 1 comes closer */
  zoom(factor: number): void;
  /** The picture as a PNG, on the page's surface colour. */
  snapshot(): Promise<Blob>;
  /** Frees the canvas, and geometries, materials and textures of everything in the scene. */
  dispose(): void;
}

const FIELD_OF_VIEW = 28; // degrees, vertical: little perspective, so that parallel edges stay nearly parallel
const HOME = [2.4, 1.15, 1.05] as const;
const MAX_PIXEL_RATIO = 2;
const UP = new Vector3(0, 0, 1);

/**
 * Puts a canvas into an element and a scene into it. The canvas has the size of the element and follows it.
 *
 * @throws Error if the browser gives no WebGL 2
 */
export function createSceneView(container: HTMLElement, options: SceneViewOptions = {}): SceneView {
  const renderer = takeRenderer();
  const canvas = renderer.domElement;
  canvas.tabIndex = 0;
  container.append(canvas);

  const scene = new Scene();
  const content = new Group();
  // Lights go with the viewer: what one looks at is lit, whichever way it is turned.
  const lights = new Group();
  const key = new DirectionalLight(0xffffff, 1.9);
  key.position.set(-0.6, 0.9, 1.2);
  lights.add(key, key.target);
  scene.add(content, lights, new HemisphereLight(0xffffff, 0xb9bccb, 1.5));

  const cameras = { perspective: new PerspectiveCamera(FIELD_OF_VIEW), orthographic: new OrthographicCamera() };
  for (const camera of Object.values(cameras)) camera.up.copy(UP);
  let projection: Projection = options.projection ?? 'perspective';
  const home = new Vector3(...(options.home ?? HOME)).normalize();
  let radius = 1;
  let aspect = 1;
  /** Of a camera so far away that the ball fits. */
  const distance = (): number => radius / (Math.sin((FIELD_OF_VIEW / 360) * Math.PI) * Math.min(1, aspect));
  cameras[projection].position.copy(home).multiplyScalar(distance());

  const controls = new OrbitControls(cameras[projection], canvas);
  // One finger across turns the picture, one finger up or down moves the page.
  canvas.style.touchAction = 'pan-y';
  controls.enablePan = false;
  controls.enableDamping = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  controls.dampingFactor = 0.12;

  let frame = 0;
  let isLost = false;
  const draw = (): void => {
    frame = 0;
    if (isLost || canvas.clientWidth === 0) return;
    const camera = cameras[projection];
    // While it is damped, an update changes the camera and asks for the next frame.
    if (controls.enableDamping) controls.update();
    lights.position.copy(camera.position);
    lights.quaternion.copy(camera.quaternion);
    renderer.render(scene, camera);
  };
  const invalidate = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  controls.addEventListener('change', invalidate);

  /** Shape of the picture and limits of the distance, for both cameras. */
  const frameCameras = (): void => {
    const half = radius / Math.min(1, aspect);
    const { perspective, orthographic } = cameras;
    perspective.aspect = aspect;
    Object.assign(orthographic, { left: -half * aspect, right: half * aspect, top: half, bottom: -half });
    for (const camera of [perspective, orthographic]) {
      camera.near = distance() / 100;
      camera.far = distance() * 4 + 2 * radius;
      camera.updateProjectionMatrix();
    }
    controls.minDistance = distance() / 8;
    controls.maxDistance = distance() * 3;
    controls.minZoom = 1 / 3;
    controls.maxZoom = 8;
  };
  const place = (from: Vector3): void => {
    const camera = cameras[projection];
    camera.zoom = 1;
    camera.updateProjectionMatrix();
    camera.position.copy(from).normalize();
    // Straight from above or below the controls know no right and left.
    if (Math.hypot(camera.position.x, camera.position.y) < 1e-3)
      camera.position.y = -1e-4 * Math.sign(camera.position.z);
    camera.position.multiplyScalar(distance());
    controls.target.set(0, 0, 0);
    controls.update();
    invalidate();
  };
  const resize = (): void => {
    const { clientWidth: width, clientHeight: height } = container;
    if (width === 0 || height === 0) return;
    renderer.setPixelRatio(Math.min(devicePixelRatio, MAX_PIXEL_RATIO));
    renderer.setSize(width, height, false);
    const before = distance();
    aspect = width / height;
    frameCameras();
    cameras[projection].position.multiplyScalar(distance() / before);
    controls.update();
    // Setting the size clears the canvas: drawing it at once avoids a flash.
    draw();
  };
  const observer = new ResizeObserver(resize);
  observer.observe(container);

  const view: SceneView = {
    scene,
    content,
    canvas,
    controls,
    get camera() {
      return cameras[projection];
    },
    get projection() {
      return projection;
    },
    setProjection: (next) => {
      if (next === projection) return;
      const [from, to] = [cameras[projection], cameras[next]];
      // The same size of what is in the middle: a perspective camera comes closer, an orthographic one enlarges.
      const closeness = from.zoom * (distance() / from.position.length());
      to.position.copy(from.position).setLength(next === 'perspective' ? distance() / closeness : distance());
      to.zoom = next === 'perspective' ? 1 : closeness;
      to.updateProjectionMatrix();
      projection = next;
      controls.object = to;
      controls.update();
      invalidate();
    },
    invalidate,
    fit: (next) => {
      const from = cameras[projection].position.clone();
      radius = next;
      frameCameras();
      place(from);
    },
    resetView: () => place(home),
    lookAlong: (from) => place(new Vector3(...from)),
    orbit: (azimuth, elevation) => {
      const { position } = cameras[projection];
      position.applyAxisAngle(UP, azimuth);
      const polar = position.angleTo(UP);
      const next = Math.min(Math.PI - 0.01, Math.max(0.01, polar - elevation));
      position.applyAxisAngle(new Vector3().crossVectors(UP, position).normalize(), next - polar);
      controls.update();
      invalidate();
    },
    zoom: (factor) => {
      const camera = cameras[projection];
      if (camera instanceof PerspectiveCamera) camera.position.divideScalar(factor);
      else {
        camera.zoom = Math.min(controls.maxZoom, Math.max(controls.minZoom, camera.zoom * factor));
        camera.updateProjectionMatrix();
      }
      controls.update();
      invalidate();
    },
    snapshot: () => {
      draw();
      const copy = document.createElement('canvas');
      copy.width = canvas.width;
      copy.height = canvas.height;
      const context = copy.getContext('2d')!;
      context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--surface');
      context.fillRect(0, 0, copy.width, copy.height);
      context.drawImage(canvas, 0, 0);
      return new Promise((resolve, reject) => {
        copy.toBlob((blob) => {
          if (blob === null) reject(new Error(`The browser made no PNG of ${copy.width} × ${copy.height} pixels.`));
          else resolve(blob);
        }, 'image/png');
      });
    },
    dispose: () => {
      cancelAnimationFrame(frame);
      frame = -1; // no further frame is asked for
      stopKeys();
      stopTheme();
      listeners.abort();
      observer.disconnect();
      controls.dispose();
      disposeTree(scene);
      scene.clear();
      canvas.remove();
      giveBackRenderer(renderer, isLost);
    },
  };

  const stopKeys = listenToKeys(view);
  const stopTheme = onThemeChange(() => {
    options.onTheme?.();
    invalidate();
  });
  const listeners = new AbortController();
  const { signal } = listeners;
  const setLost = (lost: boolean): void => {
    isLost = lost;
    // What was on the card is gone with its context: forgotten now, it is uploaded again, and nobody deletes it from another context later.
    if (lost) disposeTree(scene);
    options.onContextLost?.(lost);
    invalidate();
  };
  canvas.addEventListener('webglcontextlost', () => setLost(true), { signal });
  canvas.addEventListener('webglcontextrestored', () => setLost(false), { signal });
  // The wheel scrolls the page, unless the picture has the focus or Ctrl is held (a pinch on a touchpad).
  container.addEventListener(
    'wheel',
    (event) => {
      if (document.activeElement !== canvas && !event.ctrlKey) event.stopPropagation();
    },
    { capture: true, signal },
  );
  frameCameras();
  resize();
  view.resetView();
  return view;
}
