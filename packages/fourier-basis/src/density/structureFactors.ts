import type { Constraints } from '../constraints/constraints.js';
import { deriveConstraints } from '../constraints/deriveConstraints.js';
import { checkOption, FourierBasisError, show } from '../core/errors.js';
import type { FrequencySet } from '../frequencies/frequencySet.js';
import { compileGroup, type SymmetryGroup } from '../core/group.js';
import { type Lattice, latticeGeometry } from '../core/lattice.js';
import type { ComplexArray } from '../constraints/reynolds.js';
import { rootsOfUnity } from '../core/roots.js';
import { type Atom, siteOf } from './site.js';
import { siteMean } from './siteMean.js';

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
  const constraints = deriveConstraints(group, set);
  const geometry = latticeGeometry(lattice, compiled, 'structureFactors');
  checkOption(tolerance, 'structureFactors: tolerance', '≥ 0', ', in Å');
  // One star of O and −O, since F(−h) is the conjugate of F(h) for real amplitudes.
  const { starStart, members, proof, opposite } = constraints;
  const stars: number[] = [];
  for (let star = 0; star < proof.length; star++) {
    if (proof[star]! < 0 && (opposite[star]! < 0 || opposite[star]! >= star)) stars.push(star);
  }
  const hkl = new Int32Array(3 * stars.length);
  stars.forEach((star, j) => {
    const from = members[starStart[star]!]! * set.dim;
    for (let i = 0; i < set.dim; i++) hkl[3 * j + i] = set.hkl[from + i]!;
  });
  const lengths = Float64Array.from(stars, (_, j) =>
    Math.sqrt(geometry.squaredLength(hkl[3 * j]!, hkl[3 * j + 1]!, hkl[3 * j + 2]!)),
  );
  const sum = new Float64Array(2 * stars.length);
  const mean = new Float64Array(2 * stars.length);
  atoms.forEach((atom, index) => {
    const site = siteOf(atom, compiled, geometry, tolerance, index);
    const { occupancy = 1, b = 0, amplitude } = atom;
    siteMean(hkl, set.bounds, site, compiled, mean);
    const damped = site.u === undefined && b !== 0;
    const multiplicity = compiled.order / site.stabilizer;
    for (let j = 0; j < stars.length; j++) {
      const s = lengths[j]! / 2;
      const f = typeof amplitude === 'function' ? amplitude(s) : amplitude;
      if (!Number.isFinite(f)) {
        throw new FourierBasisError(
          'bad-atom',
          `structureFactors: amplitude of atom ${index} must be finite, got ${show(f)} at s = ${s} 1/Å`,
        );
      }
      const scale = occupancy * f * multiplicity * (damped ? Math.exp(-b * s * s) : 1);
      sum[2 * j]! += scale * mean[2 * j]!;
      sum[2 * j + 1]! += scale * mean[2 * j + 1]!;
    }
  });
  const real = new Float64Array(set.count);
  const imag = new Float64Array(set.count);
  const unit = rootsOfUnity();
  stars.forEach((star, j) => {
    const [re, im] = [sum[2 * j]!, sum[2 * j + 1]!];
    spread(constraints, star, unit, re, im, { real, imag });
    // −ξ represents −O.
    if (opposite[star]! > star) spread(constraints, opposite[star]!, unit, re, -im, { real, imag });
  });
  return { set, volume: geometry.volume, real, imag };
}

/** Structure factors of a star from that of its representative. */
function spread(
  { starStart, members, phase }: Constraints,
  star: number,
  unit: ComplexArray,
  re: number,
  im: number,
  { real, imag }: ComplexArray,
): void {
  for (let at = starStart[star]!; at < starStart[star + 1]!; at++) {
    const k = members[at]!;
    const c = unit.real[phase[k]!]!;
    const s = -unit.imag[phase[k]!]!;
    real[k] = c * re - s * im;
    imag[k] = c * im + s * re;
  }
}
