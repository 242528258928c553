import { type FrequencyFamily, frequencySet, invariantBasis } from '@crystal-fourier/fourier-basis';
import { spaceGroup } from '@crystal-fourier/spacegroups/core';
import { ModelError } from '../config/errors.js';

const halfSpaces = new Map<string, Int32Array>();

/**
 * Frequencies of the half space of a family, in the order of the features' columns.
 *
 * @param count how many columns the features have
 * @returns (count, 3)
 * @throws ModelError `bad-data` if no set of the family has so many
 */
export function halfSpace(family: FrequencyFamily, count: number): Int32Array {
  const key = `${family} ${count}`;
  const known = halfSpaces.get(key);
  if (known !== undefined) return known;
  // k and −k are one column, and k = 0 may be one of its own.
  const set = frequencySet(family, { minCount: Math.max(1, 2 * count - 1) });
  const { nodes } = invariantBasis(spaceGroup(family === 'hexagonal' ? 143 : 1), set).scatter({ half: true });
  if (nodes.length !== count) {
    throw new ModelError(
      'bad-data',
      `features: ${count} Fourier frequencies belong to no ${family} frequency set; prepare the data with this version`,
    );
  }
  const out = Int32Array.from([...nodes].flatMap((node) => [...set.at(node)]));
  halfSpaces.set(key, out);
  return out;
}

/**
 * Factors exp(−2π²σ²|k|²) of the features' columns: those of a point spread by a Gaussian of width σ.
 *
 * @param cell as in `OrbitFeatures.cell`: logarithms of the edges (Å), cosines of the angles
 * @param hkl (count, 3)
 * @param width σ in Å
 */
export function dampingFactors(cell: ArrayLike<number>, hkl: Int32Array, width: number): Float64Array {
  const count = hkl.length / 3;
  if (width === 0) return new Float64Array(count).fill(1);
  const [a, b, c] = [Math.exp(cell[0]!), Math.exp(cell[1]!), Math.exp(cell[2]!)];
  const [x, y, z] = [cell[3]!, cell[4]!, cell[5]!];
  // Inverse of the metric matrix (International Tables B, 1.1.3).
  const volume = 1 - x * x - y * y - z * z + 2 * x * y * z;
  const [aa, bb, cc] = [(1 - x * x) / (a * a), (1 - y * y) / (b * b), (1 - z * z) / (c * c)];
  const [ab, ac, bc] = [(x * y - z) / (a * b), (x * z - y) / (a * c), (y * z - x) / (b * c)];
  return Float64Array.from({ length: count }, (_, i) => {
    const [h, k, l] = [hkl[3 * i]!, hkl[3 * i + 1]!, hkl[3 * i + 2]!];
    const square = (h * h * aa + k * k * bb + l * l * cc + 2 * (h * k * ab + h * l * ac + k * l * bc)) / volume;
    return Math.exp(-2 * (Math.PI * width) ** 2 * square);
  });
}
