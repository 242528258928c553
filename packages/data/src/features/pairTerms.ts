import { DataError, show } from '../core/errors.js';
import { ImageDistances } from './imageDistances.js';
import { visitPairs } from './orbitPairs.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';

/** The attention terms of fixed Gaussians, per head. */
export interface PairTermOptions {
  /** σ of each head in Å. Defaults to 8 from 0.7 to 3.2, in geometric progression. */
  readonly widths?: readonly number[];
  /** Centres of the radial functions in Å. Defaults to 24 from 0.8 to 8. */
  readonly centres?: readonly number[];
  /** Standard deviation of the radial functions in Å. Defaults to the distance of the first two centres. */
  readonly radialWidth?: number;
  /** Terms below this share of a pair's largest term are left out. Defaults to 1e-6. */
  readonly tolerance?: number;
}

/** @internal */
export interface PairTermGrid {
  readonly widths: readonly number[];
  readonly centres: readonly number[];
  readonly radialWidth: number;
  readonly tolerance: number;
}

const between = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

/** @internal */
export function pairTermGrid(options: PairTermOptions): PairTermGrid {
  const {
    widths = between(Math.log(0.7), Math.log(3.2), 8).map(Math.exp),
    centres = between(0.8, 8, 24),
    radialWidth = centres.length > 1 ? Math.abs(centres[1]! - centres[0]!) : 0.3,
    tolerance = 1e-6,
  } = options;
  const positive = (list: readonly number[], most: number): boolean =>
    list.length > 0 && list.every((x) => x > 0 && x <= most);
  if (
    !positive(widths, 10) ||
    !positive(centres, 100) ||
    !positive([radialWidth], 10) ||
    !(tolerance > 0 && tolerance < 1)
  ) {
    throw new DataError(
      'bad-argument',
      `featurize: pair terms need widths in (0, 10] Å, centres in (0, 100] Å, a tolerance in (0, 1), got ${show([[...widths], [...centres], radialWidth, tolerance])}`,
    );
  }
  return { widths, centres, radialWidth, tolerance };
}

/** @internal */
export interface PairTerms {
  /** (orbits, orbits, heads): P_ij,h = log Σ_r exp(−r²/2σ_h²). */
  readonly bias: Float64Array;
  /** (orbits, orbits, heads, centres): V_ij,h,c, the average of exp(−(r − c)²/2w²) with the weights exp(−r²/2σ_h²). */
  readonly radial: Float64Array;
  /** Å: images up to this distance are in the sums. */
  readonly cutoff: number;
}

/**
 * Attention terms between orbits, exact sums over all periodic images of orbit j around a site of orbit i, the site itself
 * included (r = 0, for i = j): so attention over orbits is attention over all atoms with the bias `log Σ_images`. P contains the multiplicity:
 * `P_ij + log mᵢ = P_ji + log mⱼ`; V is symmetric.
 *
 * The cutoff is the same for all pairs: with d the largest over all pairs of the shortest distance and σ the largest width,
 * `r² = d² + 2σ² log(1/tolerance)`, so every term that is left out is below `tolerance` of the largest one of its pair and head.
 *
 * @internal
 */
export function pairTerms(
  crystal: StandardCrystal,
  { widths, centres, radialWidth, tolerance }: PairTermGrid,
): PairTerms {
  const count = crystal.orbits.length;
  const heads = widths.length;
  const bias = new Float64Array(count * count * heads);
  const radial = new Float64Array(count * count * heads * centres.length);
  const cutoff = Math.sqrt(largestGap(crystal) ** 2 + 2 * Math.max(...widths) ** 2 * Math.log(1 / tolerance));
  const exponents = widths.map((width) => -0.5 / (width * width));
  const spread = -0.5 / (radialWidth * radialWidth);
  const functions = new Float64Array(centres.length);
  const sums = new Float64Array(heads);
  visitPairs(crystal, cutoff, true, (i, j, distances, number, scale) => {
    const [forth, back] = [(i * count + j) * heads, (j * count + i) * heads];
    const least = distances.subarray(0, number).reduce((least, r) => Math.min(least, r * r), Infinity);
    sums.fill(0);
    for (let n = 0; n < number; n++) {
      const r = distances[n]!;
      for (let c = 0; c < centres.length; c++) functions[c] = Math.exp(spread * (r - centres[c]!) ** 2);
      for (let h = 0; h < heads; h++) {
        // Relative to the nearest image, so that a distant orbit does not underflow.
        const weight = Math.exp(exponents[h]! * (r * r - least));
        sums[h]! += weight;
        const at = (forth + h) * centres.length;
        for (let c = 0; c < centres.length; c++) radial[at + c]! += weight * functions[c]!;
      }
    }
    const ratio = crystal.orbits[i]!.multiplicity / crystal.orbits[j]!.multiplicity;
    for (let h = 0; h < heads; h++) {
      const value = Math.log(sums[h]! * scale) + exponents[h]! * least;
      bias[forth + h] = value;
      bias[back + h] = i === j ? value : value + Math.log(ratio);
      for (let c = 0; c < centres.length; c++) {
        const average = radial[(forth + h) * centres.length + c]! / sums[h]!;
        radial[(forth + h) * centres.length + c] = average;
        radial[(back + h) * centres.length + c] = average;
      }
    }
  });
  return { bias, radial, cutoff };
}

/** The largest over all pairs of different orbits of the shortest distance between them, in Å. */
function largestGap(crystal: StandardCrystal): number {
  const search = new ImageDistances(crystal.lattice);
  const { orbits } = crystal;
  let largest = 0;
  orbits.forEach(({ sites: [x, y, z] }, i) => {
    for (const { sites } of orbits.slice(i + 1)) {
      for (let cutoff = 4; ; cutoff *= 1.5) {
        search.clear();
        for (let at = 0; at < sites.length; at += 3)
          search.add(sites[at]! - x!, sites[at + 1]! - y!, sites[at + 2]! - z!, cutoff, true);
        if (search.count === 0) continue;
        largest = Math.max(
          largest,
          search.values.subarray(0, search.count).reduce((least, r) => Math.min(least, r), Infinity),
        );
        break;
      }
    }
  });
  return largest;
}
