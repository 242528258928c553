import * as tf from '@tensorflow/tfjs';
import { asList, asRows, CrystalLayer, type CrystalLayerConfig } from './crystalLayer.js';
import { feedForward, silu } from '../ops/feedForward.js';
import { linear, linearOfConstant } from '../ops/linear.js';

export interface CrystalEncoderConfig extends CrystalLayerConfig {
  /** d. */
  readonly width: number;
  /** Whether the second input, Fourier features of the orbits, is there. Defaults to true. */
  readonly fourier?: boolean;
  /** Whether numbers of neighbours of the orbits are the last input. Defaults to false. */
  readonly surroundings?: boolean;
  /** `mlp`: the two inputs are added before the first SiLU; `product`: branches of three residual blocks each are multiplied (the paper's). Defaults to `mlp`. */
  readonly kind?: 'mlp' | 'product';
}

const RESIDUAL_BLOCKS = 3;

/**
 * A vector per orbit, from features of the crystal as a whole, Fourier features of the orbit and its surroundings. The first layer on Fourier
 * features is one matrix over the frequencies of both families: features of the other family are 0, so each has weights of
 * its own, and the rest is shared.
 *
 * Inputs are features: nothing that is learned may stand before them, since they have no gradient.
 *
 * Input: context (B, C); with `fourier`, features (B, A, F); with `surroundings`, numbers of neighbours (B, A, S). Output: (B, A, d), or
 * (B, 1, d) if the first is the only input.
 */
export class CrystalEncoder extends CrystalLayer {
  static readonly className = 'CrystalEncoder';
  readonly width: number;
  readonly fourier: boolean;
  readonly surroundings: boolean;
  readonly kind: 'mlp' | 'product';
  readonly #weights = new Map<string, tf.LayerVariable>();

  constructor(config: CrystalEncoderConfig) {
    super(config);
    this.width = config.width;
    this.fourier = config.fourier ?? true;
    this.surroundings = config.surroundings ?? false;
    this.kind = config.kind ?? 'mlp';
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const d = this.width;
    const [context, ...ofOrbits] = (Array.isArray(inputShape[0]) ? inputShape : [inputShape]) as tf.Shape[];
    const [features] = ofOrbits;
    const add = (name: string, variable: tf.LayerVariable): void => void this.#weights.set(name, variable);
    const bias = (name: string): void => add(name, this.weight(name, [d], { value: 0 }));
    // Saved models name the weights of the orbits' branch `place`.
    const branches = this.kind === 'product' && (this.fourier || this.surroundings) ? ['context', 'place'] : [];
    add('context/w', this.matrix('context/w', context!.at(-1)!, d));
    bias('context/b');
    if (this.fourier) add('place/w', this.matrix('place/w', features!.at(-1)!, d));
    if (this.surroundings) add('around/w', this.matrix('around/w', ofOrbits.at(-1)!.at(-1)!, d));
    for (const branch of branches) {
      for (let block = 0; block < RESIDUAL_BLOCKS; block++) {
        for (const part of ['1', '2'] as const) {
          const name = `${branch}/${block}/`;
          add(`${name}w${part}`, this.matrix(`${name}w${part}`, d, d, part === '2' ? 0.3 : 1));
          bias(`${name}b${part}`);
        }
      }
    }
    add('out/w', this.matrix('out/w', d, d));
    bias('out/b');
    this.built = true;
  }

  override computeOutputShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
    const [context, features] = (Array.isArray(shape[0]) ? shape : [shape]) as tf.Shape[];
    return [context![0]!, features === undefined ? 1 : features[1]!, this.width];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [context, ...ofOrbits] = asList(inputs);
      const read = <T extends tf.Tensor>(name: string): T => this.#weights.get(name)!.read() as T;
      const d = this.width;
      const B = context!.shape[0]!;
      const known = tf.add(linearOfConstant(context as tf.Tensor2D, read('context/w')), read('context/b'));
      if (ofOrbits.length === 0) {
        return tf.reshape(linear(silu(known) as tf.Tensor2D, read('out/w'), read('out/b')), [B, 1, d]);
      }
      const A = ofOrbits[0]!.shape[1]!;
      const names = [...(this.fourier ? ['place/w'] : []), ...(this.surroundings ? ['around/w'] : [])];
      const positions = tf.addN(names.map((name, i) => linearOfConstant(asRows(ofOrbits[i]!), read(name))));
      if (this.kind === 'mlp') {
        const sum = tf.add(tf.reshape(positions, [B, A, d]), tf.reshape(known, [B, 1, d]));
        return tf.reshape(linear(asRows(silu(sum)), read('out/w'), read('out/b')), [B, A, d]);
      }
      const residual = (start: tf.Tensor2D, branch: string): tf.Tensor2D => {
        let x = start;
        for (let block = 0; block < RESIDUAL_BLOCKS; block++) {
          const name = `${branch}/${block}/`;
          x = tf.add(x, feedForward(x, read(`${name}w1`), read(`${name}b1`), read(`${name}w2`), read(`${name}b2`)));
        }
        return x;
      };
      const product = tf.mul(
        tf.reshape(residual(silu(positions), 'place'), [B, A, d]),
        tf.reshape(residual(silu(known) as tf.Tensor2D, 'context'), [B, 1, d]),
      );
      return tf.reshape(linear(asRows(product), read('out/w'), read('out/b')), [B, A, d]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      width: this.width,
      fourier: this.fourier,
      surroundings: this.surroundings,
      kind: this.kind,
    };
  }
}

tf.serialization.registerClass(CrystalEncoder);
