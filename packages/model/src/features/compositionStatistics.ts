import { ELEMENT_DESCRIPTORS, type OrbitFeatures } from '@crystal-fourier/data';
import { rawDescriptors } from './elementTable.js';

/** Mean, spread, least, greatest of each descriptor, and the number of elements. */
export const STATISTICS_WIDTH = 4 * ELEMENT_DESCRIPTORS.length + 1;

/**
 * Statistics of the elements' descriptors over the sites of a crystal (as in Ward et al., npj Comput. Mater. 2, 16028, 2016): of each descriptor the
 * mean and the standard deviation weighted by the share of sites, the least and the greatest; then the number of elements. Elements without a
 * value are left out; where none has one, NaN.
 *
 * @returns (69), in the units of the descriptors
 */
export function compositionStatistics({ atomicNumbers, multiplicities }: OrbitFeatures): Float64Array {
  const n = ELEMENT_DESCRIPTORS.length;
  const table = rawDescriptors();
  const sites = new Map<number, number>();
  atomicNumbers.forEach((z, i) => sites.set(z, (sites.get(z) ?? 0) + multiplicities[i]!));
  const out = new Float64Array(STATISTICS_WIDTH).fill(Number.NaN);
  for (let column = 0; column < n; column++) {
    let [weight, mean, least, greatest] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const [z, count] of sites) {
      const value = table[z * n + column]!;
      if (Number.isNaN(value)) continue;
      weight += count;
      mean += count * value;
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    if (weight === 0) continue;
    mean /= weight;
    let variance = 0;
    for (const [z, count] of sites) {
      const value = table[z * n + column]!;
      if (!Number.isNaN(value)) variance += count * (value - mean) ** 2;
    }
    out.set([mean, Math.sqrt(variance / weight), least, greatest], 4 * column);
  }
  out[4 * n] = sites.size;
  return out;
}
