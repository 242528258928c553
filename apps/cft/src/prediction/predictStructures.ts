import { availableParallelism } from 'node:os';
import type { Predictor } from '@crystal-fourier/model';
import { throwIfInterrupted } from '../shell/failure.js';
import { type FeatureResult, plainStructure } from './features.js';
import { type PredictionInput, predictionInputs } from './inputs.js';
import type { PredictionSink } from './sinks.js';
import { type FeaturePool, featurePool } from './pool.js';
import { failedStructure, type PredictedStructure, predictedStructure, type PredictionColumns } from './rows.js';

/** Structures of one job of a thread. */
const JOB = 16;
/** Jobs that are begun ahead, for each thread: what is in memory beside a block. */
const AHEAD = 3;
/** Structures that are predicted and written together. */
const BLOCK = 256;

export interface PredictOptions {
  /** Records that are computed together. Defaults to 128. */
  readonly batchSize?: number | undefined;
  /** Threads that prepare structures; 0 prepares in this one. Defaults to the number of processors, at most 16. */
  readonly workers?: number | undefined;
  /** Å. Defaults to that of the training. */
  readonly symprec?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** How many structures were predicted, and how many could not be. */
export interface PredictionCounts {
  readonly predicted: number;
  readonly failed: number;
}

/** What the table of a predictor's results has. */
export const columnsOf = ({ config, normalization, provenance }: Predictor): PredictionColumns => ({
  targets: normalization.targets,
  task: config.task,
  isEnsemble: provenance.length > 1,
});

/**
 * Predicts all structures of files, folders and data sets, in their order. Structures stream: they are read here, standardised and
 * featurised in threads, predicted and written in blocks, so that memory does not grow with their number.
 *
 * @throws CliError 130 once the signal is set
 */
export async function predictStructures(
  predictor: Predictor,
  locations: readonly string[],
  sink: PredictionSink,
  { batchSize, workers, symprec, signal, onProgress }: PredictOptions = {},
): Promise<PredictionCounts> {
  let [predicted, failed] = [0, 0];
  let block: Prepared[] = [];
  const flush = async (): Promise<void> => {
    throwIfInterrupted(signal, 'prediction interrupted');
    const structures = await predictBlock(predictor, block, { batchSize, symprec });
    await sink.write(structures);
    const errors = structures.filter(({ error }) => error !== undefined).length;
    failed += errors;
    predicted += structures.length - errors;
    onProgress?.(predicted + failed);
    block = [];
    // Native TensorFlow answers at once: threads and signals get their turn here.
    await new Promise((resolve) => setImmediate(resolve));
  };
  try {
    const most = workers ?? Math.min(16, availableParallelism());
    for await (const item of prepared(predictionInputs(locations), most, symprec ?? predictor.recipe.symprec)) {
      block.push(item);
      if (block.length >= BLOCK) await flush();
      throwIfInterrupted(signal, 'prediction interrupted');
    }
    await flush();
    await sink.finish();
  } catch (error) {
    await sink.abandon();
    throw error;
  }
  return { predicted, failed };
}

interface Prepared {
  readonly input: PredictionInput;
  readonly result: FeatureResult;
}

async function predictBlock(
  predictor: Predictor,
  block: readonly Prepared[],
  options: Pick<PredictOptions, 'batchSize' | 'symprec'>,
): Promise<PredictedStructure[]> {
  const known = block.flatMap(({ input, result }) =>
    'features' in result ? [{ id: input.id, features: result.features }] : [],
  );
  const predictions = await predictor.predict(known, options);
  let next = 0;
  return block.map(({ input, result }) =>
    'features' in result
      ? predictedStructure(input, result, predictions[next++]!)
      : failedStructure(input, result.error),
  );
}

/** Structures with their features, in order, some jobs ahead of the reader. */
async function* prepared(
  inputs: AsyncIterable<PredictionInput>,
  workers: number,
  symprec: number | undefined,
): AsyncGenerator<Prepared> {
  let pool: FeaturePool | undefined;
  const queue: Promise<Prepared[]>[] = [];
  try {
    for await (const items of groups(inputs, JOB)) {
      // A few structures are done before a thread has started.
      pool ??= await featurePool(items.length < JOB ? 0 : workers);
      const job = preparedGroup(items, pool, symprec);
      // Awaited in its turn; until then a failure is nobody's.
      job.catch(() => undefined);
      queue.push(job);
      if (queue.length >= AHEAD * pool.size) yield* (await queue.shift())!;
    }
    for (const job of queue) yield* await job;
  } finally {
    await pool?.close();
  }
}

async function preparedGroup(
  inputs: readonly PredictionInput[],
  pool: FeaturePool,
  symprec: number | undefined,
): Promise<Prepared[]> {
  const structures = inputs.flatMap(({ structure }) => (structure === undefined ? [] : [plainStructure(structure)]));
  const results = structures.length === 0 ? [] : await pool.run({ structures, symprec });
  let next = 0;
  return inputs.map((input): Prepared => {
    const { structure, ...kept } = input;
    return {
      input: kept,
      result: structure === undefined ? { error: input.error ?? 'there is no structure' } : results[next++]!,
    };
  });
}

async function* groups<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
