import { hermiteBasis, type Vec3 } from '@crystal-fourier/math3';
import { ChangeOfBasis } from '../operations/changeOfBasis.js';
import {
  arithmeticClassOf,
  type BravaisType,
  bravaisOf,
  type CrystalSystem,
  crystalSystemOf,
  enantiomorphOf,
  isSymmorphicNumber,
  type LaueClass,
  laueClassOf,
  pointGroupOf,
} from '../settings/classification.js';
import {
  centringSymbol,
  type Definition,
  definitionOfRow,
  type Generated,
  generatorsOf,
  operationsOf,
} from '../settings/definition.js';
import { BRAND, brandOf, markOf } from '../algebra/brand.js';
import { SpaceGroupError, show } from '../algebra/errors.js';
import { findRowOf } from '../settings/findRow.js';
import { frozen } from '../algebra/frozen.js';
import { fixedDirections, latticeBasis, primitiveBasis } from '../operations/latticeBasis.js';
import * as reflections from '../operations/reflections.js';
import type { PhaseRestriction } from '../operations/reflections.js';
import { type Setting, settingFrom, settingOfRow } from '../settings/setting.js';
import type { SettingRow } from '../settings/settingTable.js';
import { SymOp } from '../operations/symOp.js';
import type { Centring, Fractional, Hkl } from '../algebra/types.js';

/** A space group as plain data; what `toJSON` gives and `fromJson` reads. */
export interface SpaceGroupJson {
  /** International Tables number, 1…230. */
  readonly number: number;
  readonly hall: string;
  /** Extended Hermann–Mauguin symbol, which names the setting. */
  readonly hm: string;
}

/** A class that is made from a definition: {@link CoreSpaceGroup} or one that extends it. @internal */
export type GroupClass<G extends CoreSpaceGroup> = new (definition: Definition, generated?: Generated) => G;

const tabulated = new WeakMap<object, Map<number, CoreSpaceGroup>>();

/** The one instance of a setting of the table, per class. @internal */
export function groupOfRow<G extends CoreSpaceGroup>(Class: GroupClass<G>, row: SettingRow): G {
  let made = tabulated.get(Class);
  if (made === undefined) tabulated.set(Class, (made = new Map()));
  let group = made.get(row.index);
  if (group === undefined) made.set(row.index, (group = new Class(definitionOfRow(row))));
  return group as G;
}

/** The group of any setting: that of the table where the operations are those of a row, else a new one. @internal */
export function groupOfDefinition<G extends CoreSpaceGroup>(Class: GroupClass<G>, definition: Definition): G {
  const generated = generatorsOf(definition);
  const row = findRowOf(definition.number, operationsOf(generated));
  return row !== undefined ? groupOfRow(Class, row) : new Class(definition, generated);
}

/** Checks a point and a tolerance and returns the point. @internal */
export function checkPoint(x: Fractional, where: string, tolerance = 0): Fractional {
  if ((!Array.isArray(x) && !ArrayBuffer.isView(x)) || x.length !== 3 || ![x[0], x[1], x[2]].every(Number.isFinite)) {
    throw new SpaceGroupError(
      'bad-point',
      `${where}: a point must be three finite fractional coordinates, got ${show(x)}`,
    );
  }
  if (!(tolerance >= 0 && tolerance <= 0.1)) {
    throw new SpaceGroupError(
      'bad-point',
      `${where}: the tolerance is a difference of fractional coordinates, from 0 to 0.1, got ${show(tolerance)}`,
    );
  }
  return x;
}

/**
 * A space group in one setting: operations, classification and reciprocal space. Immutable; what is not asked for is not
 * computed. `SpaceGroup` of the package's main entry adds what needs the Wyckoff tables.
 */
export class CoreSpaceGroup {
  readonly #definition: Definition;
  #generated: Generated | undefined;
  #setting: Setting | undefined;
  #operations: readonly SymOp[] | undefined;
  #representatives: readonly SymOp[] | undefined;
  #centring: Centring | undefined;
  #keys: ReadonlyMap<number | string, number> | undefined;

