import { formatFraction, type Fraction, fraction, mapped, type Vec3 } from '@crystal-fourier/math3';
import { frozen } from '../algebra/frozen.js';
import { UNITS } from '../algebra/types.js';
import type { AffineMap } from '../operations/affineMap.js';
import type { SymOp } from '../operations/symOp.js';
import { type ElementGroup, PLACES, pointOf } from './elementDrafts.js';
import { type ExactVec3, symmetryElements } from './symmetryElements.js';

/** A `SpaceGroup` or `CoreSpaceGroup`. */
export interface LocatedGroup extends ElementGroup {
  indexOf(operation: SymOp): number;
}

/** An operation with the axis, plane or centre that it acts at. */
export interface LocatedOperation {
  /** The operation that {@link locus} belongs to: the listed one, or that one followed by a lattice translation, see {@link locateOperations}. */
  readonly operation: SymOp;
  /** The points of its axis, plane or centre, `0,y,1/4`, with constants in [0, 1); null for the identity and translations. */
  readonly locus: AffineMap | null;
  /** For −3, −4 and −6, whose locus is the axis, the one point that stays where it is; null for others. */
  readonly point: ExactVec3 | null;
  /**
   * In the manner of the International Tables A, "Symmetry operations": type, sense, screw or glide part in brackets, locus, and for
   * rotoinversions the point: `2(0,1/2,0) 0,y,1/4`, `c x,1/4,z`, `-4+ 0,0,z; 0,0,0`, `t(1/2,1/2,0)`, `1`.
   */
  readonly symbol: string;
}

const known = /* @__PURE__ */ new WeakMap<LocatedGroup, readonly LocatedOperation[]>();

/**
 * Where each operation of a group acts: its geometric element, exact, in the order of `group.operations`. Computed once for a group.
 *
 * An operation {R|t} and all {R|t + n} with lattice vectors n act at different elements, and {@link symmetryElements} lists those of them
 * that differ modulo a, b, c, each shifted into the cell. The element that is given here is the one of the listed operation {R|t} itself
 * where it has its constants in [0, 1). Otherwise it is the first in the order of `symmetryElements` that belongs to some {R|t + n}; then
 * `operation` is that {R|t + n}, whose screw or glide part may differ. `operation` moves every point of `locus` by `operation.intrinsic`;
 * −3, −4 and −6 invert the axis `locus` through `point`.
 */
export function locateOperations(group: LocatedGroup): readonly LocatedOperation[] {
  let located = known.get(group);
  if (located === undefined) known.set(group, (located = frozen(locate(group))));
  return located;
}

function locate(group: LocatedGroup): LocatedOperation[] {
  const found = new Map<number, { operation: SymOp; locus: AffineMap; letter: string }>();
  for (const { locus, operations, symbol } of symmetryElements(group))
    for (const operation of operations) {
      const i = group.indexOf(operation);
      if (!found.has(i) || (group.operations[i] as SymOp).equals(operation))
        found.set(i, { operation, locus, letter: symbol });
    }
  return group.operations.map((listed, i): LocatedOperation => {
    const element = found.get(i);
    if (element === undefined)
      return { operation: listed, locus: null, point: null, symbol: translationSymbol(listed) };
    const { operation, locus, letter } = element;
    const point = /^-[346]$/.test(operation.type) ? exactPoint(operation) : null;
    const where = point === null ? `${locus}` : `${locus}; ${point.map(formatFraction).join(',')}`;
    return { operation, locus, point, symbol: `${nameOf(operation, letter)} ${where}` };
  });
}

function exactPoint(operation: SymOp): ExactVec3 {
  const [x, y, z] = pointOf(operation);
  return [fraction(x, PLACES), fraction(y, PLACES), fraction(z, PLACES)];
}

const translationSymbol = ({ trans }: SymOp): string =>
  trans.every((t) => t === 0) ? '1' : `t(${vectorText(trans, UNITS)})`;

/** `2`, `4+(0,0,1/4)`, `-3-`, `m`, `c`, `n(1/2,1/2,0)`. */
function nameOf(operation: SymOp, letter: string): string {
  const { type, sense, order, intrinsic, isScrewOrGlide } = operation;
  // Order times the screw or glide part is a whole translation.
  const moved = `(${vectorText(
    mapped(intrinsic, (w) => Math.round(w * order)),
    UNITS * order,
  )})`;
  if (type === 'm' && isScrewOrGlide) {
    const glide = glideLetter(operation, letter);
    return 'abc'.includes(glide) ? glide : glide + moved;
  }
  return `${type}${sense === 0 ? '' : sense > 0 ? '+' : '-'}${isScrewOrGlide ? moved : ''}`;
}

/** a, b, c, n, d of this operation: its plane may have another letter, that of all operations in it. */
function glideLetter({ intrinsic, axis }: SymOp, ofPlane: string): string {
  if (!'me'.includes(ofPlane)) return ofPlane;
  const moved = intrinsic.flatMap((w, i) => (w === 0 ? [] : [i]));
  if (!moved.every((i) => Math.abs(intrinsic[i] as number) === UNITS / 2)) return 'g';
  if (moved.length === 1) return 'abc'[moved[0] as number] as string;
  return (axis as Vec3).filter((c) => c !== 0).length === 1 ? 'n' : 'g';
}

const vectorText = (v: Vec3, d: number): string =>
  v
    .map((n): Fraction => fraction(n, d))
    .map(formatFraction)
    .join(',');
