import * as tf from '@tensorflow/tfjs';
import type { ModelConfig } from '../config/config.js';
import { namedTensors } from '../config/tensorTargets.js';
import { CrystalEncoder } from './crystalEncoder.js';
import type { DistanceWeights } from '../features/distanceNetwork.js';
import { ENCODED_COLUMNS } from '../features/encodedPairs.js';
import { DEFAULT_RANGE } from '../ops/pairFunctions.js';
import { pairWeights } from '../ops/pairWeights.js';
import { type PeakGrid, peaks } from '../ops/peaks.js';
import { OrbitDistance } from './orbitDistance.js';
import { ElementEmbedding } from './elementEmbedding.js';
import { ModelError } from '../config/errors.js';
import { SURROUNDINGS_WIDTH } from '../features/surroundings.js';
import { contextWidth, fourierWidth, pairWidth, usedFeatures } from '../features/usedFeatures.js';
import type { WeightShape } from '../files/modelFile.js';
import type { ModelInputs } from '../ops/featureBank.js';
import { assignNumbers, numbersOf, weightCount } from '../ops/weightVector.js';
import type { Normalization } from '../features/normalization.js';
import { OrbitPooling } from './orbitPooling.js';
import { PropertyHead } from './propertyHead.js';
import type { MomentSizes } from '../ops/spectrumWeights.js';
import { TensorHead, type TensorInputs } from './tensorHead.js';
import { TransformerBlock } from './transformerBlock.js';

/** What decides the sizes of a network beside its configuration. */
export interface FeatureSizes extends Pick<Normalization, 'statistics' | 'bins' | 'frequencies'> {
  /** Å: distances of the first and the last radial bin. Defaults to 0.6 and 9, as of `featurize`. */
  readonly range?: readonly [first: number, last: number];
  /** Å: width of a peak at a distance. Defaults to 0.15, as of `featurize`. */
  readonly smearing?: number;
  /** Degrees and radial functions of angular moments, where the features have them. */
  readonly moments?: { readonly degree: number; readonly functions: number };
}

/** Å: what `featurize` spreads distances by, by default. */
const DEFAULT_SMEARING = 0.15;

/** One weight of a network. */
export interface NamedWeight {
  /** `layer/weight`. */
  readonly name: string;
  readonly variable: tf.LayerVariable;
  /** Whether trainings leave it as it is. Defaults to false. */
  readonly fixed?: boolean;
  /** Its learning rate over that of the training. Defaults to 1. */
  readonly rate?: number;
}

/**
 * The network of a configuration: the same weights for all space groups.
 *
 *     token of orbit i = elements(Z_i) + encoder(crystal, Fourier features of i)
 *     with a pretrained encoder, pairs are peaks at the learned distance of two orbits
 *     L blocks of attention over orbits, as over all sites of the crystal
 *     mean over sites, head; for tensors a head each, of the tokens and the moments
 */
export class CrystalModel {
  readonly config: ModelConfig;
  readonly elements: ElementEmbedding;
  readonly encoder: CrystalEncoder | undefined;
  /** Of a pretrained encoder. */
  readonly distance: OrbitDistance | undefined;
  readonly blocks: readonly TransformerBlock[];
  readonly pooling: OrbitPooling;
  /** Of the numbers that are predicted; undefined where there are none. */
  readonly head: PropertyHead | undefined;
  /** Of the tensors that are predicted, by name. */
  readonly tensors: readonly TensorHead[];
  /** All weights, in a fixed order. */
  readonly weights: readonly NamedWeight[];
  readonly #seed: number;
  readonly #peaks: PeakGrid;
  #disposed = false;

