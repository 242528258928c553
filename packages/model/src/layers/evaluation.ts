import * as tf from '@tensorflow/tfjs';
import { evaluationBatches } from '../features/evaluationBatches.js';
import type { FeatureBank } from '../ops/featureBank.js';
import type { NoveltyDistances } from '../ops/noveltyDistances.js';
import type { CrystalModel } from './crystalModel.js';

/** Crystals that are computed together. */
const BATCH = 256;

/**
 * Outputs of a network with its present weights.
 *
 * @param orbitCounts of the crystals of the bank, in their order
 * @returns (N, T)
 */
export async function outputsOf(
  model: CrystalModel,
  bank: FeatureBank,
  orbitCounts: readonly number[],
): Promise<readonly (readonly number[])[]> {
  const outputs = new Array<readonly number[]>(orbitCounts.length);
  for (const indices of evaluationBatches(orbitCounts, BATCH)) {
    const result = tf.tidy(() => model.call(bank.batch(indices)));
    const rows = await result.array();
    result.dispose();
    indices.forEach((index, b) => (outputs[index] = rows[b]!));
  }
  return outputs;
}

/**
 * Vectors by which a network with its present weights represents crystals.
 *
 * @param orbitCounts of the crystals of the bank, in their order
 * @returns (N, d)
 */
export async function embeddingsOf(
  model: CrystalModel,
  bank: FeatureBank,
  orbitCounts: readonly number[],
): Promise<Float32Array> {
  const d = model.config.width;
  const out = new Float32Array(orbitCounts.length * d);
  for (const indices of evaluationBatches(orbitCounts, BATCH)) {
    const rows = tf.tidy(() => model.embed(bank.batch(indices)));
    const numbers = (await rows.data()) as Float32Array;
    rows.dispose();
    indices.forEach((index, b) => out.set(numbers.subarray(b * d, (b + 1) * d), index * d));
  }
  return out;
}

/** What a network says of the crystals of a batch. */
export interface ComputedBatch {
  readonly outputs: readonly (readonly number[])[];
  /** Undefined without distances. */
  readonly novelty: ArrayLike<number> | undefined;
  /** By which the network represents the crystals; undefined where they are not asked for. */
  readonly vectors: Float32Array | undefined;
}

/**
 * Outputs of a network for all crystals of a bank in one batch, and how unlike the training set the crystals are.
 *
 * @param options `distances` from the training set: without, `novelty` is undefined
 * @returns (B, T), (B) and (B, d)
 */
export async function outputsAndNovelty(
  model: CrystalModel,
  bank: FeatureBank,
  indices: readonly number[],
  {
    distances,
    keepVectors = false,
  }: { readonly distances?: NoveltyDistances | undefined; readonly keepVectors?: boolean } = {},
): Promise<ComputedBatch> {
  const [outputs, novelty, vectors] = tf.tidy(() => {
    const computed = model.outputsAndVectors(bank.batch(indices));
    return [computed.outputs, distances?.of(computed.vectors), keepVectors ? computed.vectors : undefined] as const;
  });
  const read = {
    outputs: await outputs.array(),
    novelty: await novelty?.data(),
    vectors: (await vectors?.data()) as Float32Array | undefined,
  };
  tf.dispose([outputs, ...(novelty === undefined ? [] : [novelty]), ...(vectors === undefined ? [] : [vectors])]);
  return read;
}
