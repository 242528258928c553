import * as tf from '@tensorflow/tfjs';
import { tensorFacts, type TensorKind } from '@crystal-fourier/data';
import { coupling } from '../features/coupling.js';
import { groupProjection } from '../features/partProjection.js';
import { type DegreePaths, scalarParts, tensorPaths } from '../features/tensorPaths.js';
import { equivariantMoments, type FrameInputs } from '../ops/equivariantMoments.js';
import { feedForward } from '../ops/feedForward.js';
import { linear } from '../ops/linear.js';
import { normalize } from '../ops/normalize.js';
import type { MomentInputs } from '../ops/powerSpectrum.js';
import type { MomentSizes } from '../ops/spectrumWeights.js';
import { asRows, CrystalLayer, type CrystalLayerConfig } from './crystalLayer.js';

export interface TensorHeadConfig extends CrystalLayerConfig {
  readonly kind: TensorKind;
  /** d: width of a token. */
  readonly width: number;
  readonly moments: Pick<MomentSizes, 'degrees' | 'functions'>;
}

/** What a head reads of a batch. */
export interface TensorInputs {
  /** (B, A, d): tokens of the orbits. */
  readonly tokens: tf.Tensor3D;
  /** (B, d): their mean over the sites. */
  readonly vectors: tf.Tensor2D;
  /** (B, 1, A). */
  readonly shares: tf.Tensor3D;
  readonly moments: MomentInputs;
  readonly frames: FrameInputs;
  /** Numbers of the space groups. */
  readonly groups: readonly number[];
}

/** H: numbers by which a token weighs its moments. */
const HEADS = 8;
/** C: channels of moments. */
const CHANNELS = 16;

/**
 * A tensor of a crystal from the tokens of its orbits and their angular moments. With V of {@link equivariantMoments} in two sets of channels,
 *
 *     x_i,c,LM = V_i,c,LM,  and  (V_i,c,l₁ ⊗ V′_i,c,l₂)_LM      with the parity of the tensor
 *     t_i,LM   = Σ_c w_c(h_i) x_i,c,LM                          w: numbers that the token of the orbit gives
 *     T_LM     = P Σ_i m_i t_i,LM / Σ_i m_i                      P: mean over the point group
 *
 * and parts of degree 0 from the mean of the tokens. The sites of an orbit are images of one another, so the mean of t over all sites is P of that over the orbits, and T has
 * the symmetry that Neumann's principle demands, whatever the weights are.
 *
 * A tensor of each site is t_i itself, which has the symmetry of the site, without the mean over all sites: charges add up to 0.
 *
 * Output: (B, S) components as they are learned, or (B, A·S).
 */
export class TensorHead extends CrystalLayer {
  static readonly className = 'TensorHead';
  readonly kind: TensorKind;
  readonly #paths: readonly DegreePaths[];
  readonly #norm: readonly tf.LayerVariable[];
  readonly #moments: readonly tf.LayerVariable[];
  readonly #gates: readonly tf.LayerVariable[];
  readonly #scalars: readonly tf.LayerVariable[];

