import { planeDistances } from '@crystal-fourier/data';
import { toCartesian } from '../../cell/rows.js';
import type { Vector3 } from './viewerStructure.js';

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

/** Centre of a block of cells, Å, and the radius of the ball around it that holds all corners. */
export function cellBall(lattice: readonly number[], repeats: number): { centre: Vector3; radius: number } {
  const half = repeats / 2;
  const centre = toCartesian(lattice, [half, half, half]);
  const radius = Math.max(
    ...CORNERS.map((corner) => {
      const [x, y, z] = toCartesian(lattice, corner);
      return Math.hypot(x * repeats - centre[0], y * repeats - centre[1], z * repeats - centre[2]);
    }),
  );
  return { centre, radius };
}
