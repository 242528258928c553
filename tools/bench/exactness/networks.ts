import * as tf from '@tensorflow/tfjs';
import type { Random } from './random.ts';
import { normal } from './random.ts';

/** Widths of the hidden layers. */
const HIDDEN = 64;

/**
 * Several networks of one shape that are trained beside each other, as batches of matrices: each is what it would be alone, but
 * small products fill the processor.
 *
 *     dense(HIDDEN) – SiLU – dense(HIDDEN) – SiLU – dense(outputs)
 */
export class NetworkStack {
  readonly count: number;
  readonly weights: tf.Variable<tf.Rank.R3>[];

  constructor(count: number, inputs: number, outputs: number, random: Random, hidden = HIDDEN) {
    this.count = count;
    const kernel = (from: number, to: number): tf.Variable<tf.Rank.R3> => {
      const values = Float32Array.from({ length: count * from * to }, () => normal(random) / Math.sqrt(from));
      return variable(values, [count, from, to]);
    };
    const bias = (to: number): tf.Variable<tf.Rank.R3> => variable(new Float32Array(count * to), [count, 1, to]);
    this.weights = [
      kernel(inputs, hidden),
      bias(hidden),
      kernel(hidden, hidden),
      bias(hidden),
      kernel(hidden, outputs),
      bias(outputs),
    ];
  }

  /** Parameters of one network. */
  get parameters(): number {
    return this.weights.reduce((sum, { size }) => sum + size, 0) / this.count;
  }

  /** @param features (count, rows, inputs) @returns (count, rows, outputs) */
  apply(features: tf.Tensor3D): tf.Tensor3D {
    return apply(features, this.weights);
  }

  /** One of the networks, applied to features (rows, inputs): (rows, outputs). */
  applyOne(network: number, features: tf.Tensor2D): tf.Tensor2D {
    return tf.tidy(() => {
      const weights = this.weights.map((all) => tf.slice(all, [network, 0, 0], [1, -1, -1]));
      return tf.squeeze(apply(tf.expandDims(features, 0), weights), [0]);
    });
  }

  dispose(): void {
    tf.dispose(this.weights);
  }
}

function apply(features: tf.Tensor3D, weights: readonly tf.Tensor3D[]): tf.Tensor3D {
  let values = features;
  for (let i = 0; i < weights.length; i += 2) {
    values = tf.add(tf.matMul(values, weights[i]!), weights[i + 1]!);
    if (i + 2 < weights.length) values = tf.mul(values, tf.sigmoid(values));
  }
  return values;
}

function variable(values: Float32Array, shape: [number, number, number]): tf.Variable<tf.Rank.R3> {
  return tf.tidy(() => tf.variable(tf.tensor3d(values, shape)));
}

/** AdamW with a rate and a decay of the weights for each network. */
export class StackOptimizer {
  readonly #moments: { first: tf.Variable; second: tf.Variable }[];
  readonly #weights: readonly tf.Variable<tf.Rank.R3>[];
  readonly #rates: readonly number[];
  readonly #decays: readonly number[];
  #step = 0;

  constructor(weights: readonly tf.Variable<tf.Rank.R3>[], rates: readonly number[], decays: readonly number[]) {
    this.#weights = weights;
    this.#rates = rates;
    this.#decays = decays;
    this.#moments = weights.map(({ shape }) => ({
      first: tf.tidy(() => tf.variable(tf.zeros(shape))),
      second: tf.tidy(() => tf.variable(tf.zeros(shape))),
    }));
  }

  /** @param share of the rates that this step uses @param gradients in the order of the weights; disposed of */
  step(gradients: readonly tf.Tensor[], share: number): void {
    const step = ++this.#step;
    const [b1, b2] = [0.9, 0.999];
    tf.tidy(() => {
      const rate = tf.tensor3d(
        this.#rates.map((value) => (share * value) / (1 - b1 ** step)),
        [this.#rates.length, 1, 1],
      );
      const keep = tf.tensor3d(
        this.#rates.map((value, i) => 1 - share * value * this.#decays[i]!),
        [this.#rates.length, 1, 1],
      );
      const second = 1 / Math.sqrt(1 - b2 ** step);
      this.#weights.forEach((weight, i) => {
        const gradient = gradients[i]!;
        const moments = this.#moments[i]!;
        moments.first.assign(tf.add(tf.mul(moments.first, b1), tf.mul(gradient, 1 - b1)));
        moments.second.assign(tf.add(tf.mul(moments.second, b2), tf.mul(tf.square(gradient), 1 - b2)));
        const change = tf.div(moments.first, tf.add(tf.mul(tf.sqrt(moments.second), second), 1e-8));
        const kept = i % 2 === 0 ? tf.mul(weight, keep) : weight;
        weight.assign(tf.sub(kept, tf.mul(change, rate)));
      });
    });
    tf.dispose(gradients as tf.Tensor[]);
  }

  dispose(): void {
    for (const { first, second } of this.#moments) tf.dispose([first, second]);
  }
}
