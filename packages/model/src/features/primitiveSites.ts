import type { OrbitFeatures } from '@crystal-fourier/data';
import { spaceGroup } from '@crystal-fourier/spacegroups/core';

/** Lattice points in the conventional cell of the reference setting, by group. */
const latticePoints = new Map<number, number>();

/** Number of sites of the primitive cell: the same for every description of a crystal. */
export function primitiveSites({ groupNumber, multiplicities }: OrbitFeatures): number {
  let points = latticePoints.get(groupNumber);
  if (points === undefined) latticePoints.set(groupNumber, (points = spaceGroup(groupNumber).centring.vectors.length));
  return multiplicities.reduce((sum, m) => sum + m, 0) / points;
}
