import { DataError } from '../core/errors.js';

/** Index pairs in Voigt's order 1 … 6: xx, yy, zz, yz, xz, xy. */
const VOIGT_PAIRS = [
  [0, 0],
  [1, 1],
  [2, 2],
  [1, 2],
  [0, 2],
  [0, 1],
] as const;

/** For a pair of Cartesian indices 3 i + j the index of Voigt, from 0. */
const VOIGT_INDEX = [0, 5, 4, 5, 1, 3, 4, 3, 2] as const;

/**
 * Which factors a matrix in Voigt's notation has. `stress`: none, `e_iJ = e_ijk` and `C_IJ = C_ijkl`, for piezoelectric constants of the stress kind e (C/m²) and
 * stiffness. `strain`: 2 for each index J > 3, `d_iJ = 2 d_ijk`, `S_44 = 4 S_yzyz`, for constants of the strain kind d (C/N) and compliance.
 */
export type VoigtForm = 'stress' | 'strain';

const factor = (J: number, form: VoigtForm): number => (form === 'strain' && J > 2 ? 2 : 1);

/**
 * The Cartesian tensor of a matrix in Voigt's notation: 6 numbers xx, yy, zz, yz, xz, xy are a symmetric tensor of rank 2, 3 × 6 a
 * piezoelectric one, 6 × 6 an elastic one.
 *
 * @param values row by row: 6, 18 or 36 numbers
 * @returns 9, 27 or 81 components, the last index faster
 * @throws DataError `bad-argument` for another number of values
 */
export function fromVoigt(values: ArrayLike<number>, form: VoigtForm = 'stress'): Float64Array {
  const at = (index: number): number => values[index] as number;
  if (values.length === 6) return Float64Array.from(VOIGT_INDEX, (J) => at(J) / factor(J, form));
  if (values.length === 18)
    return Float64Array.from({ length: 27 }, (_, n) => {
      const J = VOIGT_INDEX[n % 9] as number;
      return at(6 * Math.floor(n / 9) + J) / factor(J, form);
    });
  if (values.length === 36)
    return Float64Array.from({ length: 81 }, (_, n) => {
      const [I, J] = [VOIGT_INDEX[Math.floor(n / 9)] as number, VOIGT_INDEX[n % 9] as number];
      return at(6 * I + J) / (factor(I, form) * factor(J, form));
    });
  throw new DataError(
    'bad-argument',
    `fromVoigt: there must be 6, 18 (3 × 6) or 36 (6 × 6) numbers, got ${values.length}`,
  );
}

/**
 * The matrix in Voigt's notation of a Cartesian tensor whose pairs of indices are symmetric; of a pair that is not, the mean is taken.
 *
 * @param cartesian 9, 27 or 81 components, the last index faster
 * @returns 1, 3 or 6 rows of 6 numbers
 * @throws DataError `bad-argument` for another number of components
 */
export function toVoigt(cartesian: ArrayLike<number>, form: VoigtForm = 'stress'): number[][] {
  const at = (index: number): number => cartesian[index] as number;
  const pair = (base: number, stride: number, J: number): number => {
    const [j, k] = VOIGT_PAIRS[J] as readonly [number, number];
    return (at(base + stride * (3 * j + k)) + at(base + stride * (3 * k + j))) / 2;
  };
  const row = (base: number): number[] => VOIGT_PAIRS.map((_, J) => pair(base, 1, J) * factor(J, form));
  if (cartesian.length === 9) return [row(0)];
  if (cartesian.length === 27) return [row(0), row(9), row(18)];
  if (cartesian.length === 81)
    return VOIGT_PAIRS.map(([i, j], I) => {
      const [one, other] = [row(9 * (3 * i + j)), row(9 * (3 * j + i))];
      return one.map((value, J) => ((value + (other[J] as number)) / 2) * factor(I, form));
    });
  throw new DataError('bad-argument', `toVoigt: there must be 9, 27 or 81 components, got ${cartesian.length}`);
}
