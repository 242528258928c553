import { cross, dot, vec3 } from './vector.js';
import type { Mat3, Rows3, Vec3 } from './types.js';

/** The rows of a matrix. */
export function rowsOf(m: ArrayLike<number>): Rows3 {
  return [vec3(m), vec3(m, 3), vec3(m, 6)];
}

/** The matrix with given rows. */
export function matOfRows([a, b, c]: Rows3): Mat3 {
  return [a[0], a[1], a[2], b[0], b[1], b[2], c[0], c[1], c[2]];
}

/** A function of each row. */
export function mapRows([a, b, c]: Rows3, f: (row: Vec3, index: number) => Vec3): Rows3 {
  return [f(a, 0), f(b, 1), f(c, 2)];
}

/** The triple product `a · (b × c)`: the determinant, and the signed volume that the rows span. */
export function rowsDet([a, b, c]: Rows3): number {
  return dot(a, cross(b, c));
}

/** Row vector times the matrix with these rows, `x a + y b + z c`. */
export function vecRows(v: Vec3, [a, b, c]: Rows3): Vec3 {
  return [
    v[0] * a[0] + v[1] * b[0] + v[2] * c[0],
    v[0] * a[1] + v[1] * b[1] + v[2] * c[1],
    v[0] * a[2] + v[1] * b[2] + v[2] * c[2],
  ];
}

/** Scalar products of a vector with the rows. */
export function rowsVec([a, b, c]: Rows3, v: Vec3): Vec3 {
  return [dot(v, a), dot(v, b), dot(v, c)];
}

/** Rows of the adjugate: `M adj(M) = det(M) I`, integers for integer M. */
export function rowsAdjugate([a, b, c]: Rows3): Rows3 {
  const [u, v, w] = [cross(b, c), cross(c, a), cross(a, b)];
  return [
    [u[0], v[0], w[0]],
    [u[1], v[1], w[1]],
    [u[2], v[2], w[2]],
  ];
}

/** Rows of the reciprocal basis, `b*_i · a_j = δ_ij`: the columns of the inverse. */
export function reciprocalRows(rows: Rows3): Rows3 {
  const [a, b, c] = rows;
  const volume = rowsDet(rows);
  const over = (v: Vec3): Vec3 => [v[0] / volume, v[1] / volume, v[2] / volume];
  return [over(cross(b, c)), over(cross(c, a)), over(cross(a, b))];
}
