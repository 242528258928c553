import {
  areIntegers,
  compare,
  dot,
  formatFraction,
  type Fraction,
  fraction,
  IDENTITY,
  mapped,
  type Mat3,
  matVec,
  minus,
  mod,
  plus,
  type Vec3,
  vecMat,
} from '@crystal-fourier/math3';
import { BRAND, brandOf, checkReadable } from '../algebra/brand.js';
import { SpaceGroupError, show } from '../algebra/errors.js';
import { axisOf, inverseMatrix, productOf, rotation, type Rotation, type RotationType, senseOf } from './rotation.js';
import { formatTriplet } from '../algebra/triplet.js';
import { type Fractional, type Hkl, UNITS } from '../algebra/types.js';

/**
 * A symmetry operation `g = {R|t}`, acting on fractional coordinates as `x ↦ R x + t`.
 *
 * R is an integer matrix of finite order, t is exact, in integer units of 1/24. Nothing is reduced modulo lattice
 * vectors unless a name says so: `{1|24,0,0}` is the lattice translation a, not the identity. Immutable.
 *
 * @example
 * const g = parseXyz('-y, x, z+1/4');
 * g.type; // '4'
 * g.toSeitz(); // '{4+_001|0,0,1/4}'
 */
export class SymOp {
  /** Translation in units of 1/24, exact, not reduced. */
  readonly trans: Vec3;
  readonly #rotation: Rotation;
  #key: number | string | undefined;

  private constructor(r: Rotation, trans: Vec3) {
    this.#rotation = r;
    this.trans = Object.freeze(trans);
    Object.freeze(this);
  }

  /** Wraps parts that are known to be valid; the translation is frozen. @internal */
  static unchecked(r: Rotation, trans: Vec3): SymOp {
    return new SymOp(r, trans);
  }

  /**
   * An operation from its parts.
   *
   * @param rot row-major 3×3 integer matrix of finite order (so its determinant is ±1)
   * @param trans translation, three integers in units of 1/24
   * @throws SpaceGroupError `bad-operation`
   */
  static of(rot: readonly number[], trans: readonly number[]): SymOp {
    const r = areIntegers(rot, 9, 1e4) ? rotation(rot) : undefined;
    if (r === undefined) {
      throw new SpaceGroupError(
        'bad-operation',
        `SymOp.of: rot must be 9 integers, row-major: a rotation of order 1, 2, 3, 4 or 6, proper or not, got ${show(rot)}`,
      );
    }
    if (!areIntegers(trans, 3, 1e9)) {
      throw new SpaceGroupError(
        'bad-operation',
        `SymOp.of: trans must be 3 integers in units of 1/24 (a half is 12), got ${show(trans)}`,
      );
    }
    return new SymOp(r, plus(trans, [0, 0, 0]));
  }

