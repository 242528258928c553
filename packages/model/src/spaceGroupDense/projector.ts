import {
  deriveConstraints,
  type FrequencyFamily,
  frequencyFamily,
  type FrequencySet,
  frequencySet,
  reynoldsProjector,
  type SymmetryGroup,
} from '@crystal-fourier/fourier-basis';
import { spaceGroup } from '@crystal-fourier/spacegroups/core';

const families = new Map<number, FrequencyFamily>();

/** The family of frequency sets for the reference setting of a group of the International Tables. */
export function familyOfGroup(number: number): FrequencyFamily {
  let family = families.get(number);
  if (family === undefined) families.set(number, (family = frequencyFamily(spaceGroup(number))));
  return family;
}

const sets = new Map<string, FrequencySet>();

/** The set of whole shells of a family with at least so many frequencies, k and −k counted; made once. */
export function familySet(family: FrequencyFamily, minCount: number): FrequencySet {
  const key = `${family} ${minCount}`;
  let set = sets.get(key);
  if (set === undefined) sets.set(key, (set = frequencySet(family, { minCount })));
  return set;
}

/**
 * The Reynolds projector on real waves. With H frequencies k in the half space of a set (`set.half`, in its order) and the row vector
 * `u(x) = [cos 2πk·x …, sin 2πk·x …]`,
 *
 *     u(x) P_G = |G|⁻¹ Σ_g u(gx),
 *
 * the real parts of the components of `[exp(2πi k·x)]_{k∈S} M_G` over the half space, then the imaginary parts (arXiv:2512.13989, section 3, in
 * real form). P_G = P_Gᵀ = P_G²; sin 0 has a row and a column of zeros. From exact constraints, rounded once.
 *
 * @returns P_G, (2H, 2H) row-major
 * @throws FourierBasisError if the set is not closed under the group
 */
export function realProjector(group: SymmetryGroup, set: FrequencySet): Float64Array {
  const projector = reynoldsProjector(deriveConstraints(group, set));
  const { rowStart, column } = projector;
  const { real, imag } = projector.dense();
  const { half, count } = set;
  const H = half.length;
  const halfIndex = new Int32Array(count).fill(-1);
  half.forEach((node, i) => (halfIndex[node] = i));
  const out = new Float64Array(4 * H * H);
  half.forEach((node, to) => {
    for (let at = rowStart[node]!; at < rowStart[node + 1]!; at++) {
      const from = column[at]!;
      // Column `node` of M: the conjugate of its row.
      const [a, b] = [real[node * count + from]!, -imag[node * count + from]!];
      const direct = halfIndex[from]! >= 0;
      const i = direct ? halfIndex[from]! : halfIndex[set.opposite(from)]!;
      // exp(2πi k·x) is cos + i sin at k, cos − i sin where −k stands for it; sin 0 is nothing.
      const sign = set.opposite(from) === from ? 0 : direct ? 1 : -1;
      const [cosine, sine] = [i * 2 * H, (H + i) * 2 * H];
      out[cosine + to]! += a;
      out[cosine + H + to]! += b;
      out[sine + to]! -= sign * b;
      out[sine + H + to]! += sign * a;
    }
  });
  return out;
}
