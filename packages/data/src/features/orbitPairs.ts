import { DataError } from '../core/errors.js';
import { ImageDistances } from './imageDistances.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';

/** Neighbours of a site; a million is a sphere of 134 Å in a metal. */
const MOST_IMAGES = 1e6;

/** Called for each pair i ≤ j of orbits with the distances of all images of the sites of one around one site of the other. */
export type PairVisitor = (i: number, j: number, distances: Float64Array, count: number, scale: number) => void;

/**
 * Visits the pairs of orbits of a crystal. Sums over the distances, `scale` times, are those of the images of orbit j about a site of
 * orbit i; those of i about j are `mᵢ/mⱼ` times as much, m being multiplicities, since both count the same pairs. The site is
 * one of the larger orbit, around which there are fewer images of the other; itself is not among the images of its own orbit.
 *
 * @param cutoff Å
 * @throws DataError `bad-structure` for a cell so dense that the sums would not end
 * @internal
 */
export function visitPairs(crystal: StandardCrystal, cutoff: number, visit: PairVisitor): void {
  checkDensity(crystal, cutoff);
  const { orbits, lattice } = crystal;
  const distances = new ImageDistances(lattice);
  orbits.forEach((first, i) => {
    for (let j = i; j < orbits.length; j++) {
      const second = orbits[j]!;
      const [centre, around] = first.multiplicity >= second.multiplicity ? [first, second] : [second, first];
      const [x, y, z] = [centre.sites[0]!, centre.sites[1]!, centre.sites[2]!];
      const { sites } = around;
      distances.clear();
      for (let at = 0; at < sites.length; at += 3)
        distances.add(sites[at]! - x, sites[at + 1]! - y, sites[at + 2]! - z, cutoff, i !== j);
      visit(i, j, distances.values, distances.count, centre === first ? 1 : second.multiplicity / first.multiplicity);
    }
  });
}

/** @throws DataError `bad-structure` for a cell so dense that sums over the images within the cutoff would not end @internal */
export function checkDensity({ volume, siteCount, id }: StandardCrystal, cutoff: number): void {
  const images = ((4 / 3) * Math.PI * cutoff ** 3 * siteCount) / volume;
  if (images <= MOST_IMAGES) return;
  throw new DataError(
    'bad-structure',
    `featurize: a site has about ${images.toExponential(1)} neighbours within ${cutoff.toFixed(1)} Å, at ${(volume / siteCount).toPrecision(2)} Å³ per site; the cell may be in other units than Å`,
    id === undefined ? {} : { record: id },
  );
}
