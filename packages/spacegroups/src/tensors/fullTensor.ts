import { det, type Mat3, matMul, matOfRows, type Rows3, transpose } from '@crystal-fourier/math3';
import { SpaceGroupError, show } from '../algebra/errors.js';
import { type KindOf, kindOf, type TensorKind } from './kinds.js';

/** Place in the list of a full tensor, the last index fastest. */
function placeOf(indices: readonly number[]): number {
  return indices.reduce((place, i) => 3 * place + i, 0);
}

/**
 * All 3ⁿ components of a tensor that is given as the matrix of its kind; where the kind says that entries are equal, their mean.
 *
 * @throws SpaceGroupError `bad-tensor` if it has another number of entries
 * @internal
 */
export function expanded(of: KindOf, tensor: ArrayLike<number>, where: string): Float64Array {
  const [rows, columns] = of.shape;
  if (tensor?.length !== rows * columns) {
    throw new SpaceGroupError(
      'bad-tensor',
      `${where}: this kind of tensor has ${rows * columns} numbers, ${rows} rows of ${columns}, one row after the other, got ${show(Array.isArray(tensor) ? tensor : tensor?.length)}`,
    );
  }
  const sums = of.components.map(() => 0);
  const counts = of.components.map(() => 0);
  of.entries.forEach((at, entry) => {
    sums[at] = (sums[at] as number) + (tensor[entry] as number);
    counts[at] = (counts[at] as number) + 1;
  });
  const full = new Float64Array(3 ** of.rank);
  of.components.forEach(({ indices, factor }, at) => {
    const value = (sums[at] as number) / ((counts[at] as number) * factor);
    for (const list of indices) full[placeOf(list)] = value;
  });
  return full;
}

/** The matrix of the kind, from all components; where the kind says that components are equal, from their mean. @internal */
export function contracted(of: KindOf, full: Float64Array): Float64Array {
  const values = of.components.map(
    ({ indices, factor }) =>
      (factor * indices.reduce((sum, list) => sum + (full[placeOf(list)] as number), 0)) / indices.length,
  );
  return Float64Array.from(of.entries, (at) => values[at] as number);
}

/** The image of a full tensor under a linear map of space, `T'_ij… = Q_ik Q_jl … T_kl…`. @internal */
export function image(of: KindOf, q: Mat3, full: Float64Array): Float64Array {
  let from = full;
  // One index after the other: the first is mapped and becomes the last, so that after all of them the order is as before.
  const third = full.length / 3;
  for (let index = 0; index < of.rank; index++) {
    const to = new Float64Array(full.length);
    for (let rest = 0; rest < third; rest++) {
      const [x, y, z] = [from[rest], from[third + rest], from[2 * third + rest]] as [number, number, number];
      for (let i = 0; i < 3; i++)
        to[3 * rest + i] = (q[3 * i] as number) * x + (q[3 * i + 1] as number) * y + (q[3 * i + 2] as number) * z;
    }
    from = to;
  }
  return of.isAxial && det(q) < 0 ? from.map((value) => -value) : from;
}

/**
 * A tensor in another Cartesian frame, or turned: `T'_ij… = Q_ik Q_jl … T_kl…`.
 *
 * @param rotation an orthogonal matrix Q, by rows: the unit vectors of the new frame in the old one. With its transpose, the tensor comes back
 * @param tensor the matrix of the kind, row by row: 3, 9, 18 or 36 numbers
 * @throws SpaceGroupError `bad-tensor` for another number of entries, or a matrix that is not orthogonal within 1e-6
 */
export function rotateTensor(rotation: Rows3, tensor: ArrayLike<number>, kind: TensorKind): Float64Array {
  const of = kindOf(kind, 'rotateTensor');
  const q = matOfRows(rotation);
  const unit = matMul(q, transpose(q));
  if (!unit.every((entry, i) => Math.abs(entry - (i % 4 === 0 ? 1 : 0)) < 1e-6)) {
    throw new SpaceGroupError(
      'bad-tensor',
      `rotateTensor: the rotation must be an orthogonal matrix, three perpendicular rows of length 1, got ${show(rotation)}`,
    );
  }
  return contracted(of, image(of, q, expanded(of, tensor, 'rotateTensor')));
}
