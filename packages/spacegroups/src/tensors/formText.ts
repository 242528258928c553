import { gcd } from '@crystal-fourier/math3';
import type { TensorForm, TensorTerm } from './tensorForm.js';

/** An entry of a form as text: `·` for 0, `c11`, `−c14`, `2d11`, `(c11−c12)/2`. */
export function tensorEntryText(terms: readonly TensorTerm[]): string {
  if (terms.length === 0) return '·';
  const common = terms.reduce((d, { factor }) => (d * factor[1]) / gcd(d, factor[1]), 1);
  // 2(s11−s12): a factor that all terms of a sum share stands in front.
  const shared = terms.reduce((g, { factor }) => gcd(g, (factor[0] * common) / factor[1]), 0);
  const isSum = terms.length > 1;
  const outside = isSum && common === 1 ? shared : 1;
  const parts = terms.map(({ name, factor, root3 }, i) => {
    const n = (factor[0] * common) / factor[1] / outside;
    const size = Math.abs(n) === 1 ? '' : String(Math.abs(n));
    return `${n < 0 ? '−' : i === 0 ? '' : '+'}${size}${root3 ? '√3' : ''}${name}`;
  });
  const sum = parts.join('');
  const multiplied = outside === 1 ? sum : `${outside}(${sum})`;
  return common === 1 ? multiplied : `${isSum ? `(${sum})` : sum}/${common}`;
}

/**
 * A form as text: the matrix, one line a row, with `·` for 0, in columns of equal width.
 *
 * @example
 * tensorFormText(tensorForm('4mm', 'piezoelectric'));
 * //  ·    ·    ·    ·   e15   ·
 * //  ·    ·    ·   e15   ·    ·
 * // e31  e31  e33   ·    ·    ·
 */
export function tensorFormText(form: Pick<TensorForm, 'entries'>): string {
  const rows = form.entries.map((row) => row.map(tensorEntryText));
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => (row[c] as string).length)));
  return rows
    .map((row) =>
      row
        .map((text, c) => centred(text, widths[c] as number))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Signs and brackets stand in front of a name, so text is set a little to the right. */
function centred(text: string, width: number): string {
  const left = Math.ceil((width - text.length) / 2);
  return text.padStart(text.length + left).padEnd(width);
}
