import { minus, norm, scaled } from '@crystal-fourier/math3';
import { cellBall, latticeVector } from './cellGeometry.js';
import type { Vector3 } from './viewerStructure.js';

/** Where the names of the lattice vectors are. */
export interface AxisNames {
  /** Middles of a, b and c, Å. */
  readonly positions: readonly [Vector3, Vector3, Vector3];
  /** Of the letters, Å. */
  readonly height: number;
}

/** Å: a ball this near to the end of a lattice vector is on it. */
const AT_END = 0.5;

/**
 * Positions for the names of the lattice vectors: beyond their ends, clear of the atoms that are there.
 *
 * @param repeats cells along each axis
 * @param atoms middles and radii of all balls, Å
 */
export function axisNames(
  lattice: readonly number[],
  repeats: number,
  atoms: readonly { readonly position: Vector3; readonly radius: number }[],
): AxisNames {
  const height = 0.15 * cellBall(lattice, repeats).radius;
  const position = (axis: 0 | 1 | 2): Vector3 => {
    const vector = latticeVector(axis, lattice);
    const end = scaled(vector, repeats);
    const ball = atoms.find(({ position }) => norm(minus(position, end)) < AT_END)?.radius ?? 0;
    const length = norm(vector);
    const out = (repeats * length + ball + height / 2) / length;
    return scaled(vector, out);
  };
  return { positions: [position(0), position(1), position(2)], height };
}
