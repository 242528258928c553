import { mapped } from './integers.js';
import type { Mat3, Vec3 } from './types.js';

/** The unit matrix, frozen. */
export const IDENTITY: Mat3 = /* @__PURE__ */ Object.freeze([1, 0, 0, 0, 1, 0, 0, 0, 1] as const);

/** Nine numbers of a list, from `at` on. */
export function mat3(list: ArrayLike<number>, at = 0): Mat3 {
  return Array.from({ length: 9 }, (_, i) => list[at + i]) as readonly unknown[] as Mat3;
}

/** Product AB, without −0. */
export function matMul(a: Mat3, b: Mat3): Mat3 {
  return [
    a[0] * b[0] + a[1] * b[3] + a[2] * b[6] + 0,
    a[0] * b[1] + a[1] * b[4] + a[2] * b[7] + 0,
    a[0] * b[2] + a[1] * b[5] + a[2] * b[8] + 0,
    a[3] * b[0] + a[4] * b[3] + a[5] * b[6] + 0,
    a[3] * b[1] + a[4] * b[4] + a[5] * b[7] + 0,
    a[3] * b[2] + a[4] * b[5] + a[5] * b[8] + 0,
    a[6] * b[0] + a[7] * b[3] + a[8] * b[6] + 0,
    a[6] * b[1] + a[7] * b[4] + a[8] * b[7] + 0,
    a[6] * b[2] + a[7] * b[5] + a[8] * b[8] + 0,
  ];
}

/** Matrix times column vector, without −0. */
export function matVec(m: Mat3, v: Vec3): Vec3 {
  return [
    m[0] * v[0] + m[1] * v[1] + m[2] * v[2] + 0,
    m[3] * v[0] + m[4] * v[1] + m[5] * v[2] + 0,
    m[6] * v[0] + m[7] * v[1] + m[8] * v[2] + 0,
  ];
}

/** Row vector times matrix, without −0. */
export function vecMat(v: Vec3, m: Mat3): Vec3 {
  return [
    v[0] * m[0] + v[1] * m[3] + v[2] * m[6] + 0,
    v[0] * m[1] + v[1] * m[4] + v[2] * m[7] + 0,
    v[0] * m[2] + v[1] * m[5] + v[2] * m[8] + 0,
  ];
}

/** A + B. */
export function matPlus(a: Mat3, b: Mat3): Mat3 {
  return mapped(a, (entry, i) => entry + (b[i] as number));
}

/** A − B. */
export function matMinus(a: Mat3, b: Mat3): Mat3 {
  return mapped(a, (entry, i) => entry - (b[i] as number));
}

/** The matrix times a number, without −0. */
export function times(m: Mat3, factor: number): Mat3 {
  return mapped(m, (entry) => entry * factor + 0);
}

/** A M Aᵀ, without −0. */
export function congruent(a: Mat3, m: Mat3): Mat3 {
  return matMul(matMul(a, m), transpose(a));
}

/** Rows and columns exchanged. */
export function transpose(m: Mat3): Mat3 {
  return [m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]];
}

/** A column, numbered from 0. */
export function column(m: Mat3, j: number): Vec3 {
  return [m[j] as number, m[3 + j] as number, m[6 + j] as number];
}

/** The matrix with given columns. */
export function fromColumns(a: Vec3, b: Vec3, c: Vec3): Mat3 {
  return [a[0], b[0], c[0], a[1], b[1], c[1], a[2], b[2], c[2]];
}

/** Determinant. */
export function det(m: Mat3): number {
  return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
}

/** Adjugate: `adj(M) M = det(M) I`, integers for integer M. */
export function adjugate(m: Mat3): Mat3 {
  return [
    m[4] * m[8] - m[5] * m[7],
    m[2] * m[7] - m[1] * m[8],
    m[1] * m[5] - m[2] * m[4],
    m[5] * m[6] - m[3] * m[8],
    m[0] * m[8] - m[2] * m[6],
    m[2] * m[3] - m[0] * m[5],
    m[3] * m[7] - m[4] * m[6],
    m[1] * m[6] - m[0] * m[7],
    m[0] * m[4] - m[1] * m[3],
  ];
}

/** Inverse, without −0; exact for integer matrices of determinant ±1. */
export function inverse(m: Mat3): Mat3 {
  const d = det(m);
  return mapped(adjugate(m), (entry) => entry / d + 0);
}
