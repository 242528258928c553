import * as tf from '@tensorflow/tfjs';
import { AttentionWeights, checkedRange } from '../ops/attentionWeights.js';
import { asList, asRows, CrystalLayer, type CrystalLayerConfig } from './crystalLayer.js';

export interface OrbitAttentionConfig extends CrystalLayerConfig {
  /** Heads divide the width. Defaults to 8. */
  readonly heads?: number;
  /** Radial functions of the value term. Defaults to 24. */
  readonly radialFunctions?: number;
  /**
   * Whether the output also depends on the total weight that each head gives: how much there is around a site, which the softmax divides by.
   * Defaults to false.
   */
  readonly totals?: boolean;
  /** Å: distances of the first and the last radial bin. Defaults to 0.6 and 9, as of `featurize`. */
  readonly range?: readonly [first: number, last: number];
}

/**
 * Self-attention over orbits that equals attention over all sites of the crystal (see `attend`): how near the images of an orbit are, and how many, is
 * a term of the logits; what they look like from the site is a term of the values.
 *
 * Pairs are features: they have no gradient.
 *
 * Input: x (B, A, d) and pairs (B, A, A, K), where K is the number of radial bins + 2, or 1. Output: (B, A, d).
 */
export class OrbitAttention extends CrystalLayer {
  static readonly className = 'OrbitAttention';
  readonly heads: number;
  readonly radialFunctions: number;
  readonly range: readonly [first: number, last: number];
  readonly totals: boolean;
  #weights: AttentionWeights | undefined;

  constructor(config: OrbitAttentionConfig = {}) {
    super(config);
    this.heads = config.heads ?? 8;
    this.radialFunctions = config.radialFunctions ?? 24;
    this.range = checkedRange(config.range);
    this.totals = config.totals ?? false;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [x, pairs] = inputShape as tf.Shape[];
    this.#weights = new AttentionWeights((name, shape, initial) => this.weight(name, shape, initial), {
      width: x!.at(-1)!,
      heads: this.heads,
      pairs: pairs!.at(-1)!,
      radialFunctions: this.radialFunctions,
      range: this.range,
      totals: this.totals,
    });
    this.built = true;
  }

  override computeOutputShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
    return (shape as tf.Shape[])[0]!;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [x, pairs] = asList(inputs) as [tf.Tensor3D, tf.Tensor4D];
      const [batch, orbits] = x.shape;
      return tf.reshape(this.#weights!.apply(asRows(x), asRows(pairs), { batch, orbits }), x.shape);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      heads: this.heads,
      radialFunctions: this.radialFunctions,
      range: [...this.range],
      totals: this.totals,
    };
  }
}

tf.serialization.registerClass(OrbitAttention);
