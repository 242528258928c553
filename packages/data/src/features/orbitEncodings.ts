import { EncodedPairs, KERNEL_WIDTHS, writePairInputs } from '../orbits/encodedPair.js';
import { MetricBasis } from '../orbits/metricBasis.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';

/**
 * What the metric encodings of the orbits of a crystal say of their pairs: sums of Gaussians over the images of one orbit about a point of another, of
 * twelve widths. All inputs of a learned distance follow from them. They are the same for all points of an orbit.
 */
export interface OrbitEncodings<Floats extends Float32Array | Float64Array = Float32Array | Float64Array> {
  /** (9): (V / order of the group)^(1/3) in Å, then the eight smallest |k| of invariant functions, times that length. */
  readonly scales: Floats;
  /** (A (A + 1) / 2, 12): pair i ≥ j is in row i (i + 1) / 2 + j; an orbit with itself is a pair, too. */
  readonly kernels: Floats;
}

/** Row of a pair in {@link OrbitEncodings.kernels}. */
const rowOf = (i: number, j: number): number => (i >= j ? (i * (i + 1)) / 2 + j : (j * (j + 1)) / 2 + i);

/** What of a crystal is encoded. */
interface Encoded extends Pick<StandardCrystal, 'group' | 'lattice'> {
  readonly orbits: readonly Pick<StandardCrystal['orbits'][number], 'representative'>[];
}

/** @internal */
export function orbitEncodings(
  { group, lattice, orbits }: Encoded,
  { functions }: { readonly functions: number },
): OrbitEncodings<Float64Array> {
  const pairs = new EncodedPairs(new MetricBasis(group, lattice, functions));
  const encodings = pairs.basis.evaluate(orbits.flatMap(({ representative }) => [...representative]));
  const widths = KERNEL_WIDTHS.length;
  const kernels = new Float64Array(((orbits.length * (orbits.length + 1)) / 2) * widths);
  for (let i = 0; i < orbits.length; i++)
    for (let j = 0; j <= i; j++) pairs.writeKernels(encodings, i, j, kernels, rowOf(i, j) * widths);
  return { scales: pairs.scales, kernels };
}

/**
 * Writes the numbers that a learned distance is computed of, `PAIR_INPUTS` of them, for one pair of orbits. They are the same for (i, j) and (j, i).
 *
 * @param out numbers are written from `at` on
 * @returns Å: what the answer is to be multiplied with; 0 for an orbit with itself
 */
export function writeOrbitPair(encodings: OrbitEncodings, i: number, j: number, out: Float32Array, at: number): number {
  return writePairInputs(encodings, { cross: rowOf(i, j), first: rowOf(i, i), second: rowOf(j, j) }, out, at);
}
