import {
  BufferGeometry,
  CanvasTexture,
  LineBasicMaterial,
  LineSegments,
  type Object3D,
  Sprite,
  SpriteMaterial,
  SRGBColorSpace,
  Vector3,
} from 'three';
import type { AxisNames } from './axisNames.js';
import { cellEdges, latticeVector } from './cellGeometry.js';
import { type Color, hexOfColor, mixed } from './contrast.js';
import { toThree } from './paint.browser.js';
import type { PageColors } from './siteLooks.js';
import { makeSticks } from './sticks.browser.js';
import type { Vector3 as Point } from './viewerStructure.js';

/**
 * The edges of the cells, and the lattice vectors of the first one with their names.
 *
 * @param repeats cells along each axis
 */
export function makeCellBox(
  lattice: readonly number[],
  repeats: number,
  names: AxisNames,
  { ink, background }: PageColors,
): Object3D[] {
  const ends = cellEdges(lattice, repeats).map((end) => new Vector3(...end));
  const lines = new LineSegments(
    new BufferGeometry().setFromPoints(ends),
    new LineBasicMaterial({ color: toThree(mixed(background, ink, 0.55)) }),
  );
  const vectors = ([0, 1, 2] as const).map((axis) => latticeVector(axis, lattice));
  const axes = makeSticks(
    vectors.map((to) => ({ from: [0, 0, 0], to, color: ink })),
    AXIS * names.height,
  );
  const sprites = names.places.map((place, axis) => makeName('abc'[axis]!, place, names.height, ink, background));
  return [lines, axes, ...sprites];
}

/** Radius of the lattice vectors over the height of their names. */
const AXIS = 0.04;
const PIXELS = 128;

/** A letter that faces the viewer, with a rim that keeps it readable in front of atoms. */
function makeName(text: string, at: Point, height: number, ink: Color, rim: Color): Sprite {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = PIXELS;
  const context = canvas.getContext('2d')!;
  context.font = `italic 600 ${PIXELS * 0.62}px ${getComputedStyle(document.body).fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = PIXELS * 0.14;
  context.strokeStyle = hexOfColor(rim);
  context.fillStyle = hexOfColor(ink);
  context.strokeText(text, PIXELS / 2, PIXELS / 2);
  context.fillText(text, PIXELS / 2, PIXELS / 2);
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  const sprite = new Sprite(new SpriteMaterial({ map, depthTest: false, transparent: true }));
  sprite.position.set(...at);
  sprite.scale.setScalar(height);
  // After everything else: a name is never behind an atom.
  sprite.renderOrder = 10;
  return sprite;
}
