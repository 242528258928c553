import { type Fraction, mapped, vec3, type Vec3 } from '@crystal-fourier/math3';
import { checkPoint, type CoreSpaceGroup } from '../group/coreGroup.js';
import { show, SpaceGroupError } from '../algebra/errors.js';
import { frozen } from '../algebra/frozen.js';
import {
  exactSide,
  floatSide,
  formatHalfSpaces,
  type HalfSpace,
  holds,
  parseHalfSpaces,
  type Side,
  transformed,
} from './halfSpace.js';
import { polytope } from './polytope.js';
import { SymOp } from '../operations/symOp.js';
import { ASYMMETRIC_UNITS } from '../tables/asymmetricUnits.js';
import { type Fractional, UNITS } from '../algebra/types.js';

/**
 * A part of the unit cell's space from which the operations of a group make all of space: of every point, on special
 * positions too, exactly one image is inside. A convex polytope, in the choice of the International Tables.
 */
export class AsymmetricUnit {
  /** The half-spaces whose common part it is, with the rule for the boundary of each. */
  readonly faces: readonly HalfSpace[];
  readonly #operations: readonly SymOp[];
  #polytope: ReturnType<typeof polytope> | undefined;
  #box: readonly (readonly [number, number])[] | undefined;

  /** @internal */
  constructor(faces: readonly HalfSpace[], operations: readonly SymOp[]) {
    this.faces = frozen(faces);
    this.#operations = operations;
    Object.freeze(this);
  }

  #shape(): ReturnType<typeof polytope> {
    return (this.#polytope ??= frozen(polytope(this.faces)));
  }

  /** Corners of the closed polytope, exact fractional coordinates; some may not belong to the unit. */
  get vertices(): readonly (readonly [Fraction, Fraction, Fraction])[] {
    return this.#shape().vertices;
  }

  /** Volume as a fraction of the cell's: 1 over the order of the group. Calculated from the vertices, exact. */
  get volume(): Fraction {
    return this.#shape().volume;
  }

  /**
   * Whether a point is inside. Fractions `[numerator, denominator]` are decided exactly; for floats a point within
   * `tolerance` of a boundary plane, per coordinate, counts as on the plane.
   *
   * @param x fractional coordinates
   * @param tolerance defaults to 1e-6; no meaning for fractions
   */
  contains(x: Fractional | readonly [Fraction, Fraction, Fraction], tolerance = 1e-6): boolean {
    if (!(tolerance >= 0 && tolerance < 1)) {
      throw new SpaceGroupError(
        'bad-point',
        `asymmetricUnit: the tolerance must be at least 0 and below 1, got ${show(tolerance)}`,
      );
    }
    const side = Array.isArray(x?.[0])
      ? exactSide(x as readonly Fraction[])
      : floatSide(checkPoint(x as Fractional, 'contains'), tolerance);
    return this.#isInside(side);
  }

