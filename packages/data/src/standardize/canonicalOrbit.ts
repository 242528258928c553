import type { Vec3, WyckoffPosition } from '@crystal-fourier/spacegroups';
import { smallest } from './canonicalBases.js';
import type { Kind } from '../structure/kinds.js';
import { orbitAt } from './orbitAt.js';
import type { Orbit } from './standardParts.js';

/** Coordinates that differ by less are the same. */
const SAME_COORDINATE = 1e-4;
/** Differences of coordinates that decide: large ones in any coordinate before smaller ones, so that noise seldom does. */
const DECISIVE = [0.02, 0.002, SAME_COORDINATE] as const;
/** Rounding errors of coordinates that are equal by symmetry. */
const ROUNDING = 1e-7;

/** The map `u ↦ M u + c` of a position's representative as floats, and which letters it uses. */
interface Flat {
  readonly M: readonly number[];
  readonly c: readonly number[];
  readonly letters: readonly number[];
}

const flats = new WeakMap<WyckoffPosition, Flat>();

function flatOf(position: WyckoffPosition): Flat {
  let flat = flats.get(position);
  if (flat === undefined) {
    const { matrix, translation } = position.representative;
    flat = {
      M: matrix.map(([n, d]) => n / d),
      c: translation.map(([n, d]) => n / d),
      letters: position.parameters.map((name) => 'xyz'.indexOf(name)),
    };
    flats.set(position, flat);
  }
  return flat;
}

/** In [−SAME_COORDINATE, 1 − SAME_COORDINATE), so that noise does not turn 0 into 1. */
function wrapped(x: number): number {
  return x - Math.floor(x + SAME_COORDINATE) + 0;
}

/** All parameters, in [0, 1) but for noise, at which the representative is one of the points. */
function parametersAmong({ M, c, letters }: Flat, points: Float64Array): Vec3[] {
  const found: Vec3[] = [];
  for (let at = 0; at < points.length; at += 3) {
    // A letter that occurs as 2x has two values modulo whole cells.
    for (const turns of choices(letters.map((i) => Math.abs(M[4 * i]!)))) {
      const rest = [points[at]! - c[0]!, points[at + 1]! - c[1]!, points[at + 2]! - c[2]!];
      const u: [number, number, number] = [0, 0, 0];
      letters.forEach((i, n) => {
        // The columns are in echelon form: those of later letters are zero in this row.
        u[i] = wrapped((rest[i]! + turns[n]!) / M[4 * i]!);
        for (let row = 0; row < 3; row++) rest[row]! -= M[3 * row + i]! * u[i];
      });
      if (rest.every((r) => Math.abs(r - Math.round(r)) < ROUNDING)) found.push(u);
    }
  }
  return found;
}

function choices(counts: readonly number[]): number[][] {
  return counts.reduce<number[][]>(
    (lists, count) => lists.flatMap((list) => Array.from({ length: count }, (_, i) => [...list, i])),
    [[]],
  );
}

/** The smallest x, then y, then z, where first only large differences count. */
function first(all: readonly Vec3[]): Vec3 {
  let left = all;
  for (const limit of DECISIVE) for (const i of [0, 1, 2] as const) left = smallest(left, (u) => u[i], limit);
  return left[0]!;
}

/**
 * The orbit of a point that is exactly on a position, with the smallest parameters of all equivalent points that have the form of the
 * representative: smallest x, then y, then z, where differences count that are large, then smaller ones.
 *
 * @param parameters of the representative, any that give the orbit
 * @internal
 */
export function canonicalOrbit(kind: Kind, position: WyckoffPosition, parameters: Vec3): Orbit {
  const flat = flatOf(position);
  if (flat.letters.length === 0) return orbitAt(kind, position, [0, 0, 0]);
  const given = Float64Array.from(position.orbit(parameters).flat());
  return orbitAt(kind, position, first(parametersAmong(flat, given)));
}

/**
 * The indices of orbits sorted by kind, position and parameters. Values that a chain of small differences connects count as equal:
 * then the next parameter decides, and in the end smaller differences, so that noise does not change the order.
 *
 * @internal
 */
export function sortedOrbits(
  orbits: readonly Orbit[],
  kinds: readonly Kind[],
  positions: readonly WyckoffPosition[],
): number[] {
  const values = orbits.map(({ kind, position, parameters }) => [
    kinds.indexOf(kind),
    positions.indexOf(position),
    ...parameters,
  ]);
  const keys = [
    { column: 0, limit: 0.5 },
    { column: 1, limit: 0.5 },
    ...DECISIVE.flatMap((limit) => [2, 3, 4].map((column) => ({ column, limit }))),
  ];
  const sortFrom = (indices: number[], n: number): number[] => {
    const key = keys[n];
    if (indices.length < 2 || key === undefined) return indices;
    const value = (index: number): number => values[index]![key.column]!;
    const sorted = [...indices].sort((a, b) => value(a) - value(b));
    const out: number[] = [];
    for (let from = 0; from < sorted.length;) {
      let to = from + 1;
      while (to < sorted.length && value(sorted[to]!) - value(sorted[to - 1]!) <= key.limit) to++;
      out.push(...sortFrom(sorted.slice(from, to), n + 1));
      from = to;
    }
    return out;
  };
  return sortFrom(
    orbits.map((_, i) => i),
    0,
  );
}
