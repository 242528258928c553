/** Eigenvalues in increasing order, and the eigenvectors as rows in the same order. */
export interface SymmetricEigen {
  readonly values: readonly number[];
  readonly vectors: readonly (readonly number[])[];
}

/** Sweeps over all pairs; six suffice for matrices of this size, since the convergence is quadratic. */
const MOST_SWEEPS = 50;

/**
 * Eigenvalues and orthonormal eigenvectors of a small symmetric matrix, by the cyclic Jacobi method. Only the symmetric part of the matrix is used.
 *
 * Golub and Van Loan, Matrix Computations (2013), section 8.5.
 *
 * @param rows of the matrix
 */
export function symmetricEigen(rows: readonly (readonly number[])[]): SymmetricEigen {
  const n = rows.length;
  const a = rows.map((row, i) => row.map((entry, j) => (entry + (rows[j] as readonly number[])[i]!) / 2));
  const v = rows.map((_, i) => rows.map((_, j) => (i === j ? 1 : 0)));
  const size = Math.sqrt(a.flat().reduce((sum, entry) => sum + entry * entry, 0));
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > Number.EPSILON * size; sweep++)
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotatePair(a, v, p, q);
  const order = a.map((_, i) => i).sort((i, j) => a[i]![i]! - a[j]![j]!);
  return { values: order.map((i) => a[i]![i]!), vectors: order.map((i) => v[i]!) };
}

function offDiagonal(a: readonly (readonly number[])[]): number {
  let sum = 0;
  a.forEach((row, i) => row.forEach((entry, j) => (sum += i === j ? 0 : entry * entry)));
  return Math.sqrt(sum);
}

/** Makes the entry (p, q) zero. Rows of v become the eigenvectors. */
function rotatePair(a: number[][], v: number[][], p: number, q: number): void {
  const [rowP, rowQ] = [a[p]!, a[q]!];
  if (rowP[q] === 0) return;
  const tau = (rowQ[q]! - rowP[p]!) / (2 * rowP[q]!);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  const mix = (x: number[], y: number[]): void =>
    x.forEach((xk, k) => {
      const yk = y[k]!;
      x[k] = c * xk - s * yk;
      y[k] = s * xk + c * yk;
    });
  mix(rowP, rowQ);
  for (const row of a) [row[p], row[q]] = [c * row[p]! - s * row[q]!, s * row[p]! + c * row[q]!];
  mix(v[p]!, v[q]!);
}
