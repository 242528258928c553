import { DataError, show } from '../core/errors.js';

/** A pattern as a diffractometer wrote it. */
export interface MeasuredPattern {
  /** Degrees, increasing. */
  readonly twoTheta: Float64Array;
  readonly intensity: Float64Array;
}

const MOST_POINTS = 1_000_000;

/**
 * A measured pattern from text with two columns, 2θ in degrees and intensity; a third one, as of errors, is not read. Columns are separated by blanks, tabs,
 * commas or semicolons. Lines without a number at their beginning are comments or headings, if they stand before the first point or begin with `#`, `!`, `;`,
 * `/*` or a quote.
 *
 * @throws DataError `bad-syntax`, `bad-value`, `missing-value`, `too-large`
 */
export function readMeasuredPattern(text: string): MeasuredPattern {
  const points: (readonly [angle: number, intensity: number])[] = [];
  for (const [i, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.trim().replace(/^\uFEFF/, '');
    if (line === '' || /^(?:[#!;'"%]|\/[*/])/.test(line)) continue;
    const [first = '', second = ''] = line.split(/\s*[,;]\s*|\s+/);
    const [angle, intensity] = [numberOf(first), numberOf(second)];
    if (Number.isNaN(angle) || Number.isNaN(intensity)) {
      if (points.length === 0) continue;
      throw new DataError('bad-syntax', `expected an angle and an intensity, got ${show(line)}`, { line: i + 1 });
    }
    if (!(angle > -180 && angle < 180 && Number.isFinite(intensity)))
      throw new DataError('bad-value', `expected 2θ in degrees and an intensity, got ${show(line)}`, { line: i + 1 });
    if (points.push([angle, intensity]) > MOST_POINTS)
      throw new DataError('too-large', `the pattern has more than ${MOST_POINTS} points`);
  }
  if (points.length < 2)
    throw new DataError(
      'missing-value',
      `a measured pattern must have at least two lines with an angle 2θ and an intensity, got ${points.length}`,
    );
  points.sort(([a], [b]) => a - b);
  return {
    twoTheta: Float64Array.from(points, ([angle]) => angle),
    intensity: Float64Array.from(points, ([, intensity]) => intensity),
  };
}

/** NaN for what is no number; an empty text is none. */
const numberOf = (text: string): number =>
  /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
