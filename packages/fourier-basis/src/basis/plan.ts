import type { FrequencySet } from '../frequencies/frequencySet.js';
import type { RealFunctions } from './realFunctions.js';
import { cosineOf } from '../core/roots.js';

/**
 * How to evaluate a list of real functions at a point without visiting all images. A function is a sum of products
 * `X(x) Y(y) Z(z)` of one cosine or sine per axis; whatever symmetry the group has along an axis makes such products coincide or
 * cancel, and the sums over the first two axes recur: stars with the same (h, k) parts, for different l, share them.
 *
 *     U_u = Σ coefficient · X[row] · Y[row]        "planes", each computed once
 *     f_j = Σ coefficient · U[u] · Z[row]
 *
 * Row 2h of an axis' table is cos(2πhx), row 2h + 1 is sin(2πhx). Which crystal axis plays X, Y and Z is chosen for the
 * smallest number of products.
 */
export interface Plan {
  /** Crystal axes (0, 1, 2) in the roles X, Y, Z. */
  readonly axes: readonly [number, number, number];
  /** Largest index on X, Y and Z. */
  readonly bounds: readonly [number, number, number];
  readonly planes: Products;
  readonly functions: Products;
}

/** Lists of products `coefficient · first · second`; list i has the entries `start[i]` … `start[i + 1] − 1`. */
export interface Products {
  readonly start: Int32Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly coefficient: Float64Array;
}

/**
 * A coefficient is half a sum of at most 16 roots of unity of order 48, an algebraic integer of degree 8 but for the half. All
 * its conjugates are at most 16, so one that is not zero is at least 16⁻⁷ ≈ 4e-9 / 2.
 */
const ZERO = 1e-9;

const ROLES = [
  [0, 1, 2],
  [2, 0, 1],
  [1, 2, 0],
] as const;

/** The cheapest plan for a list of functions. */
export function compilePlan(set: FrequencySet, functions: RealFunctions): Plan {
  const expanded = expand(set, functions);
  const plans = (set.dim === 3 ? ROLES : ROLES.slice(0, 1)).map((axes) => factorize(set, functions, expanded, axes));
  return plans.reduce((best, plan) => (costOf(plan) < costOf(best) ? plan : best));
}

const costOf = (plan: Plan): number => plan.planes.first.length + plan.functions.first.length;

/** Terms of all functions: packed rows on the three crystal axes, and coefficients. */
interface Terms {
  readonly start: Int32Array;
  /** (terms, 3) */
  readonly rows: Int32Array;
  readonly coefficient: Float64Array;
}

/**
 * Angle addition: cos(α+β+γ+φ) = Σ over the eight choices of cosine or sine per axis, with the coefficient
 * cos(φ + 90° · number of sines), and a sign for a sine of a negative index.
 */
function expand(set: FrequencySet, { count, start, node, turn, scale }: RealFunctions): Terms {
  const { dim, hkl } = set;
  const width = 2 * Math.max(...set.bounds) + 2;
  const starts = new Int32Array(count + 1);
  const rows: number[] = [];
  const coefficients: number[] = [];
  const sums = new Map<number, number>();
  for (let j = 0; j < count; j++) {
    sums.clear();
    for (let at = start[j]!; at < start[j + 1]!; at++) {
      const o = node[at]! * dim;
      const h = hkl[o]!;
      const k = hkl[o + 1]!;
      const l = dim === 3 ? hkl[o + 2]! : 0;
      for (let sines = 0; sines < 8; sines++) {
        const [sx, sy, sz] = [sines & 1, (sines >> 1) & 1, sines >> 2];
        if ((sx === 1 && h === 0) || (sy === 1 && k === 0) || (sz === 1 && l === 0)) continue;
        const negative = (sx === 1 && h < 0 ? 1 : 0) + (sy === 1 && k < 0 ? 1 : 0) + (sz === 1 && l < 0 ? 1 : 0);
        const value = cosineOf(turn[at]! + 12 * (sx + sy + sz) + 24 * negative);
        const key = ((2 * Math.abs(l) + sz) * width + 2 * Math.abs(k) + sy) * width + 2 * Math.abs(h) + sx;
        sums.set(key, (sums.get(key) ?? 0) + value);
      }
    }
    for (const [key, value] of sums) {
      if (Math.abs(value) < ZERO || scale[j] === 0) continue;
      rows.push(key % width, Math.floor(key / width) % width, Math.floor(key / (width * width)));
      coefficients.push(value * scale[j]!);
    }
    starts[j + 1] = coefficients.length;
  }
  return { start: starts, rows: Int32Array.from(rows), coefficient: Float64Array.from(coefficients) };
}

