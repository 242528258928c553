import {
  dot,
  IDENTITY,
  integerNullSpace,
  mapped,
  matMinus,
  minus,
  rowsOf,
  scaled,
  type Vec3,
} from '@crystal-fourier/math3';
import { AffineMap } from '../operations/affineMap.js';
import type { SymOp } from '../operations/symOp.js';
import { PLACES, pointOf } from './elementDrafts.js';

const ORIGIN: Vec3 = [0, 0, 0];

/** Coordinate of a line that the Tables write without a constant, by preference: the third, else the first. */
const FREE = [2, 0, 1];

/**
 * The direction with the sign that the Tables give it in coordinates: `x,x,0` `x,-x,0` `0,y,-y` `-x,0,x`, and on body diagonals
 * `x,x,x` `-x,x,-x` `x,-x,-x` `-x,-x,x`.
 */
function written(direction: Vec3): Vec3 {
  const used = [0, 1, 2].filter((i) => direction[i] !== 0);
  const product = used.reduce((sign, i) => sign * Math.sign(direction[i] as number), 1);
  const lead = used.length === 3 ? product : (direction[used.join() === '0,2' ? 2 : (used[0] as number)] as number);
  return lead < 0 ? minus(ORIGIN, direction) : direction;
}

/** The map of the letters to the points of a line or plane through `origin`, in units of 1/d. */
function mapAlong(basis: readonly Vec3[], origin: Vec3, d: number): AffineMap {
  const matrix = Array<number>(9).fill(0);
  for (const b of basis) {
    const letter = b.findIndex((c) => c !== 0);
    b.forEach((c, i) => (matrix[3 * i + letter] = c));
  }
  return AffineMap.over(matrix, 1, origin, d);
}

function lineOf(operation: SymOp, x: Vec3): AffineMap {
  const direction = written(operation.axis as Vec3);
  const free = FREE.find((i) => Math.abs(direction[i] as number) === 1);
  const origin =
    free === undefined ? x : minus(x, scaled(direction, (x[free] as number) * (direction[free] as number)));
  return mapAlong([direction], origin, PLACES);
}

/** The constant stands with the first coordinate that can have one: `x+1/2,-x,z`, `x,y+1/2,-y`. */
function planeOf({ rot }: SymOp, x: Vec3): AffineMap {
  const kept = integerNullSpace(rowsOf(matMinus(IDENTITY, rot)));
  const [hkl] = integerNullSpace(kept) as [Vec3];
  const i = hkl.findIndex((c) => c !== 0);
  const lead = hkl[i] as number;
  const origin = mapped(ORIGIN, (_, at) => (at === i ? dot(hkl, x) * Math.sign(lead) : 0));
  return mapAlong(integerNullSpace([hkl]).map(written), origin, PLACES * Math.abs(lead));
}

/**
 * The points that an operation moves by its screw or glide part only, or the axis of a rotoinversion, in the coordinates of the
 * International Tables; null for the identity and translations, which move all points alike. @internal
 */
export function locusOf(operation: SymOp): AffineMap | null {
  if (operation.type === '1') return null;
  const x = pointOf(operation);
  if (operation.type === '-1') return mapAlong([], x, PLACES);
  return operation.type === 'm' ? planeOf(operation, x) : lineOf(operation, x);
}
