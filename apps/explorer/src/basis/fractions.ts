/** A number of 24ths as a reduced fraction: 12 is `1/2`, 0 is `0`, 24 is `1`. */
export function twentyFourths(value: number): string {
  if (value % 24 === 0) return String(value / 24);
  let [a, b] = [Math.abs(value), 24];
  while (b !== 0) [a, b] = [b, a % b];
  return `${value / a}/${24 / a}`;
}

/** A signed number with a typographic minus sign. */
export const signed = (value: number, digits: number): string => {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
};

/** Indices of a frequency as they are printed: `(2 −1)`. */
export const indices = (k: readonly number[]): string => `(${k.map((c) => signed(c, 0)).join(' ')})`;
