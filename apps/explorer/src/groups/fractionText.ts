import { formatFraction, fraction } from '@crystal-fourier/math3';

/** `n/d` in lowest terms: `1/2`, `-1`, `0`. Both are integers, d is positive. */
export const fractionText = (n: number, d: number): string => formatFraction(fraction(n, d));

/** A translation in units of 1/24 as three fractions, `1/2,0,1/4`. Components may be fractions of a unit, down to a sixth of one. */
export function translationText(units: readonly number[]): string {
  return units.map((u) => fractionText(Math.round(6 * u), 144)).join(',');
}

/** What a user writes for a coordinate: `0.25`, `1/4`, `-.5`. Undefined for anything else. */
export function readCoordinate(text: string): number | undefined {
  const [, n, d] = /^\s*([-+]?(?:\d+(?:\.\d*)?|\.\d+))(?:\s*\/\s*(\d+))?\s*$/.exec(text.replace('\u2212', '-')) ?? [];
  if (n === undefined || Number(d) === 0) return undefined;
  const value = Number(n) / Number(d ?? 1);
  return Math.abs(value) <= 1e6 ? value : undefined;
}

/** A coordinate with at most five digits behind the point. */
export const coordinateText = (x: number): string => (Math.round(x * 1e5) / 1e5 + 0).toFixed(5).replace(/\.?0+$/, '');
