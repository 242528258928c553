import { mapped } from '@crystal-fourier/math3';
import { type AsymmetricUnit, asymmetricUnit } from './positions/asymmetricUnit.js';
import { checkPoint, CoreSpaceGroup, wrap } from './group/coreGroup.js';
import { type Normalizer, normalizer } from './positions/normalizer.js';
import { patterson } from './reciprocal/patterson.js';
import { type AsuReflection, type ReciprocalAsu, reciprocalAsu, toAsu } from './reciprocal/reciprocalAsu.js';
import { type ReflectionConditions, reflectionConditions } from './reciprocal/reflectionConditions.js';
import { type SiteSymmetry, siteSymmetry } from './positions/siteSymmetry.js';
import type { SymOp } from './operations/symOp.js';
import type { Fractional, Hkl } from './algebra/types.js';
import { wyckoffOf, wyckoffPositions } from './positions/wyckoff.js';
import type { WyckoffPosition, WyckoffSite } from './positions/wyckoffPosition.js';

/**
 * A space group in one setting with everything this package knows about it: what {@link CoreSpaceGroup} has, and Wyckoff
 * positions, reflection conditions, asymmetric unit and normalizer. Immutable; what is not asked for is not computed.
 */
export class SpaceGroup extends CoreSpaceGroup {
  #conditions: ReflectionConditions | undefined;
  #asymmetricUnit: AsymmetricUnit | undefined;
  #normalizer: Normalizer | undefined;

  /**
   * Wyckoff positions, letter a first, the general position last. Letters are those of the International Tables A in the
   * reference setting and are carried along by the change of basis in all others.
   */
  get wyckoff(): readonly WyckoffPosition[] {
    return wyckoffPositions(this);
  }

  /**
   * The Wyckoff position of a point, and the point moved onto it.
   *
   * @param x fractional coordinates, in any cell
   * @param tolerance largest change of a fractional coordinate of any equivalent point; at most 0.1, defaults to 1e-4
   * @throws SpaceGroupError `bad-point`
   */
  wyckoffOf(x: Fractional, tolerance?: number): WyckoffSite {
    return wyckoffOf(this, x, tolerance);
  }

  /**
   * The operations that fix a point, with the oriented symbol of their group.
   *
   * @param x fractional coordinates, in any cell
   * @param tolerance as in {@link wyckoffOf}
   * @throws SpaceGroupError `bad-point`
   */
  siteSymmetry(x: Fractional, tolerance?: number): SiteSymmetry {
    return siteSymmetry(this, x, tolerance);
  }

  /**
   * The distinct images of a point, in [0, 1), in the order of the operations that first reach them: as many as the
   * multiplicity of its Wyckoff position, onto which the point is moved first.
   *
   * @param x fractional coordinates, in any cell
   * @param tolerance as in {@link wyckoffOf}, but 1e-6 by default
   * @throws SpaceGroupError `bad-point`
   */
  orbit(x: Fractional, tolerance = 1e-6): Fractional[] {
    let site = this.siteSymmetry(checkPoint(x, 'orbit', tolerance), tolerance);
    // From the point on its position another of higher symmetry may be near: without it, images would have other orbits.
    for (let order = 0; order < site.order;) {
      order = site.order;
      site = this.siteSymmetry(site.exact, tolerance);
    }
    const { operations, exact } = site;
    const seen = new Set<SymOp['key']>();
    const images: Fractional[] = [];
    for (const op of this.operations) {
      if (seen.has(op.key)) continue;
      images.push(mapped(op.apply(exact), wrap));
      for (const h of operations) seen.add(op.mul(h).key);
    }
    return images;
  }

  /** General reflection conditions as text and as data (International Tables A, 2.1.3.13). */
  reflectionConditions(): ReflectionConditions {
    return (this.#conditions ??= reflectionConditions(this));
  }

  /**
   * The symmetry of the Patterson function in this cell: the symmorphic centrosymmetric group with this lattice and Laue
   * class (International Tables A, 2.1.3.5).
   */
  get patterson(): this {
    return patterson(this);
  }

  /**
   * The representative of a reflection among its equivalents under the Laue group, with the operation that leads to it, and
   * whether Friedel's law was needed.
   */
  toAsu(h: Hkl): AsuReflection {
    return toAsu(this, h);
  }

  /** Which reflections {@link toAsu} chooses: one of each set of equivalents. */
  get reciprocalAsu(): ReciprocalAsu {
    return reciprocalAsu(this);
  }

  /** Asymmetric unit of direct space: half-spaces that hold exactly one image of every point. */
  asymmetricUnit(): AsymmetricUnit {
    return (this.#asymmetricUnit ??= asymmetricUnit(this));
  }

  /** Euclidean normalizer for a general metric: origin shifts, continuous directions, additional operations. */
  normalizer(): Normalizer {
    return (this.#normalizer ??= normalizer(this));
  }
}
