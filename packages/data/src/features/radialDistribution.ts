import { visitPairs } from './orbitPairs.js';
import { checkApart, RadialBins, radialReach } from './radialBins.js';
import type { RadialOptions } from './recipeOptions.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';

/**
 * Orbit-resolved radial distribution: the smeared number of sites of orbit j at the distance r_b from a site of orbit i,
 *
 *     N_ij(r_b) = Σ_r Δ/(√2π s) exp(−(r − r_b)²/2s²),      r over all periodic images of orbit j, r = 0 left out,
 *
 * Δ being the distance of bins and s the smearing. So `Σ_b N_ij(r_b) f(r_b)` is `Σ_r f(r)` for f smooth over s, within the range of
 * the bins; a neighbour beyond the last bin fades out smoothly. Law: `mᵢ N_ij = mⱼ N_ji` with m the multiplicities.
 *
 * Summed in float64 over images up to 7.5 s beyond the last bin.
 *
 * @returns (orbits, orbits, bins), pure numbers
 * @throws DataError `bad-structure` for sites that lie on each other
 * @internal
 */
export function radialDistribution(crystal: StandardCrystal, grid: Required<RadialOptions>): Float64Array {
  const { bins } = grid;
  const count = crystal.orbits.length;
  const out = new Float64Array(count * count * bins);
  const gaussians = new RadialBins(grid);
  visitPairs(crystal, radialReach(grid), (i, j, distances, number, scale) => {
    const at = (i * count + j) * bins;
    for (let n = 0; n < number; n++) {
      checkApart(crystal, i, j, distances[n]!);
      gaussians.add(distances[n]!, out, at);
    }
    if (i === j) return;
    const back = (j * count + i) * bins;
    const ratio = crystal.orbits[i]!.multiplicity / crystal.orbits[j]!.multiplicity;
    for (let b = 0; b < bins; b++) {
      const value = out[at + b]! * scale;
      out[at + b] = value;
      out[back + b] = value * ratio;
    }
  });
  return out;
}
