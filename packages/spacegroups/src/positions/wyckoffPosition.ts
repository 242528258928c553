import {
  dot,
  IDENTITY,
  mapped,
  mat3,
  type Mat3,
  matMinus,
  matMul,
  matPlus,
  matVec,
  minus,
  mod,
  plus,
  scaled,
  size,
  type Vec3,
} from '@crystal-fourier/math3';
import { AffineMap } from '../operations/affineMap.js';
import { checkPoint, wrap } from '../group/coreGroup.js';
import {
  type Equations,
  equationsOf,
  fixing,
  type AffineSubspace,
  imageOf,
  mapOf,
  parametersOf,
} from '../operations/affineSubspace.js';
import { inverseMatrix, type Rotation } from '../operations/rotation.js';
import { type Orientation, siteSymbol } from './siteSymbol.js';
import type { SymOp } from '../operations/symOp.js';
import { type Centring, type Fractional, UNITS } from '../algebra/types.js';

/** What positions are derived from; a space group, or the prism over a plane group. @internal */
export interface SiteGroup {
  readonly operations: readonly SymOp[];
  readonly representatives: readonly SymOp[];
  readonly centring: Centring;
  readonly orientation: Orientation;
}

/** Where a point lies among the Wyckoff positions: the result of `wyckoffOf`. */
export interface WyckoffSite {
  readonly position: WyckoffPosition;
  /**
   * The operation of the group, with its exact translation, that maps the representative to the point:
   * `exact = operation.apply(position.at(parameters))`.
   */
  readonly operation: SymOp;
  /** Values of the letters x, y, z in the representative; 0 for a letter that it does not use. */
  readonly parameters: Fractional;
  /** The point moved onto the position; near the given point, not wrapped into the cell. */
  readonly exact: Fractional;
  /**
   * How far the point was moved: the largest change of a fractional coordinate over all equivalent points, so that
   * equivalent points give the same value.
   */
  readonly distance: number;
}

/** One image of the representative flat modulo lattice vectors. */
interface Image {
  readonly op: SymOp;
  readonly equations: Equations;
  /** A point of the image, in lattice vectors. */
  readonly origin: Fractional;
  /** What the site symmetry averages away: `1 − P`, row-major, P the projection onto the image's directions. */
  readonly across: Mat3;
}

/**
 * A Wyckoff position: all points whose site-symmetry groups are conjugate in the space group. Immutable; multiplicity, site
 * symmetry and coordinates are derived from the operations.
 */
export class WyckoffPosition {
  /** `a`, `b`, … ; `A` for the 27th, the general position of P m m m that the International Tables call α. */
  readonly letter: string;
  /** Number of equivalent points in the conventional cell of the setting. */
  readonly multiplicity: number;
  /** Operations that fix the representative at general parameters, with the translation with which they do. */
  readonly siteOperations: readonly SymOp[];
  readonly #flat: AffineSubspace;
  readonly #group: SiteGroup;
  readonly #all: readonly WyckoffPosition[];
  #symbol: string | undefined;
  #cosets: readonly SymOp[] | undefined;
  #images: readonly Image[] | undefined;

  /** @internal */
  constructor(letter: string, flat: AffineSubspace, group: SiteGroup, all: readonly WyckoffPosition[]) {
    this.letter = letter;
    this.#flat = flat;
    this.#group = group;
    this.#all = all;
    this.siteOperations = Object.freeze(fixing(flat, group.operations));
    this.multiplicity = group.operations.length / this.siteOperations.length;
    Object.freeze(this);
  }

