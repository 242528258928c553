import { structureFactorsAt } from '@crystal-fourier/fourier-basis/reflections';
import type { UniqueReflection } from '@crystal-fourier/spacegroups/reflections';
import type { Scatterers } from './scatterers.js';
import type { ScatteringCrystal } from './scatteringCrystal.js';

/** Å: sites that are given with few digits, 0.3333, are moved onto their symmetry elements. */
const TOLERANCE = 0.001;

/** |F|², the mean of h and −h: with F = A + iB, A and B of real amplitudes, it is |A|² + |B|². @internal */
export function squaredFactors(
  { group, lattice }: ScatteringCrystal,
  { real, imaginary }: Scatterers,
  reflections: readonly UniqueReflection[],
): Float64Array {
  const hkl = Int32Array.from(reflections.flatMap(({ hkl }) => [...hkl]));
  const options = { lattice: lattice.flat(), tolerance: TOLERANCE };
  const squared = new Float64Array(reflections.length);
  for (const atoms of [real, imaginary]) {
    if (atoms.length === 0) continue;
    const parts = structureFactorsAt(group, atoms, hkl, options);
    for (let i = 0; i < squared.length; i++) squared[i]! += parts.real[i]! ** 2 + parts.imag[i]! ** 2;
  }
  return squared;
}
