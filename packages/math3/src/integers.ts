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

/** True for an array of `length` integers below `limit` in size. */
export function areIntegers(value: unknown, length: 3, limit: number): value is Vec3;
export function areIntegers(value: unknown, length: 9, limit: number): value is Mat3;
export function areIntegers(value: unknown, length: number, limit: number): boolean;
export function areIntegers(value: unknown, length: number, limit: number): boolean {
  return (
    Array.isArray(value) &&
    value.length === length &&
    value.every((c) => Number.isSafeInteger(c) && Math.abs(c) < limit)
  );
}

/** Lexicographic order. */
export function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((c, i) => c !== b[i]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}

/** A function of each entry of a list; a tuple stays a tuple of the same length. */
export function mapped<V extends readonly number[]>(entries: V, f: (entry: number, index: number) => number): V {
  return entries.map(f) as readonly number[] as V;
}

/** Integers divided by the greatest common divisor of all of them and `start`, without −0; zeros stay zeros. */
export function primitive<V extends readonly number[]>(entries: V, start = 0): V {
  const g = entries.reduce(gcd, start) || 1;
  return mapped(entries, (c) => c / g + 0);
}

/** Integers divided by an integer, without −0; undefined if one is no multiple of it. */
export function quotient<V extends readonly number[]>(entries: V, d: number): V | undefined {
  return entries.some((c) => c % d !== 0) ? undefined : mapped(entries, (c) => c / d + 0);
}
