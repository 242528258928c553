import { CELL_INPUTS, pairWidth } from '@crystal-fourier/data';
import * as tf from '@tensorflow/tfjs';
import { CrystalEncoder } from '../layers/crystalEncoder.js';
import type { NamedWeight } from '../layers/crystalModel.js';
import { OrbitDistance } from '../layers/orbitDistance.js';
import type { PretrainingOptions } from './pretrainingOptions.js';

/** A network that maps standardised numbers of pairs to distances over their scales. */
export interface PairNetwork {
  readonly weights: readonly NamedWeight[];
  /** @param inputs (n, width of a pair) @returns (n) */
  predict(inputs: tf.Tensor2D): tf.Tensor1D;
}

/** The network of a form, with random weights. */
export function pairNetwork({ form, functions, width, seed }: PretrainingOptions): PairNetwork {
  return form === 'metric' ? metricNetwork(width, seed) : indexNetwork(pairWidth('index', functions), width, seed);
}

let networks = 0;

function metricNetwork(width: number, seed: number): PairNetwork {
  const layer = new OrbitDistance({ name: `orbitDistance${++networks}`, width, seed });
  layer.build();
  return { weights: named(layer), predict: (inputs) => tf.reshape(layer.call(inputs), [-1]) };
}

/** Both points of a pair are encoded as two orbits of one crystal. */
function indexNetwork(columns: number, width: number, seed: number): PairNetwork {
  const own = (columns - CELL_INPUTS) / 2;
  const layer = new CrystalEncoder({ name: `orbitEncoder${++networks}`, width, kind: 'product', seed });
  layer.build([
    [null, CELL_INPUTS],
    [null, 2, own],
  ]);
  return {
    weights: named(layer),
    predict: (inputs) =>
      tf.tidy(() => {
        const n = inputs.shape[0];
        const points = tf.reshape(tf.slice(inputs, [0, 0], [n, 2 * own]), [n, 2, own]);
        const cell = tf.slice(inputs, [0, 2 * own], [n, CELL_INPUTS]);
        const encodings = layer.call([cell, points]);
        const [first, second] = tf.unstack(encodings, 1);
        // The square root has no slope at 0.
        return tf.sqrt(tf.add(tf.sum(tf.square(tf.sub(first!, second!)), 1), 1e-6)) as tf.Tensor1D;
      }),
  };
}

const named = (layer: tf.layers.Layer): NamedWeight[] =>
  layer.trainableWeights.map((variable) => ({ name: variable.originalName, variable }));
