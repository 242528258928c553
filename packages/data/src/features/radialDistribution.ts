import { DataError } from '../core/errors.js';
import { visitPairs } from './orbitPairs.js';
import type { RadialOptions } from './recipeOptions.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';

/** Standard deviations beyond which a Gaussian counts as zero: what is left out is below 1e-12 of its height. */
const REACH = 7.5;

/** Å: atoms are never so close; the shortest bonds, of hydrogen, have 0.7 Å. */
const LEAST = 0.1;

function tooClose({ orbits, id }: StandardCrystal, i: number, j: number, r: number): DataError {
  const [one, other] = [orbits[i]!.kind.name, orbits[j]!.kind.name];
  return new DataError(
    'bad-structure',
    `featurize: sites must be at least ${LEAST} Å apart, got ${one} and ${other} at ${r.toPrecision(2)} Å; one atom may be listed twice, or the cell may be in other units than Å`,
    id === undefined ? {} : { record: id },
  );
}

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
  const { bins, first, last, smearing } = grid;
  const count = crystal.orbits.length;
  const out = new Float64Array(count * count * bins);
  const step = (last - first) / (bins - 1);
  const height = step / (Math.sqrt(2 * Math.PI) * smearing);
  const reach = REACH * smearing;
  const inverse = 1 / (smearing * smearing);
  // exp(−(r − r_b − Δ)²/2s²) is the one before times exp((r − r_b)Δ/s² − Δ²/2s²), a factor that itself changes by this one.
  const change = Math.exp(-step * step * inverse);
  visitPairs(crystal, last + reach, (i, j, distances, number, scale) => {
    const at = (i * count + j) * bins;
    for (let n = 0; n < number; n++) {
      const r = distances[n]!;
      if (r < LEAST) throw tooClose(crystal, i, j, r);
      const from = Math.max(0, Math.ceil((r - reach - first) / step));
      const to = Math.min(bins - 1, Math.floor((r + reach - first) / step));
      const d = r - first - from * step;
      let value = height * Math.exp(-0.5 * d * d * inverse);
      let factor = Math.exp((d - 0.5 * step) * step * inverse);
      for (let b = from; b <= to; b++) {
        out[at + b]! += value;
        value *= factor;
        factor *= change;
      }
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
