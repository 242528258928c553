import type { FeatureRecipe } from '@crystal-fourier/data';
import type { ModelConfig } from '../config/config.js';
import type { TrainingOptions } from '../config/trainingOptions.js';
import { VERSION } from '../config/version.js';
import type { Normalization } from '../features/normalization.js';
import { damaged, FORMAT, floats, metadataOf, settingsOf } from './fileFields.js';
import type { TensorFile } from './safetensors.js';
import { type TakenFromSource, takenOf } from './takenFromSource.js';

/** How far a training is; plain JSON. */
export interface TrainingProgress {
  /** Epochs that are done. */
  readonly epoch: number;
  /** The epoch whose weights are the best so far; 0 before the first one. */
  readonly bestEpoch: number;
  /** Its score; infinite before the first one. */
  readonly bestScore: number;
  readonly stoppedEarly: boolean;
}

/** State of an optimiser as numbers, one per parameter of the network. */
export interface OptimizerState {
  /** Steps that are done. */
  readonly step: number;
  readonly weights: Float32Array;
  /** Moving average of the gradients. */
  readonly momentum: Float32Array;
  /** Moving average of their squares. */
  readonly variance: Float32Array;
  /** Moving average of the weights. */
  readonly average: Float32Array;
}

/** State of a training. */
export interface CheckpointContent {
  readonly config: ModelConfig;
  readonly options: TrainingOptions;
  readonly normalization: Normalization;
  /** Of the features; undefined in a file of an earlier version. */
  readonly recipe: FeatureRecipe | undefined;
  readonly progress: TrainingProgress;
  readonly state: OptimizerState;
  /** Weights of the best epoch so far. */
  readonly best: Float32Array | undefined;
  /** Hash of the records; in a file without a recipe one that does not cover their features. */
  readonly records: string;
  /** What was taken from a trained network that the training began with. */
  readonly taken?: TakenFromSource | undefined;
}

const vector = (values: Float32Array): { shape: number[]; values: Float32Array } => ({
  shape: [values.length],
  values,
});

export function checkpointFile({
  config,
  options,
  normalization,
  recipe,
  progress,
  state,
  best,
  records,
  taken,
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
      recipe,
      // JSON has no infinity
      progress: { ...progress, bestScore: Number.isFinite(progress.bestScore) ? progress.bestScore : null },
      step,
      records,
      ...(taken === undefined ? {} : { taken }),
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
  const progress = metadata['progress'] as Omit<TrainingProgress, 'bestScore'> & { bestScore: number | null };
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
    taken: takenOf(metadata['taken']),
  };
}
