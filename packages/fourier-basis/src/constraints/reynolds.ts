import type { Constraints } from './constraints.js';
import { FourierBasisError, show } from '../core/errors.js';
import { rootsOfUnity } from '../core/roots.js';

/** A complex matrix or vector with separate parts. */
export interface ComplexArray {
  readonly real: Float64Array;
  readonly imag: Float64Array;
}

/**
 * The matrix M_G of averaging over the group, `(P f)(x) = |G|⁻¹ Σ_g f(gx)`, on the coefficients over a frequency set:
 * Hermitian, M² = M, trace = rank = number of consistent stars. Sparse: a row has the members of its star as columns.
 *
 * Entry (k, k') is `exp(2πi phase/24) / size` with `phase` a class in ℤ/24 and `size` that of the star: exact integers.
 * Immutable: do not write to its arrays.
 */
export class ReynoldsProjector {
  /** Number of rows and columns, n. */
  readonly count: number;
  /** (n + 1): row k has the entries `rowStart[k]` … `rowStart[k + 1] − 1`; absent frequencies have none. */
  readonly rowStart: Int32Array;
  readonly column: Int32Array;
  readonly phase: Uint8Array;
  /** (n): number of frequencies in the row's star; the denominator of its entries. */
  readonly size: Int32Array;
  /** Number of consistent stars: exactly Σ_k M(k, k). */
  readonly trace: number;

  /** @internal */
  constructor(constraints: Constraints) {
    const { set, starOf, starStart, members, phase, proof } = constraints;
    const n = set.count;
    this.count = n;
    this.trace = constraints.consistentCount;
    this.size = new Int32Array(n);
    this.rowStart = new Int32Array(n + 1);
    for (let i = 0; i < n; i++) {
      const star = starOf[i]!;
      this.size[i] = starStart[star + 1]! - starStart[star]!;
      this.rowStart[i + 1] = this.rowStart[i]! + (proof[star]! < 0 ? this.size[i]! : 0);
    }
    this.column = new Int32Array(this.rowStart[n]!);
    this.phase = new Uint8Array(this.rowStart[n]!);
    for (let i = 0; i < n; i++) {
      const from = this.rowStart[i]!;
      const first = starStart[starOf[i]!]!;
      for (let at = from; at < this.rowStart[i + 1]!; at++) {
        const member = members[first + at - from]!;
        this.column[at] = member;
        this.phase[at] = (phase[i]! - phase[member]! + 24) % 24;
      }
    }
  }

  /** M c for coefficients c over the set: those of the function averaged over the group. */
  apply(coefficients: ComplexArray): ComplexArray {
    checkCoefficients(coefficients, this.count, 'apply');
    const unit = rootsOfUnity();
    const real = new Float64Array(this.count);
    const imag = new Float64Array(this.count);
    for (let i = 0; i < this.count; i++) {
      let [re, im] = [0, 0];
      for (let at = this.rowStart[i]!; at < this.rowStart[i + 1]!; at++) {
        const [u, v] = [unit.real[this.phase[at]!]!, unit.imag[this.phase[at]!]!];
        const [a, b] = [coefficients.real[this.column[at]!]!, coefficients.imag[this.column[at]!]!];
        re += u * a - v * b;
        im += u * b + v * a;
      }
      real[i] = re / this.size[i]!;
      imag[i] = im / this.size[i]!;
    }
    return { real, imag };
  }

  /** The n × n matrix, row-major. */
  dense(): ComplexArray {
    const n = this.count;
    const unit = rootsOfUnity();
    const real = new Float64Array(n * n);
    const imag = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let at = this.rowStart[i]!; at < this.rowStart[i + 1]!; at++) {
        real[i * n + this.column[at]!] = unit.real[this.phase[at]!]! / this.size[i]!;
        imag[i * n + this.column[at]!] = unit.imag[this.phase[at]!]! / this.size[i]!;
      }
    }
    return { real, imag };
  }
}

/** The Reynolds projector M_G of a group over a frequency set, sparse and exact. */
export function reynoldsProjector(constraints: Constraints): ReynoldsProjector {
  return new ReynoldsProjector(constraints);
}

/** Checks that there is a coefficient for every frequency of a set. @internal */
export function checkCoefficients(coefficients: ComplexArray, count: number, where: string): void {
  for (const part of ['real', 'imag'] as const) {
    if (coefficients?.[part]?.length !== count) {
      throw new FourierBasisError(
        'bad-values',
        `${where}: coefficients.${part} must have length ${count}, that of the set, got ${show(coefficients?.[part])}`,
      );
    }
  }
}
