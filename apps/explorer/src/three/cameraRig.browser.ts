import { OrthographicCamera, PerspectiveCamera, Vector3 } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';

export type Projection = 'perspective' | 'orthographic';

export interface CameraRigOptions {
  /** Defaults to `perspective`. */
  readonly projection?: Projection;
  /** Direction from the centre to the viewer in the view that {@link CameraRig.resetView} restores. Defaults to a in front, b to the right, c up. */
  readonly home?: readonly [number, number, number];
}

const FIELD_OF_VIEW = 28; // degrees, vertical: little perspective, so that parallel edges stay nearly parallel
const HOME = [2.4, 1.15, 1.05] as const;
const UP = new Vector3(0, 0, 1);

/**
 * The two cameras of a picture, and how the reader moves them: z is up, the origin is the centre of rotation, and a ball around it fits
 * into the picture.
 */
export class CameraRig {
  readonly controls: OrbitControls;
  readonly #cameras = { perspective: new PerspectiveCamera(FIELD_OF_VIEW), orthographic: new OrthographicCamera() };
  readonly #home: Vector3;
  readonly #invalidate: () => void;
  #projection: Projection;
  /** Of the ball, in units of the scene. */
  #radius = 1;
  /** Width of the picture over its height. */
  #aspect = 1;

  /**
   * @param canvas listens to pointers and the wheel
   * @param invalidate is called whenever the picture must be drawn anew
   */
  constructor(
    canvas: HTMLCanvasElement,
    invalidate: () => void,
    { projection = 'perspective', home = HOME }: CameraRigOptions = {},
  ) {
    this.#projection = projection;
    this.#home = new Vector3(...home).normalize();
    this.#invalidate = invalidate;
    for (const camera of Object.values(this.#cameras)) camera.up.copy(UP);
    this.camera.position.copy(this.#home).multiplyScalar(this.#distance());
    this.controls = new OrbitControls(this.camera, canvas);
    // One finger across turns the picture, one finger up or down moves the page.
    canvas.style.touchAction = 'pan-y';
    this.controls.enablePan = false;
    this.controls.enableDamping = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.controls.dampingFactor = 0.12;
    this.controls.addEventListener('change', invalidate);
    this.#setLimits();
  }

  /** The camera of the current projection. */
  get camera(): PerspectiveCamera | OrthographicCamera {
    return this.#cameras[this.#projection];
  }

  setProjection(next: Projection): void {
    if (next === this.#projection) return;
    const [from, to] = [this.camera, this.#cameras[next]];
    // The same size of what is in the middle: a perspective camera comes closer, an orthographic one enlarges.
    const closeness = from.zoom * (this.#distance() / from.position.length());
    to.position.copy(from.position).setLength(this.#distance() / (next === 'perspective' ? closeness : 1));
    to.zoom = next === 'perspective' ? 1 : closeness;
    to.updateProjectionMatrix();
    this.#projection = next;
    this.controls.object = to;
    this.#update();
  }

  /** Makes a ball around the origin fill the picture; keeps the direction of view. @param radius in units of the scene */
  fit(radius: number): void {
    const from = this.camera.position.clone();
    this.#radius = radius;
    this.#setLimits();
    this.#look(from);
  }

  /** Gives the picture another shape. @param aspect width over height */
  setAspect(aspect: number): void {
    const before = this.#distance();
    this.#aspect = aspect;
    this.#setLimits();
    this.camera.position.multiplyScalar(this.#distance() / before);
    this.controls.update();
  }

  /** The first direction and distance. */
  resetView(): void {
    this.#look(this.#home);
  }

  /** Looks from far along a direction to the origin. @param from from the origin to the viewer, of any length but 0 */
  lookAlong(from: readonly [number, number, number]): void {
    this.#look(new Vector3(...from));
  }

  /** Turns the viewer around the origin. @param azimuth around the vertical, radians @param elevation upwards, radians */
  orbit(azimuth: number, elevation: number): void {
    const { position } = this.camera;
    position.applyAxisAngle(UP, azimuth);
    const polar = position.angleTo(UP);
    const next = Math.min(Math.PI - 0.01, Math.max(0.01, polar - elevation));
    position.applyAxisAngle(new Vector3().crossVectors(UP, position).normalize(), next - polar);
    this.#update();
  }

  /** @param factor > 1 comes closer */
  zoom(factor: number): void {
    const { camera, controls } = this;
    if (camera instanceof PerspectiveCamera) camera.position.divideScalar(factor);
    else {
      camera.zoom = Math.min(controls.maxZoom, Math.max(controls.minZoom, camera.zoom * factor));
      camera.updateProjectionMatrix();
    }
    this.#update();
  }

  /** Runs `change`, which may move the camera, and restores direction, distance and enlargement afterwards. */
  keepView(change: () => void): void {
    const position = this.camera.position.clone();
    const { zoom } = this.camera;
    change();
    this.camera.position.copy(position);
    this.camera.zoom = zoom;
    this.camera.updateProjectionMatrix();
    this.controls.update();
  }

  dispose(): void {
    this.controls.dispose();
  }

  #look(from: Vector3): void {
    const { camera } = this;
    camera.zoom = 1;
    camera.updateProjectionMatrix();
    camera.position.copy(from).normalize();
    // From exactly above or below the controls cannot determine right and left.
    if (Math.hypot(camera.position.x, camera.position.y) < 1e-3)
      camera.position.y = -1e-4 * Math.sign(camera.position.z);
    camera.position.multiplyScalar(this.#distance());
    this.controls.target.set(0, 0, 0);
    this.#update();
  }

  #update(): void {
    this.controls.update();
    this.#invalidate();
  }

  /** Of a perspective camera so far away that the ball fits. */
  #distance(): number {
    return this.#radius / (Math.sin((FIELD_OF_VIEW / 360) * Math.PI) * Math.min(1, this.#aspect));
  }

  /** Adapts both cameras to the shape of the picture and to the ball, and limits how near and far the viewer gets. */
  #setLimits(): void {
    const half = this.#radius / Math.min(1, this.#aspect);
    const { perspective, orthographic } = this.#cameras;
    perspective.aspect = this.#aspect;
    Object.assign(orthographic, { left: -half * this.#aspect, right: half * this.#aspect, top: half, bottom: -half });
    for (const camera of [perspective, orthographic]) {
      camera.near = this.#distance() / 100;
      camera.far = this.#distance() * 4 + 2 * this.#radius;
      camera.updateProjectionMatrix();
    }
    this.controls.minDistance = this.#distance() / 8;
    this.controls.maxDistance = this.#distance() * 3;
    this.controls.minZoom = 1 / 3;
    this.controls.maxZoom = 8;
  }
}
