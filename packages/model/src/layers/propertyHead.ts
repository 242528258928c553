import * as tf from '@tensorflow/tfjs';
import { asList, CrystalLayer, type CrystalLayerConfig } from './crystalLayer.js';
import { feedForward } from '../ops/feedForward.js';
import { normalize } from '../ops/normalize.js';

export interface PropertyHeadConfig extends CrystalLayerConfig {
  /** T: numbers that are predicted. */
  readonly targets: number;
}

/** Layer normalisation, then a network with one hidden layer. Input: (B, d). Output: (B, T), standardised targets, or logits. */
export class PropertyHead extends CrystalLayer {
  static readonly className = 'PropertyHead';
  readonly targets: number;
  #weights: tf.LayerVariable[] = [];

  constructor(config: PropertyHeadConfig) {
    super(config);
    this.targets = config.targets;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const d = (inputShape as tf.Shape).at(-1)!;
    this.#weights = [
      this.weight('norm/gain', [d], { value: 1 }),
      this.weight('norm/bias', [d], { value: 0 }),
      this.matrix('w1', d, d),
      this.weight('b1', [d], { value: 0 }),
      this.matrix('w2', d, this.targets, 0.3),
      this.weight('b2', [this.targets], { value: 0 }),
    ];
    this.built = true;
  }

  override computeOutputShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
    return [(shape as tf.Shape)[0]!, this.targets];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [gain, bias, w1, b1, w2, b2] = this.#weights.map((weight) => weight.read()) as [
        tf.Tensor1D,
        tf.Tensor1D,
        tf.Tensor2D,
        tf.Tensor1D,
        tf.Tensor2D,
        tf.Tensor1D,
      ];
      return feedForward(normalize(asList(inputs)[0] as tf.Tensor2D, gain, bias), w1, b1, w2, b2);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), targets: this.targets };
  }
}

tf.serialization.registerClass(PropertyHead);
