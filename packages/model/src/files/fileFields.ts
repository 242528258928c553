import { DataError, featureRecipe, type FeatureRecipe, tensorFacts } from '@crystal-fourier/data';
import { ELEMENT_COUNT } from '../features/elementTable.js';
import { STATISTICS_WIDTH } from '../features/compositionStatistics.js';
import { type ModelConfig, modelConfig } from '../config/config.js';
import { ModelError } from '../config/errors.js';
import { type NamedTensor, namedTensors } from '../config/tensorTargets.js';
import { CELL_COLUMNS } from '../features/usedFeatures.js';
import type { Normalization } from '../features/normalization.js';
import type { TensorScale } from '../features/tensorScales.js';
import type { TensorFile } from './safetensors.js';
import { type TrainingOptions, trainingOptions } from '../config/trainingOptions.js';
import { canonicalJson, isObject } from '../config/plainJson.js';
import { VERSION } from '../config/version.js';

/** Of the fields in a file's metadata; a later version that cannot be read by this code has a higher one. */
export const FORMAT = 1;

/**
 * `model`: one network; `checkpoint`: the state of a training; `exported`: networks with a card, see `packModel`; `pretraining`: the state of a
 * pretraining; `orbit-encoder`: what came of it.
 */
export type FileKind = 'model' | 'checkpoint' | 'exported' | 'pretraining' | 'orbit-encoder';
const KINDS: ReadonlySet<unknown> = new Set<FileKind>([
  'model',
  'checkpoint',
  'exported',
  'pretraining',
  'orbit-encoder',
]);

interface Settings {
  readonly config: ModelConfig;
  readonly options: TrainingOptions;
  readonly normalization: Normalization;
  /** Undefined in a file of an earlier version. */
  readonly recipe: FeatureRecipe | undefined;
}

const refused = (what: string): ModelError => new ModelError('bad-checkpoint', `model file: ${what}`);

export const damaged = (what: string): ModelError =>
  refused(`${what}; it is damaged or was written by another program`);

export function metadataOf({ metadata }: TensorFile, kind: FileKind): Record<string, unknown> {
  const { kind: found, format, version } = metadata;
  if (found !== kind) {
    const what = `it must be of kind ${JSON.stringify(kind)}, got ${JSON.stringify(found)}`;
    throw KINDS.has(found) ? refused(what) : damaged(what);
  }
  if (format !== FORMAT)
    throw refused(
      `its format must be ${FORMAT}, got ${JSON.stringify(format)}; it was written by version ${JSON.stringify(version)}, this is ${VERSION}`,
    );
  return metadata;
}

/** Options that files of earlier versions do not name, as their networks have them. */
const ABSENT: Partial<ModelConfig> = { fourierDropout: 0, surroundings: false, totals: false, moments: false };

export function settingsOf(metadata: Record<string, unknown>): Settings {
  try {
    const own = metadata['config'];
    if (!isObject(own)) throw damaged('its configuration is missing');
    const config = modelConfig({ ...ABSENT, ...own } as ModelConfig);
    const options = trainingOptions(metadata['options'] as TrainingOptions);
    const normalization = metadata['normalization'] as Normalization;
    const recipe = recipeOf(metadata['recipe']);
    if (isWhole(normalization, config)) return { config, options, normalization, recipe };
  } catch (error) {
    // Another error is of a field that is not there.
    if (error instanceof ModelError) throw error.code === 'bad-checkpoint' ? error : damaged(error.message);
  }
  throw damaged('its configuration or normalisation is incomplete');
}

/** A recipe of which every field is there and has a value that it may have; undefined where there is none. */
function recipeOf(field: unknown): FeatureRecipe | undefined {
  if (field === undefined) return undefined;
  if (isObject(field)) {
    try {
      const recipe = featureRecipe(field);
      const { symprec, radial, fourier } = recipe;
      const values = [symprec, ...Object.values(radial), ...Object.values(fourier)];
      // A field that was missing has become its default.
      if (values.every(Number.isFinite) && canonicalJson(recipe, 'recipe') === canonicalJson(field, 'recipe'))
        return recipe;
    } catch (error) {
      throw error instanceof DataError ? refused(error.message) : error;
    }
  }
  throw damaged('its recipe of features is incomplete');
}

const numbers = (list: unknown, holds: (x: number) => boolean = Number.isFinite): boolean =>
  Array.isArray(list) && list.every(holds);
const isPositive = (x: number): boolean => Number.isFinite(x) && x > 0;
const isUpTo =
  (most: number, least = 1) =>
  (n: number): boolean =>
    Number.isInteger(n) && n >= least && n <= most;

/** @throws TypeError where a field is missing that has fields of its own */
function isWhole(
  { cell, statistics, targets: scales, tensors = [], bins, frequencies, elements, groups }: Normalization,
  config: ModelConfig,
): boolean {
  const { targets } = config;
  return (
    [cell, statistics].every(
      ({ mean, spread }, i) =>
        numbers(mean) &&
        numbers(spread, isPositive) &&
        mean.length === [CELL_COLUMNS.length, STATISTICS_WIDTH][i] &&
        mean.length === spread.length,
    ) &&
    scales.length === targets.length &&
    scales.every(
      ({ name, mean, spread, log10, extensive }, t) =>
        name === targets[t] &&
        Number.isFinite(mean) &&
        isPositive(spread) &&
        typeof log10 === 'boolean' &&
        typeof extensive === 'boolean',
    ) &&
    areScales(tensors, namedTensors(config)) &&
    [bins, frequencies.cubic, frequencies.hexagonal].every(isUpTo(100_000, 0)) &&
    numbers(elements, isUpTo(ELEMENT_COUNT - 1)) &&
    numbers(groups, isUpTo(230))
  );
}

/** Whether each tensor has a scale for each of its parts. */
const areScales = (scales: readonly TensorScale[], tensors: readonly NamedTensor[]): boolean =>
  scales.length === tensors.length &&
  scales.every(
    ({ name, kind, parts }, t) =>
      name === tensors[t]!.name &&
      kind === tensors[t]!.kind &&
      parts.length === tensorFacts(kind).parts.length &&
      parts.every(({ mean, spread }) => Number.isFinite(mean) && isPositive(spread)),
  );

export function floats({ tensors }: TensorFile, name: string): Float32Array {
  const values = tensors[name]?.values;
  if (!(values instanceof Float32Array)) throw damaged(`the tensor ${name} is missing`);
  if (!values.every(Number.isFinite)) throw damaged(`the tensor ${name} has numbers that are not finite`);
  return values;
}
