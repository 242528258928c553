import {
  gcd,
  hermiteBasis,
  IDENTITY,
  mapped,
  mapRows,
  type Mat3,
  matMul,
  matOfRows,
  norm,
  rowsAdjugate,
  rowsOf,
  transpose,
  vecRows,
} from '@crystal-fourier/math3';
import type { Fractional, Vec3 } from '@crystal-fourier/spacegroups';
import { type LatticeRows, toCartesian } from '../structure/lattice.js';
import { SiteIndex } from '../structure/primitive.js';

/** A crystal on a smaller cell, and where its sites come from. @internal */
export interface ReducedCell {
  readonly lattice: LatticeRows;
  readonly positions: readonly Fractional[];
  readonly kinds: ArrayLike<number>;
  /** Row-major: lattice vectors of the smaller cell (a, b, c) B, right-handed as the given ones are. */
  readonly B: Mat3;
  /** For each given site the index of its site in the smaller cell. */
  readonly reducedSiteOf: Int32Array;
  /** For each site of the smaller cell the first given site that it stands for. */
  readonly firstGivenSite: Int32Array;
}

type GivenCell = Pick<ReducedCell, 'lattice' | 'positions' | 'kinds'>;

/** The given cell itself. @internal */
export function wholeCell(given: GivenCell): ReducedCell {
  const identity = Int32Array.from(given.positions, (_, i) => i);
  return { ...given, B: IDENTITY, reducedSiteOf: identity, firstGivenSite: identity };
}

/**
 * A crystal without the translations that repeat its sites within the cell: one at a time is looked for, its powers are divided
 * out, and what they map onto each other becomes one site, the mean. Each step at least halves the cell, so that a large perfect supercell
 * costs little more than reading it. A translation counts only if its powers permute the sites in cycles of one length and it is
 * within the tolerance of that fraction of a lattice vector; if not all are found, the cell is larger than need be but right.
 *
 * @param kinds sites that may be mapped onto each other have equal ones
 * @param tolerance Å
 * @internal
 */
export function withoutTranslations(given: GivenCell, tolerance: number): ReducedCell {
  let cell = wholeCell(given);
  for (;;) {
    const found = translationOf(cell, tolerance);
    if (found === undefined) return cell;
    cell = divided(cell, found);
  }
}

/** A translation by `vector`/`order`, and where it takes each site. */
interface Translation {
  readonly vector: Vec3;
  readonly order: number;
  readonly images: Int32Array;
}

function translationOf({ lattice, positions, kinds }: ReducedCell, tolerance: number): Translation | undefined {
  const members = new Map<number, number[]>();
  positions.forEach((_, i) => {
    const list = members.get(kinds[i]!);
    if (list === undefined) members.set(kinds[i]!, [i]);
    else list.push(i);
  });
  const [origin, ...targets] = [...members.values()].reduce((least, list) =>
    list.length < least.length ? list : least,
  ) as [number, ...number[]];
  if (targets.length === 0) return undefined;
  const index = new SiteIndex(positions, lattice, tolerance);
  const start = positions[origin]!;
  for (const target of targets) {
    const end = positions[target]!;
    const t: Vec3 = [end[0] - start[0], end[1] - start[1], end[2] - start[2]];
    const images = new Int32Array(positions.length);
    const isSymmetry = positions.every((x, i) => {
      const image = index.at([x[0] + t[0], x[1] + t[1], x[2] + t[2]], tolerance, (j) => kinds[j] === kinds[i]);
      images[i] = image ?? -1;
      return image !== undefined;
    });
    const order = isSymmetry ? cycleLength(images) : undefined;
    if (order === undefined) continue;
    const vector = mapped(t, (c) => Math.round(c * order));
    const off = mapped(t, (c, i) => c - vector[i]! / order);
    const isPrimitive = vector.reduce(gcd, order) === 1;
    if (isPrimitive && norm(toCartesian(off, lattice)) <= tolerance) return { vector, order, images };
  }
  return undefined;
}

/** The length of all cycles, at least 2; undefined if they differ or the images are no permutation. */
function cycleLength(images: Int32Array): number | undefined {
  const visited = new Uint8Array(images.length);
  let length: number | undefined;
  for (let i = 0; i < images.length; i++) {
    if (visited[i] === 1) continue;
    let n = 0;
    let at = i;
    do {
      if (visited[at] === 1) return undefined;
      visited[at] = 1;
      at = images[at]!;
      n++;
    } while (at !== i);
    if (n === 1 || (length !== undefined && n !== length)) return undefined;
    length = n;
  }
  return length;
}

function divided(cell: ReducedCell, { vector, order, images }: Translation): ReducedCell {
  const { lattice, positions, kinds } = cell;
  const basis = rowsOf(hermiteBasis([[order, 0, 0], [0, order, 0], [0, 0, order], vector]).flat());
  const determinant = basis[0][0] * basis[1][1] * basis[2][2];
  // x · (basis / order)⁻¹
  const inverse = mapRows(rowsAdjugate(basis), (row) => mapped(row, (x) => (x * order) / determinant));
  const rows = mapRows(basis, (row) => mapped(row, (x) => x / order));
  const reducedSite = new Int32Array(positions.length).fill(-1);
  const first: number[] = [];
  const reduced = positions.flatMap((x, i): Fractional[] => {
    if (reducedSite[i] !== -1) return [];
    const sum: [number, number, number] = [0, 0, 0];
    for (let n = 0, at = i; n < order; n++, at = images[at]!) {
      reducedSite[at] = first.length;
      for (let k = 0; k < 3; k++) {
        const difference = positions[at]![k]! - x[k]! - (n * vector[k]!) / order;
        sum[k]! += difference - Math.round(difference);
      }
    }
    first.push(i);
    const mean = mapped(x, (c, k) => c + sum[k]! / order);
    return [vecRows(mean, inverse)];
  });
  return {
    lattice: mapRows(rows, (row) => toCartesian(row, lattice)),
    positions: reduced,
    kinds: first.map((i) => kinds[i]!),
    B: matMul(cell.B, transpose(matOfRows(rows))),
    reducedSiteOf: cell.reducedSiteOf.map((old) => reducedSite[old]!),
    firstGivenSite: Int32Array.from(first, (i) => cell.firstGivenSite[i]!),
  };
}
