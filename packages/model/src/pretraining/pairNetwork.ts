import { CELL_INPUTS, PAIR_INPUTS, pairWidth } from '@crystal-fourier/data';
import * as tf from '@tensorflow/tfjs';
import { CrystalEncoder } from '../layers/crystalEncoder.js';
import { CrystalLayer } from '../layers/crystalLayer.js';
import type { NamedWeight } from '../layers/crystalModel.js';
import { silu } from '../ops/feedForward.js';
import { linear, linearOfConstant } from '../ops/linear.js';
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
  const layer = new DistanceLayer({ name: `orbitDistance${++networks}`, width, seed });
  layer.build();
  return { weights: named(layer), predict: (inputs) => layer.call(inputs) as tf.Tensor1D };
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

/** Two hidden layers and one number; see `DistanceNetwork`, which computes the same without a device. */
class DistanceLayer extends CrystalLayer {
  readonly width: number;
  readonly #weights: tf.LayerVariable[] = [];

  constructor({ width, ...config }: { readonly name: string; readonly width: number; readonly seed: number }) {
    super(config);
    this.width = width;
  }

  override build(): void {
    const d = this.width;
    this.#weights.push(
      this.matrix('w1', PAIR_INPUTS, d),
      this.weight('b1', [d], { value: 0 }),
      this.matrix('w2', d, d),
      this.weight('b2', [d], { value: 0 }),
      this.matrix('w3', d, 1),
      // Distances are about as long as the length of the crystal.
      this.weight('b3', [1], { value: 0.6 }),
    );
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [w1, b1, w2, b2, w3, b3] = this.#weights.map((variable) => variable.read());
      const first = silu(tf.add(linearOfConstant(inputs as tf.Tensor2D, w1 as tf.Tensor2D), b1!)) as tf.Tensor2D;
      const second = silu(linear(first, w2 as tf.Tensor2D, b2 as tf.Tensor1D));
      return tf.reshape(linear(second, w3 as tf.Tensor2D, b3 as tf.Tensor1D), [-1]);
    });
  }
}
