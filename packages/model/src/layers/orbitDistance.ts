import { PAIR_INPUTS } from '@crystal-fourier/data';
import * as tf from '@tensorflow/tfjs';
import type { DistanceWeights } from '../features/distanceNetwork.js';
import { silu } from '../ops/feedForward.js';
import { linear, linearOfConstant } from '../ops/linear.js';
import { CrystalLayer, type CrystalLayerConfig } from './crystalLayer.js';

export interface OrbitDistanceConfig extends CrystalLayerConfig {
  /** Of both hidden layers. */
  readonly width: number;
  /** Whether the layer standardises its inputs, by numbers that are not learned. Defaults to false: they are standardised. */
  readonly standardizes?: boolean;
}

/** Names of the weights that are learned, in their order. */
const LEARNED = ['w1', 'b1', 'w2', 'b2', 'w3', 'b3'] as const;

/** Names of what standardises. */
const STANDARD = ['mean', 'spread'] as const;

/**
 * The learned distance of two orbits over their scale: two hidden layers and one number. `DistanceNetwork` computes the same without a device.
 *
 * Input: numbers of pairs (n, 56), as `writeOrbitPair` makes them; no gradient. Output: (n, 1).
 */
export class OrbitDistance extends CrystalLayer {
  readonly width: number;
  readonly standardizes: boolean;
  readonly #weights = new Map<string, tf.LayerVariable>();

  constructor({ width, standardizes = false, ...config }: OrbitDistanceConfig) {
    super(config);
    this.width = width;
    this.standardizes = standardizes;
  }

  override build(): void {
    const d = this.width;
    const add = (name: string, variable: tf.LayerVariable): void => void this.#weights.set(name, variable);
    add('w1', this.matrix('w1', PAIR_INPUTS, d));
    add('b1', this.weight('b1', [d], { value: 0 }));
    add('w2', this.matrix('w2', d, d));
    add('b2', this.weight('b2', [d], { value: 0 }));
    add('w3', this.matrix('w3', d, 1));
    // Distances are about as long as the length of the crystal.
    add('b3', this.weight('b3', [1], { value: 0.6 }));
    if (this.standardizes) {
      add('mean', this.weight('mean', [PAIR_INPUTS], { value: 0 }));
      add('spread', this.weight('spread', [PAIR_INPUTS], { value: 1 }));
    }
    this.built = true;
  }

  /** Weights that a training may change. */
  get learned(): tf.LayerVariable[] {
    return LEARNED.map((name) => this.#weights.get(name)!);
  }

  /** Weights that it may not. */
  get fixed(): tf.LayerVariable[] {
    return this.standardizes ? STANDARD.map((name) => this.#weights.get(name)!) : [];
  }

  /** Begins with a distance that was learned before; it has the width of this layer. */
  assign(weights: DistanceWeights): void {
    for (const [name, variable] of this.#weights) {
      const values = Float32Array.from(weights[name as (typeof LEARNED | typeof STANDARD)[number]]);
      const tensor = tf.tensor(values, variable.shape as number[]);
      variable.write(tensor);
      tensor.dispose();
    }
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const read = <T extends tf.Tensor>(name: string): T => this.#weights.get(name)!.read() as T;
      const raw = inputs as tf.Tensor2D;
      const x = this.standardizes ? (tf.div(tf.sub(raw, read('mean')), read('spread')) as tf.Tensor2D) : raw;
      const first = silu(tf.add(linearOfConstant(x, read('w1')), read('b1'))) as tf.Tensor2D;
      const second = silu(linear(first, read('w2'), read('b2')));
      return linear(second, read('w3'), read('b3'));
    });
  }
}
