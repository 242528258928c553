import { planeDistances } from '@crystal-fourier/data';
import type { Vector3 } from './viewerStructure.js';

/**
 * Fractional to Cartesian coordinates.
 *
 * @param lattice nine numbers, row vectors in Å
 * @returns Å
 */
export const toCartesian = ([u, v, w]: Vector3, lattice: readonly number[]): Vector3 => [
  u * lattice[0]! + v * lattice[3]! + w * lattice[6]!,
  u * lattice[1]! + v * lattice[4]! + w * lattice[7]!,
  u * lattice[2]! + v * lattice[5]! + w * lattice[8]!,
];

/** One of the lattice vectors, Å. */
export const latticeVector = (axis: 0 | 1 | 2, lattice: readonly number[]): Vector3 => [
  lattice[3 * axis]!,
  lattice[3 * axis + 1]!,
  lattice[3 * axis + 2]!,
];

/** Distances between opposite faces of the cell, Å: those of the planes (100), (010) and (001). */
export function faceDistances(lattice: readonly number[]): Vector3 {
  const distance = planeDistances([latticeVector(0, lattice), latticeVector(1, lattice), latticeVector(2, lattice)]);
  return [distance([1, 0, 0]), distance([0, 1, 0]), distance([0, 0, 1])];
}

/** The eight corners in fractional coordinates, the last coordinate fastest. */
const CORNERS = [0, 1].flatMap((u) => [0, 1].flatMap((v) => [0, 1].map((w): Vector3 => [u, v, w])));

/**
 * Edges of the cells of a block of cells; one that two cells share is there once.
 *
 * @param repeats cells along a, b and c
 * @returns ends in Å, two for each edge
 */
export function cellEdges(lattice: readonly number[], repeats: number): Vector3[] {
  const ends: Vector3[] = [];
  for (let axis = 0; axis < 3; axis++)
    for (let i = 0; i <= repeats; i++)
      for (let j = 0; j <= repeats; j++) {
        const start = [i, j, 0];
        const end = [i, j, repeats];
        ends.push(toCartesian(turned(start, axis), lattice), toCartesian(turned(end, axis), lattice));
      }
  return ends;
}

/** Puts the last coordinate on an axis. */
const turned = ([i, j, k]: readonly number[], axis: number): Vector3 =>
  axis === 0 ? [k!, i!, j!] : axis === 1 ? [i!, k!, j!] : [i!, j!, k!];

/** Centre of a block of cells, Å, and the radius of the ball around it that holds all corners. */
export function cellBall(lattice: readonly number[], repeats: number): { centre: Vector3; radius: number } {
  const half = repeats / 2;
  const centre = toCartesian([half, half, half], lattice);
  const radius = Math.max(
    ...CORNERS.map((corner) => {
      const [x, y, z] = toCartesian(corner, lattice);
      return Math.hypot(x * repeats - centre[0], y * repeats - centre[1], z * repeats - centre[2]);
    }),
  );
  return { centre, radius };
}

export const dot = (p: Vector3, q: Vector3): number => p[0] * q[0] + p[1] * q[1] + p[2] * q[2];

export const cross = (p: Vector3, q: Vector3): Vector3 => [
  p[1] * q[2] - p[2] * q[1],
  p[2] * q[0] - p[0] * q[2],
  p[0] * q[1] - p[1] * q[0],
];

export const minus = (p: Vector3, q: Vector3): Vector3 => [p[0] - q[0], p[1] - q[1], p[2] - q[2]];
