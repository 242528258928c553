import type { FeatureRecipe } from '@crystal-fourier/data';
import type { ModelConfig } from '../config/config.js';
import { VERSION } from '../config/version.js';
import type { Normalization } from '../features/normalization.js';
import { fourierWidth, usedFeatures } from '../features/usedFeatures.js';
import type { Calibration } from '../calibration/calibration.js';
import { evenReference, type NoveltyReference } from '../novelty/reference.js';
import { calibrationField } from './calibrationField.js';
import { damaged, FORMAT, floats, metadataOf, settingsOf } from './fileFields.js';
import type { TensorFile } from './safetensors.js';

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
  /** Of the features that it was trained on; undefined in a file of an earlier version. */
  readonly recipe: FeatureRecipe | undefined;
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
  /** Of the ensemble that it is the first network of; undefined where it was not calibrated. */
  readonly calibration: Calibration | undefined;
}

/** Name and shape of a weight of a network. */
export interface WeightShape {
  /** `layer/weight`. */
  readonly name: string;
  readonly shape: readonly number[];
}

/** A trained network and what belongs to it. */
export interface SavedModel {
  readonly config: ModelConfig;
  readonly normalization: Normalization;
  /** Of the features that it was trained on. */
  readonly recipe: FeatureRecipe;
  /** In the order in which the values of the weights follow each other. */
  readonly shapes: readonly WeightShape[];
  readonly weights: Float32Array;
  /** (N, d): the training set as the network represents it. */
  readonly embeddings: Float32Array;
  /** How the weights came about; plain JSON. */
  readonly provenance: Readonly<Record<string, unknown>>;
}

/** A network by itself: one tensor per weight, by name. */
export function modelFile({
  config,
  normalization,
  recipe,
  shapes,
  weights,
  embeddings,
  provenance,
}: SavedModel): TensorFile {
  const tensors: Record<string, { shape: number[]; values: Float32Array }> = {};
  let at = 0;
  for (const { name, shape } of shapes) {
    const size = shape.reduce((product, n) => product * n, 1);
    tensors[name] = { shape: [...shape], values: weights.slice(at, at + size) };
    at += size;
  }
  tensors[TRAINING.embeddings] = { shape: [embeddings.length / config.width, config.width], values: embeddings };
  return {
    metadata: {
      kind: 'model',
      format: FORMAT,
      version: VERSION,
      config,
      normalization,
      recipe,
      order: shapes.map(({ name }) => name),
      provenance,
    },
    tensors,
  };
}

/** @throws ModelError `bad-checkpoint` */
export function readModel(file: TensorFile): ModelContent {
  const metadata = metadataOf(file, 'model');
  const { config, normalization, recipe } = settingsOf({ options: {}, ...metadata });
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
    recipe,
    order: order.map((name) => `${name} (${file.tensors[name]!.shape.join(', ')})`),
    weights,
    reference: referenceOf(file, config.width),
    provenance: (metadata['provenance'] ?? {}) as Readonly<Record<string, unknown>>,
    calibration: calibrationField(metadata, config),
  };
}

/**
 * Numbers of the largest matrices of a network: one that says to be much larger than its file is never built, which would take all memory.
 */
function leastWeights(config: ModelConfig, normalization: Normalization): number {
  const { width, blocks, heads, expansion, radialFunctions } = config;
  const { fourier, distance, encodings } = usedFeatures(config);
  const ofBlock =
    2 * expansion * width ** 2 + (distance || encodings ? radialFunctions * width + normalization.bins * heads : 0);
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
