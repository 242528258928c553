import type { OrbitFeatures } from '@crystal-fourier/data';
import { spaceGroup } from '@crystal-fourier/spacegroups';

/** Columns of {@link wholeCrystal}. */
export const WHOLE_CRYSTAL_WIDTH = 8;

/** Lattice points in the conventional cell of the reference setting, by group. */
const latticePoints = new Map<number, number>();

/** Number of sites of the primitive cell: the same for every description of a crystal. */
export function primitiveSites({ groupNumber, multiplicities }: OrbitFeatures): number {
  let points = latticePoints.get(groupNumber);
  if (points === undefined) latticePoints.set(groupNumber, (points = spaceGroup(groupNumber).centring.vectors.length));
  return multiplicities.reduce((sum, m) => sum + m, 0) / points;
}

/**
 * What is known of a crystal as a whole: the cell, as in `OrbitFeatures.cell`, and the logarithm of the number of sites of the primitive cell, without
 * which nothing could be said of a property of the whole cell.
 *
 * @returns (8)
 */
export function wholeCrystal(features: OrbitFeatures): Float64Array {
  return Float64Array.of(...features.cell, Math.log(primitiveSites(features)));
}
