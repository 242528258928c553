import { type ModelConfig, modelConfig } from './config.js';
import { ModelError } from './errors.js';
import type { Normalization } from './normalization.js';
import type { TensorFile } from './safetensors.js';
import { type TrainingOptions, trainingOptions } from './trainingOptions.js';
import { VERSION } from './version.js';

/** Of the fields in a file's metadata; a later version that cannot be read by this code has a higher one. */
export const FORMAT = 1;

/** `model`: one network; `checkpoint`: the state of a training; `exported`: networks with a card, see `packModel`. */
export type FileKind = 'model' | 'checkpoint' | 'exported';
const KINDS: ReadonlySet<unknown> = new Set<FileKind>(['model', 'checkpoint', 'exported']);

interface Settings {
  readonly config: ModelConfig;
  readonly options: TrainingOptions;
  readonly normalization: Normalization;
}

export function damaged(what: string): ModelError {
  return new ModelError('bad-checkpoint', `model file: ${what}; it is damaged or was written by another program`);
}

export function metadataOf({ metadata }: TensorFile, kind: FileKind): Record<string, unknown> {
  const found = metadata['kind'];
  if (!KINDS.has(found)) throw damaged(`it must be of kind ${JSON.stringify(kind)}, got ${JSON.stringify(found)}`);
  if (found !== kind)
    throw new ModelError(
      'bad-checkpoint',
      `model file: it must be of kind ${JSON.stringify(kind)}, got ${JSON.stringify(found)}`,
    );
  if (metadata['format'] !== FORMAT) {
    throw new ModelError(
      'bad-checkpoint',
      `model file: its format must be ${FORMAT}, got ${JSON.stringify(metadata['format'])}; it was written by version ${JSON.stringify(metadata['version'])}, this is ${VERSION}`,
    );
  }
  return metadata;
}

export function settingsOf(metadata: Record<string, unknown>): Settings {
  try {
    const config = modelConfig(metadata['config'] as ModelConfig);
    const options = trainingOptions(metadata['options'] as TrainingOptions);
    return { config, options, normalization: checkedNormalization(metadata['normalization'], config) };
  } catch (error) {
    throw error instanceof ModelError && error.code !== 'bad-config' ? error : damaged((error as Error).message);
  }
}

function checkedNormalization(value: unknown, { targets }: ModelConfig): Normalization {
  const numbers = (list: unknown): boolean => Array.isArray(list) && list.every((x) => Number.isFinite(x));
  const { cell, statistics, targets: scales, bins, frequencies, elements, groups } = (value ?? {}) as Normalization;
  const whole =
    [cell, statistics].every(
      (columns) => numbers(columns?.mean) && numbers(columns?.spread) && columns.mean.length === columns.spread.length,
    ) &&
    Array.isArray(scales) &&
    scales.length === targets.length &&
    scales.every(
      ({ name, mean, spread, log10, extensive }, t) =>
        name === targets[t] &&
        Number.isFinite(mean) &&
        spread > 0 &&
        typeof log10 === 'boolean' &&
        typeof extensive === 'boolean',
    ) &&
    [bins, frequencies?.cubic, frequencies?.hexagonal].every((n) => Number.isInteger(n) && n >= 0 && n <= 100_000) &&
    numbers(elements) &&
    numbers(groups);
  if (!whole) throw damaged('its normalisation is incomplete');
  return value as Normalization;
}

export function floats({ tensors }: TensorFile, name: string): Float32Array {
  const values = tensors[name]?.values;
  if (!(values instanceof Float32Array)) throw damaged(`the tensor ${name} is missing`);
  if (!values.every(Number.isFinite)) throw damaged(`the tensor ${name} has numbers that are not finite`);
  return values;
}
