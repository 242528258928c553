import {
  cartesianTensor,
  elasticModuli,
  longitudinalPiezo,
  refraction,
  tensorFacts,
  type TensorKind,
} from '@crystal-fourier/data';
import type { NamedTensor } from '@crystal-fourier/model';

/** What follows from a tensor, by label; a number that has no meaning for it is not there. */
type Scalars = Readonly<Record<string, number>>;

/** By kind, labels of what is computed, in their order. */
const LABELS: Readonly<Record<TensorKind, readonly string[]>> = {
  dielectric: ['index', 'birefringence'],
  rank2: ['norm'],
  born: ['norm'],
  piezoelectric: ['longitudinal'],
  elastic: ['bulk_hill', 'shear_hill', 'anisotropy'],
};

/**
 * Numbers that follow from a tensor, the same in every frame: the refractive index √(trace ε / 3) and the birefringence; the largest longitudinal
 * piezoelectric constant; the moduli of Voigt, Reuss and Hill and the universal anisotropy of a stiffness; of other tensors the Frobenius norm, over the sites its root mean square.
 *
 * @param components irreducible, (size) or (orbits, size)
 * @param weights of the orbits, adding up to 1
 */
function derivedScalars(kind: TensorKind, components: ArrayLike<number>, weights: readonly number[] = [1]): Scalars {
  const found = valuesOf(kind, components, weights);
  return Object.fromEntries(
    LABELS[kind].flatMap((label, i) => (Number.isFinite(found[i]) ? [[label, found[i]!] as const] : [])),
  );
}

function valuesOf(kind: TensorKind, components: ArrayLike<number>, weights: readonly number[]): readonly number[] {
  if (kind === 'rank2' || kind === 'born') {
    const { size } = tensorFacts(kind);
    const square = weights.reduce((sum, weight, i) => {
      let own = 0;
      for (let m = i * size; m < (i + 1) * size; m++) own += components[m]! ** 2;
      return sum + weight * own;
    }, 0);
    return [Math.sqrt(square)];
  }
  const tensor = cartesianTensor(kind, components);
  if (kind === 'dielectric') {
    const { index, birefringence } = refraction(tensor);
    return [index, birefringence];
  }
  if (kind === 'piezoelectric') return [longitudinalPiezo(tensor).value];
  const { bulk, shear, universalAnisotropy } = elasticModuli(tensor);
  return [bulk.hill, shear.hill, universalAnisotropy];
}

/** Names under which derived numbers stand beside targets: `e_electronic.index`. */
export const derivedNames = (tensors: readonly NamedTensor[]): string[] =>
  tensors.flatMap(({ name, kind }) => LABELS[kind].map((label) => `${name}.${label}`));

/** Derived numbers of a tensor by those names. */
export const namedScalars = (
  { name, kind }: NamedTensor,
  components: ArrayLike<number>,
  weights?: readonly number[],
): Scalars =>
  Object.fromEntries(
    Object.entries(derivedScalars(kind, components, weights)).map(([label, value]) => [`${name}.${label}`, value]),
  );