  /** Oriented site-symmetry symbol, `.m.`, `-43m`, `2.mm` (International Tables A, 2.1.3.12). */
  get siteSymmetry(): string {
    return (this.#symbol ??= siteSymbol(this.siteOperations, this.#group.orientation));
  }

  /** Number of free parameters, 0…3. */
  get dimension(): number {
    return this.#flat.basis.length;
  }

  /** Letters of the free parameters, `['x', 'z']` for `x,2x,z`. */
  get parameters(): readonly ('x' | 'y' | 'z')[] {
    return this.#flat.letters.map((i) => 'xyz'[i] as 'x');
  }

  /**
   * The special position that is printed first, `x,2x,1/4`, as an exact map of the free parameters. In the reference
   * settings it is that of the International Tables, elsewhere an image of it; see `wyckoffPositions`.
   */
  get representative(): AffineMap {
    return mapOf(this.#flat);
  }

  /**
   * The map that moves any point onto the representative position by averaging over the site symmetry; the point is moved
   * at right angles in every metric that the group allows.
   */
  get projection(): AffineMap {
    const ops = this.siteOperations;
    const sum = ops.map((op) => op.rot).reduce(matPlus);
    return AffineMap.over(sum, ops.length, ops.map((op) => op.trans).reduce(plus), ops.length * UNITS);
  }

  /** One operation for each equivalent point, those of the first block before those that centring adds. */
  #operations(): readonly SymOp[] {
    if (this.#cosets !== undefined) return this.#cosets;
    const { representatives, centring } = this.#group;
    const seen = new Set<string>();
    const first: SymOp[] = [];
    for (const op of representatives) {
      if (seen.has(keyOf(imageOf(this.#flat, op)))) continue;
      first.push(op);
      for (const t of centring.vectors) seen.add(keyOf(imageOf(this.#flat, op.translated(t))));
    }
    return (this.#cosets = centring.vectors.flatMap((t) => first.map((op) => op.translated(t).reduced())));
  }

  /**
   * All equivalent points of the cell as maps of the representative's parameters, constants in [0, 1): `x,2x,1/4`,
   * `-2x,-x,1/4`, … In the order of the operations; with centring, the block of the first centring vector comes first.
   */
  coordinates(): string[] {
    return this.#operations().map((op) => mapOf(imageOf(this.#flat, op)).toXyz());
  }

  /** The representative at given values of the letters x, y, z; letters that it does not use are ignored. */
  at(parameters: Fractional): Fractional {
    return this.representative.apply(parameters);
  }

  /** All points equivalent to {@link at}, in [0, 1), in the order of {@link coordinates}; `multiplicity` of them. */
  orbit(parameters: Fractional): Fractional[] {
    const x = this.at(parameters);
    return this.#operations().map((op) => mapped(op.apply(x), wrap));
  }

  /**
   * True if the point is on this position, and on none of higher symmetry.
   *
   * @param tolerance see `wyckoffOf`; defaults to 1e-4
   */
  contains(x: Fractional, tolerance = 1e-4): boolean {
    return locate(this.#all, x, tolerance, 'contains').position === this;
  }

  #subspaces(): readonly Image[] {
    if (this.#images !== undefined) return this.#images;
    const average = mat3(this.projection.matrix.map(([n, d]) => n / d));
    const images = new Map<string, Image>();
    const known = new Map<Rotation, Pick<Image, 'equations' | 'across'>>();
    for (const op of this.#operations()) {
      const flat = imageOf(this.#flat, op);
      let linear = known.get(op.rotation);
      if (linear === undefined) {
        const along = matMul(matMul(op.rot, average), inverseMatrix(op.rot));
        const across = matMinus(IDENTITY, along);
        known.set(op.rotation, (linear = { equations: equationsOf(flat.basis), across }));
      }
      const { normals } = linear.equations;
      const offset = normals.map((n) => mod(dot(n, flat.origin), flat.d));
      const key = `${normals.join(';')}|${offset.join()}/${flat.d}`;
      if (!images.has(key)) images.set(key, { op, ...linear, origin: mapped(flat.origin, (c) => c / flat.d) });
    }
    return (this.#images = [...images.values()]);
  }

  /** The nearest point of the position, if it is within the tolerance. @internal */
  nearest(x: Fractional, tolerance: number): WyckoffSite | undefined {
    let best: WyckoffSite | undefined;
    for (const { op, equations, origin, across } of this.#subspaces()) {
      const { normals, solutions } = equations;
      const from = minus(x, origin);
      let cell: Vec3 = [0, 0, 0];
      const isNear = normals.every((n, i) => {
        const w = dot(n, from);
        const k = Math.round(w);
        // w − k = n·(displacement), so its size is bounded by that of the displacement.
        if (Math.abs(w - k) > size(n) * tolerance) return false;
        if (k !== 0) cell = plus(cell, scaled(solutions[i] as Vec3, k));
        return true;
      });
      if (!isNear) continue;
      const shift = matVec(across, minus(from, cell));
      const distance = this.#largest(shift);
      if (distance > tolerance || !isNearer(distance, best)) continue;
      const operation = op.translated(scaled(cell, UNITS));
      const parameters = parametersOf(this.#flat, operation.inverse().apply(minus(x, shift)));
      best = { position: this, operation, parameters, exact: operation.apply(this.at(parameters)), distance };
    }
    return best;
  }

  #largest(shift: Vec3): number {
    let largest = 0;
    for (const op of this.#group.representatives)
      for (const c of matVec(op.rot, shift)) largest = Math.max(largest, Math.abs(c));
    return largest;
  }

  /** `4e .m. x,1/4,z`. */
  toString(): string {
    return `${this.multiplicity}${this.letter} ${this.siteSymmetry} ${this.representative.toXyz()}`;
  }

  toJSON(): { letter: string; multiplicity: number; siteSymmetry: string; representative: string } {
    const { letter, multiplicity, siteSymmetry, representative } = this;
    return { letter, multiplicity, siteSymmetry, representative: representative.toXyz() };
  }
}

// Equivalent points must tie in the same way: a difference by rounding is none.
const isNearer = (distance: number, best: WyckoffSite | undefined): boolean =>
  best === undefined || distance < best.distance - 1e-12;

const keyOf = (flat: AffineSubspace): string =>
  `${flat.basis.join(';')}|${flat.origin.map((c) => mod(c, flat.d)).join()}/${flat.d}`;

/** The positions of a group from their flats, letters from a on, the general position appended. @internal */
export function makePositions(flats: readonly AffineSubspace[], group: SiteGroup): readonly WyckoffPosition[] {
  const all: WyckoffPosition[] = [];
  flats.forEach((flat, i) =>
    all.push(new WyckoffPosition('abcdefghijklmnopqrstuvwxyzA'[i] as string, flat, group, all)),
  );
  return Object.freeze(all);
}

/**
 * The position of highest site symmetry within the tolerance of x; among several of the same order the nearest, of
 * equally near ones the first. The general position is always within it. @internal
 */
export function locate(
  positions: readonly WyckoffPosition[],
  x: Fractional,
  tolerance: number,
  where: string,
): WyckoffSite {
  checkPoint(x, where, tolerance);
  const byOrder = [...positions].sort((a, b) => a.multiplicity - b.multiplicity);
  let best: WyckoffSite | undefined;
  for (const position of byOrder) {
    if (best !== undefined && position.multiplicity > best.position.multiplicity) break;
    const site = position.nearest(x, tolerance);
    if (site !== undefined && isNearer(site.distance, best)) best = site;
  }
  return Object.freeze(best as WyckoffSite);
}
