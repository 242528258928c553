import { harmonicTensors, product } from '@crystal-fourier/math3';

const known = new Map<string, Float64Array>();

/** The sign of the permutation i, j, k of 0, 1, 2, else 0. */
const epsilon = (i: number, j: number, k: number): number => ((i - j) * (j - k) * (k - i)) / 2;

/**
 * Real Clebsch–Gordan coefficients, up to a sign for all of them: C of components of the degrees l₁ and l₂ is of degree L,
 *
 *     (a ⊗ b)_M = Σ_{m₁ m₂} C_{m₁ m₂, M} a_{m₁} b_{m₂}          Σ_{m₁ m₂} C_{m₁ m₂, M} C_{m₁ m₂, M′} = δ_{M M′}
 *
 * `D^L(R) (a ⊗ b) = (D^{l₁}(R) a) ⊗ (D^{l₂}(R) b)` for proper R. They are contractions of symmetric traceless tensors over
 * (l₁ + l₂ − L) / 2 indices; where that is no integer, one ε of a free index of each takes the place of a contraction.
 *
 * @param left l₁ @param right l₂ @param degree L, from |l₁ − l₂| to l₁ + l₂
 * @returns ((2 l₁ + 1) (2 l₂ + 1), 2 L + 1), m₂ faster than m₁
 */
export function coupling(left: number, right: number, degree: number): Float64Array {
  const key = `${left} ${right} ${degree}`;
  let coefficients = known.get(key);
  if (coefficients === undefined) {
    const isTwisted = (left + right - degree) % 2 === 1;
    const shared = 3 ** Math.floor((left + right - degree) / 2);
    const results = harmonicTensors(degree);
    const rows = harmonicTensors(left).flatMap((a) =>
      harmonicTensors(right).map((b) => {
        const contracted = contraction(a, b, shared);
        const tensor = isTwisted ? twisted(contracted, a.length / shared, b.length / shared) : contracted;
        return results.map((result) => product(result, tensor));
      }),
    );
    // The same for each M, by Schur's lemma.
    const square = rows.reduce((sum, row) => sum + row[0]! ** 2, 0);
    coefficients = Float64Array.from(rows.flat(), (value) => value / Math.sqrt(square));
    known.set(key, coefficients);
  }
  return coefficients;
}

/** Over the last indices of both: (a.length / shared, b.length / shared). */
function contraction(a: Float64Array, b: Float64Array, shared: number): Float64Array {
  const [rows, columns] = [a.length / shared, b.length / shared];
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      for (let k = 0; k < shared; k++) out[i * columns + j]! += a[i * shared + k]! * b[j * shared + k]!;
  return out;
}

/** `T_cij = ε_cpq M_pi,qj` for M of (rows, columns), whose first indices are p and q. */
function twisted(M: Float64Array, rows: number, columns: number): Float64Array {
  const [I, J] = [rows / 3, columns / 3];
  const out = new Float64Array(3 * I * J);
  for (let c = 0; c < 3; c++)
    for (let p = 0; p < 3; p++)
      for (let q = 0; q < 3; q++)
        for (let i = 0; i < I; i++)
          for (let j = 0; j < J; j++)
            out[(c * I + i) * J + j]! += epsilon(c, p, q) * M[(p * I + i) * columns + q * J + j]!;
  return out;
}
