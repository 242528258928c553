import { fractional } from './planeGeometry.js';

const SIGNS: Readonly<Record<string, string>> = {
  '1/2': '½',
  '1/3': '⅓',
  '2/3': '⅔',
  '1/4': '¼',
  '3/4': '¾',
  '1/6': '⅙',
  '5/6': '⅚',
  '1/8': '⅛',
  '3/8': '⅜',
  '5/8': '⅝',
  '7/8': '⅞',
};

/** A multiple of 1/48 or so as a printed fraction: `¼`, `5⁄12`. */
export function fractionSign(value: number): string {
  for (const d of [1, 2, 3, 4, 6, 8, 12, 16, 24, 48]) {
    const n = Math.round(value * d);
    if (Math.abs(n / d - value) > 1e-6) continue;
    if (d === 1) return String(n);
    const sign = SIGNS[`${Math.abs(n)}/${d}`] ?? `${Math.abs(n)}\u2044${d}`;
    return n < 0 ? `\u2212${sign}` : sign;
  }
  return value.toFixed(2);
}

/**
 * The heights that the Tables print beside a symbol. Where each height h comes with h + 1/2 only the lower ones are named, and h = 0
 * alone needs no name; otherwise all are.
 */
export function heightLabel(heights: readonly number[]): string {
  const all = [...new Set(heights.map((h) => Math.round(fractional(h) * 1e6)))].sort((a, b) => a - b);
  const inPairs = all.every((h) => all.includes((h + 500_000) % 1_000_000));
  const named = inPairs ? all.filter((h) => h < 500_000) : all;
  if (named.length === 1 && named[0] === 0) return '';
  return named.map((h) => fractionSign(h / 1e6)).join(',');
}
