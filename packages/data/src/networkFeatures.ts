import { DataError } from './errors.js';
import { featurize, type OrbitFeatures } from './featurize.js';
import type { StandardCrystal } from './standardCrystal.js';

/**
 * The features that a network reads of a crystal to predict it: those of {@link featurize} with its defaults, in float32.
 *
 * @throws DataError `unsupported` for sites that are not filled by one element; `bad-structure` where features are not finite
 */
export function networkFeatures(crystal: StandardCrystal): OrbitFeatures<Float32Array> {
  const features = featurize(crystal, { precision: 'float32' });
  const { fourier, radial, cell } = features;
  if (![fourier, radial, cell].every((values) => values.every(Number.isFinite)))
    throw new DataError('bad-structure', 'its features are not finite; two sites may lie on each other');
  return features;
}
