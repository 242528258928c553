import type { Constraints } from '../constraints/constraints.js';
import { deriveConstraints } from '../constraints/deriveConstraints.js';
import { FourierBasisError, show } from '../core/errors.js';
import type { FrequencySet } from '../frequencies/frequencySet.js';
import { compileGroup, type Operation, type SymmetryGroup } from '../core/group.js';
import { type Lattice, latticeGeometry } from '../core/lattice.js';
import { compilePlan, differentiate } from './plan.js';
import { checkPoints, type FloatArray, outputFor } from '../core/points.js';
import { Program } from './program.js';
import { complexList, type FunctionKind, type FunctionList, realList, toRealFunctions } from './realFunctions.js';
import type { ComplexArray } from '../constraints/reynolds.js';
import { cosineOf } from '../core/roots.js';
import { Scatter } from './scatter.js';

export interface InvariantBasisOptions {
  /**
   * Real functions, or the complex functions e_O. Defaults to true. The number of functions is the same: O and −O give
   * √2 Re e_O and √2 Im e_O instead of e_O and its conjugate.
   */
  readonly real?: boolean;
}

export interface GradientOptions<Out extends FloatArray = FloatArray> {
  /**
   * Row vectors in Å: derivatives are then with respect to Cartesian coordinates, in 1/Å. Defaults to derivatives with respect to
   * fractional coordinates.
   */
  readonly lattice?: Lattice;
  /** Buffer for the result. Defaults to a new array. */
  readonly out?: Out;
}

/**
 * The functions over a frequency set that every operation of a group leaves as they are, as an orthonormal basis in L² of the unit
 * cell: one per consistent star O with representative ξ,
 *
 *     e_O(x) = |O|^(−1/2) Σ_{k∈O} w(ξ→k) exp(2πi k·x),
 *
 * w being products of edge weights (arXiv:2512.13989, Theorem 3.2). Law: `e(gx) = e(x)` for every operation g.
 *
 * Points are fractional coordinates, (n, dim) row-major. Made by {@link invariantBasis}.
 */
export class InvariantBasis<Op extends Operation = Operation> {
  readonly constraints: Constraints<Op>;
  readonly real: boolean;
  /** Number of functions: that of the consistent stars. */
  readonly count: number;
  /**
   * (count): `real` for the real function of a centric star, `cosine` and, next to it, `sine` for √2 Re e_O and √2 Im e_O,
   * `complex` for e_O.
   */
  readonly kinds: readonly FunctionKind[];
  /** (count): the star of each function, as an index into `constraints`; a copy, since arrays of numbers cannot be frozen. */
  readonly stars: Int32Array;
  readonly #list: FunctionList;
  readonly #programs = new Map<string, Program>();

  /** @internal */
  constructor(constraints: Constraints<Op>, real: boolean) {
    this.constraints = constraints;
    this.real = real;
    this.#list = real ? realList(constraints) : complexList(constraints);
    this.kinds = Object.freeze(this.#list.kind);
    this.stars = this.#list.star.slice();
    this.count = this.#list.kind.length;
  }

  get group(): SymmetryGroup<Op> {
    return this.constraints.group;
  }

  get set(): FrequencySet {
    return this.constraints.set;
  }

  get dim(): 2 | 3 {
    return this.set.dim;
  }

  /** Plans are made when they are first needed. */
  #program(name: 'values' | 'stars' | 'gradient'): Program {
    let program = this.#programs.get(name);
    if (program === undefined) {
      const list = name === 'stars' && this.real ? complexList(this.constraints) : this.#list;
      const plan =
        name === 'gradient'
          ? differentiate(this.#program('values').plan, this.dim)
          : compilePlan(this.set, toRealFunctions(this.constraints, list));
      this.#programs.set(name, (program = new Program(plan)));
    }
    return program;
  }

  /**
   * The functions at points.
   *
   * @param points (n, dim), fractional coordinates
   * @param out buffer for the result; defaults to a new array of the kind of `points`
   * @returns (n, count) for a real basis; (n, count, 2), real and imaginary part, for a complex one
   * @throws FourierBasisError `bad-points`, `bad-output`
   */
  evaluate<Points extends FloatArray, Out extends FloatArray = Points>(points: Points, out?: Out): Out {
    const n = checkPoints(points, this.dim, 'evaluate');
    const result = outputFor(points, out, this.real ? [n, this.count] : [n, this.count, 2], 'evaluate');
    this.#program('values').run(points, this.dim, result);
    return result as Out;
  }

  /**
   * The complex functions e_O of the consistent stars at points, in the order of the stars: one value per star.
   *
   * @returns (n, consistent stars, 2), real and imaginary part
   * @throws FourierBasisError `bad-points`, `bad-output`
   */
  evaluateStars<Points extends FloatArray, Out extends FloatArray = Points>(points: Points, out?: Out): Out {
    if (!this.real) return this.evaluate(points, out);
    const n = checkPoints(points, this.dim, 'evaluateStars');
    const result = outputFor(points, out, [n, this.count, 2], 'evaluateStars');
    this.#program('stars').run(points, this.dim, result);
    return result as Out;
  }

  /**
   * Derivatives of the functions.
   *
   * @returns (n, count, dim) for a real basis, (n, count, 2, dim) for a complex one
   * @throws FourierBasisError `bad-points`, `bad-output`, `bad-lattice`
   */
  gradient<Points extends FloatArray, Out extends FloatArray = Points>(
    points: Points,
    { lattice, out }: GradientOptions<Out> = {},
  ): Out {
    const { dim } = this;
    const n = checkPoints(points, dim, 'gradient');
    const result = outputFor(points, out, this.real ? [n, this.count, dim] : [n, this.count, 2, dim], 'gradient');
    // x = x_cart L⁻¹ for row vectors, so the chain rule multiplies with L⁻¹.
    const inverse =
      lattice === undefined
        ? undefined
        : latticeGeometry(lattice, compileGroup(this.group, 'gradient'), 'gradient').inverse;
    this.#program('gradient').run(points, dim, result);
    if (inverse !== undefined) {
      for (let at = 0; at < result.length; at += dim) {
        const [x, y, z] = [result[at]!, result[at + 1]!, dim === 3 ? result[at + 2]! : 0];
        for (let i = 0; i < dim; i++)
          result[at + i] = inverse[3 * i]! * x + inverse[3 * i + 1]! * y + inverse[3 * i + 2]! * z;
      }
    }
    return result as Out;
  }

  /**
   * Eigenvalues of the Laplace operator in a real lattice: `−Δ e = λ e` with λ = 4π²|k|², in 1/Å². They are the same for
   * all of a star, since |k| is measured in the metric averaged over the point group.
   *
   * @param lattice row vectors in Å, in the setting of the group
   * @returns (count)
   * @throws FourierBasisError `bad-lattice`
   */
  eigenvalues(lattice: Lattice): Float64Array {
    const { squaredLength } = latticeGeometry(lattice, compileGroup(this.group, 'eigenvalues'), 'eigenvalues');
    const { members, starStart, set } = this.constraints;
    return Float64Array.from(this.#list.star, (star) => {
      const [h, k, l = 0] = set.at(members[starStart[star]!]!);
      return 4 * Math.PI * Math.PI * squaredLength(h!, k!, l);
    });
  }

