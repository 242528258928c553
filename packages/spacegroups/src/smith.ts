/** `left · A · right` is diagonal, with `left` and `right` unimodular integer matrices (lists of rows). */
export interface SmithForm {
  /** m × m. */
  readonly left: readonly (readonly number[])[];
  /** One entry per column of A, non-negative; 0 where A has no further rank. */
  readonly diagonal: readonly number[];
  /** n × n. */
  readonly right: readonly (readonly number[])[];
}

function unit(n: number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
}

/** row i −= times · row k, in every matrix given. */
function addRow(matrices: readonly number[][][], i: number, k: number, times: number): void {
  for (const m of matrices) {
    const from = m[k] as number[];
    const to = m[i] as number[];
    for (let j = 0; j < to.length; j++) to[j] = (to[j] as number) - times * (from[j] as number) + 0;
  }
}

/** column i −= times · column k. */
function addColumn(matrices: readonly number[][][], i: number, k: number, times: number): void {
  for (const m of matrices) for (const row of m) row[i] = (row[i] as number) - times * (row[k] as number) + 0;
}

function swapRows(matrices: readonly number[][][], i: number, k: number): void {
  for (const m of matrices) [m[i], m[k]] = [m[k] as number[], m[i] as number[]];
}

function swapColumns(matrices: readonly number[][][], i: number, k: number): void {
  for (const m of matrices) for (const row of m) [row[i], row[k]] = [row[k] as number, row[i] as number];
}

/**
 * Diagonal form of an integer matrix with `n` columns, given by its rows. The diagonal entries need not divide one
 * another: to solve linear congruences, a diagonal form is enough.
 */
export function smithForm(a: readonly (readonly number[])[], n: number): SmithForm {
  const d = a.map((row) => [...row]);
  const left = unit(a.length);
  const right = unit(n);
  for (let k = 0; k < n; k++) {
    for (;;) {
      // The smallest entry left becomes the pivot; what it leaves behind in its row and column is smaller still.
      let best = 0;
      let at = [k, k] as [number, number];
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
      swapRows([d, left], k, at[0]);
      swapColumns([d, right], k, at[1]);
      const pivot = d[k]?.[k] as number;
      let clean = true;
      for (let i = k + 1; i < d.length; i++) {
        const entry = d[i]?.[k] as number;
        if (entry === 0) continue;
        addRow([d, left], i, k, Math.trunc(entry / pivot));
        clean &&= d[i]?.[k] === 0;
      }
      for (let j = k + 1; j < n; j++) {
        const entry = d[k]?.[j] as number;
        if (entry === 0) continue;
        addColumn([d, right], j, k, Math.trunc(entry / pivot));
        clean &&= d[k]?.[j] === 0;
      }
      if (clean) {
        if (pivot < 0) addRow([d, left], k, k, 2);
        break;
      }
    }
  }
  return { left, diagonal: Array.from({ length: n }, (_, k) => d[k]?.[k] ?? 0), right };
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
