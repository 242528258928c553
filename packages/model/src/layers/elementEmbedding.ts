import * as tf from '@tensorflow/tfjs';
import { asRows, CrystalLayer, type CrystalLayerConfig } from './crystalLayer.js';
import { DESCRIPTOR_WIDTH, ELEMENT_COUNT, elementTable } from '../features/elementTable.js';
import { feedForward } from '../ops/feedForward.js';
import { linearOfConstant } from '../ops/linear.js';

export interface ElementEmbeddingConfig extends CrystalLayerConfig {
  /** d. */
  readonly width: number;
  /** Add what a small network makes of 17 properties of the element. Defaults to true. */
  readonly descriptors?: boolean;
}

/**
 * A vector per element: learned for itself, plus a function of the element's properties, which also says something of an element that
 * was never trained on.
 *
 * Input: Z as int32 (B, A), 0 for padding; or one-hot rows as float32 (B·A, 119). Output: (B, A, d), or (B·A, d).
 */
export class ElementEmbedding extends CrystalLayer {
  static readonly className = 'ElementEmbedding';
  readonly width: number;
  readonly descriptors: boolean;
  #table: tf.LayerVariable | undefined;
  #network: tf.LayerVariable[] = [];

  constructor(config: ElementEmbeddingConfig) {
    super(config);
    this.width = config.width;
    this.descriptors = config.descriptors ?? true;
  }

  override build(): void {
    this.#table = this.weight('table', [ELEMENT_COUNT, this.width], { deviation: this.descriptors ? 0.3 : 1 });
    if (this.descriptors) {
      this.#network = [
        this.matrix('descriptors/w1', DESCRIPTOR_WIDTH, this.width),
        this.weight('descriptors/b1', [this.width], { value: 0 }),
        this.matrix('descriptors/w2', this.width, this.width),
        this.weight('descriptors/b2', [this.width], { value: 0 }),
      ];
    }
    this.built = true;
  }

  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return shape.length === 2 && shape[1] === ELEMENT_COUNT ? [shape[0]!, this.width] : [...shape, this.width];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const input = Array.isArray(inputs) ? inputs[0]! : inputs;
    return tf.tidy(() => {
      // Cast: the wasm backend's oneHot of floats writes integers' bits.
      const oneHot =
        input.dtype === 'int32' || input.shape.at(-1) !== ELEMENT_COUNT
          ? tf.cast(tf.oneHot(tf.cast(tf.reshape(input, [-1]), 'int32'), ELEMENT_COUNT), 'float32')
          : input;
      let table = this.#table!.read() as tf.Tensor2D;
      if (this.descriptors) {
        const [w1, b1, w2, b2] = this.#network.map((weight) => weight.read()) as [
          tf.Tensor2D,
          tf.Tensor1D,
          tf.Tensor2D,
          tf.Tensor1D,
        ];
        const properties = tf.tensor2d(elementTable(), [ELEMENT_COUNT, DESCRIPTOR_WIDTH]);
        table = tf.add(table, feedForward(properties, w1, b1, w2, b2));
      }
      const rows = linearOfConstant(asRows(oneHot), table);
      return oneHot === input ? rows : tf.reshape(rows, [...input.shape, this.width]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), width: this.width, descriptors: this.descriptors };
  }
}

tf.serialization.registerClass(ElementEmbedding);
