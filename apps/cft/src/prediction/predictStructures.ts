import { type FeatureRecipe, featureRecipe } from '@crystal-fourier/data';
import { type DatasetOptions, type FeaturizedItem, featuresOf } from '@crystal-fourier/data/node';
import { leastRecords, type Predictor } from '@crystal-fourier/model';
import { throwIfInterrupted } from '../shell/failure.js';
import { failedStructure, type PredictedStructure, predictedStructure, type PredictionColumns } from './rows.js';
import type { PredictionSink } from './sinks.js';
import { predictionSources } from './sources.js';

/** Structures that are predicted and written together. */
const BLOCK = 256;

export interface PredictOptions {
  /** Records that are computed together. Defaults to 128. */
  readonly batchSize?: number | undefined;
  /** Threads that prepare structures; 0 prepares in this one. Defaults to the number of processors, at most 16. */
  readonly workers?: number | undefined;
  /** Å. Defaults to that of the training. */
  readonly symprec?: number | undefined;
  /** Make predicted stiffnesses positive definite. Defaults to false. */
  readonly stable?: boolean | undefined;
  /** Of the intervals. Defaults to that of the predictor. */
  readonly level?: number | undefined;
  /** How the structures are read. */
  readonly reading?: DatasetOptions | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** How many structures were predicted, and how many could not be. */
export interface PredictionCounts {
  readonly predicted: number;
  readonly failed: number;
}

/** What the table of a predictor's results has. @param level of the intervals */
export const columnsOf = (
  { config, normalization, provenance, tensors, card, calibration }: Predictor,
  level: number,
): PredictionColumns => ({
  targets: normalization.targets,
  units: card?.units ?? {},
  tensors,
  task: config.task,
  isEnsemble: provenance.length > 1,
  intervals: (calibration?.quantities ?? [])
    .filter(({ quantiles }) => quantiles.count >= leastRecords(level))
    .map(({ name }) => name),
});

/** The recipe of the networks, with another tolerance where one is asked for. */
const recipeOf = ({ recipe }: Predictor, symprec: number | undefined): FeatureRecipe =>
  symprec === undefined ? recipe : featureRecipe({ ...recipe, symprec });

/**
 * Predicts all structures of files, folders and data sets, in their order. Structures stream: threads read, standardise and featurise them,
 * and they are predicted and written in blocks, so that memory does not grow with their number.
 *
 * @throws CliError 130 once the signal is set
 */
export async function predictStructures(
  predictor: Predictor,
  locations: readonly string[],
  sink: PredictionSink,
  { batchSize, workers, symprec, level, stable = false, reading, signal, onProgress }: PredictOptions = {},
): Promise<PredictionCounts> {
  let [predicted, failed] = [0, 0];
  let block: FeaturizedItem[] = [];
  const flush = async (): Promise<void> => {
    throwIfInterrupted(signal, INTERRUPTED);
    const structures = await predictBlock(predictor, block, { batchSize, symprec, level, stable });
    await sink.write(structures);
    const errors = structures.filter(({ error }) => error !== undefined).length;
    failed += errors;
    predicted += structures.length - errors;
    onProgress?.(predicted + failed);
    block = [];
    // Native TensorFlow blocks this thread: messages of the threads and signals are handled here.
    await new Promise((resolve) => setImmediate(resolve));
  };
  try {
    const recipe = recipeOf(predictor, symprec);
    for await (const item of featuresOf(predictionSources(locations, reading), {
      recipe,
      workers,
      signal,
      placement: predictor.tensors.length > 0,
    })) {
      block.push(item);
      if (block.length >= BLOCK) await flush();
    }
    await flush();
    await sink.finish();
  } catch (error) {
    await sink.abandon();
    throwIfInterrupted(signal, INTERRUPTED);
    throw error;
  }
  return { predicted, failed };
}

const INTERRUPTED = 'prediction interrupted';

async function predictBlock(
  predictor: Predictor,
  block: readonly FeaturizedItem[],
  { stable = false, ...options }: Pick<PredictOptions, 'batchSize' | 'symprec' | 'level' | 'stable'>,
): Promise<PredictedStructure[]> {
  const predictions = await predictor.predict(
    block.filter((item) => item.ok),
    options,
  );
  let next = 0;
  return block.map((item) =>
    item.ok ? predictedStructure(item, predictions[next++]!, stable) : failedStructure(item),
  );
}
