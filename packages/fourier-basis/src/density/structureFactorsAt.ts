import { checkOption, FourierBasisError, show } from '../core/errors.js';
import { type CompiledGroup, compileGroup, mod24, type SymmetryGroup } from '../core/group.js';
import { latticeGeometry } from '../core/lattice.js';
import { type Atom, siteOf } from './site.js';
import { siteMean } from './siteMean.js';
import type { StructureFactorOptions } from './structureFactors.js';

/**
 * Structure factors `F(h) = Σ f exp(2πi h·x)` over all atoms of the cell, of the reflections that are asked for and no others: a list of unique reflections is
 * enough for a powder pattern. Absent ones are exactly zero, and multiplicities of sites are exact, as in `structureFactors`.
 *
 * @param atoms the asymmetric unit
 * @param hkl (m, 3) indices, row by row
 * @returns (m) real and imaginary parts
 * @throws FourierBasisError `bad-set`, `bad-atom`, `bad-lattice`, `bad-group`, `bad-option`
 */
export function structureFactorsAt(
  group: SymmetryGroup,
  atoms: readonly Atom[],
  hkl: Int32Array,
  { lattice, tolerance = 0.02 }: StructureFactorOptions,
): { readonly real: Float64Array; readonly imag: Float64Array } {
  const compiled = compileGroup(group, 'structureFactorsAt');
  const geometry = latticeGeometry(lattice, compiled, 'structureFactorsAt');
  checkOption(tolerance, 'structureFactorsAt: tolerance', '≥ 0', ', in Å');
  if (compiled.dim !== 3 || !(hkl instanceof Int32Array) || hkl.length % 3 !== 0)
    throw new FourierBasisError(
      'bad-set',
      `structureFactorsAt: hkl must be an Int32Array with three indices for each reflection of a space group, got ${show(hkl)}`,
    );
  const present = presentOnes(hkl, compiled);
  const indices = new Int32Array(3 * present.length);
  const bounds: [number, number, number] = [0, 0, 0];
  present.forEach((k, j) => {
    for (let i = 0; i < 3; i++) {
      const index = hkl[3 * k + i]!;
      indices[3 * j + i] = index;
      bounds[i] = Math.max(bounds[i]!, Math.abs(index));
    }
  });
  const s = Float64Array.from(
    present,
    (k) => Math.sqrt(geometry.squaredLength(hkl[3 * k]!, hkl[3 * k + 1]!, hkl[3 * k + 2]!)) / 2,
  );
  const real = new Float64Array(hkl.length / 3);
  const imag = new Float64Array(hkl.length / 3);
  const mean = new Float64Array(2 * present.length);
  atoms.forEach((atom, index) => {
    const site = siteOf(atom, compiled, geometry, tolerance, index);
    const { occupancy = 1, b = 0, amplitude } = atom;
    siteMean(indices, bounds, site, compiled, mean);
    const share = (occupancy * compiled.order) / site.stabilizer;
    present.forEach((k, j) => {
      const f = typeof amplitude === 'function' ? amplitude(s[j]!) : amplitude;
      if (!Number.isFinite(f))
        throw new FourierBasisError(
          'bad-atom',
          `structureFactorsAt: amplitude of atom ${index} must be finite, got ${show(f)} at s = ${s[j]} 1/Å`,
        );
      const damping = site.u === undefined && b !== 0 ? Math.exp(-b * s[j]! ** 2) : 1;
      real[k]! += share * f * damping * mean[2 * j]!;
      imag[k]! += share * f * damping * mean[2 * j + 1]!;
    });
  });
  return { real, imag };
}

/** Positions of the reflections that the group allows: no operation maps h to itself with another phase. */
function presentOnes(hkl: Int32Array, { pointOrder, rot, trans, centring }: CompiledGroup): number[] {
  const phase = (h: number, k: number, l: number, t: Int32Array, at: number): number =>
    mod24(h * t[at]! + k * t[at + 1]! + l * t[at + 2]!);
  const isAbsent = (h: number, k: number, l: number): boolean => {
    for (let at = 0; at < centring.length; at += 3) if (phase(h, k, l, centring, at) !== 0) return true;
    for (let p = 0; p < pointOrder; p++) {
      const keeps = [0, 1, 2].every((i) => {
        const r = 9 * p + i;
        const image = h * rot[r]! + k * rot[r + 3]! + l * rot[r + 6]!;
        return image === [h, k, l][i];
      });
      if (keeps && phase(h, k, l, trans, 3 * p) !== 0) return true;
    }
    return false;
  };
  const present: number[] = [];
  for (let k = 0; 3 * k < hkl.length; k++)
    if (!isAbsent(hkl[3 * k]!, hkl[3 * k + 1]!, hkl[3 * k + 2]!)) present.push(k);
  return present;
}
