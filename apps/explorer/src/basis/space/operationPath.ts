import type { SymOp } from '@crystal-fourier/spacegroups';
import { inverseRows, type Rows, toCartesian } from '../../cell/rows.js';

/** An affine map of Cartesian column vectors: (3, 4) row-major, the last column is the translation. */
export type Affine = readonly number[];

/** How an operation moves things, from rest to its end. */
export interface OperationPath {
  /** Fractional translation of the operation with the lattice vector that leads the image of the cell into the cells that are shown. */
  readonly translation: readonly [number, number, number];
  /** The map at a time from 0 (the identity) to 1 (the operation). */
  at(time: number): Affine;
}

/**
 * A path from the identity to an operation that one can watch: a rotation turns about its axis while its translation grows. One that changes
 * handedness turns, too, and what lies along the axis shrinks through a plane to its mirror image: R = (rotation by φ + π about n) ∘ (mirror
 * across n) where −R is the rotation by φ about n.
 *
 * @param cell basis vectors as rows, of the symmetry of the operation's group
 * @param cells shown along each axis: the first one's centre is led to within half a cell of the middle of them,
 *   so that with two of them an image on the same axes lies among them
 */
export function operationPath({ rot, trans, det }: SymOp, cell: Rows, cells: 1 | 2 = 1): OperationPath {
  const inverse = inverseRows(cell);
  const image = [0, 1, 2].map((i) => [0, 1, 2].reduce((sum, j) => sum + rot[3 * i + j]! / 2, trans[i]! / 24));
  const translation = image.map((x, i) => trans[i]! / 24 - Math.floor(x - (cells - 1) / 2)) as [number, number, number];
  const shift = toCartesian(cell, translation);
  // Columns r = L^T x, so that the matrix is L^T R L^−T.
  const matrix = Array.from({ length: 9 }, (_, at) => {
    const [i, j] = [Math.floor(at / 3), at % 3];
    let sum = 0;
    for (let m = 0; m < 3; m++)
      for (let n = 0; n < 3; n++) sum += cell[3 * m + i]! * rot[3 * m + n]! * inverse[3 * j + n]!;
    return sum * det;
  });
  const { axis, angle } = axisAngle(matrix);
  const full = det === 1 ? angle : angle + Math.PI;
  // The shorter way round.
  const turn = full > Math.PI + 1e-9 ? full - 2 * Math.PI : full;
  return {
    translation,
    at: (time) => {
      const spin = rotation(axis, turn * time);
      const along = det === 1 ? 1 : 1 - 2 * time;
      return [0, 1, 2].flatMap((i) => {
        const row = [0, 1, 2].map((j) => spin[3 * i + j]!);
        const onAxis = row.reduce((sum, entry, j) => sum + entry * axis[j]!, 0);
        return [...row.map((entry, j) => entry + (along - 1) * onAxis * axis[j]!), shift[i]! * time];
      });
    },
  };
}

/** Axis and angle, in [0, π], of a rotation matrix. */
function axisAngle(m: readonly number[]): { readonly axis: readonly number[]; readonly angle: number } {
  const twist = [m[7]! - m[5]!, m[2]! - m[6]!, m[3]! - m[1]!];
  // 2 sin φ and 2 cos φ: exact at half a turn, where an arc cosine is not.
  const angle = Math.atan2(Math.hypot(...twist), m[0]! + m[4]! + m[8]! - 1);
  if (angle < 1e-6) return { axis: [0, 0, 1], angle: 0 };
  // (R + R^T)/2 = cos φ + (1 − cos φ) n n^T: its largest column gives n, the antisymmetric part the sign.
  const cos = Math.cos(angle);
  const outer = (i: number, j: number): number =>
    ((m[3 * i + j]! + m[3 * j + i]!) / 2 - (i === j ? cos : 0)) / (1 - cos);
  const largest = [0, 1, 2].reduce((best, i) => (outer(i, i) > outer(best, best) ? i : best), 0);
  const length = Math.sqrt(outer(largest, largest));
  const axis = [0, 1, 2].map((i) => outer(i, largest) / length);
  const sign = twist.reduce((sum, entry, i) => sum + entry * axis[i]!, 0) < -1e-9 ? -1 : 1;
  return { axis: axis.map((entry) => entry * sign), angle };
}

/** Rodrigues' formula. */
function rotation([x, y, z]: readonly number[], angle: number): number[] {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const d = 1 - c;
  return [
    c + x! * x! * d,
    x! * y! * d - z! * s,
    x! * z! * d + y! * s,
    y! * x! * d + z! * s,
    c + y! * y! * d,
    y! * z! * d - x! * s,
    z! * x! * d - y! * s,
    z! * y! * d + x! * s,
    c + z! * z! * d,
  ];
}
