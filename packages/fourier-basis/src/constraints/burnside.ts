import { FourierBasisError } from '../core/errors.js';
import { checkSet, type FrequencySet } from '../frequencies/frequencySet.js';
import { compileGroup, mod24, type SymmetryGroup } from '../core/group.js';

/**
 * Number of invariant functions over a frequency set, counted without stars, from the operations alone:
 * `|G|⁻¹ Σ_g Σ_{k∈S, kR=k} exp(2πi k·t)`. Exact: a sum of 24th roots of unity in ℤ[ζ₂₄].
 *
 * It equals the number of consistent stars if the set is closed under the group, and is a check of it that shares no code.
 *
 * @throws FourierBasisError `bad-group`, `bad-set`; `not-closed` if the sum is no integer, so that the set is not closed under the group
 */
export function burnsideCount(group: SymmetryGroup, set: FrequencySet): number {
  const { dim, order } = compileGroup(group, 'burnsideCount');
  checkSet(set, dim, 'burnsideCount');
  const { count, hkl } = set;
  const roots = Array.from({ length: 24 }, () => 0);
  for (const { rot, trans } of group.operations) {
    for (let i = 0; i < count; i++) {
      let keeps = true;
      let phase = 0;
      for (let column = 0; column < dim; column++) {
        let image = 0;
        for (let row = 0; row < dim; row++) image += hkl[i * dim + row]! * rot[row * dim + column]!;
        if (image !== hkl[i * dim + column]!) keeps = false;
        phase += hkl[i * dim + column]! * trans[column]!;
      }
      if (keeps) roots[mod24(phase)]!++;
    }
  }
  // ζ⁸ = ζ⁴ − 1 is the cyclotomic polynomial of order 24: what is left are coordinates in a basis of ℤ[ζ₂₄].
  for (let power = 23; power >= 8; power--) {
    roots[power - 4]! += roots[power]!;
    roots[power - 8]! -= roots[power]!;
    roots[power] = 0;
  }
  const total = roots[0]!;
  if (roots.slice(1).some((c) => c !== 0) || total % order !== 0) {
    throw new FourierBasisError(
      'not-closed',
      'burnsideCount: set must be closed under the point group of group; add whole stars, or use frequencySet(group, …)',
    );
  }
  return total / order;
}
