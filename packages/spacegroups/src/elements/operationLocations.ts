import { formatFraction, type Fraction, fraction, mapped, type Vec3 } from '@crystal-fourier/math3';
import { frozen } from '../algebra/frozen.js';
import { UNITS } from '../algebra/types.js';
import type { AffineMap } from '../operations/affineMap.js';
import { SymOp } from '../operations/symOp.js';
import { PLACES, pointOf } from './elementDrafts.js';
import { locusOf } from './operationLocus.js';
import type { ExactVec3 } from './symmetryElements.js';

/** A `SpaceGroup` or `CoreSpaceGroup`. */
export interface LocatedGroup {
  readonly operations: readonly SymOp[];
}

/** An operation with the axis, plane or centre that it acts at. */
export interface LocatedOperation {
  readonly operation: SymOp;
  /** The points of its axis, plane or centre, `0,y,1/4`, `-x+1/2,x,-x`; null for the identity and translations. */
  readonly locus: AffineMap | null;
  /** For −3, −4 and −6, whose locus is the axis, the one point that stays where it is; null for others. */
  readonly point: ExactVec3 | null;
  /** As `toGeometric` writes it. */
  readonly symbol: string;
}

const known = /* @__PURE__ */ new WeakMap<LocatedGroup, readonly LocatedOperation[]>();

/**
 * Where an operation acts: the geometric element of this operation itself, exact. `{R|t}` and `{R|t + n}` with a lattice vector n are
 * different operations, which act in different places and can have different screw or glide parts; `symmetryElements` lists all those that
 * differ modulo the lattice, each shifted into the cell.
 *
 * The operation moves every point of `locus` by `operation.intrinsic`; −3, −4 and −6 turn about the line `locus` and invert it
 * through `point`.
 */
export function locateOperation(operation: SymOp): LocatedOperation {
  const own = SymOp.from(operation);
  const locus = locusOf(own);
  if (locus === null) return frozen({ operation: own, locus, point: null, symbol: translationSymbol(own) });
  const point = /^-[346]$/.test(own.type) ? exactPoint(own) : null;
  const where = point === null ? `${locus}` : `${locus}; ${point.map(formatFraction).join(',')}`;
  return frozen({ operation: own, locus, point, symbol: `${nameOf(own)} ${where}` });
}

/** {@link locateOperation} of all operations of a group, in their order. Computed once for a group. */
export function locateOperations(group: LocatedGroup): readonly LocatedOperation[] {
  let located = known.get(group);
  if (located === undefined) known.set(group, (located = frozen(group.operations.map(locateOperation))));
  return located;
}

/**
 * The operation in the manner of the International Tables A, "Symmetry operations": type, sense, screw or glide part in brackets, the points
 * of the axis, plane or centre, and for rotoinversions the point that stays: `2(0,1/2,0) 0,y,1/4`, `c x,1/4,z`, `-4+ 0,0,z; 0,0,0`,
 * `3+(1/3,1/3,1/3) x-1/3,x-1/6,x`, `t(1/2,1/2,0)`, `1`. In a lattice of the right shape it tells the operation from every other one.
 *
 * Letters of glides: a, b, c with half of that axis; n and d with halves and odd quarters of the other two axes in a plane across an
 * axis, and of three axes in others; g for the rest. The glide part of a, b, c is left out only if it is +1/2.
 */
export function toGeometric(operation: SymOp): string {
  return locateOperation(operation).symbol;
}

function exactPoint(operation: SymOp): ExactVec3 {
  const [x, y, z] = pointOf(operation);
  return [fraction(x, PLACES), fraction(y, PLACES), fraction(z, PLACES)];
}

const translationSymbol = ({ trans }: SymOp): string =>
  trans.every((t) => t === 0) ? '1' : `t(${vectorText(trans, UNITS)})`;

/** `2`, `4+(0,0,1/4)`, `-3-`, `m`, `c`, `n(1/2,1/2,0)`. */
function nameOf(operation: SymOp): string {
  const { type, sense, order, intrinsic, isScrewOrGlide } = operation;
  // Order times the screw or glide part is a whole translation.
  const moved = `(${vectorText(
    mapped(intrinsic, (w) => Math.round(w * order)),
    UNITS * order,
  )})`;
  if (type === 'm' && isScrewOrGlide) {
    const letter = glideLetter(operation);
    const isPlain = 'abc'.includes(letter) && intrinsic.some((w) => w === UNITS / 2);
    return isPlain ? letter : letter + moved;
  }
  return `${type}${sense === 0 ? '' : sense > 0 ? '+' : '-'}${isScrewOrGlide ? moved : ''}`;
}

/** Letter of one glide reflection (International Tables A, table 2.1.2.1). */
function glideLetter({ rot, intrinsic }: SymOp): string {
  const moved = [0, 1, 2].filter((i) => intrinsic[i] !== 0);
  const isOdd = (part: number): boolean => moved.every((i) => Math.abs((intrinsic[i] as number) / part) % 2 === 1);
  const [first = 0] = moved;
  if (moved.length === 1) return Math.abs(intrinsic[first] as number) === UNITS / 2 ? ('abc'[first] as string) : 'g';
  // The plane is across an axis if one coordinate changes its sign whatever the others are.
  const isAcrossAxis = [0, 1, 2].some((i) => [0, 1, 2].every((j) => rot[3 * i + j] === (i === j ? -1 : 0)));
  if (moved.length !== (isAcrossAxis ? 2 : 3)) return 'g';
  return isOdd(UNITS / 2) ? 'n' : isOdd(UNITS / 4) ? 'd' : 'g';
}

const vectorText = (v: Vec3, d: number): string =>
  v
    .map((n): Fraction => fraction(n, d))
    .map(formatFraction)
    .join(',');
