import { compare, dot, minus, plus, scaled, size } from './integer.js';
import { UNITS, type Vec3 } from './types.js';

export type PlaneSymbol = 'm' | 'a' | 'b' | 'c' | 'n' | 'd' | 'e' | 'g';

export interface Glide {
  readonly symbol: PlaneSymbol;
  /** In units of 1/24, not always integers; none for m, two for e. */
  readonly vectors: readonly Vec3[];
}

const HALF = UNITS / 2;
const RANGE = [-2, -1, 0, 1, 2];

/** True if the components other than 0 are `count` many and all ± `part`. */
function consistsOf(v: Vec3, count: number, part: number): boolean {
  const used = v.filter((c) => c !== 0);
  return used.length === count && used.every((c) => Math.abs(c) === part);
}

/**
 * The glide vectors of a plane and its letter (International Tables A, 2.1.2). Every vector that differs from a glide vector
 * by a lattice vector in the plane is one, too; the shortest by sum of components has the letter.
 *
 * @param w one glide vector, in units of 1/24
 * @param hkl row vector normal to the plane
 * @param centring lattice points of the cell, in units of 1/24
 */
export function glideOf(w: Vec3, hkl: Vec3, centring: readonly Vec3[]): Glide {
  const all: Vec3[] = [];
  for (const t of centring)
    for (const a of RANGE)
      for (const b of RANGE)
        for (const c of RANGE) {
          const v = plus(plus(w, t), scaled([a, b, c], UNITS));
          if (dot(hkl, v) === 0) all.push(v);
        }
  all.sort((u, v) => size(u) - size(v) || compare(v, u));
  const [shortest] = all as [Vec3];
  if (size(shortest) === 0) return { symbol: 'm', vectors: [] };
  const axial = all.find((v) => consistsOf(v, 1, HALF));
  if (axial !== undefined) {
    // At right angles: along another axis, or halfway between the two others.
    const other = all.find((v) => dot(axial, v) === 0 && (consistsOf(v, 1, HALF) || consistsOf(v, 2, HALF)));
    if (other !== undefined) return { symbol: 'e', vectors: [axial, other] };
    return { symbol: 'abc'[axial.findIndex((c) => c !== 0)] as PlaneSymbol, vectors: [axial] };
  }
  const count = hkl.filter((c) => c !== 0).length === 1 ? 2 : 3;
  for (const [symbol, part] of [
    ['n', HALF],
    ['d', HALF / 2],
  ] as const) {
    const found = all.find((v) => consistsOf(v, count, part));
    if (found !== undefined) return { symbol, vectors: [found] };
  }
  return { symbol: 'g', vectors: [minus(shortest, [0, 0, 0])] };
}
