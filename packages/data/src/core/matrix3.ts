/** Nine numbers, row-major. */
export type Matrix3 = readonly number[];

export function multiply(a: Matrix3, b: Matrix3): number[] {
  const out = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 9; i += 3) {
    for (let j = 0; j < 3; j++) out[i + j] = a[i]! * b[j]! + a[i + 1]! * b[3 + j]! + a[i + 2]! * b[6 + j]! + 0;
  }
  return out;
}

/** Matrix times column vector. */
export const times = (m: Matrix3, x: ArrayLike<number>): [number, number, number] => [
  m[0]! * x[0]! + m[1]! * x[1]! + m[2]! * x[2]! + 0,
  m[3]! * x[0]! + m[4]! * x[1]! + m[5]! * x[2]! + 0,
  m[6]! * x[0]! + m[7]! * x[1]! + m[8]! * x[2]! + 0,
];

export function determinant3(m: Matrix3): number {
  return (
    m[0]! * (m[4]! * m[8]! - m[5]! * m[7]!) -
    m[1]! * (m[3]! * m[8]! - m[5]! * m[6]!) +
    m[2]! * (m[3]! * m[7]! - m[4]! * m[6]!)
  );
}

/** The inverse; exact for integer matrices of determinant ±1. */
export function inverse3(m: Matrix3): number[] {
  const d = determinant3(m);
  return [
    m[4]! * m[8]! - m[5]! * m[7]!,
    m[2]! * m[7]! - m[1]! * m[8]!,
    m[1]! * m[5]! - m[2]! * m[4]!,
    m[5]! * m[6]! - m[3]! * m[8]!,
    m[0]! * m[8]! - m[2]! * m[6]!,
    m[2]! * m[3]! - m[0]! * m[5]!,
    m[3]! * m[7]! - m[4]! * m[6]!,
    m[1]! * m[6]! - m[0]! * m[7]!,
    m[0]! * m[4]! - m[1]! * m[3]!,
  ].map((entry) => entry / d + 0);
}

export const transpose3 = (m: Matrix3): number[] => [m[0]!, m[3]!, m[6]!, m[1]!, m[4]!, m[7]!, m[2]!, m[5]!, m[8]!];
