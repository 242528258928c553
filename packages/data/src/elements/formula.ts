import { electronegativityRank } from './elements.js';

const DIGITS = 1e4;

const sorted = (amounts: ReadonlyMap<string, number>): [string, number][] =>
  [...amounts].sort(([p], [q]) => electronegativityRank(p) - electronegativityRank(q) || (p < q ? -1 : 1));

/**
 * Amounts by increasing Pauling electronegativity (the order of pymatgen and the Materials Project), elements without one
 * last; ties alphabetically. An amount of 1 is not written in a text without separator.
 * @internal
 */
export function formulaText(amounts: ReadonlyMap<string, number>, separator: string): string {
  return sorted(amounts)
    .map(([element, amount]) => {
      const text = String(Math.round(amount * DIGITS) / DIGITS);
      return separator === '' && text === '1' ? element : element + text;
    })
    .join(separator);
}

/**
 * Whether amounts are those of a formula, the same elements in the same ratios.
 *
 * @param tolerance share by which the ratios may differ
 * @internal
 */
export function isProportional(
  amounts: ReadonlyMap<string, number>,
  formula: ReadonlyMap<string, number>,
  tolerance: number,
): boolean {
  if (amounts.size !== formula.size) return false;
  let [least, most] = [Infinity, 0];
  for (const [element, amount] of formula) {
    const ratio = (amounts.get(element) ?? 0) / amount;
    if (ratio < least) least = ratio;
    if (ratio > most) most = ratio;
  }
  return least > 0 && most <= (1 + tolerance) * least;
}

/** Amounts divided by their greatest common divisor; unchanged where one of them is not whole. @internal */
export function reducedAmounts(amounts: ReadonlyMap<string, number>): Map<string, number> {
  const rounded = [...amounts].map(([element, amount]): [string, number] => [
    element,
    Math.abs(amount - Math.round(amount)) < 1e-3 ? Math.round(amount) : amount,
  ]);
  if (rounded.some(([, amount]) => !Number.isInteger(amount))) return new Map(rounded);
  const divisor = rounded.reduce((g, [, amount]) => gcd(g, amount), 0);
  return new Map(rounded.map(([element, amount]) => [element, amount / (divisor || 1)]));
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
