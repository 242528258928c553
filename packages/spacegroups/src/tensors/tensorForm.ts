import {
  adjugate,
  det,
  type Fraction,
  fraction,
  type Mat3,
  matMul,
  quotient,
  type Rows3,
  times,
} from '@crystal-fourier/math3';
import { SpaceGroupError } from '../algebra/errors.js';
import { frozen } from '../algebra/frozen.js';
import type { Rotation } from '../operations/rotation.js';
import { axisRows, conventionalAxes, orthogonalAxes } from './conventionalFrame.js';
import { type ComponentOf, type KindOf, kindOf, type TensorKind } from './kinds.js';
import { rotationsOf, type TensorGroup } from './pointRotations.js';
import { reducedRows } from './reducedRows.js';

/** A multiple of an independent component: `factor · name`, or `factor · √3 · name`. */
export interface TensorTerm {
  /** `c11`, one of the form's `independent`. */
  readonly name: string;
  readonly factor: Fraction;
  /** True if √3 is a further factor. It occurs only with `frameOf`, in hexagonal frames. */
  readonly root3: boolean;
}

/** What symmetry leaves of a tensor. */
export interface TensorForm {
  readonly kind: TensorKind;
  /** Number of rows and of columns of the matrix. */
  readonly shape: readonly [rows: number, columns: number];
  /** Names of the independent components: letter of the kind, row, column. */
  readonly independent: readonly string[];
  /** The matrix, `entries[row][column]`: a sum of terms, empty for 0. */
  readonly entries: readonly (readonly (readonly TensorTerm[])[])[];
  /**
   * The conventional axes a, b, c of the frame, as integer rows on the axes of the given operations: z is along c, y along b\*, x = y × z. See
   * `conventionalFrame`.
   */
  readonly axes: Rows3;
}

/** Options of {@link tensorForm}. */
export interface TensorFormOptions {
  /**
   * A group that contains the given one, on the same axes, to whose frame the form belongs: that of the crystal for a tensor of a site.
   * Defaults to the group itself.
   */
  readonly frameOf?: TensorGroup;
}

/**
 * The form of a tensor that is invariant under a point group (Neumann's principle): the number of independent components, and each entry of
 * the matrix in terms of them, as in J. F. Nye, Physical Properties of Crystals. Exact: integers on lattice axes, √3 in hexagonal frames.
 *
 * The frame is that of the textbooks: c ∥ z, and a ∥ x where the axes are perpendicular or hexagonal; unique axis b ∥ y in monoclinic groups,
 * with a and c in the xz plane; x along an axis 2 in 32, −3m and −42m, perpendicular to a mirror plane in 3m and −6m2. A group on other axes, such
 * as P −4 m 2 or P 3 1 m, has the form of its point group; `axes` says how the frame lies.
 *
 * @example
 * tensorForm('m-3m', 'elastic').independent; // ['c11', 'c12', 'c44']
 * @throws SpaceGroupError `bad-tensor`, `bad-symbol`, `foreign-value`; `not-a-group` if `frameOf` does not contain the group
 */
export function tensorForm(group: TensorGroup, kind: TensorKind, { frameOf }: TensorFormOptions = {}): TensorForm {
  const of = kindOf(kind, 'tensorForm');
  const rotations = rotationsOf(group, 'tensorForm');
  const around = frameOf === undefined ? rotations : rotationsOf(frameOf, 'tensorForm');
  const contained = new Set(around.map((r) => r.key));
  if (!rotations.every((r) => contained.has(r.key))) {
    throw new SpaceGroupError(
      'not-a-group',
      'tensorForm: frameOf must contain all operations of the group, on the same axes; give the space group that the site belongs to',
    );
  }
  const conventional = conventionalAxes(around);
  const matrices = doubledMatrices(rotations, orthogonalAxes(conventional));
  // All subgroups of m-3m and 6/mmm, at most, times the kinds.
  const key = `${kind} ${conventional.isHexagonal} ${matrices
    .map(({ matrix }) => matrix.join())
    .sort()
    .join(' ')}`;
  let found = known.get(key);
  if (found === undefined) known.set(key, (found = frozen(solved(of, matrices, conventional.isHexagonal))));
  return frozen({ kind, shape: of.shape, ...found, axes: axisRows(conventional) });
}

const known = /* @__PURE__ */ new Map<string, Pick<TensorForm, 'independent' | 'entries'>>();

/** Independent components and entries, from the rotations in the frame. */
function solved(
  of: KindOf,
  matrices: readonly DoubledMatrix[],
  isHexagonal: boolean,
): Pick<TensorForm, 'independent' | 'entries'> {
  const basis = reducedRows(invariants(of, matrices));
  const terms: TensorTerm[][] = of.components.map(() => []);
  for (const { pivot, row } of basis) {
    const free = of.components[pivot] as ComponentOf;
    row.forEach((entry, at) => {
      if (entry === 0) return;
      const { factor, root3 } = carried(of.components[at] as ComponentOf, free, isHexagonal);
      terms[at]?.push({
        name: free.name,
        factor: fraction(entry * factor[0], (row[pivot] as number) * factor[1]),
        root3,
      });
    });
  }
  const [rows, columns] = of.shape;
  return {
    independent: basis.map(({ pivot }) => (of.components[pivot] as ComponentOf).name).sort(),
    entries: Array.from({ length: rows }, (_, r) =>
      Array.from({ length: columns }, (__, c) => terms[of.entries[r * columns + c] as number] as TensorTerm[]),
    ),
  };
}

/** Twice the matrix of a rotation on axes along x, y, z: integers, since half-integers occur on hexagonal axes. */
interface DoubledMatrix {
  readonly matrix: Mat3;
  readonly det: 1 | -1;
}

function doubledMatrices(rotations: readonly Rotation[], axes: Mat3): DoubledMatrix[] {
  const inverse = adjugate(axes);
  const volume = det(axes);
  return rotations.map((r) => ({
    matrix: quotient(times(matMul(matMul(inverse, r.matrix), axes), 2), volume) as Mat3,
    det: r.det,
  }));
}

/**
 * Tensors that a group leaves invariant, as rows of components of the kind on the axes of the matrices: for each unit tensor the sum of its
 * images.
 */
function invariants(of: KindOf, matrices: readonly DoubledMatrix[]): number[][] {
  const sums = of.components.map(() => of.components.map(() => 0));
  for (const { matrix, det: sign } of matrices) {
    of.components.forEach(({ indices }, from) => {
      const sum = sums[from] as number[];
      of.components.forEach(({ indices: [to] }, at) => {
        for (const source of indices) {
          let product: number = of.isAxial ? sign : 1;
          for (let i = 0; product !== 0 && i < of.rank; i++)
            product *= matrix[3 * ((to as readonly number[])[i] as number) + (source[i] as number)] as number;
          sum[at] = (sum[at] as number) + product;
        }
      });
    });
  }
  return sums;
}

/**
 * Ratio of two entries of the matrix in the frame that are equal as components on the axes. Along y of a hexagonal frame the axis a + 2b is √3 times
 * as long as that along x. The other axes that symmetry relates are equally long.
 */
function carried(to: ComponentOf, from: ComponentOf, isHexagonal: boolean): { factor: Fraction; root3: boolean } {
  const count = ({ indices }: ComponentOf): number => (indices[0] as readonly number[]).filter((i) => i === 1).length;
  const power = isHexagonal ? count(to) - count(from) : 0;
  const half = Math.floor(power / 2);
  const factor: Fraction = half < 0 ? [to.factor, from.factor * 3 ** -half] : [to.factor * 3 ** half, from.factor];
  return { factor, root3: power !== 2 * half };
}
