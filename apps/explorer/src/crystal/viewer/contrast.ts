import { mapped } from '@crystal-fourier/math3';

/** sRGB, each 0…255. */
export type Color = readonly [red: number, green: number, blue: number];

/** @param hex six hexadecimal digits, without `#` */
export const colorOfHex = (hex: string): Color =>
  mapped<Color>([0, 2, 4], (at) => Number.parseInt(hex.slice(at, at + 2), 16));

export const hexOfColor = (color: Color): string =>
  `#${color.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

/** The light that a value of sRGB stands for, 0…1. */
const toLight = (value: number): number => {
  const v = value / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
};

const fromLight = (light: number): number =>
  255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);

/** Relative luminance as WCAG 2 defines it: 0 for black, 1 for white. */
export const luminance = ([r, g, b]: Color): number => 0.2126 * toLight(r) + 0.7152 * toLight(g) + 0.0722 * toLight(b);

const FLARE = 0.05;

/** Contrast as WCAG 2 defines it: 1 for equal luminances, 21 between black and white. */
export function contrast(a: Color, b: Color): number {
  const [la, lb] = [luminance(a), luminance(b)];
  return (Math.max(la, lb) + FLARE) / (Math.min(la, lb) + FLARE);
}

/**
 * A colour that stands out against a background: the same if it does already; else darker by the same factor for red, green and blue
 * on a light background, mixed with white on a dark one.
 *
 * @param least contrast to be reached; must be less than that of black or white with the background
 */
export function withContrast(color: Color, background: Color, least: number): Color {
  if (contrast(color, background) >= least) return color;
  const own = luminance(color);
  const behind = luminance(background) + FLARE;
  // A hair more: colours are rounded to bytes.
  const goal = least * 1.02;
  const isLight = behind > 0.18 + FLARE;
  const target = isLight ? behind / goal - FLARE : behind * goal - FLARE;
  const change = isLight
    ? (light: number): number => (light * target) / own
    : (light: number): number => light + ((1 - light) * (target - own)) / (1 - own);
  return mapped(color, (value) => fromLight(change(toLight(value))));
}

/** Between two colours, in steps of equal visual difference. @param share of the second, 0…1 */
export const mixed = (a: Color, b: Color, share: number): Color =>
  mapped(a, (value, i) => value + (b[i]! - value) * share);

/** Distance in Oklab (Ottosson 2020): about 0.02 is just visible, black and white are 1 apart. */
export function colorDifference(a: Color, b: Color): number {
  const [p, q] = [oklab(a), oklab(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

function oklab(color: Color): readonly [number, number, number] {
  const [r, g, b] = color.map(toLight) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
