import { type OrbitFeatures, tensorFacts, type TensorKind } from '@crystal-fourier/data';
import type { DifficultyInputs } from './calibration/difficulty.js';
import type { ModelConfig } from './config/config.js';
import { learnedOf, type Normalization, shownUnit, shownValue, type TargetScale } from './features/normalization.js';
import { componentsIn, outputLayout } from './features/outputLayout.js';
import { siteWeights, symmetricTensor, tensorSpread } from './features/tensorScales.js';

/** What the outputs of the networks of an ensemble say of a target together. */
export interface TargetMean {
  readonly scale: TargetScale;
  /** As `shownValue` gives it, of a classification the probability. */
  readonly mean: number;
  /** Standard deviation over the members; undefined for one. */
  readonly deviation: number | undefined;
  /** By how much `mean` changes where what is learned changes by 1. */
  readonly unit: number;
  /** What is predicted, and the deviation, as it is learned. */
  readonly learned: Pick<DifficultyInputs, 'predicted' | 'spread'>;
}

/** The same of a tensor. */
export interface TensorMean extends Pick<TargetMean, 'deviation' | 'unit' | 'learned'> {
  readonly name: string;
  readonly kind: TensorKind;
  /** Irreducible. */
  readonly components: Float64Array;
}

/**
 * Of the targets, in their order.
 *
 * @param outputs (M, T): of each member
 * @param normalizations of the members
 */
export function targetMeans(
  features: OrbitFeatures,
  outputs: readonly (readonly number[])[],
  normalizations: readonly Normalization[],
  { task }: Pick<ModelConfig, 'task'>,
): TargetMean[] {
  return normalizations[0]!.targets.map((scale, t) => {
    const ofMembers = outputs.map((row, m) =>
      task === 'classification'
        ? 1 / (1 + Math.exp(-row[t]!))
        : shownValue(row[t]!, normalizations[m]!.targets[t]!, features),
    );
    const mean = ofMembers.reduce((sum, x) => sum + x, 0) / ofMembers.length;
    const square = ofMembers.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    const deviation = ofMembers.length > 1 ? Math.sqrt(square / (ofMembers.length - 1)) : undefined;
    const unit = shownUnit(scale, features);
    const learned = { predicted: learnedOf(mean, scale, features), spread: (deviation ?? 0) / unit };
    return { scale, mean, deviation, unit, learned };
  });
}

/** Of the tensors, in their order: the mean over the members of what each of them says in float64. */
export function tensorMeans(
  features: OrbitFeatures,
  outputs: readonly (readonly number[])[],
  normalizations: readonly Normalization[],
  config: Pick<ModelConfig, 'targets' | 'tensors'>,
): TensorMean[] {
  const layout = outputLayout(config);
  return layout.tensors.map((place, k) => {
    const { name, kind } = place;
    const ofMembers = outputs.map((row, m) =>
      symmetricTensor(componentsIn(row, place, layout, features.orbitCount), normalizations[m]!.tensors![k]!, features),
    );
    const components = ofMembers[0]!.map(
      (_, at) => ofMembers.reduce((sum, own) => sum + own[at]!, 0) / ofMembers.length,
    );
    const weights = siteWeights(kind, features);
    const square = ofMembers.reduce((sum, own) => sum + normBetween(kind, own, components, weights) ** 2, 0);
    const deviation = ofMembers.length > 1 ? Math.sqrt(square / (ofMembers.length - 1)) : undefined;
    const unit = tensorSpread(normalizations[0]!.tensors![k]!);
    const norm = normBetween(kind, components, new Float64Array(components.length), weights);
    return {
      name,
      kind,
      components,
      deviation,
      unit,
      learned: { predicted: norm / unit, spread: (deviation ?? 0) / unit },
    };
  });
}

/** Frobenius norm of the difference of two tensors; of a tensor of each site the root of its mean square over the sites. */
export function normBetween(
  kind: TensorKind,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  weights: readonly number[],
): number {
  const { size } = tensorFacts(kind);
  let square = 0;
  for (let at = 0; at < a.length; at++) square += weights[Math.floor(at / size)]! * (a[at]! - b[at]!) ** 2;
  return Math.sqrt(square);
}
