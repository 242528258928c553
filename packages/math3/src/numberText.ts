const MOST_DENOMINATOR = 24;

/** A number as the fraction that it is, `1/3`, where the denominator is at most 24; else with decimals. */
export function fractionText(x: number, decimals = 5): string {
  for (let d = 1; d <= MOST_DENOMINATOR; d++) {
    const n = Math.round(x * d);
    if (Math.abs(x * d - n) < 1e-6) return d === 1 ? String(n + 0) : `${n}/${d}`;
  }
  return decimalText(x, decimals);
}

/** With so many decimals, without minus zero. */
export function decimalText(x: number, decimals: number): string {
  const text = x.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

/** A sum of letters with factors: `a-2b+1/2c`; `0` for nothing. */
export function combinationText(factors: readonly number[], letters: readonly string[] = ['a', 'b', 'c']): string {
  const terms = factors.flatMap((factor, i) => {
    const text = fractionText(Math.abs(factor));
    if (text === '0') return [];
    return [`${factor < 0 ? '-' : '+'}${text === '1' ? '' : text}${letters[i]}`];
  });
  return terms.length === 0 ? '0' : terms.join('').replace(/^\+/, '');
}
