import type { Vec3 } from '@crystal-fourier/math3';
import { checkNumber } from '../algebra/errors.js';
import { subspaceOfForms } from '../operations/affineSubspace.js';
import { frozen } from '../algebra/frozen.js';
import { composeInOrder, withCentring } from '../operations/generate.js';
import { type HallGenerators, readHall } from '../operations/hall.js';
import { readForm, readPoints } from '../algebra/linearForm.js';
import { PlaneOp, type Vec2 } from './planeOp.js';
import { PlaneWyckoffPosition, type PlaneWyckoffSite } from './planeWyckoff.js';
import { checkHkl, isAbsent } from '../operations/reflections.js';
import { axisOf } from '../operations/rotation.js';
import { type Orientation, PLANE_SCHEMES, UNORIENTED } from '../positions/siteSymbol.js';
import { SymOp } from '../operations/symOp.js';
import { PLANE_GROUP_ROWS } from '../tables/planeGroups.js';
import { makePositions, type SiteGroup } from '../positions/wyckoffPosition.js';

export type PlaneSystem = 'oblique' | 'rectangular' | 'square' | 'hexagonal';

/** The five Bravais types of plane lattices; the first letter stands for the crystal family. */
export type PlaneBravaisType = 'mp' | 'op' | 'oc' | 'tp' | 'hp';

export type PlanePointGroup = '1' | '2' | 'm' | '2mm' | '4' | '4mm' | '3' | '3m' | '6' | '6mm';

/** A reflection condition of a plane group: `{ reflections: '0k', condition: 'k=2n' }`. */
export interface PlaneReflectionCondition {
  readonly reflections: 'hk' | 'h0' | '0k';
  readonly condition: string;
}

const SYSTEMS = [
  [2, 'oblique', 'mp'],
  [9, 'rectangular', 'op'],
  [12, 'square', 'tp'],
  [17, 'hexagonal', 'hp'],
] as const;

// Where the inversion adds something.
const LAUE: Readonly<Record<string, PlanePointGroup>> = { '1': '2', m: '2mm', '3': '6', '3m': '6mm' };

// The conditions that occur in the plane: the sum h + k of certain reflections must be even.
const CONDITIONS: readonly PlaneReflectionCondition[] = /* @__PURE__ */ frozen([
  { reflections: 'hk', condition: 'h+k=2n' },
  { reflections: 'h0', condition: 'h=2n' },
  { reflections: '0k', condition: 'k=2n' },
]);

/**
 * One of the 17 plane groups, with the axes, order of operations and Wyckoff letters of the International Tables A.
 * Immutable; what is not asked for is not computed.
 */
export class PlaneGroup {
  /** International Tables number, 1…17. */
  readonly number: number;
  /** Short Hermann–Mauguin symbol, `p4mm`. */
  readonly hmShort: string;
  /** Full symbol, `p1m1` for pm. */
  readonly hmFull: string;
  readonly pointGroup: PlanePointGroup;
  readonly #hall: HallGenerators;
  readonly #positions: string;
  #prism: SiteGroup | undefined;
  #wyckoff: readonly PlaneWyckoffPosition[] | undefined;

  /** @internal */
  constructor(number: number, row: string) {
    const [short, full, pointGroup, hall, positions] = row.split('|') as [
      string,
      string,
      PlanePointGroup,
      string,
      string,
    ];
    this.number = number;
    this.hmShort = short;
    this.hmFull = full || short;
    this.pointGroup = pointGroup;
    this.#hall = readHall(hall);
    this.#positions = positions;
    Object.freeze(this);
  }

  get crystalSystem(): PlaneSystem {
    return this.#system()[1];
  }

  get bravais(): PlaneBravaisType {
    return this.hmShort.startsWith('c') ? 'oc' : this.#system()[2];
  }