  /**
   * An operation again from what {@link toJSON} gave, or from an operation that another copy of this package made.
   *
   * @throws SpaceGroupError `foreign-value` for anything else, `bad-operation` as {@link of}
   */
  static from(value: SymOp | { readonly rot: readonly number[]; readonly trans: readonly number[] }): SymOp {
    if (#rotation in Object(value)) return value as SymOp;
    checkReadable(value, 'SymOp', Array.isArray(value?.rot));
    return SymOp.of(value.rot, value.trans);
  }

  /** @internal */
  get [BRAND](): string {
    return brandOf('SymOp');
  }

  /** The identity `x,y,z`. */
  static readonly identity: SymOp = /* @__PURE__ */ SymOp.of(IDENTITY, [0, 0, 0]);

  /** R, row-major integers. */
  get rot(): Mat3 {
    return this.#rotation.matrix;
  }

  /** The shared facts about R. @internal */
  get rotation(): Rotation {
    return this.#rotation;
  }

  /** Number that identifies `{R|t mod 1}` among operations with matrix entries −1…1; a string otherwise. @internal */
  get key(): number | string {
    if (this.#key !== undefined) return this.#key;
    const cell = cellOf(this.trans);
    const { key } = this.#rotation;
    return (this.#key = typeof key === 'number' ? key * UNITS ** 3 + cell : `${key};${cell}`);
  }

  /** +1 for a rotation, −1 for a rotoinversion. */
  get det(): 1 | -1 {
    return this.#rotation.det;
  }

  /** Smallest n ≥ 1 with Rⁿ = 1 (6 for −3, 2 for −1 and m). */
  get order(): 1 | 2 | 3 | 4 | 6 {
    return this.#rotation.order;
  }

  /** Type of the linear part: 1 2 3 4 6 −1 m −3 −4 −6. */
  get type(): RotationType {
    return this.#rotation.type;
  }

  /** Direction of the axis, or of the mirror normal, as a primitive direct-lattice vector [uvw]; null for 1 and −1. */
  get axis(): Vec3 | null {
    return axisOf(this.#rotation);
  }

  /** +1 for a counter-clockwise rotation seen against {@link axis}, −1 for clockwise, 0 where there is no sense. */
  get sense(): -1 | 0 | 1 {
    return senseOf(this.#rotation);
  }

  /**
   * Screw or glide part, in units of 1/24: the translation left after n-fold repetition, divided by n
   * (International Tables A, 1.2.2.4). It does not depend on the origin. Zero for −1, −3, −4, −6.
   */
  get intrinsic(): Vec3 {
    let sum: Vec3 = [0, 0, 0];
    let image = this.trans;
    for (let i = 0; i < this.order; i++) {
      sum = plus(sum, image);
      image = matVec(this.rot, image);
    }
    return mapped(sum, (c) => c / this.order + 0);
  }

  /** True if the operation fixes no point: a screw rotation, a glide reflection or a translation. */
  get isScrewOrGlide(): boolean {
    return this.intrinsic.some((w) => w !== 0);
  }

  /** The product `this ∘ other`: `other` acts first. Exact, not reduced. */
  mul(other: SymOp): SymOp {
    const own = SymOp.from(other);
    return new SymOp(
      productOf(this.#rotation, own.#rotation) ?? infiniteOrder(this, own),
      plus(matVec(this.rot, own.trans), this.trans),
    );
  }

  /** The inverse operation, exact. */
  inverse(): SymOp {
    const inv = inverseMatrix(this.rot);
    return new SymOp(rotation(inv) as Rotation, minus([0, 0, 0], matVec(inv, this.trans)));
  }

  /** The same operation with the translation reduced to [0, 1), i.e. modulo the lattice vectors a, b, c. */
  reduced(): SymOp {
    const t = mapped(this.trans, (c) => mod(c, UNITS));
    return compare(t, this.trans) === 0 ? this : new SymOp(this.#rotation, t);
  }

  /** This operation followed by a translation `t`, in units of 1/24. */
  translated(t: Vec3): SymOp {
    return new SymOp(this.#rotation, plus(this.trans, t));
  }

  /** The image `R x + t` of a point; floats, not wrapped into the cell. */
  apply(x: Fractional): Fractional {
    const [a, b, c] = matVec(this.rot, x);
    const [u, v, w] = this.trans;
    return [a + u / UNITS, b + v / UNITS, c + w / UNITS];
  }

  /** The row vector `h R`: the reflection that this operation maps h to. */
  applyHkl(h: Hkl): Hkl {
    return vecMat(h, this.rot);
  }

  /**
   * Phase class `h·t` modulo 1, as an integer in [0, 24) in units of 1/24 of a full turn.
   *
   * Fourier coefficients of an invariant function obey `c(hR) = c(h) · exp(2πi h·t)`; structure factors
   * `F(h) = Σ f exp(2πi h·x)`, which are the coefficients at −h, obey `F(hR) = F(h) · exp(−2πi h·t)`.
   */
  phaseShift(h: Hkl): number {
    return mod(dot(h, this.trans), UNITS);
  }

  /** Same matrix and same translation, exactly. */
  equals(other: SymOp): boolean {
    const own = SymOp.from(other);
    return this.#rotation.key === own.#rotation.key && compare(this.trans, own.trans) === 0;
  }

  /** Coordinate triplet, `-y+1/2,x,z+1/4`; the translation is written as it is, not reduced. */
  toXyz(): string {
    return formatTriplet(
      this.rot.map((c): Fraction => [c, 1]),
      this.trans.map((t) => fraction(t, UNITS)),
    );
  }

  /**
   * Seitz symbol in the form of the IUCr recommendation, written in plain text: `{4+_001|0,0,1/4}`; the subscript is the
   * axis direction, minus signs stand before their digits.
   */
  toSeitz(): string {
    const { axis, sense } = this;
    const sign = sense === 0 ? '' : sense > 0 ? '+' : '-';
    const t = this.trans.map((u) => formatFraction(fraction(u, UNITS))).join(',');
    return `{${this.type}${sign}${axis === null ? '' : `_${axis.join('')}`}|${t}}`;
  }

  toString(): string {
    return this.toXyz();
  }

  /** Plain data, to be stored or sent to another thread; {@link from} makes the operation again. */
  toJSON(): { rot: Mat3; trans: Vec3 } {
    return { rot: this.rot, trans: this.trans };
  }
}

function infiniteOrder(a: SymOp, b: SymOp): never {
  throw new SpaceGroupError(
    'not-a-group',
    `${a.toXyz()} times ${b.toXyz()} is of infinite order: they belong to no common space group`,
  );
}

/** A number for a translation modulo lattice vectors, below 24³. */
function cellOf(t: Vec3): number {
  return (mod(t[0], UNITS) * UNITS + mod(t[1], UNITS)) * UNITS + mod(t[2], UNITS);
}

const reducedOps = /* @__PURE__ */ Array.from({ length: 64 }, (): SymOp[] => []);

/**
 * The operation with its translation reduced to [0, 1). The operations of the table, 882 of the 64 · 24³ that could
 * be, are kept and shared.
 * @internal
 */
export function reducedOp(r: Rotation, trans: Vec3): SymOp {
  const row = reducedOps[r.id] ?? [];
  return (row[cellOf(trans)] ??= SymOp.unchecked(
    r,
    mapped(trans, (c) => mod(c, UNITS)),
  ));
}

/** The product g∘h with its translation reduced to [0, 1). @internal */
export function reducedProduct(g: SymOp, h: SymOp): SymOp {
  const r = productOf(g.rotation, h.rotation) ?? infiniteOrder(g, h);
  const m = g.rotation.matrix;
  const [a, b, c] = h.trans;
  const [u, v, w] = g.trans;
  // Without vectors in between: closures spend their time here.
  return reducedOp(r, [
    m[0] * a + m[1] * b + m[2] * c + u,
    m[3] * a + m[4] * b + m[5] * c + v,
    m[6] * a + m[7] * b + m[8] * c + w,
  ]);
}
