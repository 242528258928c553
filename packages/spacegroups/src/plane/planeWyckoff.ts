import { PlaneOp, type Vec2 } from './planeOp.js';
import { locate, type WyckoffPosition } from '../positions/wyckoffPosition.js';

/** Where a point of the plane lies among the Wyckoff positions. */
export interface PlaneWyckoffSite {
  readonly position: PlaneWyckoffPosition;
  /** `exact = operation.apply(position.at(parameters))`. */
  readonly operation: PlaneOp;
  /** Values of the letters x, y in the representative; 0 for a letter that it does not use. */
  readonly parameters: Vec2;
  /** The point moved onto the position, not wrapped into the cell. */
  readonly exact: Vec2;
  /** The largest change of a fractional coordinate over all equivalent points. */
  readonly distance: number;
}

const plane = (text: string): string => text.replace(/,z$/, '');
const dropped = (x: readonly number[]): Vec2 => [x[0] as number, x[1] as number];

/** A Wyckoff position of a plane group. Immutable. */
export class PlaneWyckoffPosition {
  /** The same position of the prism group, all of whose positions extend along z. */
  readonly #prism: WyckoffPosition;

  /** @internal */
  constructor(prism: WyckoffPosition) {
    this.#prism = prism;
  }

  /** `a`, `b`, … as in the International Tables. */
  get letter(): string {
    return this.#prism.letter;
  }

  /** Number of equivalent points in the conventional cell. */
  get multiplicity(): number {
    return this.#prism.multiplicity;
  }

  /** Oriented site-symmetry symbol: rotation about the point, then the two sets of mirror lines; `2mm`, `.m.`, `..m`. */
  get siteSymmetry(): string {
    return this.#prism.siteSymmetry;
  }

  /** Operations that fix the representative, with the translation with which they do. */
  get siteOperations(): readonly PlaneOp[] {
    return this.#prism.siteOperations.map((op) => PlaneOp.ofPrism(op));
  }

  /** Number of free parameters, 0…2. */
  get dimension(): number {
    return this.#prism.dimension - 1;
  }

  /** The special position that the International Tables print first, `x,-x`. */
  get representative(): string {
    return plane(this.#prism.representative.toXyz());
  }

  /** All equivalent points of the cell, constants in [0, 1), in the order of the operations. */
  coordinates(): string[] {
    return this.#prism.coordinates().map(plane);
  }

  /** The representative at given values of the letters x, y. */
  at(parameters: Vec2): Vec2 {
    return dropped(this.#prism.at([...parameters, 0]));
  }

  /** All points equivalent to {@link at}, in [0, 1), in the order of {@link coordinates}. */
  orbit(parameters: Vec2): Vec2[] {
    return this.#prism.orbit([...parameters, 0]).map(dropped);
  }

  /** True if the point is on this position, and on none of higher symmetry. */
  contains(x: Vec2, tolerance = 1e-4): boolean {
    return this.#prism.contains([...x, 0], tolerance);
  }

  /** @internal */
  static locate(positions: readonly PlaneWyckoffPosition[], x: Vec2, tolerance: number): PlaneWyckoffSite {
    const prisms = positions.map((position) => position.#prism);
    const { position, operation, parameters, exact, distance } = locate(
      prisms,
      [x[0], x[1], 0],
      tolerance,
      'wyckoffOf',
    );
    return Object.freeze({
      position: positions[prisms.indexOf(position)] as PlaneWyckoffPosition,
      operation: PlaneOp.ofPrism(operation),
      parameters: dropped(parameters),
      exact: dropped(exact),
      distance,
    });
  }

  toString(): string {
    return `${this.multiplicity}${this.letter} ${this.siteSymmetry} ${this.representative}`;
  }

  toJSON(): { letter: string; multiplicity: number; siteSymmetry: string; representative: string } {
    const { letter, multiplicity, siteSymmetry, representative } = this;
    return { letter, multiplicity, siteSymmetry, representative };
  }
}
