import { gcd } from './integers.js';

/** A reduced fraction `[numerator, denominator]`, denominator > 0. */
export type Fraction = readonly [number, number];

/** n/d in lowest terms, frozen. */
export function fraction(n: number, d: number): Fraction {
  const g = gcd(n, d) || 1;
  const sign = d < 0 ? -g : g;
  return Object.freeze([n / sign + 0, d / sign] as const);
}

/** `1/2`, `-1`, `0`. */
export function formatFraction([n, d]: Fraction): string {
  return d === 1 ? String(n) : `${n}/${d}`;
}

/** An integer number of 24ths as the reduced fraction: 8 is `1/3`. */
export function format24ths(units: number): string {
  return formatFraction(fraction(units, 24));
}
