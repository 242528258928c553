import { FourierBasisError, show } from './errors.js';
import type { FrequencySet } from './frequencySet.js';
import { compileGroup, type CompiledGroup, type SymmetryGroup, UNITS } from './group.js';
import { invariantBasis } from './invariantBasis.js';
import { type Lattice, latticeGeometry } from './lattice.js';
import { vecMat } from './matrix.js';
import { cosineOf } from './roots.js';
import { type Atom, type Site, siteOf } from './site.js';

export interface StructureFactorOptions {
  /** Row vectors in Å, in the setting of the group. */
  readonly lattice: Lattice;
  /**
   * Largest distance in Å between an atom and its image at which the atom sits on that symmetry element; it is then moved onto
   * it. Defaults to 0.02.
   */
  readonly tolerance?: number;
}

/** Structure factors over a frequency set: `F(h) = Σ f exp(2πi h·x)` over all atoms of the cell. */
export interface StructureFactors {
  readonly set: FrequencySet;
  /** Volume of the cell, Å³ (area, Å², in two dimensions). */
  readonly volume: number;
  /** (n) */
  readonly real: Float64Array;
  /** (n) */
  readonly imag: Float64Array;
}

/**
 * Structure factors of a crystal from its asymmetric unit. Only one frequency per star is computed, the others follow from
 * `F(hR) = F(h) exp(−2πi h·t)`, absent ones are exactly zero, and multiplicities are exact: |G| divided by the number of operations that
 * keep the atom.
 *
 * @throws FourierBasisError `bad-atom`, `bad-lattice`, and as `deriveConstraints`
 */
export function structureFactors(
  group: SymmetryGroup,
  atoms: readonly Atom[],
  set: FrequencySet,
  { lattice, tolerance = 0.02 }: StructureFactorOptions,
): StructureFactors {
  const compiled = compileGroup(group, 'structureFactors');
  const basis = invariantBasis(group, set, { real: false });
  const geometry = latticeGeometry(lattice, compiled, 'structureFactors');
  if (!Number.isFinite(tolerance) || tolerance < 0) {
    throw new FourierBasisError(
      'bad-option',
      `structureFactors: tolerance must be a number ≥ 0, in Å, got ${show(tolerance)}`,
    );
  }
  const { starStart, members, phase } = basis.constraints;
  const stars = basis.stars;
  const sum = new Float64Array(2 * stars.length);
  // |G|⁻¹ Σ_g exp(2πi ξ·gx) = |O|^(−1/2) e_O(x)
  const sizes = Float64Array.from(stars, (star) => 1 / Math.sqrt(starStart[star + 1]! - starStart[star]!));
  const representatives = Array.from(stars, (star) => set.at(members[starStart[star]!]!));
  const lengths = Float64Array.from(representatives, ([h, k, l = 0]) => Math.sqrt(geometry.squaredLength(h!, k!, l)));
  atoms.forEach((atom, index) => {
    const site = siteOf(atom, compiled, geometry, tolerance, index);
    const { occupancy = 1, b = 0, amplitude } = atom;
    const values =
      site.u === undefined ? basis.evaluate(Float64Array.from(site.position.slice(0, set.dim))) : undefined;
    const multiplicity = compiled.order / site.stabilizer;
    stars.forEach((_, j) => {
      const s = lengths[j]! / 2;
      const f = typeof amplitude === 'function' ? amplitude(s) : amplitude;
      if (!Number.isFinite(f)) {
        throw new FourierBasisError(
          'bad-atom',
          `structureFactors: amplitude of atom ${index} must be finite, got ${show(f)} at s = ${s} 1/Å`,
        );
      }
      const scale = occupancy * f * multiplicity;
      if (values !== undefined) {
        const damped = scale * sizes[j]! * Math.exp(-b * s * s);
        sum[2 * j]! += damped * values[2 * j]!;
        sum[2 * j + 1]! += damped * values[2 * j + 1]!;
      } else {
        const [re, im] = anisotropicMean(representatives[j]!, site, compiled);
        sum[2 * j]! += scale * re;
        sum[2 * j + 1]! += scale * im;
      }
    });
  });
  const real = new Float64Array(set.count);
  const imag = new Float64Array(set.count);
  stars.forEach((star, j) => {
    for (let at = starStart[star]!; at < starStart[star + 1]!; at++) {
      const k = members[at]!;
      const [c, s] = [cosineOf(2 * phase[k]!), -cosineOf(2 * phase[k]! - 12)];
      real[k] = c * sum[2 * j]! - s * sum[2 * j + 1]!;
      imag[k] = c * sum[2 * j + 1]! + s * sum[2 * j]!;
    }
  });
  return { set, volume: geometry.volume, real, imag };
}

/** `|G|⁻¹ Σ_g exp(−2π² (hR) U* (hR)ᵀ) exp(2πi h·gx)`. */
function anisotropicMean(
  representative: readonly number[],
  { position, u }: Site,
  group: CompiledGroup,
): [number, number] {
  const { pointOrder, rot, trans } = group;
  const [h, k, l = 0] = representative as [number, number, number?];
  let [re, im] = [0, 0];
  // The representative is not absent, so centring translations change nothing: the point group's part is enough.
  for (let p = 0; p < pointOrder; p++) {
    const image = vecMat([h, k, l], Array.from(rot.subarray(9 * p, 9 * p + 9)));
    const shift = (h * trans[3 * p]! + k * trans[3 * p + 1]! + l * trans[3 * p + 2]!) / UNITS;
    const turn = dot(image, position) + shift;
    const damping = Math.exp(-2 * Math.PI * Math.PI * dot(vecMat(image, u!), image));
    re += damping * Math.cos(2 * Math.PI * turn);
    im += damping * Math.sin(2 * Math.PI * turn);
  }
  return [re / pointOrder, im / pointOrder];
}

const dot = (a: readonly number[], b: readonly number[]): number => a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
