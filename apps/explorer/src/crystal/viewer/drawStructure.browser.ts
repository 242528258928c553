import { minus, plus, scaled } from '@crystal-fourier/math3';
import {
  BackSide,
  type Group,
  InstancedMesh,
  Matrix4,
  MeshBasicMaterial,
  Quaternion,
  SphereGeometry,
  Vector3,
} from 'three';
import { emptyTree } from '../../three/disposeTree.browser.js';
import { type AxisNames, axisNames } from './axisNames.js';
import { makeBalls } from './balls.browser.js';
import { makeCellBox } from './cellBox.browser.js';
import { cellBall } from './cellGeometry.js';
import type { CellPicture } from './cellPicture.js';
import { type AtomStyle, drawnRadius } from './elementFacts.js';
import { ballSegments } from './limits.js';
import { toThree } from './paint.browser.js';
import { makePolyhedra } from './polyhedra.browser.js';
import type { SiteLook, PageColors } from './siteLooks.js';
import { makeSticks, type Stick } from './sticks.browser.js';
import type { Vector3 as Point, ViewerStructure } from './viewerStructure.js';

export interface Drawing {
  readonly structure: ViewerStructure;
  readonly picture: CellPicture;
  readonly looks: readonly SiteLook[];
  readonly repeats: number;
  readonly style: AtomStyle;
  /** The orbit that stands out: atoms of others are smaller; null for none. */
  readonly chosenOrbit: number | null;
  /** The site with a rim; null for none. */
  readonly chosenSite: number | null;
  readonly colors: PageColors;
}

/** Å. */
const STICK = 0.085;
const SHRINK = 0.72;

/** The radius with which a site is drawn, Å. */
export function radiusOfSite({ structure: { atoms }, style, chosenOrbit }: Drawing, site: number): number {
  const { element, orbit } = atoms[site]!;
  return drawnRadius(element, style) * (chosenOrbit === null || chosenOrbit === orbit ? 1 : SHRINK);
}

/** Draws a structure anew; the middle of its cells is the scene's origin. */
export function drawStructure(content: Group, drawing: Drawing): void {
  const { structure, picture, looks, repeats, style, colors } = drawing;
  emptyTree(content);
  const { centre } = cellBall(structure.lattice, repeats);
  content.position.set(-centre[0], -centre[1], -centre[2]);
  const objects = [
    ...makeCellBox(structure.lattice, repeats, namesOf(drawing), colors),
    ...makeBalls(picture.atoms, looks, (site) => radiusOfSite(drawing, site), ballSegments(picture.atoms.length)),
    ...makePolyhedra(picture, looks, colors.ink),
  ];
  if (style === 'balls' && picture.bonds.length > 0) objects.push(makeSticks(sticksOf(picture, looks), STICK));
  const rims = makeRims(drawing);
  if (rims !== null) objects.push(rims);
  content.add(...objects);
}

/** Two halves for a bond, each in the colour of its atom. */
const sticksOf = ({ atoms, bonds }: CellPicture, looks: readonly SiteLook[]): Stick[] =>
  bonds.flatMap(([i, j]) => {
    const [first, second] = [atoms[i]!, atoms[j]!];
    const middle = scaled(plus(first.position, second.position), 0.5);
    return [
      { from: first.position, to: middle, color: looks[first.site]!.color },
      { from: middle, to: second.position, color: looks[second.site]!.color },
    ];
  });

/** The far side of a somewhat larger ball looks like a rim around the atom. */
function makeRims(drawing: Drawing): InstancedMesh | null {
  const { chosenSite, picture, colors } = drawing;
  const marked = picture.atoms.filter(({ site }) => site === chosenSite);
  if (chosenSite === null || marked.length === 0) return null;
  const material = new MeshBasicMaterial({ color: toThree(colors.ink), side: BackSide });
  const mesh = new InstancedMesh(new SphereGeometry(1, 32, 16), material, marked.length);
  const radius = radiusOfSite(drawing, chosenSite) * 1.06 + 0.06;
  const scale = new Vector3(radius, radius, radius);
  marked.forEach(({ position }, i) =>
    mesh.setMatrixAt(i, new Matrix4().compose(new Vector3(...position), new Quaternion(), scale)),
  );
  return mesh;
}

type Still = Pick<Drawing, 'structure' | 'picture' | 'repeats' | 'style'>;

const ballsOf = ({ structure, picture, style }: Still): { position: Point; radius: number }[] =>
  picture.atoms.map(({ position, site }) => ({ position, radius: drawnRadius(structure.atoms[site]!.element, style) }));

const namesOf = (drawing: Still): AxisNames => axisNames(drawing.structure.lattice, drawing.repeats, ballsOf(drawing));

/** Radius of the ball around the origin that holds everything, Å; whatever is chosen, so that choosing does not move the picture. */
export function sizeOf(drawing: Still): number {
  const { centre, radius } = cellBall(drawing.structure.lattice, drawing.repeats);
  const { positions, height } = namesOf(drawing);
  let size = radius;
  for (const position of positions) size = Math.max(size, Math.hypot(...minus(position, centre)) + height / 3);
  for (const { position, radius } of ballsOf(drawing))
    size = Math.max(size, Math.hypot(...minus(position, centre)) + radius);
  return 1.02 * size;
}
