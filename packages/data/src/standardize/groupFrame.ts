import { type SpaceGroup, spaceGroup, type Vec3, type WyckoffPosition } from '@crystal-fourier/spacegroups';
import { inverse3, type Matrix3, multiply, times } from '../core/matrix3.js';

const UNITS = 24;
/** Parameters at which a point is on no position of higher symmetry, nor near one. */
const GENERIC: Vec3 = [0.1371, 0.2253, 0.3719];

/** A coordinate change `x ↦ N x + t` that maps a group onto itself, and what it does to the Wyckoff positions. */
export interface NormalizerElement {
  /** Integers, determinant 1. */
  readonly N: Matrix3;
  /** Fractions of the lattice vectors. */
  readonly t: readonly number[];
  /** For each Wyckoff position, by its place in the list, the place of the one that it is mapped to. */
  readonly places: Uint8Array;
}

/** A group of the reference setting with what canonical descriptions need of it; made once per group. @internal */
export interface GroupFrame {
  readonly group: SpaceGroup;
  readonly positions: readonly WyckoffPosition[];
  /** Linear parts of the general position. */
  readonly rotations: readonly Matrix3[];
  /** Directions along which the origin is free. */
  readonly directions: readonly Vec3[];
  /** Whether an element of the normalizer has the linear part N. */
  allows(N: Matrix3): boolean;
  /** All elements of the normalizer with linear part N modulo the group and the free directions. */
  elements(N: Matrix3): readonly NormalizerElement[];
  /**
   * Linear parts of proper elements of the normalizer, one per coset of the point group, out of a finite set: signed
   * permutations of the axes, for hexagonal axes the rotations by 60° and twofold axes at right angles. Identity first.
   */
  readonly linearParts: readonly Matrix3[];
}

const frames = new Map<number, GroupFrame>();

/** @internal */
export function groupFrame(number: number): GroupFrame {
  let frame = frames.get(number);
  if (frame === undefined) frames.set(number, (frame = makeFrame(spaceGroup(number))));
  return frame;
}

function makeFrame(group: SpaceGroup): GroupFrame {
  const { shifts, directions } = group.normalizer();
  const rotations = group.representatives.map((op) => op.rot);
  const positions = group.wyckoff;
  const origins = originSolver(group);
  const known = new Map<string, readonly NormalizerElement[]>();
  const elements = (N: Matrix3): readonly NormalizerElement[] => {
    const key = N.join();
    let list = known.get(key);
    if (list === undefined) {
      const first = origins(N);
      list =
        first === undefined
          ? []
          : shifts.map((s) =>
              makeElement(
                N,
                first.map((c, i) => ((c + s[i]!) % UNITS) / UNITS),
              ),
            );
      // Bases of triclinic and monoclinic lattices are without number.
      if (known.size > 1000) known.clear();
      known.set(key, list);
    }
    return list;
  };
  const makeElement = (N: Matrix3, t: readonly number[]): NormalizerElement => {
    let places: Uint8Array | undefined;
    return {
      N,
      t,
      get places() {
        return (places ??= placesUnder(group, positions, N, t));
      },
    };
  };
  let linearParts: readonly Matrix3[] | undefined;
  return {
    group,
    positions,
    rotations,
    directions,
    allows: (N) => origins(N) !== undefined,
    elements,
    get linearParts() {
      return (linearParts ??= onePerCoset(finiteParts(group), rotations).filter((N) => origins(N) !== undefined));
    },
  };
}

/** For each Wyckoff position the place of its image. */
function placesUnder(
  group: SpaceGroup,
  positions: readonly WyckoffPosition[],
  N: Matrix3,
  t: readonly number[],
): Uint8Array {
  return Uint8Array.from(positions, (position) => {
    const [x, y, z] = times(N, position.at(GENERIC));
    const image = group.wyckoffOf([x + t[0]!, y + t[1]!, z + t[2]!], 1e-6).position;
    return positions.indexOf(image);
  });
}