  /**
   * A network with random weights.
   *
   * @param sizes of the features, from `normalizationOf` the training set
   * @param seed integer from 0 to 2³²−1
   * @param learned distance that a pretrained encoder begins with
   */
  constructor(config: ModelConfig, sizes: FeatureSizes, seed: number, learned?: DistanceWeights) {
    const { width, heads, expansion, radialFunctions, dropout, descriptors } = config;
    const seedOf = (layer: number): number => (Math.imul(layer + 1, 0x85eb_ca6b) ^ seed) >>> 0;
    this.config = config;
    this.#seed = seed;
    const context = contextWidth(config, sizes);
    const used = usedFeatures(config);
    this.elements = new ElementEmbedding({ name: uniqueName('elements'), width, descriptors, seed: seedOf(0) });
    this.elements.build();
    if (context > 0) {
      this.encoder = new CrystalEncoder({
        name: uniqueName('encoder'),
        width,
        fourier: used.fourier,
        surroundings: used.surroundings,
        kind: config.encoder === 'product' ? 'product' : 'mlp',
        seed: seedOf(1),
      });
      this.encoder.build([
        [null, context],
        ...(used.fourier ? [[null, null, fourierWidth(sizes)]] : []),
        ...(used.surroundings ? [[null, null, SURROUNDINGS_WIDTH]] : []),
      ]);
    }
    const [first, last] = sizes.range ?? DEFAULT_RANGE;
    this.#peaks = { bins: sizes.bins, first, last, smearing: sizes.smearing ?? DEFAULT_SMEARING };
    const isTuned = config.encoderTraining === 'fine-tuned';
    if (used.encodings) {
      const { encoderWidth = 0 } = config;
      this.distance = new OrbitDistance({ name: uniqueName('distance'), width: encoderWidth, standardizes: true });
      this.distance.build();
      if (learned !== undefined) this.distance.assign(learned);
    }
    const tokens = [null, null, width];
    const moments = momentSizes(config, sizes);
    this.blocks = Array.from({ length: config.blocks }, (_, i) => {
      const block = new TransformerBlock({
        name: uniqueName(`block${i + 1}`),
        heads,
        expansion,
        radialFunctions,
        ...(sizes.range === undefined ? {} : { range: sizes.range }),
        totals: config.totals,
        learnedPairs: isTuned,
        ...(moments === undefined ? {} : { moments, momentDropout: config.momentDropout }),
        dropout,
        seed: seedOf(3 + i),
      });
      block.build([tokens, [null, null, null, pairWidth(config, sizes.bins)]]);
      return block;
    });
    this.pooling = new OrbitPooling({ name: uniqueName('pooling') });
    if (config.targets.length > 0) {
      this.head = new PropertyHead({ name: uniqueName('head'), targets: config.targets.length, seed: seedOf(2) });
      this.head.build([null, width]);
    }
    this.tensors = tensorHeads(config, moments, seedOf);
    const layers: [string, tf.layers.Layer][] = [
      ['elements', this.elements],
      ...(this.encoder === undefined ? [] : [['encoder', this.encoder] as [string, tf.layers.Layer]]),
      ...this.blocks.map((block, i): [string, tf.layers.Layer] => [`block${i + 1}`, block]),
      ...(this.head === undefined ? [] : [['head', this.head] as [string, tf.layers.Layer]]),
      ...this.tensors.map((head, i): [string, tf.layers.Layer] => [`tensor${i + 1}`, head]),
    ];
    const ofLayers = layers.flatMap(([layer, { trainableWeights }]) =>
      trainableWeights.map((variable) => ({
        name: `${layer}/${variable.originalName}`,
        variable,
      })),
    );
    const ofDistance = [
      ...(this.distance?.learned ?? []).map((variable) => ({ variable, fixed: !isTuned })),
      ...(this.distance?.fixed ?? []).map((variable) => ({ variable, fixed: true })),
    ];
    this.weights = [
      ...ofLayers,
      ...ofDistance.map((weight) => ({ ...weight, name: `distance/${weight.variable.originalName}` })),
    ];
  }

  /** How many numbers are learned. */
  get parameterCount(): number {
    return weightCount(this.weights.filter(({ fixed }) => fixed !== true));
  }

  /** Names and shapes of all weights, in their order. */
  get weightShapes(): readonly WeightShape[] {
    return this.weights.map(({ name, variable }) => ({ name, shape: variable.shape as number[] }));
  }

