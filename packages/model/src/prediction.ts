import {
  type BatchRecord,
  type DataError,
  type Diagnostic,
  elementSymbol,
  type TensorKind,
} from '@crystal-fourier/data';
import { type Calibration, halfWidth } from './calibration/calibration.js';
import type { ModelConfig } from './config/config.js';
import type { Normalization } from './features/normalization.js';
import { primitiveSites } from './features/primitiveSites.js';
import { type TargetMean, targetMeans, type TensorMean, tensorMeans } from './memberMeans.js';

/** Where the true value is expected to be. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What a network, or an ensemble of networks, predicts for one crystal. */
export interface Prediction {
  readonly id: string;
  /**
   * Physical units; of a classification the probability. The mean over the members of an ensemble, of logarithms where those are learned
   * (that is the geometric mean of the values).
   */
  readonly values: Readonly<Record<string, number>>;
  /**
   * Where the true value is, in the unit of the value: of crystals like those of the calibration, the share that the level says (0.9 unless another is asked for).
   * Of a target whose logarithm is learned it is not symmetric about the value. Absent without a calibration, or with one of too few records; of a classification.
   */
  readonly intervals?: Readonly<Record<string, Interval>>;
  /**
   * Standard deviation over the members of an ensemble, in log10 units for targets learned so; absent for one network. With a calibration it is multiplied by
   * the factor of that, so that it has the size of the errors.
   */
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
  /**
   * Standard deviation over the members of an ensemble, by the norm of their differences; for a tensor of each site its mean over the sites. Absent for one network.
   * With a calibration multiplied by its factor.
   */
  readonly spread?: number;
  /**
   * The Frobenius norm of the error is not larger, with the probability of the level, see {@link Prediction.intervals}: each eigenvalue of a symmetric tensor of
   * rank 2 is within this of the predicted one. For a tensor of each site by the root of the mean square over the sites.
   */
  readonly radius?: number;
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

/** What outputs of networks mean. */
export interface OutputMeaning {
  /** Of the members; elements and groups are those of the first. */
  readonly normalizations: readonly Normalization[];
  readonly config: Pick<ModelConfig, 'task' | 'targets' | 'tensors'>;
  /** Of these members together. */
  readonly calibration?: Calibration | undefined;
  /** Of the intervals. */
  readonly level: number;
}

/**
 * The prediction that the outputs of networks mean.
 *
 * @param outputs (M, T): of each member of an ensemble
 */
export function predictionOf(
  { id, features }: BatchRecord,
  outputs: readonly (readonly number[])[],
  novelty: number,
  { normalizations, config, calibration, level }: OutputMeaning,
): Prediction {
  const { elements, groups } = normalizations[0]!;
  const means = targetMeans(features, outputs, normalizations, config);
  const sites = primitiveSites(features);
  /** Half of the width of an interval of a quantity, and the factor of its spread. */
  const calibrated = (name: string, { learned, unit }: Pick<TargetMean, 'learned' | 'unit'>) => {
    const quantity = calibration?.quantities.find((one) => one.name === name);
    const half = quantity && halfWidth(quantity, { novelty, sites, ...learned }, level);
    return { half: half === undefined ? undefined : half * unit, factor: quantity?.spreadFactor ?? 1 };
  };
  const values: Record<string, number> = {};
  const spread: Record<string, number> = {};
  const intervals: Record<string, Interval> = {};
  for (const target of means) {
    const { name, log10 } = target.scale;
    const { mean, deviation } = target;
    const { half, factor } = calibrated(name, target);
    const valueOf = (shown: number): number => (log10 ? 10 ** shown : shown);
    values[name] = valueOf(mean);
    if (deviation !== undefined) spread[name] = factor * deviation;
    if (half !== undefined) intervals[name] = { low: valueOf(mean - half), high: valueOf(mean + half) };
  }
  const tensorOf = (tensor: TensorMean): [string, PredictedTensor] => {
    const { name, kind, components, deviation } = tensor;
    const { half, factor } = calibrated(name, tensor);
    return [
      name,
      {
        kind,
        components,
        ...(deviation === undefined ? {} : { spread: factor * deviation }),
        ...(half === undefined ? {} : { radius: half }),
      },
    ];
  };
  return {
    id,
    values,
    ...(Object.keys(intervals).length > 0 ? { intervals } : {}),
    ...(outputs.length > 1 ? { spread } : {}),
    ...(config.tensors === undefined
      ? {}
      : { tensors: Object.fromEntries(tensorMeans(features, outputs, normalizations, config).map(tensorOf)) }),
    novelty,
    unknownElements: [...new Set(features.atomicNumbers)].filter((z) => !elements.includes(z)).map(elementSymbol),
    unknownGroup: !groups.includes(features.groupNumber),
  };
}