  #system(): (typeof SYSTEMS)[number] {
    return SYSTEMS.find(([last]) => this.number <= last) as (typeof SYSTEMS)[number];
  }

  /** Point group of the diffraction pattern: the point group with the inversion added. */
  get laueClass(): PlanePointGroup {
    return LAUE[this.pointGroup] ?? this.pointGroup;
  }

  /** True if some point has the whole point group as site symmetry (13 groups). */
  get isSymmorphic(): boolean {
    return !this.hmShort.includes('g');
  }

  #space(): SiteGroup {
    if (this.#prism !== undefined) return this.#prism;
    const { generators, centring } = this.#hall;
    const representatives = composeInOrder(generators);
    return (this.#prism = {
      operations: withCentring(representatives, centring),
      representatives,
      centring: { symbol: this.centring.symbol.toUpperCase(), vectors: centring },
      orientation: orientation(this.crystalSystem),
    });
  }

  /** Number of operations modulo the lattice vectors a, b, centring included. */
  get order(): number {
    return this.#space().operations.length;
  }

  /** All operations, translations in [0, 1), in the order of the International Tables; centring block by block. */
  get operations(): readonly PlaneOp[] {
    return this.#space().operations.map((op) => PlaneOp.ofPrism(op));
  }

  /** Generators without the lattice translations a and b; the centring translation last. */
  get generators(): readonly PlaneOp[] {
    const { generators, centring } = this.#hall;
    const translations = centring.slice(1).map((t) => SymOp.identity.translated(t));
    return [...generators.filter((op) => op.type !== '1'), ...translations].map((op) => PlaneOp.ofPrism(op));
  }

  /** Lattice letter and lattice points of the cell in units of 1/24, (0,0) first. */
  get centring(): { readonly symbol: 'p' | 'c'; readonly vectors: readonly Vec2[] } {
    return { symbol: this.hmShort[0] as 'p' | 'c', vectors: this.#hall.centring.map(([u, v]): Vec2 => [u, v]) };
  }

  /** The Wyckoff positions, letter a first, the general position last. */
  get wyckoff(): readonly PlaneWyckoffPosition[] {
    if (this.#wyckoff !== undefined) return this.#wyckoff;
    const flats = readPoints(`${this.#positions}xy`, 2).map((forms) => subspaceOfForms([...forms, readForm('z')]));
    const positions = makePositions(flats, this.#space());
    return (this.#wyckoff = Object.freeze(positions.map((position) => new PlaneWyckoffPosition(position))));
  }

  /**
   * The position of highest site symmetry within the tolerance of a point, and the point moved onto it; see `wyckoffOf`.
   *
   * @throws SpaceGroupError `bad-point`
   */
  wyckoffOf(x: Vec2, tolerance = 1e-4): PlaneWyckoffSite {
    return PlaneWyckoffPosition.locate(this.wyckoff, x, tolerance);
  }

  /**
   * The distinct images of a point, in [0, 1), in the order of the operations that first reach them.
   *
   * @param tolerance how far the point may be off its position, see `wyckoffOf`; defaults to 1e-6
   * @throws SpaceGroupError `bad-point`
   */
  orbit(x: Vec2, tolerance = 1e-6): Vec2[] {
    const { position, parameters } = this.wyckoffOf(x, tolerance);
    const points = position.orbit(parameters);
    const taken = new Set<Vec2>();
    const inOrder: Vec2[] = [];
    for (const op of this.#space().operations) {
      const image = op.apply([x[0], x[1], 0]);
      const nearest = points.reduce((a, b) => (distance(b, image) < distance(a, image) ? b : a));
      if (taken.has(nearest)) continue;
      taken.add(nearest);
      inOrder.push(nearest);
    }
    return inOrder;
  }

  /**
   * True if symmetry makes every structure factor F(hk) zero: a systematic absence. Exact.
   *
   * @throws SpaceGroupError `bad-hkl`
   */
  isAbsent(h: Vec2): boolean {
    return isAbsent(this.#space().operations, checkHkl([h[0], h[1], 0], 'isAbsent'));
  }

  /** The general reflection conditions; those that others imply are listed too, as the International Tables do. */
  reflectionConditions(): PlaneReflectionCondition[] {
    const range = [-3, -2, -1, 0, 1, 2, 3];
    return CONDITIONS.filter(({ reflections: [first, second] }) => {
      const isConcerned = (h: number, k: number): boolean => (first !== '0' || h === 0) && (second !== '0' || k === 0);
      return range.every((h) => range.every((k) => !isConcerned(h, k) || (h + k) % 2 === 0 || this.isAbsent([h, k])));
    });
  }

  toString(): string {
    return `${this.hmShort} (${this.number})`;
  }

  toJSON(): { number: number; hm: string } {
    return { number: this.number, hm: this.hmShort };
  }
}

function distance(a: Vec2, b: Vec2 | Vec3): number {
  const off = (i: 0 | 1): number => Math.abs(a[i] - b[i] - Math.round(a[i] - b[i]));
  return Math.max(off(0), off(1));
}

function orientation(system: PlaneSystem): Orientation {
  if (system === 'oblique') return UNORIENTED;
  const scheme = PLANE_SCHEMES[system];
  return { places: 3, placeOf: (r) => scheme(axisOf(r) as Vec3) as number, cubic: false };
}

let groups: (PlaneGroup | undefined)[] | undefined;

/**
 * A plane group by its International Tables number, 1…17.
 *
 * @throws SpaceGroupError `bad-number`
 */
export function planeGroup(number: number): PlaneGroup {
  checkNumber(number, 17, 'planeGroup');
  groups ??= [];
  return (groups[number] ??= new PlaneGroup(number, PLANE_GROUP_ROWS.split('\n')[number - 1] as string));
}
