import { dot, inverse, mat3, type Mat3, norm, rowsOf, vec3, type Vec3, vecMat } from '@crystal-fourier/math3';

/** Basis vectors a, b, c as rows (9 numbers, row-major), Cartesian. */
export type Rows = readonly number[];

/** Fractional to Cartesian coordinates: x a + y b + z c. */
export const toCartesian = (rows: Rows, x: readonly number[]): Vec3 => vecMat(vec3(x), mat3(rows));

/** Inverse of the row matrix: its columns are a*, b*, c* without 2π. */
export const inverseRows = (rows: Rows): Mat3 => inverse(mat3(rows));

/** Lengths of a, b, c and angles α, β, γ in degrees. */
export function cellParameters(rows: Rows): { readonly lengths: Vec3; readonly angles: Vec3 } {
  const [a, b, c] = rowsOf(rows);
  const angle = (u: Vec3, v: Vec3): number => (Math.acos(dot(u, v) / (norm(u) * norm(v))) * 180) / Math.PI;
  return { lengths: [norm(a), norm(b), norm(c)], angles: [angle(b, c), angle(a, c), angle(a, b)] };
}
