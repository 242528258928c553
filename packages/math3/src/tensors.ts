import { solidHarmonics } from './solidHarmonics.js';
import type { Mat3 } from './types.js';

/** A tensor of a rank from its components: 3^rank numbers, the last index faster. */
export function tensorOf(rank: number, component: (indices: readonly number[]) => number): Float64Array {
  return Float64Array.from({ length: 3 ** rank }, (_, at) => component(indicesOf(at, rank)));
}

const indicesOf = (at: number, rank: number): number[] =>
  Array.from({ length: rank }, (_, n) => Math.floor(at / 3 ** (rank - 1 - n)) % 3);

/**
 * A tensor in another frame: `T′_ij… = R_ia R_jb … T_ab…`, for improper R, too.
 *
 * @param values 3^rank numbers, the last index faster
 */
export function rotateTensor(values: ArrayLike<number>, rank: number, R: Mat3): Float64Array {
  const size = 3 ** rank;
  let from = Float64Array.from(values);
  // Each round turns the last index and makes it the first, so that all have had their turn when the order is the old one again.
  for (let n = 0; n < rank; n++) {
    const to = new Float64Array(size);
    for (let head = 0; head < size / 3; head++)
      for (let i = 0; i < 3; i++) {
        const at = 3 * head;
        to[(i * size) / 3 + head] =
          (R[3 * i] as number) * (from[at] as number) +
          (R[3 * i + 1] as number) * (from[at + 1] as number) +
          (R[3 * i + 2] as number) * (from[at + 2] as number);
      }
    from = to;
  }
  return from;
}

const harmonic = new Map<number, readonly Float64Array[]>();

/**
 * The symmetric traceless tensors whose forms `T_ij… r_i r_j …` are the solid harmonics of a degree, but for one common factor: 2 l + 1 of them in
 * the order m = −l … l, orthonormal with respect to the sum over all components.
 */
export function harmonicTensors(degree: number): readonly Float64Array[] {
  let list = harmonic.get(degree);
  if (list === undefined) {
    list = solidHarmonics(degree).map((terms) => {
      // The form x^a y^b z^c has its coefficient spread evenly over the l! / (a! b! c!) orders of its indices.
      const coefficients = new Map(terms.map(({ powers, coefficient }) => [powers.join(), coefficient]));
      const values = tensorOf(degree, (indices) => {
        const counts = [0, 1, 2].map((axis) => indices.filter((index) => index === axis).length);
        const orders = counts.reduce((product, count) => product * factorial(count), 1) / factorial(degree);
        return (coefficients.get(counts.join()) ?? 0) * orders;
      });
      return scaledTo1(values);
    });
    harmonic.set(degree, list);
  }
  return list;
}

/**
 * The matrix D^l(R) that acts on components of degree l in the order m = −l … l, row-major: `C_l(R r) = D^l(R) C_l(r)` for the harmonics, and for the
 * components of a tensor that is rotated. An improper R = −P has (−1)^l D^l(P).
 */
export function harmonicRotation(degree: number, R: Mat3): Float64Array {
  const basis = harmonicTensors(degree);
  const rotated = basis.map((tensor) => rotateTensor(tensor, degree, R));
  return Float64Array.from(basis.flatMap((row) => rotated.map((column) => product(row, column))));
}

/** The sum of the products of all components. */
export function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** The tensor times a number, so that the sum of its squared components is 1. */
export function scaledTo1(values: Float64Array): Float64Array {
  const norm = Math.sqrt(product(values, values));
  return values.map((value) => value / norm);
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
