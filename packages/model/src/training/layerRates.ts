import type { TrainingOptions } from '../config/trainingOptions.js';
import type { NamedWeight } from '../layers/crystalModel.js';

/**
 * The weights of a network with the learning rates that a training from a trained network gives them: a layer learns more slowly the deeper it lies below
 * the heads, since what the lowest layers say of atoms and distances is the same for all properties. In other trainings they are as they were.
 */
export function tunedWeights(
  weights: readonly NamedWeight[],
  blocks: number,
  { tuned, depthFactor = 1 }: Pick<TrainingOptions, 'tuned' | 'depthFactor'>,
): readonly NamedWeight[] {
  if (tuned === undefined) return weights;
  const deepest = tuned === 'heads' ? 0 : tuned === 'last-block' ? 1 : Number.POSITIVE_INFINITY;
  return weights.map((weight) => {
    const depth = depthBelowHeads(weight.name, blocks);
    return { ...weight, rate: depthFactor ** depth, fixed: weight.fixed === true || depth > deepest };
  });
}

/** 0 for the heads, 1 for the last block, and so on to the elements and the encoder below the first block. */
function depthBelowHeads(name: string, blocks: number): number {
  const layer = name.slice(0, name.indexOf('/'));
  if (layer === 'head' || layer.startsWith('tensor')) return 0;
  const block = /^block(\d+)$/.exec(layer);
  return block === null ? blocks + 1 : blocks + 1 - Number(block[1]);
}
