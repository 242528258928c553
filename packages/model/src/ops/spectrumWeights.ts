import type * as tf from '@tensorflow/tfjs';
import type { MakeWeight } from './attentionWeights.js';
import { linear } from './linear.js';
import { type MomentInputs, powerSpectrum } from './powerSpectrum.js';

/** Sizes of power spectra of angular moments. */
export interface MomentSizes {
  /** L: degrees of the moments, from 1 on. */
  readonly degrees: number;
  /** F: radial functions of the moments. */
  readonly functions: number;
  /** C: power spectra of each degree. */
  readonly channels: number;
}

/** H: numbers by which a token weighs its moments. */
const HEADS = 8;

/** Weights of the power spectra of a block, and what they compute. */
export class SpectrumWeights {
  readonly #tokens: tf.LayerVariable;
  readonly #bias: tf.LayerVariable;
  readonly #mixing: tf.LayerVariable;
  readonly #out: tf.LayerVariable;

  constructor(make: MakeWeight, width: number, { degrees, functions, channels }: MomentSizes) {
    this.#tokens = make('tokens', [width, HEADS], { deviation: 1 / Math.sqrt(width) });
    // All neighbours count at the start, whatever they are.
    this.#bias = make('bias', [HEADS], { value: 1 });
    this.#mixing = make('mixing', [functions * HEADS, 2 * channels], { deviation: 1 / Math.sqrt(functions * HEADS) });
    // A block begins as nearly one without moments.
    this.#out = make('out', [degrees * channels, width], { deviation: 0.1 / Math.sqrt(degrees * channels) });
  }

  /**
   * @param x (B·A, d)
   * @param drop dropout of the spectra
   * @returns (B·A, d)
   */
  apply(x: tf.Tensor2D, moments: MomentInputs, drop: (spectra: tf.Tensor2D) => tf.Tensor2D): tf.Tensor2D {
    const weights = linear(x, this.#tokens.read() as tf.Tensor2D, this.#bias.read() as tf.Tensor1D);
    const spectra = powerSpectrum(weights, this.#mixing.read() as tf.Tensor2D, moments);
    return linear(drop(spectra), this.#out.read() as tf.Tensor2D);
  }
}
