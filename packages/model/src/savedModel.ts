import { type ModelConfig, modelConfig } from './config.js';
import type { CrystalModel } from './crystalModel.js';
import { ModelError } from './errors.js';
import type { OptimizerState } from './flatOptimizer.js';
import type { Normalization } from './normalization.js';
import type { TensorFile } from './safetensors.js';
import type { Progress } from './trainer.js';
import { type TrainingOptions, trainingOptions } from './trainingOptions.js';
import { VERSION } from './version.js';

/** Of the fields in a file's metadata; a later version that cannot be read by this code has a higher one. */
const FORMAT = 1;

/** State of a training. */
export interface CheckpointContent {
  readonly config: ModelConfig;
  readonly options: TrainingOptions;
  readonly normalization: Normalization;
  readonly progress: Progress;
  readonly state: OptimizerState;
  /** Weights of the best epoch so far. */
  readonly best: Float32Array | undefined;
  /** Hash of the records. */
  readonly records: string;
}

/** What prediction needs, beside what is in the metadata. */
export interface ModelContent {
  readonly config: ModelConfig;
  readonly normalization: Normalization;
  /** Names and shapes of the weights, `name (2, 3)`, in the order in which they follow each other. */
  readonly order: readonly string[];
  readonly weights: Float32Array;
  /** (N, d): the training set as the network sees it. */
  readonly embeddings: Float32Array;
  /** How the weights came about. */
  readonly provenance: Readonly<Record<string, unknown>>;
}

const vector = (values: Float32Array): { shape: number[]; values: Float32Array } => ({
  shape: [values.length],
  values,
});

export function checkpointFile({
  config,
  options,
  normalization,
  progress,
  state,
  best,
  records,
}: CheckpointContent): TensorFile {
  const { step, weights, momentum, variance, average } = state;
  return {
    metadata: {
      kind: 'checkpoint',
      format: FORMAT,
      version: VERSION,
      config,
      options,
      normalization,
      // JSON has no infinity
      progress: { ...progress, bestScore: Number.isFinite(progress.bestScore) ? progress.bestScore : null },
      step,
      records,
    },
    tensors: {
      weights: vector(weights),
      momentum: vector(momentum),
      variance: vector(variance),
      average: vector(average),
      ...(best === undefined ? {} : { best: vector(best) }),
    },
  };
}

/** @throws ModelError `bad-checkpoint` */
export function readCheckpoint(file: TensorFile): CheckpointContent {
  const metadata = metadataOf(file, 'checkpoint');
  const progress = metadata['progress'] as Omit<Progress, 'bestScore'> & { bestScore: number | null };
  const step = metadata['step'];
  const counts = [step, progress?.epoch, progress?.bestEpoch].every((n) => Number.isInteger(n) && (n as number) >= 0);
  const scored = progress?.bestScore === null || Number.isFinite(progress?.bestScore);
  if (!counts || !scored || typeof progress.stoppedEarly !== 'boolean') throw damaged('its progress is incomplete');
  const tensor = (name: string): Float32Array => floats(file, name);
  const weights = tensor('weights');
  const state = {
    step: step as number,
    weights,
    momentum: tensor('momentum'),
    variance: tensor('variance'),
    average: tensor('average'),
  };
  return {
    ...settings(metadata),
    progress: { ...progress, bestScore: progress.bestScore ?? Number.POSITIVE_INFINITY },
    state,
    best: file.tensors['best'] === undefined ? undefined : tensor('best'),
    records: String(metadata['records']),
  };
}

/** A network by itself: one tensor per weight, by name. */
export function modelFile(
  model: CrystalModel,
  weights: Float32Array,
  normalization: Normalization,
  embeddings: Float32Array,
  provenance: Readonly<Record<string, unknown>>,
): TensorFile {
  const tensors: Record<string, { shape: number[]; values: Float32Array }> = {};
  let at = 0;
  for (const { name, variable } of model.weights) {
    const shape = variable.shape as number[];
    const size = shape.reduce((product, n) => product * n, 1);
    tensors[name] = { shape: [...shape], values: weights.slice(at, at + size) };
    at += size;
  }
  tensors['training/embeddings'] = {
    shape: [embeddings.length / model.config.width, model.config.width],
    values: embeddings,
  };
  return {
    metadata: {
      kind: 'model',
      format: FORMAT,
      version: VERSION,
      config: model.config,
      normalization,
      order: model.weights.map(({ name }) => name),
      provenance,
    },
    tensors,
  };
}

/** @throws ModelError `bad-checkpoint` */
export function readModel(file: TensorFile): ModelContent {
  const metadata = metadataOf(file, 'model');
  const { config, normalization } = settings({ options: {}, ...metadata });
  const order = metadata['order'];
  if (!Array.isArray(order)) throw damaged('the order of its weights is missing');
  const pieces = order.map((name) => floats(file, String(name)));
  const weights = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    weights.set(piece, at);
    at += piece.length;
  }
  const embeddings = floats(file, 'training/embeddings');
  if (embeddings.length === 0 || embeddings.length % config.width !== 0)
    throw damaged(`its embeddings must be rows of ${config.width} numbers, got ${embeddings.length}`);
  return {
    config,
    normalization,
    order: order.map((name) => `${name} (${file.tensors[String(name)]!.shape.join(', ')})`),
    weights,
    embeddings,
    provenance: (metadata['provenance'] ?? {}) as Readonly<Record<string, unknown>>,
  };
}

function damaged(what: string): ModelError {
  return new ModelError('bad-checkpoint', `model file: ${what}; it is damaged or was written by another program`);
}

function metadataOf({ metadata }: TensorFile, kind: 'model' | 'checkpoint'): Record<string, unknown> {
  if (metadata['kind'] !== 'model' && metadata['kind'] !== 'checkpoint') {
    throw damaged(`it must be a ${kind} of crystal-fourier, got kind ${JSON.stringify(metadata['kind'])}`);
  }
  if (metadata['kind'] !== kind) {
    throw new ModelError('bad-checkpoint', `model file: it must be a ${kind}, got a ${metadata['kind']}`);
  }
  if (metadata['format'] !== FORMAT) {
    throw new ModelError(
      'bad-checkpoint',
      `model file: its format must be ${FORMAT}, got ${JSON.stringify(metadata['format'])}; it was written by version ${JSON.stringify(metadata['version'])}, this is ${VERSION}`,
    );
  }
  return metadata;
}

function settings(metadata: Record<string, unknown>): Pick<CheckpointContent, 'config' | 'options' | 'normalization'> {
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

function floats({ tensors }: TensorFile, name: string): Float32Array {
  const values = tensors[name]?.values;
  if (!(values instanceof Float32Array)) throw damaged(`the tensor ${name} is missing`);
  if (!values.every(Number.isFinite)) throw damaged(`the tensor ${name} has numbers that are not finite`);
  return values;
}