/** The first of each coset `{R N}` of the point group. @internal */
export function onePerCoset(matrices: readonly Matrix3[], rotations: readonly Matrix3[]): Matrix3[] {
  const seen = new Set<string>();
  return matrices.filter((N) => {
    if (seen.has(N.join())) return false;
    for (const R of rotations) seen.add(multiply(R, N).join());
    return true;
  });
}

function finiteParts(group: SpaceGroup): Matrix3[] {
  const { crystalSystem } = group;
  if (crystalSystem === 'triclinic') return [[1, 0, 0, 0, 1, 0, 0, 0, 1]];
  const isHexagonal = crystalSystem === 'trigonal' || crystalSystem === 'hexagonal';
  const generators = isHexagonal
    ? [
        [1, -1, 0, 1, 0, 0, 0, 0, 1],
        [0, 1, 0, 1, 0, 0, 0, 0, -1],
      ]
    : [
        [0, -1, 0, 1, 0, 0, 0, 0, 1],
        [0, 0, 1, 1, 0, 0, 0, 1, 0],
      ];
  const found = new Map<string, Matrix3>([['1,0,0,0,1,0,0,0,1', [1, 0, 0, 0, 1, 0, 0, 0, 1]]]);
  for (const matrix of found.values()) {
    for (const generator of generators) {
      const next = multiply(matrix, generator);
      if (!found.has(next.join())) found.set(next.join(), next);
    }
  }
  return [...found.values()];
}

/**
 * For a matrix N a translation t, in 24ths, with `{N|t} G {N|t}⁻¹ = G`, or undefined if there is none: for each generator
 * {R|w} of G, with R′ = N R N⁻¹ and {R′|w′} in G, `(1 − R′) t ≡ w′ − N w` modulo the lattice. Every solvable system of a
 * reference setting has a solution in 24ths; they are all tried.
 */
function originSolver(group: SpaceGroup): (N: Matrix3) => readonly number[] | undefined {
  const translations = new Map(group.representatives.map((op) => [op.rot.join(), op.trans]));
  const isLattice = new Uint8Array(UNITS ** 3);
  const place = (x: number, y: number, z: number): number => (mod(x) * UNITS + mod(y)) * UNITS + mod(z);
  for (const [x, y, z] of group.centring.vectors) isLattice[place(x, y, z)] = 1;
  const known = new Map<string, readonly number[] | undefined>();
  return (N) => {
    const key = N.join();
    if (!known.has(key)) {
      if (known.size > 1000) known.clear();
      known.set(key, solve(N));
    }
    return known.get(key);
  };

  function solve(N: Matrix3): readonly number[] | undefined {
    const inverse = inverse3(N);
    const equations: { m: Matrix3; d: readonly number[] }[] = [];
    for (const { rot, trans } of group.generators) {
      const image = multiply(multiply(N, rot), inverse);
      const known = translations.get(image.join());
      if (known === undefined) return undefined;
      const moved = times(N, trans);
      equations.push({
        m: image.map((c, i) => (i % 4 === 0 ? 1 : 0) - c),
        d: known.map((c, i) => c - moved[i]!),
      });
    }
    for (let x = 0; x < UNITS; x++) {
      for (let y = 0; y < UNITS; y++) {
        for (let z = 0; z < UNITS; z++) {
          const solves = equations.every(
            ({ m, d }) =>
              isLattice[
                place(
                  m[0]! * x + m[1]! * y + m[2]! * z - d[0]!,
                  m[3]! * x + m[4]! * y + m[5]! * z - d[1]!,
                  m[6]! * x + m[7]! * y + m[8]! * z - d[2]!,
                )
              ] === 1,
          );
          if (solves) return [x, y, z];
        }
      }
    }
    return undefined;
  }
}

function mod(a: number): number {
  const r = a % UNITS;
  return r < 0 ? r + UNITS : r;
}
