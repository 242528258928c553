import { inverse, matMul, matOfRows, transpose } from '@crystal-fourier/math3';
import type { CoreSpaceGroup } from '@crystal-fourier/spacegroups';
import type { LatticeRows } from '../structure/lattice.js';

/** Integers of an operation: R row by row, then t in units of 1/24. */
export const STRIDE = 12;

const known = new WeakMap<CoreSpaceGroup, Int32Array>();

/** (representatives, 12): the operations of a group but for centring translations, as integers; made once per group. */
export function integersOf(group: CoreSpaceGroup): Int32Array {
  let list = known.get(group);
  if (list === undefined)
    known.set(group, (list = Int32Array.from(group.representatives.flatMap(({ rot, trans }) => [...rot, ...trans]))));
  return list;
}

/** A consistent star O, or the two stars O and −O, of which one function or two are made. */
export interface Star {
  /** The last of ±O in lexicographic order. */
  readonly hkl: readonly [number, number, number];
  /** |k|² in 1/Å². */
  readonly square: number;
  /** Frequencies of O. */
  readonly size: number;
  /** k·t modulo 24 of an operation that takes k to −k; undefined where −O is another star. */
  readonly turn: number | undefined;
}

/**
 * The stars of a group within a sphere of reciprocal space, k = 0 left out, in the order of |k|; stars of equal length in lexicographic order.
 *
 * @param lattice row vectors in Å
 * @param radius 1/Å
 */
export function starsWithin(group: CoreSpaceGroup, lattice: LatticeRows, radius: number): Star[] {
  const operations = integersOf(group);
  const rows = matOfRows(lattice);
  const m = inverse(matMul(rows, transpose(rows)));
  const centring = group.centring.vectors.slice(1);
  const stars: Star[] = [];
  // |h| ≤ |k| · a, since h = k · a.
  const [first, second, third] = lattice.map((row) => Math.floor(radius * Math.hypot(...row))) as [
    number,
    number,
    number,
  ];
  for (let h = 0; h <= first; h++) {
    for (let k = h === 0 ? 0 : -second; k <= second; k++) {
      for (let l = h === 0 && k === 0 ? 1 : -third; l <= third; l++) {
        const square = h * h * m[0] + k * k * m[4] + l * l * m[8] + 2 * (h * k * m[1] + h * l * m[2] + k * l * m[5]);
        if (square > radius * radius) continue;
        if (centring.some((t) => (h * t[0] + k * t[1] + l * t[2]) % 24 !== 0)) continue;
        const star = starOf(operations, h, k, l, square);
        if (star !== undefined) stars.push(star);
      }
    }
  }
  return stars.sort((a, b) => a.square - b.square);
}

/** The star of a frequency; undefined where it is systematically absent, or another frequency of ±O is its representative. */
function starOf(g: Int32Array, h: number, k: number, l: number, square: number): Star | undefined {
  let stabilizer = 0;
  let turn: number | undefined;
  for (let at = 0; at < g.length; at += STRIDE) {
    const a = h * g[at]! + k * g[at + 3]! + l * g[at + 6]!;
    const b = h * g[at + 1]! + k * g[at + 4]! + l * g[at + 7]!;
    const c = h * g[at + 2]! + k * g[at + 5]! + l * g[at + 8]!;
    if (a === h && b === k && c === l) {
      if (phase(g, at, h, k, l) !== 0) return undefined;
      stabilizer++;
    } else if (a === -h && b === -k && c === -l) turn = phase(g, at, h, k, l);
    else {
      const sign = a < 0 || (a === 0 && (b < 0 || (b === 0 && c < 0))) ? -1 : 1;
      const u = sign * a - h;
      const v = sign * b - k;
      if (u > 0 || (u === 0 && (v > 0 || (v === 0 && sign * c > l)))) return undefined;
    }
  }
  return { hkl: [h, k, l], square, size: g.length / STRIDE / stabilizer, turn };
}

/** k·t in units of 1/24, modulo 24. */
const phase = (g: Int32Array, at: number, h: number, k: number, l: number): number =>
  (((h * g[at + 9]! + k * g[at + 10]! + l * g[at + 11]!) % 24) + 24) % 24;
