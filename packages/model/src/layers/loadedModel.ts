import type { FeatureRecipe } from '@crystal-fourier/data';
import { ModelError } from '../config/errors.js';
import { recipeSizes } from '../features/modelRecipe.js';
import type { ModelContent } from '../files/modelFile.js';
import { CrystalModel } from './crystalModel.js';

/**
 * The network of a file; the caller disposes of it.
 *
 * @param recipe of the features that it was trained on
 * @throws ModelError `bad-checkpoint` where the weights are not those of its configuration
 */
export function loadedModel(
  { config, normalization, order, weights }: ModelContent,
  recipe: FeatureRecipe,
): CrystalModel {
  const model = new CrystalModel(config, { ...normalization, ...recipeSizes(recipe) }, 0);
  try {
    const expected = model.weightShapes.map(({ name, shape }) => `${name} (${shape.join(', ')})`);
    const at = expected.findIndex((name, i) => name !== order[i]);
    if (at >= 0 || order.length > expected.length)
      throw new ModelError(
        'bad-checkpoint',
        at < 0
          ? `predictor: there must be ${expected.length} weights, got ${order.length}; the file is damaged or of another version`
          : `predictor: weight ${at + 1} of ${expected.length} must be ${expected[at]}, got ${order[at] ?? 'none'}; the file is damaged or of another version`,
      );
    model.setWeights(weights);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}
