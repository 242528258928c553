import type { ModelConfig } from '../config/config.js';
import type { CrystalModel } from '../layers/crystalModel.js';
import { damaged, FORMAT, floats, metadataOf, settingsOf } from './fileFields.js';
import { fourierWidth, parts } from '../features/featureBank.js';
import type { OptimizerState } from '../training/flatOptimizer.js';
import type { Normalization } from '../features/normalization.js';
import { evenReference, type NoveltyReference } from '../novelty/reference.js';
import type { TensorFile } from './safetensors.js';
import type { Progress } from '../training/trainer.js';
import type { TrainingOptions } from '../config/trainingOptions.js';
import { VERSION } from '../config/version.js';

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

/** Names of tensors about the training set. */
export const TRAINING = {
  /** (N, d), or (R, d) of centres of clusters. */
  embeddings: 'training/embeddings',
  /** (d), (d), (): a `NoveltyScale`; there where embeddings are centres. */
  mean: 'training/mean',
  inverse: 'training/inverse',
  usual: 'training/usual',
} as const;

/** What prediction needs, beside what is in the metadata. */
export interface ModelContent {
  readonly config: ModelConfig;
  readonly normalization: Normalization;
  /** Names and shapes of the weights, `name (2, 3)`, in the order in which they follow each other. */
  readonly order: readonly string[];
  readonly weights: Float32Array;
  /**
   * The training set as the network sees it, computed when asked for: of an ensemble only one is. Not there in further members of an ensemble that
   * was packed into one file.
   */
  readonly reference: (() => NoveltyReference) | undefined;
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
    ...settingsOf(metadata),
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
  tensors[TRAINING.embeddings] = {
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
  const { config, normalization } = settingsOf({ options: {}, ...metadata });
  const order = metadata['order'];
  if (!Array.isArray(order) || !order.every((name) => typeof name === 'string') || new Set(order).size < order.length)
    throw damaged('the order of its weights is missing, or has one twice');
  const pieces = order.map((name) => floats(file, name));
  const weights = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  const least = leastWeights(config, normalization);
  if (weights.length < least) throw damaged(`its weights must be at least ${least} numbers, got ${weights.length}`);
  let at = 0;
  for (const piece of pieces) {
    weights.set(piece, at);
    at += piece.length;
  }
  return {
    config,
    normalization,
    order: order.map((name) => `${name} (${file.tensors[name]!.shape.join(', ')})`),
    weights,
    reference: referenceOf(file, config.width),
    provenance: (metadata['provenance'] ?? {}) as Readonly<Record<string, unknown>>,
  };
}

/**
 * Numbers of the largest matrices of a network: one that says to be much larger than its file is never built, which would take all memory.
 */
function leastWeights(config: ModelConfig, normalization: Normalization): number {
  const { width, blocks, heads, expansion, radialFunctions } = config;
  const { fourier, distance } = parts(config);
  const ofBlock = 2 * expansion * width ** 2 + (distance ? radialFunctions * width + normalization.bins * heads : 0);
  return width ** 2 + blocks * ofBlock + (fourier ? fourierWidth(normalization) * width : 0);
}

/** (N, d): all embeddings of the training set, or centres of clusters, which have a scale that was measured over all. */
export function embeddingsOf(file: TensorFile, width: number): Float32Array {
  const embeddings = floats(file, TRAINING.embeddings);
  if (embeddings.length === 0 || embeddings.length % width !== 0)
    throw damaged(`its embeddings must be rows of ${width} numbers, got ${embeddings.length}`);
  return embeddings;
}

function referenceOf(file: TensorFile, width: number): (() => NoveltyReference) | undefined {
  if (file.tensors[TRAINING.embeddings] === undefined) return undefined;
  const rows = embeddingsOf(file, width);
  if (file.tensors[TRAINING.usual] === undefined) return () => evenReference(rows, width);
  const [mean, inverse, [usual = -1]] = [TRAINING.mean, TRAINING.inverse, TRAINING.usual].map((name) =>
    floats(file, name),
  ) as [Float32Array, Float32Array, Float32Array];
  if (mean.length !== width || inverse.length !== width || usual < 0)
    throw damaged(`the scale of its embeddings must be of ${width} columns, with a usual distance of at least 0`);
  return () => ({ rows, width, scale: { mean, inverse, usual } });
}
