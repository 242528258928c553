import { planeGroup, spaceGroup } from '../../../packages/spacegroups/src/index.ts';
import { index, type Random, uniform } from './random.ts';

/** A group of operations modulo the lattice vectors of its conventional cell, which a benchmark runs on. */
export interface Symmetry {
  readonly kind: 'plane' | 'space';
  readonly number: number;
  /** Hermann–Mauguin symbol. */
  readonly symbol: string;
  readonly system: string;
  readonly dim: 2 | 3;
  readonly operations: readonly Operation[];
}

/** `x ↦ R x + t` on fractional coordinates: R row-major integers, t integers in units of 1/24. */
export interface Operation {
  readonly rot: readonly number[];
  readonly trans: readonly number[];
}

/** Of all crystal systems, symmorphic (2, 12, 71, 82, 148, 187, 221, 225) and not, orders 2 to 192. */
const SPACE_GROUPS = [2, 12, 14, 19, 36, 62, 71, 82, 136, 141, 148, 152, 167, 176, 187, 194, 198, 221, 225, 227];

export const spaceSymmetries = (): Symmetry[] =>
  SPACE_GROUPS.map((number) => {
    const { setting, crystalSystem: system, operations } = spaceGroup(number);
    return { kind: 'space', number, symbol: setting.hmExtended, system, dim: 3, operations };
  });

export const planeSymmetries = (): Symmetry[] =>
  Array.from({ length: 17 }, (_, i) => {
    const { hmShort, crystalSystem: system, operations } = planeGroup(i + 1);
    return { kind: 'plane', number: i + 1, symbol: hmShort, system, dim: 2, operations };
  });

/**
 * A random cell that the operations leave as it is: row vectors, each (dim) row-major, of the length `uniform(low, high)` where the system does
 * not bind it to another.
 */
export function randomLattice({ system, dim }: Symmetry, random: Random, low: number, high: number): Float64Array {
  const edge = (): number => uniform(random, low, high);
  const angle = (): number => (uniform(random, 80, 105) * Math.PI) / 180;
  const right = Math.PI / 2;
  const [a, b, c] = [edge(), edge(), edge()];
  if (dim === 2) {
    const free = system === 'oblique' || system === 'rectangular';
    const gamma = system === 'oblique' ? angle() : system === 'hexagonal' ? (2 * Math.PI) / 3 : right;
    const second = free ? b : a;
    return Float64Array.of(a, 0, second * Math.cos(gamma), second * Math.sin(gamma));
  }
  const [alpha, beta, gamma] =
    system === 'triclinic'
      ? [angle(), angle(), angle()]
      : system === 'monoclinic'
        ? [right, angle(), right]
        : [right, right, system === 'trigonal' || system === 'hexagonal' ? (2 * Math.PI) / 3 : right];
  const free = system === 'triclinic' || system === 'monoclinic' || system === 'orthorhombic';
  const [second, third] = [free ? b : a, system === 'cubic' ? a : c];
  const x = Math.cos(beta);
  const y = (Math.cos(alpha) - Math.cos(beta) * Math.cos(gamma)) / Math.sin(gamma);
  return Float64Array.from(
    [
      [a, 0, 0],
      [second * Math.cos(gamma), second * Math.sin(gamma), 0],
      [third * x, third * y, third * Math.sqrt(1 - x * x - y * y)],
    ].flat(),
  );
}

/** Writes the image of point `i` of `points` under an operation to place `j` of `out`. */
export function writeImage(
  { rot, trans }: Operation,
  points: ArrayLike<number>,
  i: number,
  out: Float64Array | Float32Array,
  j: number,
): void {
  const dim = trans.length;
  for (let row = 0; row < dim; row++) {
    let sum = trans[row]! / 24;
    for (let column = 0; column < dim; column++) sum += rot[row * dim + column]! * points[i * dim + column]!;
    // Within the cell again: float32 coordinates keep their digits, and no method sees a difference.
    out[j * dim + row] = sum - Math.floor(sum);
  }
}

/** An element of the group, each as likely as every other: what augmentation and the penalty draw. */
export const randomOperation = ({ operations }: Symmetry, random: Random): Operation =>
  operations[index(random, operations.length)]!;

/** All images of points: (points, order, dim). */
export function allImages({ operations, dim }: Symmetry, points: Float64Array): Float64Array {
  const n = points.length / dim;
  const out = new Float64Array(n * operations.length * dim);
  for (let i = 0; i < n; i++)
    operations.forEach((operation, g) => writeImage(operation, points, i, out, i * operations.length + g));
  return out;
}
