import type { Constraints } from '../constraints/constraints.js';
import { FourierBasisError, show } from '../core/errors.js';
import { type FloatArray, isFloatArray, outputFor } from '../core/points.js';
import type { FunctionList } from './realFunctions.js';
import { cosineOf } from '../core/roots.js';

/**
 * From the functions of one group's real basis to features that mean the same for every group: the row vector
 * `f(x) = [exp(2πi k·x)]_k M_G`, whose component `f_k(x) = conj(w_k) |O|^(−1/2) e_O(x)` belongs to the frequency k of the set, and is zero for
 * absent k. Features are the real parts for all `nodes`, then the imaginary parts; f_{−k} is the conjugate of f_k, so half of
 * the frequencies is enough.
 *
 * A dense layer W (features × width) on top of them has for this group the weights {@link fold}`(W)` (functions × width): evaluate the
 * functions of the basis only, and no zero or redundant feature is ever multiplied.
 *
 * Sparse, by function: function j has the entries `start[j]` … `start[j + 1] − 1`. Immutable: do not write to its arrays.
 */
export class Scatter {
  /** Number of functions of the basis. */
  readonly functions: number;
  /** Number of features, twice that of the nodes. */
  readonly features: number;
  /** Positions in the set of the features' frequencies. */
  readonly nodes: Int32Array;
  readonly start: Int32Array;
  readonly feature: Int32Array;
  readonly value: Float64Array;

  /** @internal */
  constructor({ set, starOf, starStart, members, phase, opposite }: Constraints, list: FunctionList, half: boolean) {
    this.nodes = half ? set.half : Int32Array.from({ length: set.count }, (_, i) => i);
    this.functions = list.kind.length;
    this.features = 2 * this.nodes.length;
    const position = new Int32Array(set.count).fill(-1);
    this.nodes.forEach((node, i) => (position[node] = i));
    const start = [0];
    const feature: number[] = [];
    const value: number[] = [];
    list.kind.forEach((kind, j) => {
      const star = list.star[j]!;
      const size = starStart[star + 1]! - starStart[star]!;
      const both = kind === 'real' ? [star] : [star, opposite[star]!];
      const scale = 1 / Math.sqrt(kind === 'real' ? size : 2 * size);
      // e_O is exp(2πi p/48) times the real function of a centric star, and (cosine ± i sine)/√2 for O and −O.
      const shift = kind === 'real' ? phase[set.opposite(members[starStart[star]!]!)]! : kind === 'sine' ? 12 : 0;
      for (const s of both) {
        for (let at = starStart[s]!; at < starStart[s + 1]!; at++) {
          const node = members[at]!;
          const place = position[node]!;
          if (place < 0) continue;
          const turn = (starOf[node] === star ? shift : -shift) - 2 * phase[node]!;
          const [re, im] = [scale * cosineOf(turn), scale * cosineOf(turn - 12)];
          if (re !== 0) value.push(re);
          if (re !== 0) feature.push(place);
          if (im !== 0) value.push(im);
          if (im !== 0) feature.push(this.nodes.length + place);
        }
      }
      start.push(value.length);
    });
    this.start = Int32Array.from(start);
    this.feature = Int32Array.from(feature);
    this.value = Float64Array.from(value);
  }

  /**
   * The features of evaluated functions.
   *
   * @param values (n, functions), as `basis.evaluate` gives them
   * @returns (n, features); of a basis without functions as many rows as `out` has, or none
   */
  apply<Input extends FloatArray, Out extends FloatArray = Input>(values: Input, out?: Out): Out {
    const n = this.#rows(values, this.functions, 'apply', 'values', (out?.length ?? 0) / this.features);
    const result = outputFor(values, out, [n, this.features], 'apply', 'values').fill(0);
    for (let p = 0; p < n; p++) {
      for (let j = 0; j < this.functions; j++) {
        const v = values[p * this.functions + j]!;
        for (let at = this.start[j]!; at < this.start[j + 1]!; at++)
          result[p * this.features + this.feature[at]!]! += v * this.value[at]!;
      }
    }
    return result as Out;
  }

  /**
   * S W: the weights on this group's functions that act as W does on the features, `evaluate(x) · fold(W) = features(x) · W`.
   *
   * @param weights W, (features, width) row-major
   * @returns (functions, width)
   */
  fold<Input extends FloatArray, Out extends FloatArray = Input>(weights: Input, out?: Out): Out {
    const width = this.#rows(weights, this.features, 'fold', 'weights');
    const result = outputFor(weights, out, [this.functions, width], 'fold', 'weights').fill(0);
    for (let j = 0; j < this.functions; j++) {
      for (let at = this.start[j]!; at < this.start[j + 1]!; at++) {
        const from = this.feature[at]! * width;
        const v = this.value[at]!;
        for (let c = 0; c < width; c++) result[j * width + c]! += v * weights[from + c]!;
      }
    }
    return result as Out;
  }

  /**
   * Sᵀ G, the adjoint of {@link fold}: the gradient with respect to W from that with respect to the folded weights.
   *
   * @param gradient G, (functions, width) row-major
   * @returns (features, width)
   */
  foldAdjoint<Input extends FloatArray, Out extends FloatArray = Input>(gradient: Input, out?: Out): Out {
    const width = this.#rows(gradient, this.functions, 'foldAdjoint', 'gradient', (out?.length ?? 0) / this.features);
    const result = outputFor(gradient, out, [this.features, width], 'foldAdjoint', 'gradient').fill(0);
    for (let j = 0; j < this.functions; j++) {
      for (let at = this.start[j]!; at < this.start[j + 1]!; at++) {
        const to = this.feature[at]! * width;
        const v = this.value[at]!;
        for (let c = 0; c < width; c++) result[to + c]! += v * gradient[j * width + c]!;
      }
    }
    return result as Out;
  }

  /** Number of rows of a given size; `empty` says how many rows of nothing there are, if the size is 0. */
  #rows(array: FloatArray, size: number, where: string, name: string, empty = 0): number {
    if (!isFloatArray(array) || (size === 0 ? array.length > 0 : array.length % size !== 0)) {
      throw new FourierBasisError(
        'bad-values',
        `${where}: ${name} must be a Float64Array or Float32Array whose length is a multiple of ${size}, got ${show(array)}`,
      );
    }
    return size === 0 ? Math.ceil(empty) : array.length / size;
  }
}
