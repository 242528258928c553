import * as tf from '@tensorflow/tfjs';
import { type BatchRecord, tensorFacts } from '@crystal-fourier/data';
import { outputLayout, type TensorPlace } from '../features/outputLayout.js';
import { type TensorScale, toTensorScale } from '../features/tensorScales.js';
import type { ModelConfig } from '../config/config.js';

/** Components of one tensor of a batch, as they are learned. */
export interface BatchTensor {
  readonly place: TensorPlace;
  /** (B, N, size): N is 1, or A for a tensor of each site. */
  readonly values: tf.Tensor3D;
  /** (B, N): shares of the sites, that add up to 1, or 1 for a tensor of the crystal; 0 where it is missing. */
  readonly weights: tf.Tensor2D;
}

/**
 * Tensors of some records; the caller disposes of them.
 *
 * @param indices of the records in the list
 * @param orbits A: of the largest crystal of the batch
 */
export function batchTensors(
  records: readonly BatchRecord[],
  indices: readonly number[],
  orbits: number,
  scales: readonly TensorScale[],
  config: Pick<ModelConfig, 'targets' | 'tensors'>,
): BatchTensor[] {
  return outputLayout(config).tensors.map((place, k) => {
    const { size } = tensorFacts(place.kind);
    const N = place.isPerSite ? orbits : 1;
    const values = new Float32Array(indices.length * N * size);
    const weights = new Float32Array(indices.length * N);
    indices.forEach((index, b) => {
      const { tensors, features } = records[index]!;
      const target = tensors?.[place.name];
      if (target === undefined) return;
      values.set(toTensorScale(target.components, scales[k]!), b * N * size);
      const sites = features.multiplicities.reduce((sum, m) => sum + m, 0);
      if (place.isPerSite) features.multiplicities.forEach((m, i) => (weights[b * N + i] = m / sites));
      else weights[b] = 1;
    });
    return {
      place,
      values: tf.tensor3d(values, [indices.length, N, size]),
      weights: tf.tensor2d(weights, [indices.length, N]),
    };
  });
}