  /**
   * A vector per crystal: the mean of the tokens behind the last block.
   *
   * @returns (B, d)
   */
  embed(inputs: ModelInputs, options: { training?: boolean; step?: number } = {}): tf.Tensor2D {
    return tf.tidy(() => this.pooling.call([this.#tokens(inputs, options), inputs.shares]) as tf.Tensor2D);
  }

  /** Tokens of the orbits behind the last block, (B, A, d). */
  #tokens(inputs: ModelInputs, options: { training?: boolean; step?: number }): tf.Tensor3D {
    const { batch, orbits } = inputs;
    const d = this.config.width;
    return tf.tidy(() => {
      let x = tf.reshape(this.elements.call(inputs.elements), [batch, orbits, d]);
      if (this.encoder !== undefined) {
        const byCrystal = (rows: tf.Tensor2D): tf.Tensor3D => tf.reshape(rows, [batch, orbits, rows.shape[1]]);
        const fourier = inputs.fourier && [this.#partlyHidden(byCrystal(inputs.fourier), options)];
        const around = inputs.surroundings && [byCrystal(inputs.surroundings)];
        x = tf.add(x, this.encoder.call([inputs.context!, ...(fourier ?? []), ...(around ?? [])]));
      }
      const functions = this.#pairFunctions(inputs);
      const pairs = tf.reshape(functions, [batch, orbits, orbits, functions.shape[1]]);
      const moments = inputs.moments === undefined ? [] : [inputs.moments.values, inputs.moments.segments];
      const ofFunctions = this.blocks.map((block) => block.functionWeights());
      const learnedPairs = this.config.encoderTraining === 'fine-tuned';
      const ofPairs =
        ofFunctions.length === 0 ? [] : pairWeights(ofFunctions, functions, { batch, orbits, learnedPairs });
      this.blocks.forEach((block, i) => {
        const weights = { ofFunctions: ofFunctions[i]!, ofPairs: ofPairs[i]! };
        x = block.call([x, pairs, ...moments], { ...options, pairWeights: weights }) as tf.Tensor3D;
      });
      return x as tf.Tensor3D;
    });
  }

  /** Functions of pairs, (B·A·A, K): features, or of learned distances the same that features have of distances of atoms. */
  #pairFunctions({ pairs, encodings }: ModelInputs): tf.Tensor2D {
    if (this.distance === undefined || encodings === undefined) return pairs;
    const [numbers, scales, isOther, isSame] = tf.split(encodings, [...ENCODED_COLUMNS], 1) as tf.Tensor2D[];
    const distances = tf.relu(tf.mul(this.distance.call(numbers!), scales!)) as tf.Tensor2D;
    return tf.concat([peaks(distances, isOther!, this.#peaks), isSame!, pairs], 1) as tf.Tensor2D;
  }

  /** Fourier features of a batch with those of some crystals hidden, if it is one of a training. */
  #partlyHidden(
    fourier: tf.Tensor3D,
    { training = false, step = 0 }: { training?: boolean; step?: number },
  ): tf.Tensor3D {
    const { fourierDropout: rate } = this.config;
    if (!training || rate === 0) return fourier;
    // Dropout divides what it keeps by 1 − rate, but features that are shown must be what they are in prediction.
    const shown = tf.dropout(
      tf.mul(tf.ones([fourier.shape[0], 1, 1]), 1 - rate),
      rate,
      undefined,
      `${this.#seed} ${step} fourier`,
    );
    return tf.mul(fourier, shown);
  }

  /**
   * Standardised targets, or logits of a classification; and components of tensors as they are learned.
   *
   * @returns (B, T), with tensors more columns, as `outputLayout` says
   */
  call(inputs: ModelInputs, options: { training?: boolean; step?: number } = {}): tf.Tensor2D {
    return tf.tidy(() => this.outputsAndVectors(inputs, options).outputs);
  }

  /**
   * What {@link CrystalModel.call} and {@link CrystalModel.embed} give, computed together; the caller disposes of both.
   */
  outputsAndVectors(
    inputs: ModelInputs,
    options: { training?: boolean; step?: number } = {},
  ): { readonly outputs: tf.Tensor2D; readonly vectors: tf.Tensor2D } {
    return tf.tidy(() => {
      const tokens = this.#tokens(inputs, options);
      const vectors = this.pooling.call([tokens, inputs.shares]) as tf.Tensor2D;
      const scalars = this.head === undefined ? [] : [this.head.call(vectors) as tf.Tensor2D];
      if (this.tensors.length === 0) return { outputs: scalars[0]!, vectors };
      const read = { ...inputs, tokens, vectors } as TensorInputs;
      const ofCrystal = this.tensors.filter((head) => !head.isPerSite).map((head) => head.components(read));
      const ofSites = this.tensors.filter((head) => head.isPerSite).map((head) => head.components(read));
      const blocks = ofSites.map((x) => tf.reshape(x, [inputs.batch, inputs.orbits, -1]));
      const last = blocks.length === 0 ? [] : [tf.reshape(tf.concat(blocks, 2), [inputs.batch, -1]) as tf.Tensor2D];
      return { outputs: tf.concat([...scalars, ...ofCrystal, ...last], 1) as tf.Tensor2D, vectors };
    });
  }

  /**
   * Sets all weights from one row of numbers, in the order of {@link CrystalModel.weights}.
   *
   * @throws ModelError `bad-checkpoint` for another number of them
   */
  setWeights(values: Float32Array): void {
    const count = weightCount(this.weights);
    if (values.length !== count)
      throw new ModelError('bad-checkpoint', `model: weights must be ${count} numbers, got ${values.length}`);
    assignNumbers(this.weights, values);
  }

  /** All weights as one row of numbers. */
  weightNumbers(): Float32Array {
    return numbersOf(this.weights);
  }

  /** Runs with other weights, then puts the present ones back. @param values in the order of {@link CrystalModel.weights} */
  async withWeights<T>(values: Float32Array, run: () => Promise<T>): Promise<T> {
    const present = this.weights.map(({ variable }) => tf.clone(variable.read()));
    try {
      this.setWeights(values);
      return await run();
    } finally {
      this.weights.forEach(({ variable }, i) => (variable.read() as tf.Variable).assign(present[i]!));
      tf.dispose(present);
    }
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const { variable } of this.weights) variable.dispose();
  }
}

/** A head for each tensor. @param seedOf seed of the layer of a number */
const tensorHeads = (
  config: ModelConfig,
  moments: MomentSizes | undefined,
  seedOf: (layer: number) => number,
): TensorHead[] =>
  namedTensors(config).map(({ kind }, i) => {
    const seed = seedOf(100 + i);
    return new TensorHead({ name: uniqueName(`tensor${i + 1}`), kind, width: config.width, moments: moments!, seed });
  });

function momentSizes(config: ModelConfig, { moments }: FeatureSizes): MomentSizes | undefined {
  if (!usedFeatures(config).moments) return undefined;
  if (moments === undefined)
    throw new ModelError(
      'bad-config',
      'model: a network with angular moments needs features with moments, got a recipe without',
    );
  return { degrees: moments.degree, functions: moments.functions, channels: config.channels };
}

let models = 0;

/** Two networks in one program do not share names of weights. */
function uniqueName(layer: string): string {
  if (layer === 'elements') models++;
  return `crystal${models}_${layer}`;
}
