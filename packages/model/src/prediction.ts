import {
  type BatchRecord,
  type DataError,
  type Diagnostic,
  elementSymbol,
  type OrbitFeatures,
  tensorFacts,
  type TensorKind,
} from '@crystal-fourier/data';
import type { ModelConfig } from './config/config.js';
import { type Normalization, shownValue } from './features/normalization.js';
import { componentsIn, outputLayout } from './features/outputLayout.js';
import { siteWeights, symmetricTensor } from './features/tensorScales.js';

/** What a network, or an ensemble of networks, predicts for one crystal. */
export interface Prediction {
  readonly id: string;
  /**
   * Physical units; of a classification the probability. The mean over the members of an ensemble, of logarithms where those are learned
   * (that is the geometric mean of the values).
   */
  readonly values: Readonly<Record<string, number>>;
  /** Standard deviation over the members of an ensemble, in log10 units for targets learned so; absent for one network. */
  readonly spread?: Readonly<Record<string, number>>;
  /** By name; absent for a network that predicts none. */
  readonly tensors?: Readonly<Record<string, PredictedTensor>>;
  /**
   * Distance from the nearest training crystal, as the network represents crystals, over what is usual (the 99 % quantile of the same
   * distance among training crystals): above 1, the crystal is unlike those of the training.
   */
  readonly novelty: number;
  /** Symbols of elements that no training crystal has. */
  readonly unknownElements: readonly string[];
  /**
   * Whether no training crystal has the space group; the prediction is as well defined, if less tested. If no training crystal is on
   * the group's kind of axes (hexagonal for trigonal and hexagonal groups), nothing was learned of those frequencies and the Fourier
   * features are left out of the prediction.
   */
  readonly unknownGroup: boolean;
}

/** A predicted tensor, with exactly the symmetry of the crystal. */
export interface PredictedTensor {
  readonly kind: TensorKind;
  /**
   * Irreducible components, see `irreducibleParts`, in the Cartesian frame of the standard cell: (size), or (orbits, size) of the representatives of the orbits
   * for a tensor of each site. `tensorInGivenFrame` turns them into the frame of a file. The mean over the members of an ensemble.
   */
  readonly components: Float64Array;
  /** Standard deviation over the members of an ensemble, by the norm of their differences; for a tensor of each site its mean over the sites. Absent for one network. */
  readonly spread?: number;
  /** Cartesian components in the frame of the structure that was given, 3^rank, or (sites, 9); there where structures are predicted. */
  readonly cartesian?: Float64Array;
}

/** A prediction for a structure, or why there is none. */
export type StructurePrediction =
  | (Prediction & {
      readonly ok: true;
      /** Reduced formula. */
      readonly formula: string;
      /** What is to be known of the structure: sites that are very close, a tolerance that had to be tightened, … */
      readonly diagnostics: readonly Diagnostic[];
    })
  | { readonly ok: false; readonly id: string; readonly error: DataError };

/**
 * The prediction that the outputs of networks mean.
 *
 * @param outputs (M, T): of each member of an ensemble
 * @param normalizations of the members; elements and groups are those of the first
 * @param config of the members
 */
export function predictionOf(
  { id, features }: BatchRecord,
  outputs: readonly (readonly number[])[],
  novelty: number,
  normalizations: readonly Normalization[],
  config: Pick<ModelConfig, 'task' | 'targets' | 'tensors'>,
): Prediction {
  const values: Record<string, number> = {};
  const spread: Record<string, number> = {};
  const { targets, elements, groups } = normalizations[0]!;
  targets.forEach(({ name, log10 }, t) => {
    const ofMembers = outputs.map((row, m) =>
      config.task === 'classification'
        ? 1 / (1 + Math.exp(-row[t]!))
        : shownValue(row[t]!, normalizations[m]!.targets[t]!, features),
    );
    const mean = ofMembers.reduce((sum, x) => sum + x, 0) / ofMembers.length;
    values[name] = log10 ? 10 ** mean : mean;
    if (ofMembers.length > 1)
      spread[name] = Math.sqrt(ofMembers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (ofMembers.length - 1));
  });
  return {
    id,
    values,
    ...(outputs.length > 1 ? { spread } : {}),
    ...(config.tensors === undefined ? {} : { tensors: tensorsOf(features, outputs, normalizations, config) }),
    novelty,
    unknownElements: [...new Set(features.atomicNumbers)].filter((z) => !elements.includes(z)).map(elementSymbol),
    unknownGroup: !groups.includes(features.groupNumber),
  };
}

/** Tensors by name: the mean over the members of what each of them says in float64. */
function tensorsOf(
  features: OrbitFeatures,
  outputs: readonly (readonly number[])[],
  normalizations: readonly Normalization[],
  config: Pick<ModelConfig, 'targets' | 'tensors'>,
): Readonly<Record<string, PredictedTensor>> {
  const layout = outputLayout(config);
  return Object.fromEntries(
    layout.tensors.map((place, k): [string, PredictedTensor] => {
      const ofMembers = outputs.map((row, m) =>
        symmetricTensor(
          componentsIn(row, place, layout, features.orbitCount),
          normalizations[m]!.tensors![k]!,
          features,
        ),
      );
      const components = ofMembers[0]!.map(
        (_, at) => ofMembers.reduce((sum, own) => sum + own[at]!, 0) / ofMembers.length,
      );
      return [
        place.name,
        {
          kind: place.kind,
          components,
          ...(ofMembers.length > 1 ? { spread: spreadOf(place.kind, ofMembers, components, features) } : {}),
        },
      ];
    }),
  );
}

function spreadOf(
  kind: TensorKind,
  ofMembers: readonly Float64Array[],
  mean: Float64Array,
  features: OrbitFeatures,
): number {
  const { size } = tensorFacts(kind);
  const weights = siteWeights(kind, features);
  let square = 0;
  for (const own of ofMembers)
    own.forEach((value, at) => (square += weights[Math.floor(at / size)]! * (value - mean[at]!) ** 2));
  return Math.sqrt(square / (ofMembers.length - 1));
}
