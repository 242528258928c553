// The pictures of docs/model.md, made by the model and the data package themselves.
import * as tf from '@tensorflow/tfjs';
import { radial } from './modelRadial.mjs';
import { tokens } from './modelTokens.mjs';
import { weights } from './modelWeights.mjs';

// The backend in plain JavaScript gives the same bytes on every machine. Production mode suppresses the message that recommends another backend.
tf.enableProdMode();
await tf.setBackend('cpu');

/** The function that makes each file. */
export const files = {
  'docs/images/model-tokens.svg': tokens,
  'docs/images/model-radial.svg': radial,
  'docs/images/model-weights.svg': weights,
};
