import * as tf from '@tensorflow/tfjs';
import { normalNumbers } from '../ops/initial.js';

/** Fields that every layer of this package has beside its own. */
export interface CrystalLayerConfig {
  readonly name?: string;
  /** Whether its weights are learned. Defaults to true. */
  readonly trainable?: boolean;
  /** Integer from 0 to 2³²−1 that decides the initial weights. Defaults to 0. */
  readonly seed?: number;
}

/** How a weight begins: normal with a deviation, or all the same, or given. */
type Initial = { readonly deviation: number } | { readonly value: number } | { readonly values: Float32Array };

/** Base of the layers: weights that begin alike on every backend. */
export abstract class CrystalLayer extends tf.layers.Layer {
  readonly seed: number;
  #weightCount = 0;

  constructor({ name, trainable = true, seed = 0 }: CrystalLayerConfig) {
    super({ trainable, ...(name === undefined ? {} : { name }) });
    this.seed = seed;
  }

  /** Adds a trainable weight. @internal */
  protected weight(name: string, shape: number[], initial: Initial): tf.LayerVariable {
    const size = shape.reduce((product, n) => product * n, 1);
    // Odd and near 2³² over the golden ratio: the weights of a layer, and of layers with neighbouring seeds, differ.
    const seed = (Math.imul(++this.#weightCount, 0x9e37_79b1) ^ this.seed) >>> 0;
    const values =
      'values' in initial
        ? initial.values
        : 'value' in initial
          ? new Float32Array(size).fill(initial.value)
          : normalNumbers(size, initial.deviation, seed);
    const variable = this.addWeight(name, shape, 'float32', tf.initializers.zeros());
    const tensor = tf.tensor(values, shape);
    variable.write(tensor);
    tensor.dispose();
    return variable;
  }

  /** A dense matrix, normal with variance 1/inputs, times a gain. */
  protected matrix(name: string, inputs: number, outputs: number, gain = 1): tf.LayerVariable {
    return this.weight(name, [inputs, outputs], { deviation: gain / Math.sqrt(inputs) });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), seed: this.seed };
  }
}

/** The tensors of a layer's inputs. */
export function asList(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
  return Array.isArray(inputs) ? inputs : [inputs];
}

/** All but the last axis as one: (…, width) → (n, width). */
export function asRows(x: tf.Tensor): tf.Tensor2D {
  return x.rank === 2 ? (x as tf.Tensor2D) : tf.reshape(x, [-1, x.shape.at(-1)!]);
}
