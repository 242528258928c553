import { inverse, matMul, matOfRows, transpose } from '@crystal-fourier/math3';
import { indexEncoder } from '../orbits/indexEncoding.js';
import type { FourierOptions } from './recipeOptions.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';

/**
 * Real parts of the components of `[exp(2πi k·x)] M_G` over the half space of a frequency set, then the imaginary parts, at the representative of
 * each orbit: what a group makes of a plane wave by averaging over its operations, the same at all sites of the orbit.
 *
 * @returns (orbits, 2 · frequencies of the half space)
 * @internal
 */
export function fourierFeatures(
  crystal: StandardCrystal,
  { minCount, damping }: Required<FourierOptions>,
): Float64Array {
  const { set, basis, scatter } = indexEncoder(crystal.group, minCount);
  const points = Float64Array.from(crystal.orbits.flatMap(({ representative }) => [...representative]));
  const features = scatter.apply(basis.evaluate(points)) as Float64Array;
  if (damping > 0) {
    const half = scatter.nodes.length;
    // k·L⁻ᵀ: with rows L of the lattice, |k|² = k (L Lᵀ)⁻¹ kᵀ.
    const rows = matOfRows(crystal.lattice);
    const m = inverse(matMul(rows, transpose(rows)));
    scatter.nodes.forEach((node, i) => {
      const [h, k, l] = set.at(node) as [number, number, number];
      const square = h * h * m[0] + k * k * m[4] + l * l * m[8] + 2 * (h * k * m[1] + h * l * m[2] + k * l * m[5]);
      const factor = Math.exp(-2 * Math.PI ** 2 * damping ** 2 * square);
      for (let at = i; at < features.length; at += half) features[at]! *= factor;
    });
  }
  return features;
}