  #isInside(side: Side): boolean {
    return this.faces.every((face) => holds(face, side));
  }

  /**
   * The image of a point that is inside, and the operation that leads there: `operation.apply(x)` is `point`. The identity
   * for a point that is inside already.
   *
   * Where rounding puts a point so near to the limit of the tolerance that no image passes {@link contains}, the image is one
   * inside or on the boundary within twice the tolerance.
   *
   * @param x fractional coordinates
   * @param tolerance as in {@link contains}
   * @throws SpaceGroupError `bad-point`
   */
  representative(x: Fractional, tolerance = 1e-6): { readonly point: Fractional; readonly operation: SymOp } {
    checkPoint(x, 'representative');
    if (this.contains(x, tolerance)) return { point: x, operation: SymOp.identity };
    // The closed polytope covers space with its images, but only up to the rounding of the coordinates.
    const margin = 2 * tolerance + 1e-12 * (1 + Math.max(...x.map(Math.abs)));
    const isNear = (y: Fractional): boolean => {
      const side = floatSide(y, margin);
      return this.faces.every((face) => side(face) >= 0);
    };
    const found =
      this.#search(x, tolerance, (y) => this.#isInside(floatSide(y, tolerance))) ?? this.#search(x, margin, isNear);
    if (found === null)
      throw new SpaceGroupError('bad-point', `representative: coordinates must be below 10^9, got ${show(x)}`);
    return found;
  }

  /** Least and greatest of each coordinate. */
  #bounds(): readonly (readonly [number, number])[] {
    return (this.#box ??= [0, 1, 2].map((i) => {
      const values = this.vertices.map((v) => (v[i] as Fraction)[0] / (v[i] as Fraction)[1]);
      return [Math.min(...values), Math.max(...values)] as const;
    }));
  }

  #search(
    x: Fractional,
    margin: number,
    accept: (y: Fractional) => boolean,
  ): { point: Fractional; operation: SymOp } | null {
    const box = this.#bounds();
    for (const op of this.#operations) {
      const image = op.apply(x);
      // Lattice translations that bring the image into the box around the unit.
      const [xs, ys, zs] = box.map(([low, high], i) => {
        const c = image[i] as number;
        const steps: number[] = [];
        for (let n = Math.ceil(low - margin - c); n <= high + margin - c; n++) steps.push(n);
        return steps;
      }) as [number[], number[], number[]];
      for (const u of xs) {
        for (const v of ys) {
          for (const w of zs) {
            if (!accept([image[0] + u, image[1] + v, image[2] + w])) continue;
            const operation = op.translated([u * UNITS, v * UNITS, w * UNITS]);
            return { point: operation.apply(x), operation };
          }
        }
      }
    }
    return null;
  }

  /** Inequalities as the International Tables write them, `0≤x≤1/2; 0≤y<1; z≤1/4 [x≤1/4]`: conditions for the plane in brackets. */
  toString(): string {
    return formatHalfSpaces(this.faces);
  }
}

/** Corners are fractions of small denominators: floats tell them apart with this to spare. */
const ROUNDING = 1e-6;

/** Of the images of a unit under the operations and all lattice translations, the one that reaches least far from the origin. */
function nearest(unit: AsymmetricUnit, operations: readonly SymOp[]): readonly HalfSpace[] {
  const corners = unit.vertices.map((v) => vec3(v.map(([n, d]) => n / d)));
  let least = Number.POSITIVE_INFINITY;
  let best = SymOp.identity;
  // Among those that reach as far, one whose axes are those of the reference setting.
  const keepsAxes = ({ rot }: SymOp): number => Math.abs(rot[0]) + Math.abs(rot[4]) + Math.abs(rot[8]);
  for (const op of [...operations].sort((g, h) => keepsAxes(h) - keepsAxes(g))) {
    const images = corners.map((x) => op.apply(x));
    let cost = ROUNDING;
    const cells = mapped<Vec3>([0, 1, 2], (i) => {
      const values = images.map((x) => x[i] as number);
      const low = Math.min(...values);
      const width = Math.max(...values) - low;
      // With its least coordinate in the cell at the origin, or in the cell before, of which there is less then.
      const k = -Math.floor(low + ROUNDING);
      const above = low + k + width;
      const below = Math.max(width, 1 - low - k);
      const isAbove = above < below + ROUNDING;
      cost += isAbove ? above : below + ROUNDING;
      return (isAbove ? k : k - 1) * UNITS;
    });
    if (cost + ROUNDING / 2 > least) continue;
    least = cost;
    best = op.translated(cells);
  }
  const { rot, trans } = best.inverse();
  const P = rot.map((c): Fraction => [c, 1]);
  const p = trans.map((t): Fraction => [t, UNITS]);
  return unit.faces.map((face) => transformed(face, { P, p }));
}

/**
 * The asymmetric unit of a group: that of the reference setting (R. W. Grosse-Kunstleve, B. Wong, M. Mustyakimov and
 * P. D. Adams, Acta Cryst. A67 (2011) 269–275, with the conditions on its boundary), carried over by the change of basis to the
 * place nearest to the origin.
 */
export function asymmetricUnit(group: CoreSpaceGroup): AsymmetricUnit {
  const reference = parseHalfSpaces(ASYMMETRIC_UNITS.split('\n')[group.number - 1] as string);
  const { toReference, isReference } = group.setting;
  const { operations } = group;
  if (isReference) return new AsymmetricUnit(reference, operations);
  const back = toReference.inverse();
  const carried = reference.map((face) => transformed(face, back));
  return new AsymmetricUnit(nearest(new AsymmetricUnit(carried, operations), operations), operations);
}
