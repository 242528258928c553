import * as tf from '@tensorflow/tfjs';
import { type NoveltyReference, ROUNDING, scaledRows } from '../novelty/reference.js';

/**
 * How unlike the training set a crystal is: its distance from the nearest reference, a training crystal or the centre of several, in the space of embeddings, each
 * axis scaled by its spread over the training set, over the 99 % quantile of that distance among the training crystals themselves.
 */
export class NoveltyDistances {
  /** (width) */
  readonly #mean: tf.Tensor1D;
  /** (width) */
  readonly #inverse: tf.Tensor1D;
  /** (R, width), centred and scaled. */
  readonly #references: tf.Tensor2D;
  /** (1, R): squared lengths. */
  readonly #squares: tf.Tensor2D;
  readonly #usual: number;

  constructor({ rows, width, scale }: NoveltyReference) {
    const count = rows.length / width;
    this.#mean = tf.tensor1d(scale.mean);
    this.#inverse = tf.tensor1d(scale.inverse);
    this.#references = tf.tensor2d(scaledRows(rows, width, scale), [count, width]);
    this.#squares = tf.tidy(() => tf.reshape(tf.sum(tf.square(this.#references), 1), [1, count]));
    this.#usual = scale.usual;
  }

  /**
   * About 0 for a training crystal, above 1 for one that is farther from all of them than nearly all of them are from their nearest neighbour.
   *
   * @param embeddings (B, width)
   * @returns (B); a training set of one crystal, or of equal ones, knows no usual distance: 0 for those, infinite for all others
   */
  of(embeddings: tf.Tensor2D): tf.Tensor1D {
    return tf.tidy(() => {
      const scaled = tf.mul(tf.sub(embeddings, this.#mean), this.#inverse) as tf.Tensor2D;
      const own = tf.sum(tf.square(scaled), 1, true);
      const products = tf.matMul(scaled, this.#references, false, true);
      const squares = tf.min(tf.add(tf.sub(this.#squares, tf.mul(products, 2)), own), 1);
      if (this.#usual > 0) return tf.div(tf.sqrt(tf.relu(squares)), this.#usual) as tf.Tensor1D;
      const [near, far] = [tf.zerosLike(squares), tf.fill(squares.shape, Number.POSITIVE_INFINITY)];
      return tf.where(tf.greater(squares, ROUNDING), far, near) as tf.Tensor1D;
    });
  }

  dispose(): void {
    tf.dispose([this.#mean, this.#inverse, this.#references, this.#squares]);
  }
}
