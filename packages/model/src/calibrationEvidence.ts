import type { BatchRecord } from '@crystal-fourier/data';
import { type CalibrationEvidence, calibrationOrder, type QuantityEvidence } from './calibration/calibration.js';
import type { DifficultyInputs } from './calibration/difficulty.js';
import type { ModelConfig } from './config/config.js';
import { namedTensors } from './config/tensorTargets.js';
import { type Normalization, toScale } from './features/normalization.js';
import { primitiveSites } from './features/primitiveSites.js';
import { siteWeights } from './features/tensorScales.js';
import { normBetween, targetMeans, tensorMeans } from './memberMeans.js';

/** What networks compute for a crystal. */
interface Computed {
  /** (M, T): of each member. */
  readonly outputs: readonly (readonly number[])[];
  readonly novelty: number;
  /** (d): how the first network represents it. */
  readonly vector: Float32Array;
}

/** What networks say of a crystal, beside what is true. */
export interface Statement {
  readonly id: string;
  readonly novelty: number;
  readonly sites: number;
  readonly vector: Float32Array;
  /** By name: NaN where the truth is not known. */
  readonly quantities: Readonly<
    Record<string, Pick<DifficultyInputs, 'predicted' | 'spread'> & { readonly error: number }>
  >;
}

/** What networks say of a crystal, in units of the standard deviations of what is learned. */
export function statementOf(
  { id, features, targets, tensors }: BatchRecord,
  { outputs, novelty, vector }: Computed,
  normalizations: readonly Normalization[],
  config: Pick<ModelConfig, 'task' | 'targets' | 'tensors'>,
): Statement {
  const quantities: Record<string, Statement['quantities'][string]> = {};
  for (const { scale, learned } of targetMeans(features, outputs, normalizations, config)) {
    const truth = toScale(targets?.[scale.name], scale, features) ?? Number.NaN;
    // The logarithm of what is not positive says nothing.
    quantities[scale.name] = { ...learned, error: Number.isFinite(truth) ? learned.predicted - truth : Number.NaN };
  }
  for (const { name, kind, components, unit, learned } of tensorMeans(features, outputs, normalizations, config)) {
    const truth = tensors?.[name]?.components;
    const error = truth === undefined ? Number.NaN : normBetween(kind, components, truth, siteWeights(kind, features));
    quantities[name] = { ...learned, error: error / unit };
  }
  return { id, novelty, sites: primitiveSites(features), vector: vector.slice(), quantities };
}

/** What a calibration is made of, its records in an order that chance decides. */
export function evidenceOf(
  statements: readonly Statement[],
  config: Pick<ModelConfig, 'targets' | 'tensors'>,
): CalibrationEvidence {
  const ordered = calibrationOrder(statements.map(({ id }) => id)).map((i) => statements[i]!);
  const width = ordered[0]?.vector.length ?? 0;
  const embeddings = new Float32Array(ordered.length * width);
  ordered.forEach(({ vector }, i) => embeddings.set(vector, i * width));
  const names = [...config.targets, ...namedTensors(config).map(({ name }) => name)];
  return {
    embeddings,
    novelty: ordered.map(({ novelty }) => novelty),
    sites: ordered.map(({ sites }) => sites),
    quantities: names.map((name): QuantityEvidence => {
      const own = ordered.map(({ quantities }) => quantities[name]!);
      return {
        name,
        predicted: own.map(({ predicted }) => predicted),
        spread: own.map(({ spread }) => spread),
        error: own.map(({ error }) => error),
      };
    }),
  };
}
