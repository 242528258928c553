import { compare, dot, minus, plus, scaled, size, type Vec3 } from '@crystal-fourier/math3';
import { UNITS } from '../algebra/types.js';

/** Letter of a mirror or glide plane (International Tables A, table 2.1.2.1); `g` where none of the others fits. */
export type PlaneSymbol = 'm' | 'a' | 'b' | 'c' | 'n' | 'd' | 'e' | 'g';

export interface Glide {
  readonly symbol: PlaneSymbol;
  /** In units of 1/24, not always integers; none for m, two for e. */
  readonly vectors: readonly Vec3[];
}

/** A plane through the origin. */
export interface LatticePlane {
  /** Primitive row vector normal to it. */
  readonly hkl: Vec3;
  /** Two vectors that span the sums of a, b, c in it. */
  readonly basis: readonly Vec3[];
  /** A sum of a, b, c on the next plane: its product with `hkl` is 1. */
  readonly next: Vec3;
}

const HALF = UNITS / 2;
const SIGNS = [1, 0, -1];
const TWO = [-2, -1, 0, 1, 2];

/** Whether a vector in units of 1/24 leads from a lattice point to one. @param centring lattice points of the cell, in the same units */
export function isTranslation(v: Vec3, centring: readonly Vec3[]): boolean {
  return centring.some((t) => minus(v, t).every((c) => c % UNITS === 0));
}

/** The shorter by sum of components first, then the lexicographically greater. */
const byLength = (u: Vec3, v: Vec3): number => size(u) - size(v) || compare(v, u);

/** All vectors with some components other than 0, which are ± `part`: those with positive ones first. */
function withComponents(count: number, part: number): Vec3[] {
  return SIGNS.flatMap((a) => SIGNS.flatMap((b) => SIGNS.map((c): Vec3 => [a, b, c])))
    .filter((v) => size(v) === count)
    .map((v) => scaled(v, part));
}

/**
 * The glide vectors of a plane and its letter (International Tables A, 2.1.2). Every vector that differs from a glide vector
 * by a lattice vector in the plane is one, too; the letter goes by the one that has the form of the Tables, however skewed the cell.
 *
 * @param w one glide vector, in units of 1/24
 * @param centring lattice points of the cell, in units of 1/24
 */
export function glideOf(w: Vec3, plane: LatticePlane, centring: readonly Vec3[]): Glide {
  if (isTranslation(w, centring)) return { symbol: 'm', vectors: [] };
  const { hkl } = plane;
  const found = (count: number, part: number): Vec3[] =>
    withComponents(count, part).filter((v) => dot(hkl, v) === 0 && isTranslation(minus(v, w), centring));
  const [axial, ...more] = found(1, HALF);
  if (axial !== undefined) {
    // At right angles: along another axis, or halfway between the two others.
    const other = [...more, ...found(2, HALF)].find((v) => dot(axial, v) === 0);
    if (other !== undefined) return { symbol: 'e', vectors: [axial, other] };
    return { symbol: 'abc'[axial.findIndex((c) => c !== 0)] as PlaneSymbol, vectors: [axial] };
  }
  const count = hkl.filter((c) => c !== 0).length === 1 ? 2 : 3;
  for (const [symbol, part] of [
    ['n', HALF],
    ['d', HALF / 2],
  ] as const) {
    const [vector] = found(count, part);
    if (vector !== undefined) return { symbol, vectors: [vector] };
  }
  return { symbol: 'g', vectors: [shortest(w, plane, centring)] };
}

/** The first of all glide vectors {@link byLength}. */
function shortest(w: Vec3, { hkl, basis, next }: LatticePlane, centring: readonly Vec3[]): Vec3 {
  const [u, v] = reduced(basis);
  const steps = TWO.flatMap((i) => TWO.map((j) => plus(scaled(u, i * UNITS), scaled(v, j * UNITS))));
  const found = centring
    .filter((t) => dot(hkl, t) % UNITS === 0)
    .map((t) => {
      let best = minus(plus(w, t), scaled(next, dot(hkl, t)));
      for (;;) {
        const [nearer] = steps.map((step) => plus(best, step)).sort(byLength) as [Vec3];
        if (byLength(nearer, best) === 0) return best;
        best = nearer;
      }
    });
  return found.sort(byLength)[0] as Vec3;
}

/** Two vectors that span the same lattice, the shorter first, and neither shorter by a multiple of the other. */
function reduced([first, second]: readonly Vec3[]): readonly [Vec3, Vec3] {
  let [u, v] = [first as Vec3, second as Vec3];
  for (;;) {
    if (dot(u, u) > dot(v, v)) [u, v] = [v, u];
    const k = Math.round(dot(u, v) / dot(u, u));
    if (k === 0) return [u, v];
    v = minus(v, scaled(u, k));
  }
}
