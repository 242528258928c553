import type { PlaneModel } from './planeModel.js';
import type { PlaneState } from './planeState.js';
import { fittedWeights, randomWeights } from './weights.js';

/** The weights that a state stands for: those set by hand, one function alone, or those of the seed. One per function. */
export function shownWeights(
  model: PlaneModel,
  { weights, single, seed, smoothness }: Pick<PlaneState, 'weights' | 'single' | 'seed' | 'smoothness'>,
): number[] {
  const { length } = model.functions;
  if (weights !== null) return fittedWeights(weights, length);
  if (single !== null && single < length) return model.functions.map(({ index }) => (index === single ? 1 : 0));
  return randomWeights(model, seed, smoothness);
}
