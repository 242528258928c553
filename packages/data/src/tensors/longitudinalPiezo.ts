import { minus, norm, plus, scaled, type Vec3 } from '@crystal-fourier/math3';
import { DataError } from '../core/errors.js';
import { toVoigt } from './voigt.js';

/** The largest response along the direction of the strain. */
export interface LongitudinalPiezo {
  /** In the unit of the constants, C/m²; not negative. */
  readonly value: number;
  /** A unit vector along which it occurs, one of ±n. */
  readonly direction: Vec3;
}

/** Directions that are looked at, on half of the sphere; the form has degree 3, so that its maxima are broad. */
const STARTS = 200;
/** The best of them from which the form is climbed: it has at most 13 maxima and minima. */
const CLIMBS = 13;
const MOST_STEPS = 500;

/**
 * The largest longitudinal piezoelectric constant, max over unit vectors n.
 *
 * `tensor`: of `e_ijk n_i n_j n_k`, the polarisation along n for a unit strain along n.
 *
 * `de-jong`: of `Σ n_i e_iJ (n_1², n_2², n_3², n_2 n_3, n_1 n_3, n_1 n_2)_J`, which counts shear once where the tensor counts it twice: the number that
 * de Jong et al., Sci. Data 2, 150053 (2015), and the Materials Project list as `‖e_ij‖max`.
 *
 * @param piezoelectric 27 Cartesian components of the stress kind, see `fromVoigt`
 * @throws DataError `bad-argument` for another number of components
 */
export function longitudinalPiezo(
  piezoelectric: ArrayLike<number>,
  definition: 'tensor' | 'de-jong' = 'tensor',
): LongitudinalPiezo {
  if (piezoelectric.length !== 27)
    throw new DataError(
      'bad-argument',
      `a piezoelectric tensor must have 27 Cartesian components, got ${piezoelectric.length}; fromVoigt makes them of a matrix of 3 × 6`,
    );
  const form = new CubicForm(toVoigt(piezoelectric), definition === 'tensor' ? 2 : 1);
  let best: LongitudinalPiezo = { value: 0, direction: [0, 0, 1] };
  const starts = Array.from({ length: STARTS }, (_, n) => spiralPoint(n))
    .map((start) => ({ start, size: Math.abs(form.at(start)) }))
    .sort((a, b) => b.size - a.size);
  for (const { start } of starts.slice(0, CLIMBS)) {
    const direction = climbed(form, start);
    const value = form.at(direction);
    if (value > best.value) best = { value, direction };
  }
  return best;
}

/** A homogeneous polynomial of degree 3 in three variables. */
class CubicForm {
  readonly #rows: readonly (readonly number[])[];
  readonly #shear: number;

  constructor(rows: readonly (readonly number[])[], shear: number) {
    this.#rows = rows;
    this.#shear = shear;
  }

  at(n: Vec3): number {
    const gradient = this.gradient(n);
    return (n[0] * gradient[0] + n[1] * gradient[1] + n[2] * gradient[2]) / 3;
  }

  gradient([x, y, z]: Vec3): Vec3 {
    const s = this.#shear;
    const monomials = [x * x, y * y, z * z, s * y * z, s * x * z, s * x * y];
    const derivatives = [
      [2 * x, 0, 0, 0, s * z, s * y],
      [0, 2 * y, 0, s * z, 0, s * x],
      [0, 0, 2 * z, s * y, s * x, 0],
    ];
    const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, c, i) => sum + c * b[i]!, 0);
    const component = (axis: 0 | 1 | 2): number => {
      const along = derivatives[axis]!;
      return (
        dot(this.#rows[axis]!, monomials) +
        dot(
          [x, y, z],
          this.#rows.map((row) => dot(row, along)),
        )
      );
    };
    return [component(0), component(1), component(2)];
  }
}

/** A point of half of the sphere, evenly spread: a spiral with the golden angle. */
function spiralPoint(n: number): Vec3 {
  const z = (n + 0.5) / STARTS;
  const radius = Math.sqrt(1 - z * z);
  const angle = n * Math.PI * (3 - Math.sqrt(5));
  return [radius * Math.cos(angle), radius * Math.sin(angle), z];
}

/**
 * The maximum of |form| that is reached by the power method of symmetric tensors, n ← gradient + α n, with a shift α that makes each step climb.
 * Kolda and Mayo, SIAM J. Matrix Anal. Appl. 32, 1095 (2011).
 */
function climbed(form: CubicForm, start: Vec3): Vec3 {
  // The form is odd: n and −n have opposite values.
  let n: Vec3 = form.at(start) < 0 ? scaled(start, -1) : start;
  let value = form.at(n);
  let shift = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const to = plus(form.gradient(n), scaled(n, shift));
    const length = norm(to);
    if (length === 0) break;
    const next = scaled(to, 1 / length);
    const nextValue = form.at(next);
    if (nextValue < value) {
      // Large enough a shift climbs, unless n is the maximum but for rounding.
      if (shift > 1e3 * norm(form.gradient(n))) break;
      shift = 2 * shift + value;
      continue;
    }
    const moved = norm(minus(next, n));
    [n, value] = [next, nextValue];
    if (moved < 1e-12) break;
  }
  return n;
}
