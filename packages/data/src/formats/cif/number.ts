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

/** Decimal places of a number as written; 0 for one with an exponent. @internal */
export function decimalPlaces(text: string): number {
  const m = /^[+-]?\d*\.(\d*)(?:\(\d*\))?$/.exec(text);
  return m?.[1]?.length ?? 0;
}
