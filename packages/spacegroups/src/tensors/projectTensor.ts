import {
  IDENTITY,
  inverse,
  type Mat3,
  matMul,
  matOfRows,
  matPlus,
  type Rows3,
  rowsDet,
  times,
  transpose,
} from '@crystal-fourier/math3';
import { SpaceGroupError, show } from '../algebra/errors.js';
import type { Rotation } from '../operations/rotation.js';
import { contracted, expanded, image } from './fullTensor.js';
import { kindOf, type TensorKind } from './kinds.js';
import { rotationsOf, type TensorGroup } from './pointRotations.js';

/** Largest deviation of a lattice from the symmetry, of an entry of QᵀQ from the unit matrix, twice a relative length. */
const LATTICE_TOLERANCE = 0.1;

/**
 * The part of a tensor that a point group leaves invariant: the mean of its images under all operations, in the Cartesian frame of a lattice. It is
 * the nearest invariant tensor (least sum of squares of all components). What is invariant stays as it is, and a second projection changes nothing.
 * What an inversion forbids is exactly 0.
 *
 * In float64; for a lattice whose longest vector is at most 100 times as long as the distance of its closest lattice planes, the error is at most
 * 1e-12 times the largest component. A lattice that has the symmetry only roughly is replaced by one that has it exactly, so that the operations are
 * true rotations.
 *
 * @param group see {@link TensorGroup}; for a list of operations, the group that they generate
 * @param lattice rows a, b, c in Å of the axes that the operations are written on
 * @param tensor the matrix of the kind in the Cartesian frame of the lattice, row by row: 3, 9, 18 or 36 numbers
 * @returns the matrix of the kind, row by row
 * @throws SpaceGroupError `bad-tensor` for another number of entries, `bad-basis` for a lattice that does not have the symmetry
 */
export function projectTensor(
  group: TensorGroup,
  lattice: Rows3,
  tensor: ArrayLike<number>,
  kind: TensorKind,
): Float64Array {
  const of = kindOf(kind, 'projectTensor');
  const full = expanded(of, tensor, 'projectTensor');
  const operations = rotationsOf(group, 'projectTensor');
  const rotations = cartesianRotations(operations, lattice);
  const sum = new Float64Array(full.length);
  // The inversion changes the sign of tensors of odd rank, and of axial ones of even rank: they are 0 without rounding.
  const isOdd = (of.rank % 2 === 1) !== of.isAxial;
  if (isOdd && operations.some(({ type }) => type === '-1')) return contracted(of, sum);
  for (const q of rotations) image(of, q, full).forEach((value, at) => (sum[at] = (sum[at] as number) + value));
  return contracted(
    of,
    sum.map((value) => value / rotations.length),
  );
}

/**
 * How far a tensor is from the symmetry of a group: the norm of what {@link projectTensor} takes away, divided by the norm of the tensor. Both norms are
 * square roots of the sum of squares of all 3ⁿ components. 0 for an invariant tensor and for one that is 0, 1 if nothing is invariant.
 */
export function tensorDeviation(
  group: TensorGroup,
  lattice: Rows3,
  tensor: ArrayLike<number>,
  kind: TensorKind,
): number {
  const of = kindOf(kind, 'tensorDeviation');
  const full = expanded(of, tensor, 'tensorDeviation');
  const projected = expanded(of, projectTensor(group, lattice, tensor, kind), 'tensorDeviation');
  const norm = Math.hypot(...full);
  return norm === 0 ? 0 : Math.hypot(...full.map((value, at) => value - (projected[at] as number))) / norm;
}

/** Operations on lattice axes as orthogonal matrices in the Cartesian frame of the lattice. @internal */
function cartesianRotations(rotations: readonly Rotation[], lattice: Rows3): Mat3[] {
  const columns = transpose(matOfRows(lattice));
  if (!columns.every(Number.isFinite) || rowsDet(lattice) === 0) {
    throw new SpaceGroupError(
      'bad-basis',
      `projectTensor: the lattice must be three finite vectors that span a cell, got ${show(lattice)}`,
    );
  }
  const back = inverse(columns);
  // The identity and the inversion are the same on all axes; no rounding there.
  const maps = rotations.map((r) => (/^-?1$/.test(r.type) ? r.matrix : matMul(matMul(columns, r.matrix), back)));
  // The mean of QᵀQ is a metric that all Q keep. In coordinates in which it is the unit matrix, they are orthogonal.
  const metric = times(maps.map((q) => matMul(transpose(q), q)).reduce(matPlus), 1 / maps.length);
  if (!metric.every((entry, i) => Math.abs(entry - (i % 4 === 0 ? 1 : 0)) <= LATTICE_TOLERANCE)) {
    throw new SpaceGroupError(
      'bad-basis',
      `projectTensor: the lattice ${show(lattice)} does not have the symmetry of the group; give the lattice vectors a, b, c that its operations are written on, as rows`,
    );
  }
  const root = squareRoot(metric);
  const rootBack = inverse(root);
  return maps.map((q) => matMul(matMul(root, q), rootBack));
}

/** Square root of a symmetric matrix near the unit matrix, by Newton's iteration: each step squares the error, which starts below 0.1. */
function squareRoot(m: Mat3): Mat3 {
  let root: Mat3 = IDENTITY;
  for (let step = 0; step < 6; step++) root = times(matPlus(root, matMul(inverse(root), m)), 0.5);
  return root;
}
