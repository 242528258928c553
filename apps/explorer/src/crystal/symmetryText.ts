import type { SymmetryReport } from '@crystal-fourier/data';

/** What the file declares, compared with what its atoms have. */
export function verdictOf({ declared, group }: SymmetryReport): {
  readonly level: 'good' | 'bad' | 'plain';
  readonly text: string;
} {
  const found = `${group.symbol} (${group.number})`;
  if (declared === null) return { level: 'plain', text: `The file declares no space group; its atoms have ${found}.` };
  const by =
    { operations: 'operations', hall: 'Hall symbol', number: 'number' }[declared.source] ?? 'Hermann–Mauguin symbol';
  const said = `${declared.symbol} (${declared.number})`;
  if (declared.number !== group.number)
    return { level: 'bad', text: `The file declares ${said} by its ${by}, but its atoms have ${found}.` };
  if (declared.symbol !== group.symbol)
    return {
      level: 'good',
      text: `The atoms have the group that the file declares by its ${by}, there in the setting ${declared.symbol}.`,
    };
  return { level: 'good', text: `The atoms have the group that the file declares by its ${by}.` };
}

/** A measure of how little was changed; what is rounding is 0. */
export const smallText = (x: number): string => {
  if (x < 1e-9) return '0';
  return x >= 1e-3
    ? String(Number(x.toPrecision(2)))
    : x.toExponential(1).replace('e-', ' × 10⁻').replace(/\d+$/, raised);
};

const raised = (digits: string): string => [...digits].map((c) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)]).join('');

/** The entries of a 3 × 3 matrix as text, row by row, without zeros behind them; null for the unit matrix. */
export function matrixEntries(values: readonly number[]): readonly string[] | null {
  if (values.every((x, i) => Math.abs(x - (i % 4 === 0 ? 1 : 0)) < 1e-7)) return null;
  return values.map((x) => String(Number(x.toFixed(4)) + 0).replace('-', '−'));
}
