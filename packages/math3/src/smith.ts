import { subtract, transposed, unitRows } from './rowLists.js';

/** `left · A · right` is diagonal, with `left` and `right` unimodular integer matrices (lists of rows). */
export interface SmithForm {
  /** m × m. */
  readonly left: readonly (readonly number[])[];
  /** One entry per column of A, non-negative; 0 where A has no further rank. */
  readonly diagonal: readonly number[];
  /** n × n. */
  readonly right: readonly (readonly number[])[];
}

function swap(rows: number[][], i: number, k: number): void {
  [rows[i], rows[k]] = [rows[k] as number[], rows[i] as number[]];
}

/** Subtracts row k from the rows below it, here and beside, until column k is smaller than the pivot; true if it is 0. */
function clear(rows: number[][], beside: number[][], k: number): boolean {
  const row = rows[k] as number[];
  let isClear = true;
  for (let i = k + 1; i < rows.length; i++) {
    const other = rows[i] as number[];
    const times = Math.trunc((other[k] as number) / (row[k] as number));
    subtract(other, row, times);
    subtract(beside[i] as number[], beside[k] as number[], times);
    isClear &&= other[k] === 0;
  }
  return isClear;
}

/**
 * Diagonal form of an integer matrix with `n` columns, given by its rows. The diagonal entries need not divide one
 * another: to solve linear congruences, a diagonal form is enough.
 */
export function smithForm(a: readonly (readonly number[])[], n: number): SmithForm {
  let d = a.map((row) => [...row]);
  const left = unitRows(a.length);
  const columns = unitRows(n);
  for (let k = 0; k < n; k++) {
    for (let isClear = false; !isClear;) {
      // The smallest entry left becomes the pivot; what it leaves behind in its row and column is smaller still.
      let best = 0;
      let at: readonly [number, number] = [k, k];
      for (let i = k; i < d.length; i++) {
        for (let j = k; j < n; j++) {
          const size = Math.abs(d[i]?.[j] as number);
          if (size !== 0 && (best === 0 || size < best)) {
            best = size;
            at = [i, j];
          }
        }
      }
      if (best === 0) break;
      swap(d, k, at[0]);
      swap(left, k, at[0]);
      d = transposed(d);
      swap(d, k, at[1]);
      swap(columns, k, at[1]);
      d = transposed(d);
      isClear = clear(d, left, k);
      d = transposed(d);
      isClear = clear(d, columns, k) && isClear;
      d = transposed(d);
    }
    const row = d[k];
    if (row !== undefined && (row[k] as number) < 0) {
      subtract(row, [...row], 2);
      subtract(left[k] as number[], [...(left[k] as number[])], 2);
    }
  }
  return { left, diagonal: columns.map((_, k) => d[k]?.[k] ?? 0), right: transposed(columns) };
}

/**
 * A rational solution x = numerators / denominator of `A x ≡ b / denominatorOfB (mod 1)` for every row, from the diagonal
 * form of A; null if there is none. Where a solution is free it is 0, and b = 0 gives x = 0. All other solutions differ
 * from it by {@link homogeneousSolutions}.
 *
 * @param b integers, one per row of A, in units of `1 / unit`
 * @returns integers in units of `1 / (unit · scale)`
 */
export function solveCongruence(
  { left, diagonal, right }: SmithForm,
  b: readonly number[],
  unit: number,
): { readonly x: readonly number[]; readonly scale: number } | null {
  const y: number[] = [];
  for (let i = 0; i < left.length; i++) {
    const row = left[i] as readonly number[];
    let sum = 0;
    for (let j = 0; j < row.length; j++) sum += (row[j] as number) * (b[j] as number);
    sum %= unit;
    if (i < diagonal.length && diagonal[i] !== 0) y.push(sum);
    else if (sum !== 0) return null;
  }
  const scale = diagonal.reduce((acc, d) => (d === 0 ? acc : acc * d), 1);
  // Column by column of `right`: x = right · y, y_i in units of 1/(unit · d_i).
  return {
    x: right.map(
      (row) => y.reduce((sum, c, i) => sum + (row[i] as number) * c * (scale / (diagonal[i] as number)), 0) + 0,
    ),
    scale,
  };
}

/**
 * All solutions of `A x ≡ 0 (mod 1)`: x = Σ (n_i / order_i) vector_i with integers n_i, and real multiples of the vectors
 * of order 0. The vectors are a basis of ℤⁿ.
 */
export function homogeneousSolutions({
  diagonal,
  right,
}: SmithForm): readonly { readonly vector: readonly number[]; readonly order: number }[] {
  return diagonal.map((order, i) => ({ vector: right.map((row) => row[i] as number), order }));
}