  /**
   * Fourier coefficients c(k) over the set of a function `Σ weights[j] e_j`: f(x) = Σ c(k) exp(2πi k·x).
   *
   * @param weights (count), or (count, 2), real and imaginary part, for a complex basis
   */
  coefficients(weights: ArrayLike<number>): ComplexArray {
    const { set, members, starStart, phase } = this.constraints;
    const length = this.real ? this.count : 2 * this.count;
    if (weights?.length !== length) {
      throw new FourierBasisError(
        'bad-values',
        `coefficients: weights must have length ${length}, got ${show(weights)}`,
      );
    }
    const real = new Float64Array(set.count);
    const imag = new Float64Array(set.count);
    if (!this.real) {
      this.#list.star.forEach((star, j) => {
        const scale = 1 / Math.sqrt(starStart[star + 1]! - starStart[star]!);
        for (let at = starStart[star]!; at < starStart[star + 1]!; at++) {
          const k = members[at]!;
          const [c, s] = [cosineOf(2 * phase[k]!) * scale, cosineOf(2 * phase[k]! - 12) * scale];
          real[k] = c * weights[2 * j]! - s * weights[2 * j + 1]!;
          imag[k] = c * weights[2 * j + 1]! + s * weights[2 * j]!;
        }
      });
      return { real, imag };
    }
    const functions = toRealFunctions(this.constraints, this.#list);
    for (let j = 0; j < this.count; j++) {
      for (let at = functions.start[j]!; at < functions.start[j + 1]!; at++) {
        const k = functions.node[at]!;
        const minus = set.opposite(k);
        // A cosine is half of either exponential; that of frequency 0 is the constant itself.
        const scale = (weights[j]! * functions.scale[j]!) / 2;
        const [c, s] = [cosineOf(functions.turn[at]!) * scale, cosineOf(functions.turn[at]! - 12) * scale];
        real[k]! += c;
        imag[k]! += s;
        real[minus]! += c;
        imag[minus]! -= s;
      }
    }
    return { real, imag };
  }

  /**
   * The map from this basis' functions to the features `exp(2πi x·k) M_G` indexed by the frequencies of the set, which mean the same for
   * every group.
   */
  scatter(options: { readonly half?: boolean } = {}): Scatter {
    if (!this.real)
      throw new FourierBasisError('bad-option', 'scatter: the basis must be real; make it without { real: false }');
    return new Scatter(this.constraints, this.#list, options.half ?? true);
  }

  /** Size in bytes of the constraints and of the plans made so far; scratch memory is shared by all bases. */
  get byteLength(): number {
    let sum = this.constraints.byteLength + this.stars.byteLength;
    for (const program of this.#programs.values()) sum += program.byteLength;
    return sum;
  }
}

/**
 * The invariant functions of a group over a frequency set.
 *
 * @example
 * const basis = invariantBasis(spaceGroup(225), frequencySet('cubic', { minCount: 500 }));
 * const values = basis.evaluate(Float64Array.of(0.1, 0.2, 0.3)); // (1, basis.count)
 *
 * @throws FourierBasisError as {@link deriveConstraints}; `bad-set` if real functions are wanted and −k is not in the set
 *   with every k
 */
export function invariantBasis<Op extends Operation>(
  group: SymmetryGroup<Op>,
  set: FrequencySet,
  { real = true }: InvariantBasisOptions = {},
): InvariantBasis<Op> {
  return new InvariantBasis(deriveConstraints(group, set), real);
}
