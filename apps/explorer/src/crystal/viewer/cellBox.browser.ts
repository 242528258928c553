import { BufferGeometry, LineBasicMaterial, LineSegments, type Object3D, Vector3 } from 'three';
import { textSprite } from '../../three/textSprite.browser.js';
import { cellEdges } from '../../cell/cellEdges.js';
import type { AxisNames } from './axisNames.js';
import { latticeVector } from './cellGeometry.js';
import { hexOfColor, mixed } from './contrast.js';
import { toThree } from './paint.browser.js';
import type { PageColors } from './siteLooks.js';
import { makeSticks } from './sticks.browser.js';

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
  const sprites = names.positions.map((position, axis) => {
    const sprite = textSprite('abc'[axis]!, names.height, { ink: hexOfColor(ink), rim: hexOfColor(background) });
    sprite.position.set(...position);
    return sprite;
  });
  return [lines, axes, ...sprites];
}

/** Radius of the lattice vectors over the height of their names. */
const AXIS = 0.04;
