import type { Fractional, Vec3, WyckoffPosition } from '@crystal-fourier/spacegroups';
import type { Kind } from '../structure/kinds.js';
import type { Orbit } from './standardParts.js';

/**
 * The orbit of a Wyckoff position with the given values of its parameters.
 *
 * @internal
 */
export function orbitAt(kind: Kind, position: WyckoffPosition, parameters: Vec3): Orbit {
  const { letter, multiplicity, siteSymmetry } = position;
  return Object.freeze({
    kind,
    position,
    letter,
    multiplicity,
    siteSymmetry,
    parameters: Object.freeze(parameters),
    representative: Object.freeze(position.at(parameters)) as Fractional,
    sites: Float64Array.from(position.orbit(parameters).flat()),
  });
}
