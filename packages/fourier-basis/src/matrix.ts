/** A 3×3 matrix, row-major. */
export type Matrix = readonly number[];

/** Adjugate: `adj(M) M = det(M) 1`; integers for integer M. */
export function adjugate(m: Matrix): number[] {
  const [a, b, c, d, e, f, g, h, i] = m as [number, number, number, number, number, number, number, number, number];
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}

export function determinant(m: Matrix): number {
  const cofactors = adjugate(m);
  return m[0]! * cofactors[0]! + m[1]! * cofactors[3]! + m[2]! * cofactors[6]!;
}

export function inverse(m: Matrix): number[] {
  const det = determinant(m);
  return adjugate(m).map((entry) => entry / det);
}

/** Row-major product AB. */
export function multiply(a: Matrix, b: Matrix): number[] {
  return Array.from({ length: 9 }, (_, i) => {
    const [row, column] = [3 * Math.floor(i / 3), i % 3];
    return a[row]! * b[column]! + a[row + 1]! * b[3 + column]! + a[row + 2]! * b[6 + column]!;
  });
}

export function transpose(m: Matrix): number[] {
  return Array.from({ length: 9 }, (_, i) => m[3 * (i % 3) + Math.floor(i / 3)]!);
}

/** Row vector times matrix. */
export function vecMat(v: readonly number[], m: Matrix): number[] {
  return [0, 1, 2].map((c) => v[0]! * m[c]! + v[1]! * m[3 + c]! + v[2]! * m[6 + c]!);
}
