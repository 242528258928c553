import { featureRecipe, type FeatureRecipe, type RecipeOptions } from '@crystal-fourier/data';
import { type FeatureRequests, requiredFeatures, type RequiredFeatures } from '@crystal-fourier/model';

/** What the features of a data set have beside, or instead of, those that are always computed: fields of a recipe. */
export type RequestedFeatures = Omit<RecipeOptions, 'symprec' | 'handedness'>;

const KINDS = ['radial', 'fourier', 'encodings', 'moments'] as const;

/**
 * What is to be asked for so that features have the recipe of a trained network. Where that is the default one, it is what networks of these configurations
 * ask for otherwise: both use one cache.
 */
export function requestsOf(
  { symprec, handedness, ...recipe }: FeatureRecipe,
  networks: readonly FeatureRequests[],
): RequestedFeatures {
  // Networks that read the same kind of features in two ways are no ensemble, and are refused before.
  const usual: RequiredFeatures = Object.assign({}, ...networks.map(requiredFeatures));
  const given = featureRecipe({ symprec, handedness, encodings: null, moments: null, ...usual });
  const differs = KINDS.filter((kind) => JSON.stringify(given[kind]) !== JSON.stringify(recipe[kind]));
  return { ...usual, ...Object.fromEntries(differs.map((kind) => [kind, recipe[kind] ?? null])) };
}
