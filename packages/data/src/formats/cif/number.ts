const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?:\(\d*\))?$/;

/**
 * The value of a CIF number without its standard uncertainty: `1.234(5)`, `.5`, `-.5e-1`, `90.`, `+1E3`. NaN for any other
 * text, also for what `Number` would accept (`0x10`, `Infinity`, an empty text).
 */
export function cifNumber(text: string): number {
  if (text.length > 64 || !NUMBER.test(text)) return NaN;
  const bracket = text.indexOf('(');
  const value = Number(bracket < 0 ? text : text.slice(0, bracket));
  return Number.isFinite(value) ? value : NaN;
}

/** Decimal places of an exact fraction: as many as the number has. */
const EXACT = 15;

/** Decimal places of a number as written, with a point or a comma; 0 for one with an exponent, 15 for a fraction. @internal */
export function decimalPlaces(text: string): number {
  const m = /^[+-\u2212]?\d*[.,](\d*)(?:\([\d.]*\))?$/.exec(text);
  if (m !== null) return m[1]!.length;
  return text.includes('/') ? EXACT : 0;
}

/** A number that is not written as the syntax wants it. @internal */
export interface MendedNumber {
  readonly value: number;
  /** What is odd about it, for messages. */
  readonly what: string;
}

const FRACTION = /^([+-]?)(\d{1,3})\/(\d{1,3})$/;
const COMMA = /^[+-]?\d*,\d+(?:\(\d*\))?$/;
/** `1,234` may be 1.234, or 1234. */
const THOUSANDS = /^[+-]?[1-9]\d{0,2},\d{3}(?:\(\d*\))?$/;
const FORTRAN = /^[+-]?(?:\d+\.?\d*|\.\d+)[dD][+-]?\d+$/;
/** An uncertainty with a point of its own, `0.1234(0.0005)`. */
const UNCERTAINTY = /^([^()]+)\(\d*\.\d*\)$/;
const UNIT = /^([^()]+(?:\(\d*\))?)[\u00B0\u00C5\u212B]$/;

/**
 * The value of a number in a form that people and programs write: a fraction, a decimal comma, a typographic minus, the exponent of Fortran, an
 * uncertainty with a point, a unit behind it.
 *
 * @param isSmall whether the number cannot be in the thousands, so that a comma before three digits is a decimal comma
 * @returns undefined for anything else
 * @internal
 */
export function mendedNumber(written: string, isSmall: boolean): MendedNumber | undefined {
  if (written.length > 64) return undefined;
  const text = written.replace(/^[\u2010-\u2013\u2212]/, '-');
  const fraction = FRACTION.exec(text);
  if (fraction !== null) {
    const value = Number(fraction[2]) / Number(fraction[3]);
    return Number.isFinite(value) ? { value: fraction[1] === '-' ? -value : value, what: 'a fraction' } : undefined;
  }
  const mended = (plain: string, what: string): MendedNumber | undefined => {
    const value = cifNumber(plain);
    return Number.isNaN(value) ? undefined : { value, what };
  };
  if (COMMA.test(text))
    return isSmall || !THOUSANDS.test(text) ? mended(text.replace(',', '.'), 'a decimal comma') : undefined;
  if (FORTRAN.test(text)) return mended(text.replace(/d/i, 'e'), 'an exponent of Fortran');
  const inner = UNCERTAINTY.exec(text)?.[1];
  if (inner !== undefined) return mended(inner, 'an uncertainty with a point');
  const bare = UNIT.exec(text)?.[1];
  if (bare !== undefined) return mended(bare, 'a unit');
  return text === written ? undefined : mended(text, 'a typographic minus');
}
