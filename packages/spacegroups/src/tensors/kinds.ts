import { SpaceGroupError, show } from '../algebra/errors.js';

/**
 * A kind of tensor, with the matrix in which it is written. Pairs of indices in a matrix are Voigt's: 1 = xx, 2 = yy, 3 = zz, 4 = yz, 5 = xz,
 * 6 = xy.
 *
 * | kind                  | matrix          | what it is                                                                             |
 * | --------------------- | --------------- | -------------------------------------------------------------------------------------- |
 * | `rank1`               | p, 1×3          | polar vector: pyroelectricity, spontaneous polarisation                                |
 * | `rank2`               | T, 3×3          | general polar tensor of rank 2                                                         |
 * | `dielectric`          | ε, 3×3          | symmetric polar tensor of rank 2: permittivity, conductivity, thermal expansion        |
 * | `born`                | Z, 3×3          | general tensor of rank 2 of a site: Born effective charge; the group is its symmetry   |
 * | `gyration`            | g, 3×3          | symmetric axial tensor of rank 2: optical activity                                     |
 * | `piezoelectric`       | e, 3×6          | piezoelectric stress constants, e_iJ = e_ijk, without factors                          |
 * | `piezoelectricStrain` | d, 3×6          | piezoelectric strain constants, second harmonic generation: d_i4 = 2 d_iyz, 5, 6 alike |
 * | `elastic`             | c, 6×6          | stiffness, c_IJ = c_ijkl, without factors                                              |
 * | `compliance`          | s, 6×6          | compliance: s_IJ = s_ijkl, times 2 for each of I, J that is 4, 5 or 6                  |
 */
export type TensorKind =
  | 'rank1'
  | 'rank2'
  | 'dielectric'
  | 'born'
  | 'gyration'
  | 'piezoelectric'
  | 'piezoelectricStrain'
  | 'elastic'
  | 'compliance';

/** The indices of a full tensor, 0 for x, 1 for y, 2 for z. */
type Indices = readonly number[];

/** How a kind of tensor is written as a matrix. @internal */
export interface KindOf {
  /** Letter of its components. */
  readonly letter: string;
  readonly rank: number;
  /** Number of rows and of columns of the matrix. */
  readonly shape: readonly [rows: number, columns: number];
  /** True if an improper rotation changes its sign once more. */
  readonly isAxial: boolean;
  /** The components that no symmetry of the kind itself makes equal, the ones first that textbooks choose as independent. */
  readonly components: readonly ComponentOf[];
  /** For each entry of the matrix, row by row, its place in {@link components}. */
  readonly entries: readonly number[];
}

/** A component of a kind of tensor. @internal */
export interface ComponentOf {
  /** `c14` */
  readonly name: string;
  /** All index lists of the full tensor that have this component. */
  readonly indices: readonly Indices[];
  /** Entry of the matrix divided by the component of the full tensor. */
  readonly factor: number;
}

const VOIGT = ['00', '11', '22', '12', '02', '01'];

// Letter, rank, whether rows and columns can be exchanged, whether it is axial, the factor of a shear index in the matrix.
const KINDS: Readonly<Record<TensorKind, readonly [string, number, boolean, boolean, number]>> = {
  rank1: ['p', 1, false, false, 1],
  rank2: ['T', 2, false, false, 1],
  dielectric: ['ε', 2, true, false, 1],
  born: ['Z', 2, false, false, 1],
  gyration: ['g', 2, true, true, 1],
  piezoelectric: ['e', 3, false, false, 1],
  piezoelectricStrain: ['d', 3, false, false, 2],
  elastic: ['c', 4, true, false, 1],
  compliance: ['s', 4, true, false, 2],
};

/** All kinds, in the order of {@link TensorKind}. */
export const TENSOR_KINDS: readonly TensorKind[] = /* @__PURE__ */ Object.freeze(Object.keys(KINDS) as TensorKind[]);

const made: Partial<Record<TensorKind, KindOf>> = {};

/**
 * How a kind is written.
 *
 * @throws SpaceGroupError `bad-tensor` for a kind that is none
 * @internal
 */
export function kindOf(kind: TensorKind, where: string): KindOf {
  if (!Object.hasOwn(KINDS, kind)) {
    throw new SpaceGroupError(
      'bad-tensor',
      `${where}: the kind must be one of ${TENSOR_KINDS.join(', ')}, got ${show(kind)}`,
    );
  }
  return (made[kind] ??= makeKind(kind));
}

/** The matrix indices that a tensor index or a pair of them can be: themselves, or Voigt's. */
function placesOf(width: number): readonly Indices[][] {
  if (width === 1) return [[[]]];
  if (width === 3) return [[[0]], [[1]], [[2]]];
  return VOIGT.map(([i, j]) => (i === j ? [[Number(i), Number(j)]] : orders(Number(i), Number(j))));
}

function orders(i: number, j: number): Indices[] {
  return [
    [i, j],
    [j, i],
  ];
}

function makeKind(kind: TensorKind): KindOf {
  const [letter, rank, isSymmetric, isAxial, shear] = KINDS[kind];
  const shape = ([[1, 3] as const, [3, 3] as const, [3, 6] as const, [6, 6] as const] as const)[rank - 1]!;
  const [rows, columns] = shape.map(placesOf) as [Indices[][], Indices[][]];
  const found = new Map<string, { name: string; indices: Indices[]; factor: number }>();
  const keys: string[] = [];
  rows.forEach((row, r) =>
    columns.forEach((column, c) => {
      const [first, second] = isSymmetric && c < r ? [c, r] : [r, c];
      const key = `${first},${second}`;
      keys.push(key);
      const indices = row.flatMap((i) => column.map((j) => [...i, ...j]));
      const known = found.get(key);
      if (known !== undefined) {
        known.indices.push(...indices);
        return;
      }
      const factor = (row.length > 1 ? shear : 1) * (column.length > 1 ? shear : 1);
      found.set(key, { name: letter + (rank === 1 ? '' : first + 1) + (second + 1), indices, factor });
    }),
  );
  // Nye gives d11, d22 and d33 the preference, and otherwise the upper row and the left column.
  const isDiagonal = (key: string): boolean => rank === 3 && key[0] === key[2];
  const order = [...found.keys()].sort((a, b) => Number(isDiagonal(b)) - Number(isDiagonal(a)));
  return Object.freeze({
    letter,
    rank,
    shape,
    isAxial,
    components: order.map((key) => found.get(key)!),
    entries: keys.map((key) => order.indexOf(key)),
  });
}
