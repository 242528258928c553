import * as tf from '@tensorflow/tfjs';
import { asList, CrystalLayer, type CrystalLayerConfig } from './crystalLayer.js';

/**
 * Mean over the sites of a crystal: each orbit counts as often as it has sites.
 *
 * Input: x (B, A, d) and weights (B, A) or (B, 1, A): multiplicities, or shares; 0 for padding, but not for all orbits of a crystal, which has no
 * mean then. Output: (B, d).
 */
export class OrbitPooling extends CrystalLayer {
  static readonly className = 'OrbitPooling';

  constructor(config: CrystalLayerConfig = {}) {
    super(config);
  }

  override computeOutputShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
    const [x] = shape as tf.Shape[];
    return [x![0]!, x!.at(-1)!];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [x, weights] = asList(inputs) as [tf.Tensor3D, tf.Tensor];
      const [B, A, d] = x.shape;
      const rows = tf.reshape(weights, [B, 1, A]);
      const shares = tf.div(rows, tf.sum(rows, -1, true)) as tf.Tensor3D;
      return tf.reshape(tf.matMul(shares, x), [B, d]);
    });
  }
}

tf.serialization.registerClass(OrbitPooling);
