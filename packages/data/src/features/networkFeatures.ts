import { DataError } from '../core/errors.js';
import { featurize, type OrbitFeatures } from './featurize.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';

/** Orbits: the features of their pairs, 48 numbers each, are computed in about 1 GB then. */
const MOST_ORBITS = 1500;

/**
 * The features that a network reads of a crystal to predict it: those of {@link featurize} with its defaults, in float32.
 *
 * @throws DataError `unsupported` for sites that are not filled by one element; `too-large` for more than 1500 orbits; `bad-structure` where features are not finite
 */
export function networkFeatures(crystal: StandardCrystal): OrbitFeatures<Float32Array> {
  const { length } = crystal.orbits;
  if (length > MOST_ORBITS)
    throw new DataError(
      'too-large',
      `the features of pairs of orbits need memory for at most ${MOST_ORBITS} orbits, this crystal has ${length}; a structure with its symmetry, or a smaller cell, has fewer`,
      crystal.id === undefined ? {} : { record: crystal.id },
    );
  const features = featurize(crystal, { precision: 'float32' });
  const { fourier, radial, cell } = features;
  if (![fourier, radial, cell].every((values) => values.every(Number.isFinite)))
    throw new DataError('bad-structure', 'its features are not finite; two sites may lie on each other');
  return features;
}
