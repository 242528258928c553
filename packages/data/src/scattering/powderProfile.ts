import { DataError, show } from '../core/errors.js';
import type { PowderPattern } from './powderPattern.js';

export interface ProfileOptions {
  /** Degrees: full width of a peak at half of its height, the same at all angles. Defaults to 0.1. */
  readonly fwhm?: number;
  /** Instead of `fwhm`, [U, V, W] in squared degrees: FWHM² = U tan² θ + V tan θ + W (Caglioti, Paoletti & Ricci, 1958). */
  readonly caglioti?: readonly [number, number, number];
  /** Share of the Lorentz function in the pseudo-Voigt function, 0 to 1. Defaults to 0.5. */
  readonly eta?: number;
  /** Degrees between points. Defaults to 0.02. */
  readonly step?: number;
}

/** A pattern as a diffractometer draws it. */
export interface PowderProfile {
  /** Degrees. */
  readonly twoTheta: Float64Array;
  /** The highest point has 100. */
  readonly intensity: Float64Array;
}

const MOST_POINTS = 1_000_000;
/** Widths from its centre at which a peak ends: 0.3 % of a Lorentz function is beyond. */
const REACH = 100;

/**
 * Peaks of pseudo-Voigt form, `η L + (1 − η) G` with a Lorentz and a Gauss function of the same width and of area 1, on the lines of a pattern. Lines outside of the
 * range of the pattern are not in it, nor are their flanks.
 *
 * @throws DataError `bad-argument`
 */
export function powderProfile(
  { lines, twoTheta: [first, last] }: Pick<PowderPattern, 'lines' | 'twoTheta'>,
  { fwhm = 0.1, caglioti, eta = 0.5, step = 0.02 }: ProfileOptions = {},
): PowderProfile {
  if (!(eta >= 0 && eta <= 1)) fail(`eta must be from 0 to 1, got ${show(eta)}`);
  const count = Math.floor((last - first) / step + 1e-9) + 1;
  if (!(step > 0 && count <= MOST_POINTS))
    fail(
      `step must be above 0 degrees, and give at most ${MOST_POINTS} points from ${first}° to ${last}°, got ${show(step)}`,
    );
  const twoTheta = Float64Array.from({ length: count }, (_, i) => first + i * step);
  const intensity = new Float64Array(count);
  for (const line of lines) {
    const width = widthAt(line.twoTheta, fwhm, caglioti);
    const from = Math.max(0, Math.ceil((line.twoTheta - REACH * width - first) / step));
    const to = Math.min(count - 1, Math.floor((line.twoTheta + REACH * width - first) / step));
    const lorentz = ((2 / Math.PI) * eta * line.relative) / width;
    const gauss = (2 * Math.sqrt(Math.LN2 / Math.PI) * (1 - eta) * line.relative) / width;
    for (let i = from; i <= to; i++) {
      const x = ((2 * (twoTheta[i]! - line.twoTheta)) / width) ** 2;
      intensity[i]! += lorentz / (1 + x) + gauss * Math.exp(-Math.LN2 * x);
    }
  }
  const most = intensity.reduce((top, value) => Math.max(top, value), 0);
  return { twoTheta, intensity: most === 0 ? intensity : intensity.map((value) => (100 * value) / most) };
}

function widthAt(twoTheta: number, fwhm: number, caglioti: ProfileOptions['caglioti']): number {
  if (caglioti === undefined)
    return fwhm > 0 && fwhm <= MOST_WIDTH
      ? fwhm
      : fail(`fwhm must be above 0 and at most ${MOST_WIDTH} degrees, got ${show(fwhm)}`);
  const [u, v, w] = caglioti;
  const tangent = Math.tan((Math.PI / 360) * twoTheta);
  const square = u * tangent ** 2 + v * tangent + w;
  if (square > 0 && square <= MOST_WIDTH ** 2) return Math.sqrt(square);
  return fail(
    `caglioti gives a squared width of ${show(square)} at 2θ = ${twoTheta.toFixed(2)}°; U, V and W are in squared degrees, and widths must be above 0 and at most ${MOST_WIDTH}°`,
  );
}

const MOST_WIDTH = 10;

function fail(reason: string): never {
  throw new DataError('bad-argument', `powderProfile: ${reason}`);
}
