/**
 * Cholesky factor of a symmetric positive definite matrix, `A = L Lᵀ`, in place: n × n, row-major, of which the lower triangle is read
 * and becomes L.
 *
 * @param safety how many times the rounding n ε of its diagonal entry a pivot must exceed; a matrix whose entries have errors of their own
 *   needs more than 1 for a rank that is too low to show
 * @returns false if a pivot does not; A is then not usable
 */
export function choleskyInPlace(a: Float64Array, n: number, safety = 1): boolean {
  for (let i = 0; i < n; i++) {
    const diagonal = a[i * n + i]!;
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      if (i === j) {
        if (!(sum > safety * n * Number.EPSILON * diagonal)) return false;
        a[i * n + i] = Math.sqrt(sum);
      } else {
        a[i * n + j] = sum / a[j * n + j]!;
      }
    }
  }
  return true;
}

/** Solves `L y = b` in place. */
export function solveLower(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * b[k]!;
    b[i] = sum / l[i * n + i]!;
  }
}

/** Solves `Lᵀ y = b` in place. */
export function solveUpper(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    const value = b[i]! / l[i * n + i]!;
    b[i] = value;
    for (let k = 0; k < i; k++) b[k]! -= l[i * n + k]! * value;
  }
}
