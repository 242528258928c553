import * as tf from '@tensorflow/tfjs';

/** Training crystals that a distance is compared with; more are thinned out evenly. */
const MOST_REFERENCES = 2048;
const QUANTILE = 0.99;

/**
 * How unlike the training set a crystal is: its distance from the nearest training crystal in the space of embeddings, each axis
 * scaled by its spread over the training set, over the 99 % quantile of that distance among the training crystals themselves.
 */
export class Novelty {
  /** (width): 1 / spread. */
  readonly #inverse: tf.Tensor1D;
  /** (R, width), scaled. */
  readonly #references: tf.Tensor2D;
  /** (1, R): squared lengths. */
  readonly #squares: tf.Tensor2D;
  readonly #usual: number;

  /** @param embeddings (N, width) */
  constructor(embeddings: Float32Array, width: number) {
    const count = embeddings.length / width;
    const kept = Math.min(count, MOST_REFERENCES);
    const inverse = inverseSpreads(embeddings, count, width);
    const references = new Float32Array(kept * width);
    for (let i = 0; i < kept; i++) {
      const place = Math.floor((i * count) / kept);
      for (let c = 0; c < width; c++) references[i * width + c] = embeddings[place * width + c]! * inverse[c]!;
    }
    this.#inverse = tf.tensor1d(inverse);
    this.#references = tf.tensor2d(references, [kept, width]);
    this.#squares = tf.tidy(() => tf.reshape(tf.sum(tf.square(this.#references), 1), [1, kept]));
    this.#usual = usualDistance(references, kept, width);
  }

  /**
   * About 0 for a training crystal, above 1 for one that is farther from all of them than nearly all of them are from each other.
   *
   * @param embeddings (B, width)
   * @returns (B); infinite where a training set of equal crystals knows no usual distance
   */
  of(embeddings: tf.Tensor2D): tf.Tensor1D {
    return tf.tidy(() => {
      const scaled = tf.mul(embeddings, this.#inverse);
      const own = tf.sum(tf.square(scaled), 1, true);
      const products = tf.matMul(scaled, this.#references, false, true);
      const squares = tf.add(tf.sub(this.#squares, tf.mul(products, 2)), own);
      return tf.div(tf.sqrt(tf.relu(tf.min(squares, 1))), this.#usual) as tf.Tensor1D;
    });
  }

  dispose(): void {
    tf.dispose([this.#inverse, this.#references, this.#squares]);
  }
}

/** Quantile of the distances of references from their nearest other one. */
function usualDistance(references: Float32Array, count: number, width: number): number {
  if (count < 2) return 0;
  const nearest: number[] = [];
  for (let i = 0; i < count; i++) {
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < count; j++) {
      if (j === i) continue;
      let square = 0;
      for (let c = 0; c < width && square < least; c++)
        square += (references[i * width + c]! - references[j * width + c]!) ** 2;
      least = Math.min(least, square);
    }
    nearest.push(Math.sqrt(least));
  }
  nearest.sort((a, b) => a - b);
  return nearest[Math.floor(QUANTILE * (count - 1))]!;
}

function inverseSpreads(embeddings: Float32Array, count: number, width: number): Float32Array {
  return Float32Array.from({ length: width }, (_, c) => {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < count; i++) sum += embeddings[i * width + c]!;
    const mean = sum / count;
    for (let i = 0; i < count; i++) squares += (embeddings[i * width + c]! - mean) ** 2;
    const spread = Math.sqrt(squares / count);
    return spread > 0 ? 1 / spread : 0;
  });
}
