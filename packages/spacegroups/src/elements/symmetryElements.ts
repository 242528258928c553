import { dot, fraction, type Fraction, minus, mod, plus, scaled, type Vec3 } from '@crystal-fourier/math3';
import type { AffineMap } from '../operations/affineMap.js';
import { type Draft, draftsOf, type ElementGroup, PLACES, pointOf, shiftBetween } from './elementDrafts.js';
import { mapOf } from '../operations/affineSubspace.js';
import { frozen } from '../algebra/frozen.js';
import { glideOf, isTranslation, type PlaneSymbol } from './glide.js';
import type { SymOp } from '../operations/symOp.js';
import { UNITS } from '../algebra/types.js';

export type { ElementGroup };

/** Three exact fractions of the lattice vectors. */
export type ExactVec3 = readonly [Fraction, Fraction, Fraction];

interface ElementBase {
  /** The point, line or plane: `0,1/2,0`, `1/4,y,1/4`, `x,1/4,z`; the constants are in [0, 1). */
  readonly locus: AffineMap;
  /**
   * The operations of the element, one for each operation modulo a, b, c, each with the translation with which it maps the
   * locus onto itself.
   */
  readonly operations: readonly SymOp[];
  /** Elements that operations of the group map onto one another have the same number, counted from 0. */
  readonly orbit: number;
}

/** A centre of inversion. */
export interface SymmetryCentre extends ElementBase {
  readonly kind: 'centre';
  readonly symbol: '-1';
}

/** A rotation, screw or rotoinversion axis with all that the graphical symbol of the International Tables shows. */
export interface SymmetryAxis extends ElementBase {
  readonly kind: 'axis';
  /** `2`, `2_1`, `-3`, `-4`, `-6`, `4_2/m`: an axis with a centre of inversion on it is `-3` or has `/m`. */
  readonly symbol: string;
  /** Primitive vector [uvw] along the axis. */
  readonly direction: Vec3;
  /** Largest order of the proper rotations about the axis: 2 for −4, 3 for −3 and −6. */
  readonly order: 2 | 3 | 4 | 6;
  /** p of the screw axis n_p, 0 for none: turned by 360°/n counter-clockwise seen against {@link direction}, moved by p/n of {@link period}. */
  readonly screw: number;
  /** Shortest lattice translation along {@link direction}. */
  readonly period: ExactVec3;
  /** The screw part, p/n of {@link period}. */
  readonly translation: ExactVec3;
  /**
   * For −4 and −6 their inversion point, else a centre of inversion on the axis: the first from the constants of
   * {@link locus} on; more follow at every half {@link period}. Null if there is none.
   */
  readonly centre: ExactVec3 | null;
}

/** A mirror or glide plane. */
export interface SymmetryPlane extends ElementBase {
  readonly kind: 'plane';
  /** `e` has two glide vectors, at right angles in the settings of the Tables; `g` is a glide that has no other letter in these axes. */
  readonly symbol: PlaneSymbol;
  /** Primitive vector [uvw] along the normal. */
  readonly normal: Vec3;
  /** Primitive indices: the plane is `h·x = offset`, and once more with each integer added. */
  readonly hkl: Vec3;
  /** In [0, 1); that of {@link locus} may differ by an integer. */
  readonly offset: Fraction;
  /** None for m, two for e, else one; modulo lattice vectors of the plane, to which both signs of each lead. */
  readonly glides: readonly ExactVec3[];
}

export type SymmetryElement = SymmetryCentre | SymmetryAxis | SymmetryPlane;

const exact = (v: Vec3, d: number): ExactVec3 => [fraction(v[0], d), fraction(v[1], d), fraction(v[2], d)];

/** What a kind of element has beside the parts common to all. */
type Own<E> = Omit<E, keyof ElementBase>;

function axisFrom(draft: Draft, centring: readonly Vec3[], centres: readonly Draft[]): Own<SymmetryAxis> {
  const { frame, operations, origin } = draft;
  const direction = (operations[0] as SymOp).axis as Vec3;
  const i = direction.findIndex((c) => c !== 0);
  const along = (v: Vec3): number => (v[i] as number) / (direction[i] as number);
  const order = Math.max(...operations.map((op) => (op.det === 1 ? op.order : 1))) as SymmetryAxis['order'];
  const turn = operations.find((op) => op.det === 1 && op.order === order && op.sense >= 0) as SymOp;
  let period = 1;
  while (!isTranslation(scaled(direction, period), centring)) period++;
  // n screw parts are a whole number of periods; one of them need not be a multiple of 1/24.
  const screw = mod(Math.round((along(turn.intrinsic) * order) / period), order);
  const onAxis = centres.flatMap((centre) => {
    const cells = shiftBetween(frame, centre.origin, origin);
    return cells === undefined ? [] : [plus(centre.origin, scaled(cells, PLACES))];
  });
  const inversions = operations.filter((op) => op.det === -1);
  const name = screw === 0 ? `${order}` : `${order}_${screw}`;
  const hasCentre = onAxis.length > 0;
  const points = (hasCentre ? onAxis : inversions.map(pointOf)).map((x) =>
    minus(x, scaled(direction, PLACES * Math.floor(along(minus(x, origin)) / PLACES))),
  );
  const centre = points.sort((x, y) => along(x) - along(y))[0];
  return {
    kind: 'axis',
    symbol: hasCentre ? (order === 3 ? '-3' : `${name}/m`) : (inversions[0]?.type ?? name),
    direction,
    order,
    screw,
    period: exact(scaled(direction, period), UNITS),
    translation: exact(scaled(direction, period * screw), UNITS * order),
    centre: centre === undefined ? null : exact(centre, PLACES),
  };
}

function planeFrom({ frame, operations, origin }: Draft, centring: readonly Vec3[]): Own<SymmetryPlane> {
  const [hkl] = frame.normals as readonly [Vec3];
  const [next] = frame.duals as readonly [Vec3];
  const op = operations[0] as SymOp;
  const { symbol, vectors } = glideOf(op.intrinsic, { hkl, basis: frame.basis, next }, centring);
  return {
    kind: 'plane',
    symbol,
    normal: op.axis as Vec3,
    hkl,
    offset: fraction(mod(dot(hkl, origin), PLACES), PLACES),
    // Half the sum of integers.
    glides: vectors.map((v) => exact(scaled(v, 2), 2 * UNITS)),
  };
}

const known = /* @__PURE__ */ new WeakMap<ElementGroup, readonly SymmetryElement[]>();

/**
 * The symmetry elements that the International Tables A draw in the unit cell, each once modulo the lattice vectors a, b, c:
 * centres of inversion, then axes, then mirror and glide planes. Exact; computed once for a group.
 *
 * @param group a space group, in any setting
 */
export function symmetryElements(group: ElementGroup): readonly SymmetryElement[] {
  let elements = known.get(group);
  if (elements !== undefined) return elements;
  const { vectors } = group.centring;
  const drafts = draftsOf(group);
  const centres = drafts.filter(({ flat }) => flat.basis.length === 0);
  elements = drafts.map((draft): SymmetryElement => {
    const { flat, operations, orbit } = draft;
    const base = { locus: mapOf(flat), operations, orbit };
    if (flat.basis.length === 0) return { kind: 'centre', symbol: '-1', ...base };
    return flat.basis.length === 1
      ? { ...axisFrom(draft, vectors, centres), ...base }
      : { ...planeFrom(draft, vectors), ...base };
  });
  known.set(group, frozen(elements));
  return elements;
}
