import type { Vec3 } from './types.js';

/** Three numbers of a list, from `at` on. */
export function vec3(list: ArrayLike<number>, at = 0): Vec3 {
  return [list[at] as number, list[at + 1] as number, list[at + 2] as number];
}

/** a + b. */
export function plus(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

/** a − b. */
export function minus(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** v times a number. */
export function scaled(v: Vec3, factor: number): Vec3 {
  return [v[0] * factor, v[1] * factor, v[2] * factor];
}

/** Scalar product. */
export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** Vector product a × b. */
export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Length. */
export function norm(v: Vec3): number {
  return Math.hypot(v[0], v[1], v[2]);
}

/** Sum of the sizes of the components. */
export function size(v: Vec3): number {
  return Math.abs(v[0]) + Math.abs(v[1]) + Math.abs(v[2]);
}
