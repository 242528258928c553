import {
  cartesianTensor,
  type CrystalPlacement,
  irreducibleParts,
  isElasticallyStable,
  nearestStable,
  type OrbitFeatures,
  tensorFacts,
  tensorInGivenFrame,
  type TensorKind,
  toVoigt,
} from '@crystal-fourier/data';
import { type PredictedTensor, siteWeights } from '@crystal-fourier/model';
import { namedScalars } from '../evaluation/derivedScalars.js';

/** A predicted tensor in the frame of the file, as it is printed. */
export interface GivenTensor {
  readonly kind: TensorKind;
  /**
   * In the Cartesian frame of the lattice vectors of the file: 3 × 3; 3 × 6 and 6 × 6 in Voigt's notation (xx, yy, zz, yz, xz, xy) without factors; of a tensor of each site
   * one 3 × 3 for each site, in the order of the file.
   */
  readonly matrix: readonly (readonly number[])[] | readonly (readonly (readonly number[])[])[];
  /** Deviation over an ensemble, by the norm. */
  readonly spread?: number;
  /** The norm of the error is not larger, as often as the level of intervals says. */
  readonly radius?: number;
}

/** The tensors of a prediction, what follows from them, and what is to be known of them. */
export interface GivenTensors {
  readonly tensors: Readonly<Record<string, GivenTensor>>;
  readonly scalars: Readonly<Record<string, number>>;
  /** Stiffnesses that are not positive definite, and whether they were made so. */
  readonly unstable: readonly { readonly name: string; readonly isChanged: boolean }[];
}

/**
 * Predicted tensors in the frame of a file.
 *
 * @param isStable whether stiffnesses become positive definite, where they are not
 */
export function givenTensors(
  predicted: Readonly<Record<string, PredictedTensor>>,
  features: OrbitFeatures,
  placement: CrystalPlacement,
  isStable: boolean,
): GivenTensors {
  const tensors: Record<string, GivenTensor> = {};
  const scalars: Record<string, number> = {};
  const unstable: { name: string; isChanged: boolean }[] = [];
  for (const [name, tensor] of Object.entries(predicted)) {
    const { kind, spread, radius } = tensor;
    let { components } = tensor;
    if (kind === 'elastic' && !isElasticallyStable(cartesianTensor(kind, components))) {
      const changed = isStable ? nearestStable(cartesianTensor(kind, components)) : undefined;
      if (changed !== undefined) components = irreducibleParts(kind, changed);
      unstable.push({ name, isChanged: changed !== undefined });
    }
    Object.assign(scalars, namedScalars({ name, kind }, components, siteWeights(kind, features)));
    const matrix = matrixOf(kind, tensorInGivenFrame(kind, components, placement));
    tensors[name] = {
      kind,
      matrix,
      ...(spread === undefined ? {} : { spread }),
      ...(radius === undefined ? {} : { radius }),
    };
  }
  return { tensors, scalars, unstable };
}

function matrixOf(kind: TensorKind, cartesian: Float64Array): GivenTensor['matrix'] {
  const { rank, isPerSite } = tensorFacts(kind);
  if (rank > 2) return toVoigt(cartesian);
  const rows = Array.from({ length: cartesian.length / 3 }, (_, i) => [...cartesian.subarray(3 * i, 3 * i + 3)]);
  return isPerSite ? Array.from({ length: rows.length / 3 }, (_, site) => rows.slice(3 * site, 3 * site + 3)) : rows;
}