/** Groups the terms of each function by their row on Z and shares the sums over X and Y that differ by a factor only. */
function factorize(
  set: FrequencySet,
  functions: RealFunctions,
  terms: Terms,
  axes: readonly [number, number, number],
): Plan {
  const [x, y, z] = axes;
  const width = 2 * Math.max(...set.bounds) + 2;
  const planes = productList();
  const outputs = productList();
  const known = new Map<string, number>();
  for (let j = 0; j < functions.count; j++) {
    const order = Array.from({ length: terms.start[j + 1]! - terms.start[j]! }, (_, i) => terms.start[j]! + i);
    const key = (t: number): number =>
      (terms.rows[3 * t + z]! * width + terms.rows[3 * t + y]!) * width + terms.rows[3 * t + x]!;
    order.sort((a, b) => key(a) - key(b));
    for (let from = 0; from < order.length;) {
      const row = terms.rows[3 * order[from]! + z]!;
      let to = from + 1;
      while (to < order.length && terms.rows[3 * order[to]! + z] === row) to++;
      const group = order.slice(from, to);
      const factor = terms.coefficient[group[0]!]!;
      const name = group
        .map((t) => `${terms.rows[3 * t + x]},${terms.rows[3 * t + y]},${(terms.coefficient[t]! / factor).toFixed(12)}`)
        .join(';');
      let plane = known.get(name);
      if (plane === undefined) {
        known.set(name, (plane = known.size));
        for (const t of group)
          planes.add(terms.rows[3 * t + x]!, terms.rows[3 * t + y]!, terms.coefficient[t]! / factor);
        planes.close();
      }
      outputs.add(plane, row, factor);
      from = to;
    }
    outputs.close();
  }
  const bounds = [set.bounds[x]!, set.bounds[y]!, set.bounds[z]!] as const;
  return { axes, bounds, planes: planes.done(), functions: outputs.done() };
}

function productList(): {
  add(first: number, second: number, coefficient: number): void;
  close(): void;
  done(): Products;
} {
  const start = [0];
  const first: number[] = [];
  const second: number[] = [];
  const coefficient: number[] = [];
  return {
    add(a, b, c) {
      first.push(a);
      second.push(b);
      coefficient.push(c);
    },
    close: () => void start.push(first.length),
    done: () => ({
      start: Int32Array.from(start),
      first: Int32Array.from(first),
      second: Int32Array.from(second),
      coefficient: Float64Array.from(coefficient),
    }),
  };
}

/**
 * The plan of the derivatives along the three crystal axes: function j becomes 3j, 3j + 1, 3j + 2 (two per function in
 * two dimensions). d/dx cos(2πhx) is −2πh times the sine in the next row, and the other way round.
 */
export function differentiate(plan: Plan, dim: 2 | 3): Plan {
  const { axes, planes, functions } = plan;
  const count = planes.start.length - 1;
  const derivative = (row: number): number => (row % 2 === 0 ? -1 : 1) * 2 * Math.PI * (row >> 1);
  const [newPlanes, outputs] = [productList(), productList()];
  // Planes u, then ∂U/∂X as u + count, then ∂U/∂Y as u + 2 count.
  for (const role of [-1, 0, 1]) {
    for (let u = 0; u < count; u++) {
      for (let at = planes.start[u]!; at < planes.start[u + 1]!; at++) {
        const [first, second, c] = [planes.first[at]!, planes.second[at]!, planes.coefficient[at]!];
        if (role < 0) newPlanes.add(first, second, c);
        else if (role === 0 && first > 1) newPlanes.add(first ^ 1, second, c * derivative(first));
        else if (role === 1 && second > 1) newPlanes.add(first, second ^ 1, c * derivative(second));
      }
      newPlanes.close();
    }
  }
  for (let j = 0; j + 1 < functions.start.length; j++) {
    for (let axis = 0; axis < dim; axis++) {
      const role = axes.indexOf(axis);
      for (let at = functions.start[j]!; at < functions.start[j + 1]!; at++) {
        const [u, row, c] = [functions.first[at]!, functions.second[at]!, functions.coefficient[at]!];
        if (role < 2) outputs.add(u + (role + 1) * count, row, c);
        else if (row > 1) outputs.add(u, row ^ 1, c * derivative(row));
      }
      outputs.close();
    }
  }
  return { ...plan, planes: newPlanes.done(), functions: outputs.done() };
}
