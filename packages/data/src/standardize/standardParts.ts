import type { Mat3 } from '@crystal-fourier/math3';
import type { Fractional, SpaceGroup, Vec3, WyckoffPosition } from '@crystal-fourier/spacegroups';
import type { Handedness } from './handedness.js';
import type { Kind } from '../structure/kinds.js';
import type { LatticeRows } from '../structure/lattice.js';

/** All sites that symmetry makes equal. */
export interface Orbit {
  readonly kind: Kind;
  /** Wyckoff position of the group in its reference setting. */
  readonly position: WyckoffPosition;
  /** `a`, `b`, … */
  readonly letter: string;
  /** Sites in the conventional cell. */
  readonly multiplicity: number;
  /** Oriented symbol, `.m.`. */
  readonly siteSymmetry: string;
  /** Values of the letters x, y, z of the position's representative; 0 for those that it does not use. */
  readonly parameters: Vec3;
  /** The representative at these parameters; fractional. */
  readonly representative: Fractional;
  /** (multiplicity, 3): all sites of the conventional cell, in [0, 1), in the order of `position.coordinates()`. */
  readonly sites: Float64Array;
}

/** From the structure as given to the canonical description. */
export interface Transformation {
  /** Row-major: new lattice vectors (a′, b′, c′) = (a, b, c) P. Rational, rounded to floats. */
  readonly P: Mat3;
  /** The new origin on the old axes; coordinates change to `x′ = P⁻¹(x − p)`. */
  readonly p: Vec3;
  /**
   * Row-major and orthogonal: Cartesian vectors change to `r′ = R r` (but for the strain). Proper, but for a crystal that is described by its
   * mirror image.
   */
  readonly rotation: Mat3;
}

/** What a standard crystal holds. @internal */
export interface StandardParts {
  readonly group: SpaceGroup;
  readonly lattice: LatticeRows;
  readonly orbits: readonly Orbit[];
  readonly kinds: readonly Kind[];
  readonly orbitOfSite: Int32Array;
  readonly transformation: Transformation;
  readonly displacement: number;
  readonly strain: number;
  readonly symprec: number;
  readonly requestedSymprec: number;
  readonly handedness: Handedness;
  readonly id: string | undefined;
}
