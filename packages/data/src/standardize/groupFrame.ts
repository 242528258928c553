import {
  adjugate,
  compare,
  det,
  hermiteBasis,
  IDENTITY,
  inverse,
  mapped,
  type Mat3,
  matMinus,
  matMul,
  matOfRows,
  matVec,
  minus,
  mod,
  plus,
  rowsOf,
  smithForm,
  solveCongruence,
  transpose,
  unitRows,
  vec3,
} from '@crystal-fourier/math3';
import { type SpaceGroup, spaceGroup, type Vec3, type WyckoffPosition } from '@crystal-fourier/spacegroups';

const UNITS = 24;
/** Parameters at which a point is on no position of higher symmetry, nor near one. */
const GENERIC: Vec3 = [0.1371, 0.2253, 0.3719];

/** A coordinate change `x ↦ N x + t` that maps a group onto itself, and what it does to the Wyckoff positions. */
export interface NormalizerElement {
  /** Integers, determinant 1. */
  readonly N: Mat3;
  /** Fractions of the lattice vectors. */
  readonly t: Vec3;
  /** For each Wyckoff position, by its index in the list, the index of the one that it is mapped to. */
  readonly positionImages: Uint8Array;
}

/** A group of the reference setting with what canonical descriptions need of it; made once per group. @internal */
export interface GroupFrame {
  readonly group: SpaceGroup;
  readonly positions: readonly WyckoffPosition[];
  /** Linear parts of the general position. */
  readonly rotations: readonly Mat3[];
  /** Directions along which the origin is free. */
  readonly directions: readonly Vec3[];
  /** Whether an element of the normalizer has the linear part N. */
  allows(N: Mat3): boolean;
  /** All elements of the normalizer with linear part N modulo the group and the free directions. */
  elements(N: Mat3): readonly NormalizerElement[];
  /**
   * Linear parts of proper elements of the normalizer, one per coset of the point group, out of a finite set: signed
   * permutations of the axes, for hexagonal axes the rotations by 60° and twofold axes at right angles. Identity first.
   */
  readonly linearParts: readonly Mat3[];
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
  const elements = (N: Mat3): readonly NormalizerElement[] => {
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
                mapped(first, (c, i) => ((c + s[i]!) % UNITS) / UNITS),
              ),
            );
      // Bases of triclinic and monoclinic lattices are without number.
      if (known.size > 1000) known.clear();
      known.set(key, list);
    }
    return list;
  };
  const makeElement = (N: Mat3, t: Vec3): NormalizerElement => {
    let positionImages: Uint8Array | undefined;
    return {
      N,
      t,
      get positionImages() {
        return (positionImages ??= positionImagesUnder(group, positions, N, t));
      },
    };
  };
  let linearParts: readonly Mat3[] | undefined;
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

/** For each Wyckoff position the index of its image. */
function positionImagesUnder(group: SpaceGroup, positions: readonly WyckoffPosition[], N: Mat3, t: Vec3): Uint8Array {
  return Uint8Array.from(positions, (position) => {
    const image = group.wyckoffOf(plus(matVec(N, position.at(GENERIC)), t), 1e-6).position;
    return positions.indexOf(image);
  });
}

/** The first of each coset `{R N}` of the point group. @internal */
export function onePerCoset(matrices: readonly Mat3[], rotations: readonly Mat3[]): Mat3[] {
  const known = new Set<string>();
  return matrices.filter((N) => {
    if (known.has(N.join())) return false;
    for (const R of rotations) known.add(matMul(R, N).join());
    return true;
  });
}

function finiteParts(group: SpaceGroup): Mat3[] {
  const { crystalSystem } = group;
  if (crystalSystem === 'triclinic') return [IDENTITY];
  const isHexagonal = crystalSystem === 'trigonal' || crystalSystem === 'hexagonal';
  const generators: readonly Mat3[] = isHexagonal
    ? [
        [1, -1, 0, 1, 0, 0, 0, 0, 1],
        [0, 1, 0, 1, 0, 0, 0, 0, -1],
      ]
    : [
        [0, -1, 0, 1, 0, 0, 0, 0, 1],
        [0, 0, 1, 1, 0, 0, 0, 1, 0],
      ];
  const found = new Map<string, Mat3>([[IDENTITY.join(), IDENTITY]]);
  for (const matrix of found.values()) {
    for (const generator of generators) {
      const next = matMul(matrix, generator);
      if (!found.has(next.join())) found.set(next.join(), next);
    }
  }
  return [...found.values()];
}

/**
 * For a matrix N the translation t, in 24ths, with `{N|t} G {N|t}⁻¹ = G` that comes first (smallest x, then y, then z), or undefined if
 * there is none: for each generator {R|w} of G, with R′ = N R N⁻¹ and {R′|w′} in G, `(1 − R′) t ≡ w′ − N w` modulo the lattice. It is solved
 * in a primitive basis, where the lattice is ℤ³; all solutions are one of them plus a shift that maps the group onto itself.
 */
function originSolver(group: SpaceGroup): (N: Mat3) => Vec3 | undefined {
  const { shifts, directions } = group.normalizer();
  const translations = new Map(group.representatives.map((op) => [op.rot.join(), op.trans]));
  const { vectors } = group.centring;
  // Columns are primitive vectors in 24ths of the axes.
  const primitive = transpose(matOfRows(rowsOf(hermiteBasis([...unitRows(3, UNITS), ...vectors]).flat())));
  const inverted = adjugate(primitive);
  const volume = det(primitive);
  const homogeneous = shifts.flatMap((shift) => vectors.map((vector) => plus(shift, vector)));
  // The directions of reference settings are axes.
  const isFree = [0, 1, 2].map((i) => directions.some((direction) => direction[i] !== 0));
  const known = new Map<string, Vec3 | undefined>();
  return (N) => {
    const key = N.join();
    if (!known.has(key)) {
      if (known.size > 1000) known.clear();
      known.set(key, solve(N));
    }
    return known.get(key);
  };

  function solve(N: Mat3): Vec3 | undefined {
    const back = inverse(N);
    const rows: number[][] = [];
    const values: number[] = [];
    for (const { rot, trans } of group.generators) {
      const image = matMul(matMul(N, rot), back);
      const translation = translations.get(image.join());
      if (translation === undefined) return undefined;
      const m = mapped(matMul(matMul(inverted, matMinus(IDENTITY, image)), primitive), (c) => c / volume);
      rows.push([m[0], m[1], m[2]], [m[3], m[4], m[5]], [m[6], m[7], m[8]]);
      values.push(...matVec(inverted, minus(translation, matVec(N, trans))));
    }
    const solution = solveCongruence(smithForm(rows, 3), values, volume);
    if (solution === null) return undefined;
    const one = mapped(matVec(primitive, vec3(solution.x)), (c) => c / (volume * solution.scale));
    return homogeneous
      .map((shift) => mapped(plus(one, shift), (c, i) => (isFree[i] ? 0 : mod(c, UNITS))))
      .reduce((first, t) => (compare(t, first) < 0 ? t : first));
  }
}
