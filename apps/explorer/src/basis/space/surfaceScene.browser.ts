import {
  BackSide,
  BufferAttribute,
  BufferGeometry,
  CanvasTexture,
  type ColorRepresentation,
  DoubleSide,
  Float32BufferAttribute,
  FrontSide,
  Group,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  MeshStandardMaterial,
  RepeatWrapping,
  SRGBColorSpace,
} from 'three';
import { cellFrame } from '../../three/cellFrame.browser.js';
import { disposeTree, emptyTree } from '../../three/disposeTree.browser.js';
import type { SceneView } from '../../three/sceneView.browser.js';
import { themeColor } from '../../three/themeColor.browser.js';
import { type Rows, toCartesian } from '../../cell/rows.js';
import type { Isosurface } from './isosurface.js';
import type { Affine } from './operationPath.js';
import { SLICE_AXES } from './sliceField.js';

/** What the picture shows. Whoever changes a part replaces it; parts that are the same object are not made again. */
export interface SceneContent {
  readonly cell: Rows;
  readonly cells: 1 | 2;
  /** The surfaces of a positive and a negative value; both null in the view of a slice. */
  readonly positive: Isosurface | null;
  readonly negative: Isosurface | null;
  readonly slice: {
    readonly axis: 'a' | 'b' | 'c';
    readonly height: number;
    /** (n, n) pixels of one cell, its first row at the top. */
    readonly image: HTMLCanvasElement;
  } | null;
  /** Where an operation has moved a copy of the surfaces so far, in coordinates of the cell. */
  readonly ghost: Affine | null;
}

/** Surfaces, plane and frame of a unit cell in a {@link SceneView}. */
export class SurfaceScene {
  readonly #view: SceneView;
  readonly #root = new Group();
  readonly #frame = new Group();
  readonly #surfaces = new Group();
  readonly #plane = new Group();
  readonly #ghost = new Group();
  #shown: SceneContent | null = null;

  constructor(view: SceneView) {
    this.#view = view;
    this.#ghost.matrixAutoUpdate = false;
    this.#root.add(this.#frame, this.#surfaces, this.#plane, this.#ghost);
    view.content.add(this.#root);
  }

  show(next: SceneContent): void {
    const last = this.#shown;
    this.#shown = next;
    const { cell, cells, positive, negative } = next;
    const isNewCell = last?.cell !== cell || last.cells !== cells;
    if (isNewCell) this.#frameCell(next);
    if (isNewCell || last.positive !== positive || last.negative !== negative) this.#makeSurfaces(next);
    if (isNewCell || last.slice !== next.slice) this.#makePlane(next);
    this.#ghost.visible = next.ghost !== null;
    if (next.ghost !== null) {
      this.#ghost.matrix.copy(new Matrix4().set(...(next.ghost as AffineTuple), 0, 0, 0, 1));
      this.#ghost.matrixWorldNeedsUpdate = true;
    }
    this.#view.invalidate();
  }

  /** Makes everything anew with the colours of the present theme. */
  retheme(): void {
    const shown = this.#shown;
    this.#shown = null;
    if (shown === null) return;
    this.#view.rig.keepView(() => this.show(shown));
  }

  #frameCell({ cell, cells }: SceneContent): void {
    emptyTree(this.#frame);
    this.#frame.add(cellFrame(cell, cells));
    const corners = [0, 1].flatMap((i) => [0, 1].flatMap((j) => [0, 1].map((l) => [i - 0.5, j - 0.5, l - 0.5])));
    const radius = Math.max(...corners.map((x) => Math.hypot(...toCartesian(cell, x)))) * cells;
    const [x, y, z] = toCartesian(cell, [cells / 2, cells / 2, cells / 2]);
    this.#root.position.set(-x, -y, -z);
    this.#view.rig.fit(radius);
  }

  #makeSurfaces({ cell, cells, positive, negative }: SceneContent): void {
    emptyTree(this.#surfaces);
    emptyTree(this.#ghost);
    const [above, below] = [themeColor('--field-positive'), themeColor('--field-negative')];
    const accent = themeColor('--good');
    const add = (surface: Isosurface | null, outside: ColorRepresentation, inside: ColorRepresentation): void => {
      if (surface === null || surface.indices.length === 0) return;
      const geometry = new BufferGeometry();
      geometry.setAttribute('position', new BufferAttribute(surface.positions, 3));
      geometry.setAttribute('normal', new BufferAttribute(surface.normals, 3));
      geometry.setIndex(new BufferAttribute(surface.indices, 1));
      // The inner sides first, so that the outer ones are drawn over them.
      const materials = [
        new MeshStandardMaterial({ color: inside, side: BackSide, roughness: 0.65 }),
        new MeshStandardMaterial({ color: outside, side: FrontSide, roughness: 0.38, transparent: true, opacity: 0.9 }),
      ];
      for (let i = 0; i < cells; i++)
        for (let j = 0; j < cells; j++)
          for (let l = 0; l < cells; l++)
            materials.forEach((material, order) => {
              const mesh = new Mesh(geometry, material);
              mesh.position.set(...toCartesian(cell, [i, j, l]));
              mesh.renderOrder = order;
              this.#surfaces.add(mesh);
            });
      const copy = new Mesh(
        geometry,
        new MeshStandardMaterial({
          color: accent,
          side: DoubleSide,
          roughness: 0.5,
          transparent: true,
          opacity: 0.7,
        }),
      );
      copy.renderOrder = 3;
      this.#ghost.add(copy);
    };
    // A surface f = 0 has the positive side within and the negative one without.
    if (negative === null) add(positive, below, above);
    else {
      add(positive, above, above);
      add(negative, below, below);
    }
  }

  #makePlane({ cell, cells, slice }: SceneContent): void {
    emptyTree(this.#plane);
    if (slice === null) return;
    const { normal, right, up } = SLICE_AXES[slice.axis];
    const corner = (u: number, v: number): readonly [number, number, number] => {
      const x = [0, 0, 0];
      x[normal] = slice.height;
      x[right] = u * cells;
      x[up] = v * cells;
      return toCartesian(cell, x);
    };
    const texture = new CanvasTexture(slice.image);
    texture.colorSpace = SRGBColorSpace;
    texture.wrapS = texture.wrapT = RepeatWrapping;
    // The middle of a pixel is the point that its value belongs to.
    texture.offset.setScalar(0.5 / slice.image.width);
    texture.anisotropy = 8;
    for (let layer = 0; layer < cells; layer++) {
      const geometry = new BufferGeometry();
      const points = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)].flat();
      geometry.setAttribute('position', new Float32BufferAttribute(points, 3));
      geometry.setAttribute('uv', new Float32BufferAttribute([0, 0, cells, 0, cells, cells, 0, cells], 2));
      geometry.setIndex([0, 1, 2, 0, 2, 3]);
      const plane = new Mesh(geometry, new MeshBasicMaterial({ map: texture, side: DoubleSide }));
      const shift = [0, 0, 0];
      shift[normal] = layer;
      plane.position.set(...toCartesian(cell, shift));
      this.#plane.add(plane);
    }
  }

  dispose(): void {
    this.#root.removeFromParent();
    disposeTree(this.#root);
  }
}

type AffineTuple = [number, number, number, number, number, number, number, number, number, number, number, number];
