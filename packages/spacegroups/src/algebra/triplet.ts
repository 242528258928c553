import { formatFraction, type Fraction, fraction, gcd } from '@crystal-fourier/math3';
import { SpaceGroupError, type SpaceGroupErrorCode, show } from './errors.js';

/** Three affine forms: row i is `c[0]·u + c[1]·v + c[2]·w + c[3]` for the letters u, v, w. */
export type AffineRows = readonly (readonly Fraction[])[];

/** Fractions as integers over their least common denominator. */
export function common<N extends readonly number[] = number[]>(
  fractions: readonly Fraction[],
): { readonly n: N; readonly d: number } {
  const d = fractions.reduce((acc, [, b]) => (acc * b) / gcd(acc, b), 1);
  return { n: fractions.map(([n, b]) => n * (d / b)) as readonly number[] as N, d };
}

/**
 * A decimal as a multiple of 1/24: exact if it is one (`0.125`), otherwise only with three digits or more that round or
 * truncate one (`0.333`, `0.66667`); anything else has no exact meaning here.
 */
function decimal(text: string): Fraction | undefined {
  const value = Number(text);
  const units = value * 24;
  const k = Math.round(units);
  if (units === k) return fraction(k, 24);
  const digits = text.length - text.indexOf('.') - 1;
  if (digits < 3 || digits > 15) return undefined;
  const exact = k / 24;
  const scale = 10 ** digits;
  const written = Math.round(value * scale);
  return written === Math.round(exact * scale) || written === Math.floor(exact * scale) ? fraction(k, 24) : undefined;
}

const TERM = /([+-]?)(?:(\d+\.\d*|\.\d+|\d+)(?:\/(\d+))?)?(?:(\*?)([a-z])(?:\/(\d+))?)?/y;

/**
 * Reads `"-y+1/2, x-y, z"` in the three given letters. Spaces and upper case are allowed; a coefficient may stand before
 * its letter (`2x`, `1/2*x`) or below it (`x/2`).
 *
 * @throws SpaceGroupError with the given code, naming the part that is wrong.
 */
export function parseTriplet(text: string, letters: string, code: SpaceGroupErrorCode): AffineRows {
  const fail = (why: string): never => {
    throw new SpaceGroupError(
      code,
      `${show(text)} is no coordinate triplet: ${why}; expected three parts like "${letters === '' ? '0,0,1/4' : [...letters].map((l, i) => (i === 2 && l === 'z' ? 'z+1/2' : l)).join(',')}"`,
    );
  };
  if (typeof text !== 'string' || text.length > 200) fail('it must be a string of at most 200 characters');
  const parts = text.split(',');
  if (parts.length !== 3) fail(`it has ${parts.length} of 3 parts`);
  return parts.map((raw) => {
    const part = raw.toLowerCase().replace(/\s+/g, '');
    if (part === '') fail('a part is empty');
    if (/[\da-z.]\s+[\da-z.]/i.test(raw)) fail(`${show(raw.trim())} has a space inside a term`);
    const row = [0, 0, 0, 0].map((n): Fraction => [n, 1]);
    TERM.lastIndex = 0;
    while (TERM.lastIndex < part.length) {
      const start = TERM.lastIndex;
      const m = TERM.exec(part) as RegExpExecArray;
      const [whole, sign, digits, below, star, letter, letterBelow] = m;
      const bad = part.slice(start, start + Math.max(whole.length, 6));
      const column = letter === undefined ? 3 : letters.indexOf(letter);
      const isEmpty = digits === undefined && (letter === undefined || star !== '');
      if (isEmpty || (start > 0 && sign === '') || (below && letterBelow) || column < 0)
        fail(`cannot read ${show(bad)}`);
      const read = digits?.includes('.') ? decimal(digits) : ([Number(digits ?? 1), 1] as const);
      if (read === undefined) return fail(`${digits} is not a multiple of 1/24 to its precision, write a fraction`);
      const d = Number(below ?? letterBelow ?? 1);
      if (d === 0 || d > 9999 || read[0] > 9999) fail(`numbers must be 1 to 9999, got ${show(bad)}`);
      const [n, by] = row[column] as Fraction;
      const value = fraction(sign === '-' ? -read[0] : read[0], read[1] * d);
      row[column] = fraction(n * value[1] + value[0] * by, by * value[1]);
    }
    return row;
  });
}

/** One affine form: letters first, constant last, as the International Tables write it (`-x+y+1/2`). */
export function formatRow(row: readonly Fraction[], letters: string): string {
  let text = '';
  row.forEach((f, i) => {
    if (f[0] === 0) return;
    const size = formatFraction([Math.abs(f[0]), f[1]]);
    const body =
      i === 3 ? size : size === '1' ? (letters[i] as string) : `${size}${f[1] === 1 ? '' : '*'}${letters[i] as string}`;
    text += (f[0] < 0 ? '-' : text === '' ? '' : '+') + body;
  });
  return text === '' ? '0' : text;
}

/** Three affine forms of x, y, z: a row-major matrix and a translation. */
export function formatTriplet(matrix: readonly Fraction[], translation: readonly Fraction[]): string {
  return translation.map((t, i) => formatRow([...matrix.slice(3 * i, 3 * i + 3), t], 'xyz')).join(',');
}

/** As {@link formatRow}, for integers. */
export function formatForm(form: readonly number[], letters: string): string {
  return formatRow(
    form.map((c): Fraction => [c, 1]),
    letters,
  );
}
