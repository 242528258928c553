import { type FeatureRecipe, recipeDifferences } from '@crystal-fourier/data';
import { type ModelConfig, modelConfig, type ModelOptions } from '../config/config.js';
import { ModelError, show } from '../config/errors.js';
import { namedTensors } from '../config/tensorTargets.js';
import type { DistanceNetwork } from '../features/distanceNetwork.js';
import { ensembleRecipe } from '../features/modelRecipe.js';
import type { Normalization, TargetScale } from '../features/normalization.js';
import { type ModelContent, readModel } from '../files/modelFile.js';
import { unpackModel } from '../files/packedModel.js';
import type { TensorFile } from '../files/safetensors.js';
import type { TakenFromSource } from '../files/takenFromSource.js';

/** A trained network that a training begins with. */
export interface TrainingSource {
  /** A saved model, or a file of `packModel`. */
  readonly file: TensorFile;
  /** Which network of an ensemble, from 0; counted modulo their number. Defaults to 0. */
  readonly member?: number | undefined;
  /** Names it in the saved model. */
  readonly name?: string | undefined;
  /** SHA-256 of its file, which the saved model has, too. */
  readonly sha256?: string | undefined;
}

/** A source that is read. */
export interface SourceNetwork {
  readonly content: ModelContent;
  readonly recipe: FeatureRecipe;
  readonly name: string | undefined;
  readonly sha256: string | undefined;
}

/** @throws ModelError `bad-checkpoint` for a file that is none */
export function readSource({ file, member = 0, name, sha256 }: TrainingSource): SourceNetwork {
  const { members, card } = unpackModel(file);
  const content = readModel(members[member % members.length]!);
  return { content, recipe: ensembleRecipe([content], card?.symprec), name, sha256 };
}

/** Fields of a configuration that may be another than in the source: what is predicted, and what is left out at random. */
const FREE: ReadonlySet<string> = new Set<keyof ModelConfig>([
  'targets',
  'tensors',
  'task',
  'fourierDropout',
  'momentDropout',
  'dropout',
  'encoderTraining',
]);

/**
 * The configuration of a network that begins with a source: its shape and what it reads are those of the source.
 *
 * @throws ModelError `bad-config` where something else is asked for
 */
export function configFromSource(
  options: ModelOptions,
  { content: { config } }: SourceNetwork,
  encoder: DistanceNetwork | undefined,
): ModelConfig {
  if (encoder !== undefined)
    throw new ModelError(
      'bad-config',
      'training: a learned distance was given beside a trained network, which has its own if it has any; leave encoder or source out',
    );
  const { tensors: _, ...shape } = config;
  const known: Readonly<Record<string, unknown>> = { ...config };
  for (const [name, value] of Object.entries(options)) {
    if (FREE.has(name) || value === undefined || value === known[name]) continue;
    throw new ModelError(
      'bad-config',
      `model: ${name} must be that of the network that the training begins with, ${show(known[name])}, got ${show(value)}; leave ${name} out, or begin with another network`,
    );
  }
  // The task of the source is of its own targets.
  return modelConfig({ ...shape, task: 'regression', ...options });
}

/**
 * The complete configuration of a network that begins with a source, and the recipe of the features that it reads; before there are any records.
 *
 * @param model what is predicted, and nothing that contradicts the source
 * @throws ModelError `bad-config`; `bad-checkpoint` for a file that is no saved model
 */
export function tunedNetwork(
  model: ModelOptions,
  source: TrainingSource,
): { readonly config: ModelConfig; readonly recipe: FeatureRecipe } {
  const read = readSource(source);
  return { config: configFromSource(model, read, undefined), recipe: read.recipe };
}

/** @throws ModelError `bad-data` for features that the source was not trained on */
export function checkRecipeOfSource(recipe: FeatureRecipe, source: SourceNetwork): void {
  const differences = recipeDifferences(recipe, source.recipe);
  if (differences.length > 0)
    throw new ModelError(
      'bad-data',
      `training: the features must be of the recipe of the network that the training begins with, got ${differences.join(', ')} of that network; prepare them by its recipe`,
    );
}

const isSameScale = (one: TargetScale, other: TargetScale): boolean =>
  one.log10 === other.log10 && one.extensive === other.extensive;

/** Names of the numbers and tensors whose heads are taken: those that both have, learned in the same way. */
export function keptTargets(
  config: ModelConfig,
  own: Pick<Normalization, 'targets'>,
  { content: { config: before, normalization } }: SourceNetwork,
): readonly string[] {
  const numbers =
    config.task !== before.task
      ? []
      : own.targets.filter((scale) =>
          normalization.targets.some((known) => known.name === scale.name && isSameScale(known, scale)),
        );
  const tensors = namedTensors(config).filter(({ name, kind }) => before.tensors?.[name] === kind);
  return [...numbers, ...tensors].map(({ name }) => name);
}

/**
 * Normalisation of a training that begins with a source. Inputs are standardised as there, since the weights are for these numbers; a tensor that both have keeps its
 * scale; numbers are standardised over the new records. What was trained on is what either was trained on.
 *
 * @param own of the new records
 */
export function normalizationFromSource(
  own: Normalization,
  { content: { normalization: known } }: SourceNetwork,
  kept: readonly string[],
): Normalization {
  const { cell, statistics, bins, frequencies } = known;
  const union = (a: readonly number[], b: readonly number[]): number[] =>
    [...new Set([...a, ...b])].toSorted((x, y) => x - y);
  return {
    ...own,
    cell,
    statistics,
    bins,
    frequencies,
    ...(own.tensors === undefined
      ? {}
      : {
          tensors: own.tensors.map((scale) =>
            kept.includes(scale.name) ? known.tensors!.find(({ name }) => name === scale.name)! : scale,
          ),
        }),
    elements: union(own.elements, known.elements),
    groups: union(own.groups, known.groups),
  };
}

/** What is taken from a source, for those who ask later. @param own normalisation of the new records */
export function takenFrom(
  source: SourceNetwork,
  config: ModelConfig,
  own: Pick<Normalization, 'elements'>,
  kept: readonly string[],
): TakenFromSource {
  const { config: before, normalization } = source.content;
  const names = (of: ModelConfig): string[] => [...of.targets, ...namedTensors(of).map(({ name }) => name)];
  return {
    ...(source.name === undefined ? {} : { name: source.name }),
    ...(source.sha256 === undefined ? {} : { sha256: source.sha256 }),
    targets: names(before),
    kept,
    added: names(config).filter((name) => !kept.includes(name)),
    newElements: own.elements.filter((z) => !normalization.elements.includes(z)),
  };
}
