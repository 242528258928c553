import type { Constraints } from '../constraints/constraints.js';
import { FourierBasisError } from '../core/errors.js';
import { cosineOf } from '../core/roots.js';

/**
 * Real functions as sums of cosines over frequencies: function j is
 * `scale[j] Σ cos(2π k·x + 2π turn/48)` over its entries `start[j]` … `start[j + 1] − 1`, k being the frequency `node[entry]`.
 * Entries hold no k together with −k, so each entry is one trigonometric term.
 */
export interface RealFunctions {
  readonly count: number;
  readonly scale: Float64Array;
  readonly start: Int32Array;
  readonly node: Int32Array;
  /** Phases in ℤ/48: real functions of centric stars need half of a class in ℤ/24. */
  readonly turn: Int32Array;
}

/** Real function of a centric star, √2 Re and √2 Im of a star's function, or the complex function itself. */
export type FunctionKind = 'real' | 'cosine' | 'sine' | 'complex';

/** The functions of a basis, in the order of their stars. */
export interface FunctionList {
  readonly kind: readonly FunctionKind[];
  /** The consistent star of each function; for `sine` that of the `cosine` before it. */
  readonly star: Int32Array;
}

/** One real function per consistent star: that of a centric star, or √2 Re and √2 Im of e_O for O and −O. */
export function realList(constraints: Constraints): FunctionList {
  const kind: FunctionKind[] = [];
  const star: number[] = [];
  constraints.proof.forEach((proof, s) => {
    const opposite = constraints.opposite[s]!;
    if (proof >= 0) return;
    if (opposite < 0) {
      throw new FourierBasisError(
        'bad-set',
        `invariantBasis: real functions need −k in the set with every k, but −(${constraints.star(s).representative.join(' ')}) is not in it; add it, or pass { real: false }`,
      );
    }
    if (opposite === s) {
      kind.push('real');
      star.push(s);
    } else if (opposite > s) {
      kind.push('cosine', 'sine');
      star.push(s, s);
    }
  });
  return { kind, star: Int32Array.from(star) };
}

/** The complex functions e_O of the consistent stars. */
export function complexList(constraints: Constraints): FunctionList {
  const star: number[] = [];
  constraints.proof.forEach((proof, s) => {
    if (proof < 0) star.push(s);
  });
  return { kind: star.map(() => 'complex'), star: Int32Array.from(star) };
}

/**
 * The real functions that have to be evaluated for a list; a complex function gives two, its real and its imaginary part.
 *
 * For a centric star, e_O is `exp(2πi p/48)` times a real function, p being the phase class of −ξ: the conjugate of
 * e_O has the coefficient `exp(−2πi p/24)` at ξ where e_O has 1.
 */
export function toRealFunctions(constraints: Constraints, list: FunctionList): RealFunctions {
  const { set, starStart, members, phase, opposite } = constraints;
  const scale: number[] = [];
  const start = [0];
  const node: number[] = [];
  const turn: number[] = [];
  const add = (star: number, amplitude: number, shift: number, half: boolean): void => {
    const size = starStart[star + 1]! - starStart[star]!;
    for (let at = starStart[star]!; at < starStart[star + 1]!; at++) {
      const k = members[at]!;
      if (half && !set.isHalf(k)) continue;
      node.push(k);
      turn.push((2 * phase[k]! + shift + 96) % 48);
    }
    scale.push(amplitude / Math.sqrt(size));
    start.push(node.length);
  };
  list.kind.forEach((kind, j) => {
    const star = list.star[j]!;
    if (kind === 'cosine' || kind === 'sine') {
      add(star, Math.SQRT2, kind === 'sine' ? -12 : 0, false);
    } else if (opposite[star] !== star) {
      add(star, 1, 0, false);
      add(star, 1, -12, false);
    } else {
      const first = members[starStart[star]!]!;
      const p = phase[set.opposite(first)]!;
      // Half of the members stand for all, twice; only the frequency 0 is its own opposite.
      const amplitude = set.opposite(first) === first ? 1 : 2;
      if (kind === 'real') {
        add(star, amplitude, -p, true);
      } else {
        add(star, amplitude * cosineOf(p), -p, true);
        add(star, amplitude * cosineOf(p - 12), -p, true);
      }
    }
  });
  return {
    count: scale.length,
    scale: Float64Array.from(scale),
    start: Int32Array.from(start),
    node: Int32Array.from(node),
    turn: Int32Array.from(turn),
  };
}
