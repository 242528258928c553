import type { Mat3, Vec3 } from './types.js';

/** `a mod n` in [0, n) for integers, also for negative `a`. Never −0. */
export function mod(a: number, n: number): number {
  const r = a % n;
  return r < 0 ? r + n : r + 0;
}

/** Greatest common divisor, non-negative; gcd(0, 0) = 0. */
export function gcd(a: number, b: number): number {
  let x = Math.abs(a);
  let y = Math.abs(b);
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** The vector or matrix divided by the greatest common divisor of its entries and `start`, 0 for none. */
export function primitive<V extends readonly number[]>(entries: V, start = 0): V {
  const g = entries.reduce(gcd, start) || 1;
  return entries.map((c) => c / g + 0) as unknown as V;
}

/** Row-major product AB. */
export function matMul(a: Mat3, b: Mat3): Mat3 {
  return [
    a[0] * b[0] + a[1] * b[3] + a[2] * b[6],
    a[0] * b[1] + a[1] * b[4] + a[2] * b[7],
    a[0] * b[2] + a[1] * b[5] + a[2] * b[8],
    a[3] * b[0] + a[4] * b[3] + a[5] * b[6],
    a[3] * b[1] + a[4] * b[4] + a[5] * b[7],
    a[3] * b[2] + a[4] * b[5] + a[5] * b[8],
    a[6] * b[0] + a[7] * b[3] + a[8] * b[6],
    a[6] * b[1] + a[7] * b[4] + a[8] * b[7],
    a[6] * b[2] + a[7] * b[5] + a[8] * b[8],
  ];
}

/** Matrix times column vector. */
export function matVec(m: Mat3, v: Vec3): Vec3 {
  return [
    m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
    m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
    m[6] * v[0] + m[7] * v[1] + m[8] * v[2],
  ];
}

/** Row vector times matrix. */
export function vecMat(v: Vec3, m: Mat3): Vec3 {
  return [
    v[0] * m[0] + v[1] * m[3] + v[2] * m[6],
    v[0] * m[1] + v[1] * m[4] + v[2] * m[7],
    v[0] * m[2] + v[1] * m[5] + v[2] * m[8],
  ];
}

/** a + b. */
export function plus(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

/** a − b, without −0 for integers. */
export function minus(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** v times a number. */
export function scaled(v: Vec3, times: number): Vec3 {
  return [v[0] * times, v[1] * times, v[2] * times];
}

/** Sum of the sizes of the components. */
export function size(v: Vec3): number {
  return Math.abs(v[0]) + Math.abs(v[1]) + Math.abs(v[2]);
}

/** Scalar product. */
export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** The matrix times a number, without −0. */
export function times(m: Mat3, factor: number): Mat3 {
  return m.map((entry) => entry * factor + 0) as unknown as Mat3;
}

/** True for an array of `length` integers below `limit` in size. */
export function areIntegers(value: unknown, length: number, limit: number): boolean {
  return (
    Array.isArray(value) &&
    value.length === length &&
    value.every((c) => Number.isSafeInteger(c) && Math.abs(c) < limit)
  );
}

/** Every entry divided by d; undefined if one is no multiple of it. */
export function quotient<V extends readonly number[]>(entries: V, d: number): V | undefined {
  return entries.some((c) => c % d !== 0) ? undefined : (entries.map((c) => c / d + 0) as unknown as V);
}

/** Lexicographic order. */
export function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((c, i) => c !== b[i]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}

/** Rows of the unit matrix, times a scale. */
export function unitRows(size: number, scale = 1): number[][] {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? scale : 0)));
}

/** Columns of a matrix given by its rows. */
export function transposed(rows: readonly (readonly number[])[]): number[][] {
  return (rows[0] ?? []).map((_, j) => rows.map((row) => row[j] as number));
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

export const IDENTITY: Mat3 = Object.freeze([1, 0, 0, 0, 1, 0, 0, 0, 1] as const);