  constructor({ kind, width: d, moments, ...config }: TensorHeadConfig) {
    super(config);
    this.kind = kind;
    this.#paths = tensorPaths(kind, moments.degrees);
    const norm = (name: string): tf.LayerVariable[] => [
      this.weight(`${name}/gain`, [d], { value: 1 }),
      this.weight(`${name}/bias`, [d], { value: 0 }),
    ];
    const network = (name: string, outputs: number): tf.LayerVariable[] => [
      this.matrix(`${name}/w1`, d, d),
      this.weight(`${name}/b1`, [d], { value: 0 }),
      this.matrix(`${name}/w2`, d, outputs, 0.3),
      this.weight(`${name}/b2`, [outputs], { value: 0 }),
    ];
    const inputs = moments.functions * HEADS;
    this.#norm = norm('norm');
    this.#moments = [
      this.matrix('moments/tokens', d, HEADS),
      // All neighbours count at the start, whatever they are.
      this.weight('moments/bias', [HEADS], { value: 1 }),
      this.matrix('moments/mixing', inputs, 2 * CHANNELS),
    ];
    const gates = this.#paths.reduce((sum, { copies, paths }) => sum + copies * paths.length * CHANNELS, 0);
    const scalars = scalarParts(kind);
    const { isPerSite } = tensorFacts(kind);
    this.#gates = network('gates', gates + (isPerSite ? scalars : 0));
    this.#scalars = isPerSite || scalars === 0 ? [] : [...norm('scalars/norm'), ...network('scalars', scalars)];
    this.built = true;
  }

  /** Whether it gives a tensor for each site. */
  get isPerSite(): boolean {
    return tensorFacts(this.kind).isPerSite;
  }

  override call(): tf.Tensor {
    throw new Error('TensorHead: its method components computes, from inputs of several kinds');
  }

  /** @returns (B, S), or (B, A·S) */
  components(inputs: TensorInputs): tf.Tensor2D {
    const [B, A] = inputs.tokens.shape;
    const { isPerSite, size } = tensorFacts(this.kind);
    return tf.tidy(() => {
      const [gain, bias] = read(this.#norm) as [tf.Tensor1D, tf.Tensor1D];
      const tokens = normalize(asRows(inputs.tokens), gain, bias);
      const gates = perceptron(tokens, this.#gates);
      const scalars = scalarParts(this.kind);
      const ofSites = this.#directed(tokens, gates, inputs);
      const projection = this.#projection(inputs.groups);
      const mean = (x: tf.Tensor2D): tf.Tensor3D => tf.matMul(inputs.shares, tf.reshape(x, [B, A, -1])) as tf.Tensor3D;
      if (isPerSite) {
        const first = tf.slice(gates, [0, gates.shape[1] - scalars], [B * A, scalars]);
        const all = tf.concat([first, ofSites], 1) as tf.Tensor2D;
        const surplus = tf.matMul(mean(all), projection);
        return tf.reshape(tf.sub(tf.reshape(all, [B, A, size]), surplus), [B, A * size]);
      }
      const parts = mean(ofSites);
      const all =
        scalars === 0 ? parts : tf.concat([tf.reshape(this.#isotropic(inputs.vectors), [B, 1, -1]), parts], 2);
      return tf.reshape(tf.matMul(all as tf.Tensor3D, projection), [B, size]);
    });
  }

  /** Parts of degree 0. */
  #isotropic(vectors: tf.Tensor2D): tf.Tensor2D {
    const [gain, bias] = read(this.#scalars) as [tf.Tensor1D, tf.Tensor1D];
    return perceptron(normalize(vectors, gain, bias), this.#scalars.slice(2));
  }

  /** Parts of degree 1 and more of each orbit: (B·A, Σ (2 l + 1)). */
  #directed(tokens: tf.Tensor2D, gates: tf.Tensor2D, { moments, frames }: TensorInputs): tf.Tensor2D {
    const [w, b, mixing] = read(this.#moments) as [tf.Tensor2D, tf.Tensor1D, tf.Tensor2D];
    const byDegree = equivariantMoments(linear(tokens, w, b), mixing, moments, frames);
    const n = tokens.shape[0];
    // The second half of the channels is the other factor of products.
    const [left, right] = [0, CHANNELS].map((start) =>
      byDegree.map((x) =>
        tf.reshape(tf.slice(tf.reshape(x, [n, 2 * CHANNELS, x.shape[1]]), [0, start, 0], [n, CHANNELS, x.shape[1]]), [
          n * CHANNELS,
          x.shape[1],
        ]),
      ),
    ) as [tf.Tensor2D[], tf.Tensor2D[]];
    let at = 0;
    const parts = this.#paths.map(({ degree, copies, paths }) => {
      const width = 2 * degree + 1;
      const made = paths.map((path) =>
        tf.reshape(
          path.right === undefined
            ? left[path.left - 1]!
            : coupled(left[path.left - 1]!, right[path.right - 1]!, coupling(path.left, path.right, degree), width),
          [n, CHANNELS, width],
        ),
      );
      const count = paths.length * CHANNELS;
      const own = tf.slice(gates, [0, at], [n, copies * count]);
      at += copies * count;
      const weights = tf.mul(tf.reshape(own, [n, copies, count]), 1 / Math.sqrt(count));
      return tf.reshape(tf.matMul(weights, tf.concat(made, 1) as tf.Tensor3D), [n, copies * width]);
    });
    return tf.concat(parts, 1) as tf.Tensor2D;
  }

  /** (B, S, S), symmetric. */
  #projection(groups: readonly number[]): tf.Tensor3D {
    const { size } = tensorFacts(this.kind);
    const values = new Float32Array(groups.length * size * size);
    groups.forEach((group, b) => values.set(groupProjection(this.kind, group), b * size * size));
    return tf.tensor3d(values, [groups.length, size, size]);
  }
}

const read = (weights: readonly tf.LayerVariable[]): tf.Tensor[] => weights.map((weight) => weight.read());

function perceptron(x: tf.Tensor2D, weights: readonly tf.LayerVariable[]): tf.Tensor2D {
  const [w1, b1, w2, b2] = read(weights) as [tf.Tensor2D, tf.Tensor1D, tf.Tensor2D, tf.Tensor1D];
  return feedForward(x, w1, b1, w2, b2);
}

/** Products of rows of components, (n, 2 l₁ + 1) and (n, 2 l₂ + 1), by Clebsch–Gordan coefficients: (n, width). */
function coupled(left: tf.Tensor2D, right: tf.Tensor2D, coefficients: Float64Array, width: number): tf.Tensor2D {
  const [n, a] = left.shape;
  const b = right.shape[1];
  const products = tf.reshape(tf.mul(tf.reshape(left, [n, a, 1]), tf.reshape(right, [n, 1, b])), [n, a * b]);
  return tf.matMul(products, tf.tensor2d(Float32Array.from(coefficients), [a * b, width])) as tf.Tensor2D;
}
