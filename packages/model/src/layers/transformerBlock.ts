import * as tf from '@tensorflow/tfjs';
import { type AttentionPairWeights, AttentionWeights, checkedRange } from '../ops/attentionWeights.js';
import { asList, asRows, CrystalLayer, type CrystalLayerConfig } from './crystalLayer.js';
import type { MomentInputs } from '../ops/powerSpectrum.js';
import { feedForward } from '../ops/feedForward.js';
import { normalize } from '../ops/normalize.js';
import { type MomentSizes, SpectrumWeights } from '../ops/spectrumWeights.js';

export interface TransformerBlockConfig extends CrystalLayerConfig {
  /** Heads divide the width. Defaults to 8. */
  readonly heads?: number;
  /** Inner width of the feed-forward part over the width. Defaults to 4. */
  readonly expansion?: number;
  /** Radial functions of the value term. Defaults to 24. */
  readonly radialFunctions?: number;
  /** Å: distances of the first and the last radial bin. Defaults to 0.6 and 9, as of `featurize`. */
  readonly range?: readonly [first: number, last: number];
  /**
   * Whether the output also depends on the total weight that each head gives: how much there is around a site, which the softmax divides by.
   * Defaults to false.
   */
  readonly totals?: boolean;
  /** Whether pairs depend on weights and get a gradient. Defaults to false: they are features. */
  readonly learnedPairs?: boolean;
  /** Sizes of the power spectra of angular moments; the moments are two more inputs then. Defaults to none. */
  readonly moments?: MomentSizes;
  /** Share of the numbers of power spectra set to 0 in training. Defaults to 0. */
  readonly momentDropout?: number;
  /** Share of numbers set to 0 in training, after the attention and after the feed-forward part. Defaults to 0. */
  readonly dropout?: number;
}

/** How a block is called. */
export interface BlockCallOptions {
  readonly training?: boolean;
  readonly step?: number;
  /** Those of its attention, where they were computed together with those of other blocks. */
  readonly pairWeights?: AttentionPairWeights;
}

/**
 * Pre-norm transformer block on orbits (Xiong et al., arXiv:2002.04745): `x + attention(norm x)`, then `x + feedForward(norm x)`.
 *
 * Input: x (B, A, d) and pairs (B, A, A, K), as for {@link OrbitAttention}; with `moments` the values (B, R·F, A) and segments (B·R) of `MomentInputs`, too. Output: (B, A, d). With dropout, `call` takes `training: true` and a
 * `step`, which with the layer's seed decides what is dropped; without a step, as in `fit`, the calls are counted.
 */
export class TransformerBlock extends CrystalLayer {
  static readonly className = 'TransformerBlock';
  readonly heads: number;
  readonly expansion: number;
  readonly radialFunctions: number;
  readonly range: readonly [first: number, last: number];
  readonly totals: boolean;
  readonly learnedPairs: boolean;
  readonly moments: MomentSizes | undefined;
  readonly momentDropout: number;
  readonly dropout: number;
  #attention: AttentionWeights | undefined;
  #spectra: SpectrumWeights | undefined;
  #rest: tf.LayerVariable[] = [];
  /** Calls in training that were given no step. */
  #calls = 0;

  constructor(config: TransformerBlockConfig = {}) {
    super(config);
    this.heads = config.heads ?? 8;
    this.expansion = config.expansion ?? 4;
    this.radialFunctions = config.radialFunctions ?? 24;
    this.range = checkedRange(config.range);
    this.totals = config.totals ?? false;
    this.learnedPairs = config.learnedPairs ?? false;
    this.moments = config.moments;
    this.momentDropout = config.momentDropout ?? 0;
    this.dropout = config.dropout ?? 0;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [x, pairs] = inputShape as tf.Shape[];
    const d = x!.at(-1)!;
    const hidden = this.expansion * d;
    this.#attention = new AttentionWeights((name, shape, initial) => this.weight(`attention/${name}`, shape, initial), {
      width: d,
      heads: this.heads,
      pairs: pairs!.at(-1)!,
      radialFunctions: this.radialFunctions,
      range: this.range,
      totals: this.totals,
      learnedPairs: this.learnedPairs,
    });
    this.#rest = [
      this.weight('norm1/gain', [d], { value: 1 }),
      this.weight('norm1/bias', [d], { value: 0 }),
      this.weight('norm2/gain', [d], { value: 1 }),
      this.weight('norm2/bias', [d], { value: 0 }),
      this.matrix('feedForward/w1', d, hidden),
      this.weight('feedForward/b1', [hidden], { value: 0 }),
      this.matrix('feedForward/w2', hidden, d, 0.5),
      this.weight('feedForward/b2', [d], { value: 0 }),
    ];
    this.#spectra =
      this.moments &&
      new SpectrumWeights((name, shape, initial) => this.weight(`moments/${name}`, shape, initial), d, this.moments);
    this.built = true;
  }

  override computeOutputShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
    return (shape as tf.Shape[])[0]!;
  }

  /** What each function of a pair weighs in its attention, (K, h); where the weights of pairs are computed outside, for several blocks together. */
  functionWeights(): tf.Tensor2D {
    return this.#attention!.functionWeights();
  }

  override call(
    inputs: tf.Tensor | tf.Tensor[],
    { training = false, step = training ? this.#calls++ : 0, pairWeights }: BlockCallOptions = {},
  ): tf.Tensor {
    return tf.tidy(() => {
      const [input, pairs, values, segments] = asList(inputs) as [tf.Tensor3D, tf.Tensor4D, tf.Tensor3D?, tf.Tensor1D?];
      const [batch, orbits] = input.shape;
      const [gain1, bias1, gain2, bias2, w1, b1, w2, b2] = this.#rest.map((weight) => weight.read()) as [
        tf.Tensor1D,
        tf.Tensor1D,
        tf.Tensor1D,
        tf.Tensor1D,
        tf.Tensor2D,
        tf.Tensor1D,
        tf.Tensor2D,
        tf.Tensor1D,
      ];
      const drop = (x: tf.Tensor2D, part: 0 | 1 | 2, rate = this.dropout): tf.Tensor2D =>
        training && rate > 0 ? (tf.dropout(x, rate, undefined, `${this.seed} ${step} ${part}`) as tf.Tensor2D) : x;
      let x = asRows(input);
      const shape = { batch, orbits };
      const normal = normalize(x, gain1, bias1);
      const attended = drop(this.#attention!.apply(normal, asRows(pairs), shape, pairWeights), 0);
      x = tf.add(x, attended);
      if (this.#spectra !== undefined) {
        const moments = this.#momentInputs(values!, segments!);
        const spectra = this.#spectra.apply(normal, moments, (p) => drop(p, 2, this.momentDropout));
        x = tf.add(x, spectra);
      }
      x = tf.add(x, drop(feedForward(normalize(x, gain2, bias2), w1, b1, w2, b2), 1));
      return tf.reshape(x, input.shape);
    });
  }

  #momentInputs(values: tf.Tensor3D, segments: tf.Tensor1D): MomentInputs {
    const { degrees, functions } = this.moments!;
    return { values, segments, components: values.shape[1] / functions, degrees, functions };
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      heads: this.heads,
      expansion: this.expansion,
      radialFunctions: this.radialFunctions,
      range: [...this.range],
      totals: this.totals,
      learnedPairs: this.learnedPairs,
      ...(this.moments === undefined ? {} : { moments: { ...this.moments }, momentDropout: this.momentDropout }),
      dropout: this.dropout,
    };
  }
}

tf.serialization.registerClass(TransformerBlock);
