import * as tf from '@tensorflow/tfjs';
import { type ModelConfig, modelConfig, type ModelOptions } from '../config/config.js';
import { CrystalEncoder } from './crystalEncoder.js';
import { ElementEmbedding } from './elementEmbedding.js';
import { ModelError } from '../config/errors.js';
import { contextWidth, fourierWidth, type ModelInputs, pairWidth, parts } from '../features/featureBank.js';
import type { Normalization } from '../features/normalization.js';
import { OrbitPooling } from './orbitPooling.js';
import { PropertyHead } from './propertyHead.js';
import { TransformerBlock } from './transformerBlock.js';

/** What decides the sizes of a network beside its configuration. */
export type FeatureSizes = Pick<Normalization, 'statistics' | 'bins' | 'frequencies'>;

/** One weight of a network. */
export interface NamedWeight {
  /** `layer/weight`. */
  readonly name: string;
  readonly variable: tf.LayerVariable;
}

/**
 * The network of a configuration: the same weights for all space groups.
 *
 *     token of orbit i = elements(Z_i) + encoder(crystal, Fourier features of i)
 *     L blocks of attention over orbits, as over all sites of the crystal
 *     mean over sites, head
 */
export class CrystalModel {
  readonly config: ModelConfig;
  readonly elements: ElementEmbedding;
  readonly encoder: CrystalEncoder | undefined;
  readonly blocks: readonly TransformerBlock[];
  readonly pooling: OrbitPooling;
  readonly head: PropertyHead;
  /** All weights, in a fixed order. */
  readonly weights: readonly NamedWeight[];
  #disposed = false;

  /** @internal */
  constructor(config: ModelConfig, sizes: FeatureSizes, seed: number) {
    const { width, heads, expansion, radialFunctions, dropout, descriptors } = config;
    const seedOf = (layer: number): number => (Math.imul(layer + 1, 0x85eb_ca6b) ^ seed) >>> 0;
    this.config = config;
    const context = contextWidth(config, sizes);
    const use = parts(config);
    this.elements = new ElementEmbedding({ name: uniqueName('elements'), width, descriptors, seed: seedOf(0) });
    this.elements.build();
    if (context > 0) {
      this.encoder = new CrystalEncoder({
        name: uniqueName('encoder'),
        width,
        fourier: use.fourier,
        kind: config.encoder,
        seed: seedOf(1),
      });
      this.encoder.build([[null, context], ...(use.fourier ? [[null, null, fourierWidth(sizes)]] : [])]);
    }
    const tokens = [null, null, width];
    this.blocks = Array.from({ length: config.blocks }, (_, i) => {
      const block = new TransformerBlock({
        name: uniqueName(`block${i + 1}`),
        heads,
        expansion,
        radialFunctions,
        dropout,
        seed: seedOf(3 + i),
      });
      block.build([tokens, [null, null, null, pairWidth(config, sizes.bins)]]);
      return block;
    });
    this.pooling = new OrbitPooling({ name: uniqueName('pooling') });
    this.head = new PropertyHead({ name: uniqueName('head'), targets: config.targets.length, seed: seedOf(2) });
    this.head.build([null, width]);
    const layers: [string, tf.layers.Layer][] = [
      ['elements', this.elements],
      ...(this.encoder === undefined ? [] : [['encoder', this.encoder] as [string, tf.layers.Layer]]),
      ...this.blocks.map((block, i): [string, tf.layers.Layer] => [`block${i + 1}`, block]),
      ['head', this.head],
    ];
    this.weights = layers.flatMap(([layer, { trainableWeights }]) =>
      trainableWeights.map((variable) => ({
        name: `${layer}/${variable.originalName}`,
        variable,
      })),
    );
  }

  /** How many numbers are learned. */
  get parameterCount(): number {
    return this.weights.reduce((sum, { variable }) => sum + tf.util.sizeFromShape(variable.shape as number[]), 0);
  }

  /**
   * A vector per crystal: the mean of the tokens behind the last block.
   *
   * @returns (B, d)
   */
  embed(inputs: ModelInputs, options: { training?: boolean; step?: number } = {}): tf.Tensor2D {
    const { batch, orbits } = inputs;
    const d = this.config.width;
    return tf.tidy(() => {
      let x = tf.reshape(this.elements.call(inputs.elements), [batch, orbits, d]);
      if (this.encoder !== undefined) {
        const fourier =
          inputs.fourier === undefined ? [] : [tf.reshape(inputs.fourier, [batch, orbits, inputs.fourier.shape[1]])];
        x = tf.add(x, this.encoder.call([inputs.context!, ...fourier]));
      }
      const pairs = tf.reshape(inputs.pairs, [batch, orbits, orbits, inputs.pairs.shape[1]]);
      for (const block of this.blocks) x = block.call([x, pairs], options) as tf.Tensor3D;
      return this.pooling.call([x, inputs.shares]) as tf.Tensor2D;
    });
  }

  /**
   * Standardised targets, or logits of a classification.
   *
   * @returns (B, T)
   */
  call(inputs: ModelInputs, options: { training?: boolean; step?: number } = {}): tf.Tensor2D {
    return tf.tidy(() => this.head.call(this.embed(inputs, options)) as tf.Tensor2D);
  }

  /**
   * Sets all weights from one vector, in the order of {@link CrystalModel.weights}.
   *
   * @throws ModelError `bad-checkpoint` for another number of them
   */
  setWeights(flat: tf.Tensor1D): void {
    const shapes = this.weights.map(({ variable }) => variable.shape as number[]);
    const sizes = shapes.map((shape) => tf.util.sizeFromShape(shape));
    const count = sizes.reduce((sum, size) => sum + size, 0);
    if (flat.size !== count) {
      throw new ModelError('bad-checkpoint', `model: weights must be ${count} numbers, got ${flat.size}`);
    }
    tf.tidy(() => {
      tf.split(flat, sizes).forEach((piece, i) => {
        (this.weights[i]!.variable.read() as tf.Variable).assign(tf.reshape(piece, shapes[i]!));
      });
    });
  }

  /** All weights as one vector. */
  flatWeights(): tf.Tensor1D {
    return tf.tidy(() =>
      tf.concat(this.weights.map(({ variable }) => tf.reshape(variable.read(), [-1]))),
    ) as tf.Tensor1D;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const { variable } of this.weights) variable.dispose();
  }
}

let models = 0;

/** Two networks in one program do not share names of weights. */
function uniqueName(layer: string): string {
  if (layer === 'elements') models++;
  return `crystal${models}_${layer}`;
}

/**
 * Builds a network with random weights.
 *
 * @param options see {@link ModelConfig}; `targets` must be given
 * @param sizes what the features look like, from `normalizationOf` the training set
 * @param seed integer from 0 to 2³²−1
 * @throws ModelError `bad-config`
 */
export function buildModel(options: ModelOptions, sizes: FeatureSizes, seed = 0): CrystalModel {
  return new CrystalModel(modelConfig(options), sizes, seed);
}
