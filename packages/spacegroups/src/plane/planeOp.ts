import { SpaceGroupError, show } from '../algebra/errors.js';
import { SymOp } from '../operations/symOp.js';
import type { Hkl } from '../algebra/types.js';

/** A 2×2 matrix, row-major. */
export type Mat2 = readonly [number, number, number, number];

/** Two numbers; for exact values integers, in the unit that the docstring states. */
export type Vec2 = readonly [number, number];

/** Type of a point operation of the plane; `m` is a reflection in a line. */
export type PlaneRotationType = '1' | '2' | '3' | '4' | '6' | 'm';

/**
 * A symmetry operation `{R|t}` of the plane, acting on fractional coordinates as `x ↦ R x + t`, t exact in integer units of
 * 1/24 and not reduced modulo lattice vectors. Immutable.
 */
export class PlaneOp {
  /** The same operation of space, with z ↦ z. */
  readonly #prism: SymOp;

  private constructor(prism: SymOp) {
    this.#prism = prism;
  }

  /** @internal */
  static ofPrism(prism: SymOp): PlaneOp {
    return new PlaneOp(prism);
  }

  /**
   * An operation from its parts.
   *
   * @param rot row-major 2×2 integer matrix of finite order
   * @param trans two integers in units of 1/24
   * @throws SpaceGroupError `bad-operation`
   */
  static of(rot: readonly number[], trans: readonly number[]): PlaneOp {
    if (!Array.isArray(rot) || rot.length !== 4 || !Array.isArray(trans) || trans.length !== 2) {
      throw new SpaceGroupError(
        'bad-operation',
        `PlaneOp.of: rot must be 4 integers, row-major, and trans 2, got ${show(rot)} and ${show(trans)}`,
      );
    }
    const [a, b, c, d] = rot as [number, number, number, number];
    return new PlaneOp(SymOp.of([a, b, 0, c, d, 0, 0, 0, 1], [...(trans as number[]), 0]));
  }

  /**
   * An operation again from what {@link toJSON} gave, or from an operation that another copy of this package made.
   *
   * @throws SpaceGroupError `bad-operation`
   */
  static from(value: PlaneOp | { readonly rot: readonly number[]; readonly trans: readonly number[] }): PlaneOp {
    return #prism in Object(value) ? (value as PlaneOp) : PlaneOp.of(value?.rot, value?.trans);
  }

  /** R, row-major integers. */
  get rot(): Mat2 {
    const r = this.#prism.rot;
    return [r[0], r[1], r[3], r[4]];
  }

  /** Translation in units of 1/24, exact, not reduced. */
  get trans(): Vec2 {
    const t = this.#prism.trans;
    return [t[0], t[1]];
  }

  /** +1 for a rotation, −1 for a reflection or glide reflection. */
  get det(): 1 | -1 {
    return this.#prism.det;
  }

  /** Smallest n ≥ 1 with Rⁿ = 1. */
  get order(): 1 | 2 | 3 | 4 | 6 {
    return this.#prism.order;
  }

  /** Type of the linear part. */
  get type(): PlaneRotationType {
    return this.#prism.type as PlaneRotationType;
  }

  /** True for a glide reflection: type `m` with a translation along its line. */
  get isGlide(): boolean {
    return this.type === 'm' && this.#prism.isScrewOrGlide;
  }

  /** The product `this ∘ other`: `other` acts first. Exact, not reduced. */
  mul(other: PlaneOp): PlaneOp {
    return new PlaneOp(this.#prism.mul(PlaneOp.from(other).#prism));
  }

  /** The inverse operation, exact. */
  inverse(): PlaneOp {
    return new PlaneOp(this.#prism.inverse());
  }

  /** The same operation with the translation reduced to [0, 1). */
  reduced(): PlaneOp {
    return new PlaneOp(this.#prism.reduced());
  }

  /** The image `R x + t` of a point; floats, not wrapped into the cell. */
  apply(x: Vec2): Vec2 {
    const [a, b] = this.#prism.apply([x[0], x[1], 0]);
    return [a, b];
  }

  /** The row vector `h R`: the reflection that this operation maps hk to. */
  applyHk(h: Vec2): Vec2 {
    const [a, b] = this.#prism.applyHkl([h[0], h[1], 0] as Hkl);
    return [a, b];
  }

  /** Phase class `h·t` modulo 1, an integer in [0, 24) in units of 1/24 of a full turn. */
  phaseShift(h: Vec2): number {
    return this.#prism.phaseShift([h[0], h[1], 0] as Hkl);
  }

  /** Same matrix and same translation, exactly. */
  equals(other: PlaneOp): boolean {
    return this.#prism.equals(PlaneOp.from(other).#prism);
  }

  /** Coordinate pair, `-y+1/2,x`; the translation is written as it is, not reduced. */
  toXy(): string {
    return this.#prism.toXyz().replace(/,z$/, '');
  }

  toString(): string {
    return this.toXy();
  }

  /** Plain data, to be stored or sent to another thread; {@link from} makes the operation again. */
  toJSON(): { rot: Mat2; trans: Vec2 } {
    return { rot: this.rot, trans: this.trans };
  }
}