  /** @internal */
  constructor(definition: Definition, generated?: Generated) {
    this.#definition = definition;
    this.#generated = generated;
  }

  #parts(): Generated {
    return (this.#generated ??= generatorsOf(this.#definition));
  }

  /** Another group of the same class as this one. @internal */
  protected sibling(definition: Definition): this {
    return groupOfDefinition(this.constructor as GroupClass<this>, definition);
  }

  /** @internal */
  get [BRAND](): string {
    return brandOf('SpaceGroup');
  }

  /** International Tables number, 1…230. */
  get number(): number {
    return this.#definition.number;
  }

  /** Names of the setting, and the change of basis to the reference setting. */
  get setting(): Setting {
    const { row, number, toReference } = this.#definition;
    return (this.#setting ??= row === undefined ? settingFrom(number, toReference) : settingOfRow(row));
  }

  /** Number of operations modulo the lattice vectors a, b, c of this cell, centring included (192 for F m -3 m). */
  get order(): number {
    return this.operations.length;
  }

  /**
   * All operations, translations reduced to [0, 1), in the order of the International Tables A: the general position,
   * then once more with each centring vector added. In settings that the Tables do not print, the order is that of the
   * reference setting.
   */
  get operations(): readonly SymOp[] {
    return (this.#operations ??= Object.freeze(operationsOf(this.#parts()) as SymOp[]));
  }

  /** The operations of the general position without those that centring adds: one per element of the point group. */
  get representatives(): readonly SymOp[] {
    return (this.#representatives ??= Object.freeze(
      this.operations.slice(0, this.order / this.centring.vectors.length),
    ));
  }

  /** "Generators selected" of the International Tables, the identity first, centring last, without the translations a, b, c. */
  get generators(): readonly SymOp[] {
    const { generators, centring } = this.#parts();
    const needed: Vec3[] = [];
    // F needs two of its three vectors, R one of two: those that extend the lattice of the ones before.
    let lattice: readonly (readonly number[])[] = latticeBasis(needed);
    for (const t of centring) {
      const next = hermiteBasis([...lattice, t]);
      if (next.join() !== lattice.join()) needed.push(t);
      lattice = next;
    }
    return [SymOp.identity, ...generators, ...needed.map((t) => SymOp.identity.translated(t))];
  }

  get centring(): Centring {
    if (this.#centring === undefined) {
      const vectors = this.#parts().centring;
      this.#centring = frozen({ symbol: centringSymbol(vectors), vectors });
    }
    return this.#centring;
  }

  /** Geometric crystal class, one of 32: `m-3m`, `-42m`. */
  get pointGroup(): string {
    return pointGroupOf(this.number);
  }

  get laueClass(): LaueClass {
    return laueClassOf(this.number);
  }

  get crystalSystem(): CrystalSystem {
    return crystalSystemOf(this.number);
  }

  /** Bravais type of the lattice, one of 14. */
  get bravais(): BravaisType {
    return bravaisOf(this.number);
  }

  /** Arithmetic crystal class, one of 73: `m-3mF`, `312P`. */
  get arithmeticClass(): string {
    return arithmeticClassOf(this.number);
  }

  /** True if the group contains an inversion (92 groups). */
  get isCentrosymmetric(): boolean {
    return this.operations.some((op) => op.type === '-1');
  }

  /** True if some point has the whole point group as site symmetry (73 groups). */
  get isSymmorphic(): boolean {
    return isSymmorphicNumber(this.number);
  }

  /** True if all operations keep handedness (65 groups); these are the groups of chiral structures. */
  get isSohncke(): boolean {
    return this.operations.every((op) => op.det === 1);
  }

  /** True if the mirror image of the group is another group (22 groups, 11 pairs). */
  get isEnantiomorphic(): boolean {
    return enantiomorphOf(this.number) !== null;
  }

  /** Number of the mirror-image group for the 11 enantiomorphic pairs, else null. */
  get enantiomorph(): number | null {
    return enantiomorphOf(this.number);
  }

  /**
   * Directions [uvw] that every operation keeps: a basis of primitive integer vectors. Empty unless the point group is
   * one of the ten polar ones; one vector for a polar axis, two for m (any direction in the plane), three for 1.
   */
  get polarDirections(): readonly Vec3[] {
    return fixedDirections(this.representatives.map((op) => op.rot));
  }

  /** Whether the operation, modulo lattice vectors of this cell, is in the group. */
  has(op: SymOp): boolean {
    return this.indexOf(op) >= 0;
  }

  /** Position in {@link operations} of the operation modulo the lattice vectors a, b, c; −1 if it is not in the group. */
  indexOf(op: SymOp): number {
    this.#keys ??= new Map(this.operations.map((g, i) => [g.key, i]));
    return this.#keys.get(SymOp.from(op).key) ?? -1;
  }

  /** True if symmetry makes every structure factor F(hkl) zero: a systematic absence. Exact. */
  isAbsent(h: Hkl): boolean {
    return reflections.isAbsent(this.operations, reflections.checkHkl(h, 'isAbsent'));
  }

  /**
   * ε factor: the number of operations that keep h. With `centring: true` lattice translations count as well, so the
   * value is larger by the number of lattice points of the cell.
   */
  epsilon(h: Hkl, { centring = false }: { centring?: boolean } = {}): number {
    reflections.checkHkl(h, 'epsilon');
    return reflections.stabilizerOrder(centring ? this.operations : this.representatives, h);
  }

  /** True if an operation maps h to −h: the phase of F(hkl) is then restricted to two values. */
  isCentric(h: Hkl): boolean {
    return reflections.isCentric(this.representatives, reflections.checkHkl(h, 'isCentric'));
  }

  /** The two phases that F(hkl) can have, or null if it is not centric or absent. */
  phaseRestriction(h: Hkl): PhaseRestriction | null {
    return reflections.phaseRestriction(this.operations, reflections.checkHkl(h, 'phaseRestriction'));
  }

  /**
   * The same group on other axes or another origin.
   *
   * @throws SpaceGroupError `bad-basis` if the new basis vectors are no lattice vectors of the group, translations
   *   leave the multiples of 1/24 of the new cell, or the new cell has more than 13824 operations
   */
  changeBasis(cb: ChangeOfBasis): this {
    return this.sibling({
      number: this.number,
      row: undefined,
      toReference: ChangeOfBasis.own(cb, 'changeBasis').inverse().followedBy(this.setting.toReference),
    });
  }

  /** Change of basis to a primitive cell; the identity if this cell is primitive. */
  get toPrimitive(): ChangeOfBasis {
    return primitiveBasis(this.centring);
  }

  /** The group in a primitive cell, {@link toPrimitive}. */
  get primitive(): this {
    return this.centring.vectors.length === 1 ? this : this.changeBasis(this.toPrimitive);
  }

  toString(): string {
    return `${this.setting.hmExtended} (${this.number})`;
  }

  /** Plain data, to be stored or sent to another thread; `fromJson` makes the group again. */
  toJSON(): SpaceGroupJson {
    return { number: this.number, hall: this.setting.hall, hm: this.setting.hmExtended };
  }
}

/**
 * True for a space group of any copy of this package whose version this one can read. `instanceof` knows the groups of its own copy
 * only, and a group that went through structuredClone is none any more.
 */
export function isSpaceGroup(value: unknown): value is CoreSpaceGroup {
  return markOf(value) === brandOf('SpaceGroup');
}

/** A coordinate wrapped into [0, 1). @internal */
export function wrap(c: number): number {
  const w = c - Math.floor(c);
  return w >= 1 ? 0 : w + 0;
}
