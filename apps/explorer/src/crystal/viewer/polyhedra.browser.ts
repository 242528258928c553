import {
  BufferAttribute,
  type BufferGeometry,
  DoubleSide,
  EdgesGeometry,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshStandardMaterial,
  type Object3D,
  Vector3,
} from 'three';
import { ConvexGeometry } from 'three/addons/geometries/ConvexGeometry.js';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';
import type { CellPicture } from './cellPicture.js';
import { type Color, mixed } from './contrast.js';
import { toThree } from './paint.browser.js';
import type { SiteLook } from './siteLooks.js';

/** Degrees: faces of a polyhedron that meet at a smaller angle are one, without an edge between. */
const FLAT = 3;

/** Coordination polyhedra: glass of the middle atom's colour, with edges. */
export function makePolyhedra({ atoms, polyhedra }: CellPicture, looks: readonly SiteLook[], ink: Color): Object3D[] {
  if (polyhedra.length === 0) return [];
  const bodies: BufferGeometry[] = [];
  const outlines: BufferGeometry[] = [];
  for (const { centre, corners } of polyhedra) {
    const { color } = looks[atoms[centre]!.site]!;
    const body = new ConvexGeometry(corners.map((corner) => new Vector3(...atoms[corner]!.position)));
    const outline = new EdgesGeometry(body, FLAT);
    bodies.push(painted(body, color));
    outlines.push(painted(outline, mixed(color, ink, 0.35)));
  }
  const glass = new MeshStandardMaterial({
    vertexColors: true,
    transparent: true,
    opacity: 0.42,
    roughness: 0.55,
    side: DoubleSide,
    depthWrite: false,
    flatShading: true,
  });
  const faces = new Mesh(mergeGeometries(bodies), glass);
  const edges = new LineSegments(mergeGeometries(outlines), new LineBasicMaterial({ vertexColors: true }));
  for (const piece of [...bodies, ...outlines]) piece.dispose();
  return [faces, edges];
}

function painted(geometry: BufferGeometry, color: Color): BufferGeometry {
  const { r, g, b } = toThree(color);
  const { count } = geometry.getAttribute('position');
  const colors = new Float32Array(3 * count);
  for (let i = 0; i < count; i++) colors.set([r, g, b], 3 * i);
  return geometry.setAttribute('color', new BufferAttribute(colors, 3));
}
