// The pictures of docs/model.md, made by the model and the data package themselves.
import * as tf from '@tensorflow/tfjs';
import { radial } from './modelRadial.mjs';
import { tokens } from './modelTokens.mjs';
import { weights } from './modelWeights.mjs';

// Plain JavaScript: the same bytes on every machine. Production mode leaves the banner out that recommends another backend.
tf.enableProdMode();
await tf.setBackend('cpu');

/** What makes each file. */
export const files = {
  'docs/images/model-tokens.svg': tokens,
  'docs/images/model-radial.svg': radial,
  'docs/images/model-weights.svg': weights,
};
