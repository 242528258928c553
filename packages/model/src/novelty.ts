import * as tf from '@tensorflow/tfjs';

/** Training crystals that a distance is compared with; more are thinned out evenly. */
const MOST_REFERENCES = 2048;
const QUANTILE = 0.99;
/** Of numbers near 1: equal crystals differ by less, in float32, even if they are computed in batches of different widths. */
const ROUNDING = 1e-5;

/**
 * How unlike the training set a crystal is: its distance from the nearest training crystal in the space of embeddings, each axis
 * scaled by its spread over the training set, over the 99 % quantile of that distance among the training crystals themselves.
 */
export class Novelty {
  /** (width): mean over the training set: products of centred vectors lose fewer digits. */
  readonly #mean: tf.Tensor1D;
  /** (width): 1 / spread; 1 where there is none. */
  readonly #inverse: tf.Tensor1D;
  /** (R, width), centred and scaled. */
  readonly #references: tf.Tensor2D;
  /** (1, R): squared lengths. */
  readonly #squares: tf.Tensor2D;
  readonly #usual: number;

  /** @param embeddings (N, width) */
  constructor(embeddings: Float32Array, width: number) {
    const count = embeddings.length / width;
    const kept = Math.min(count, MOST_REFERENCES);
    const { mean, inverse } = moments(embeddings, count, width);
    const references = new Float32Array(kept * width);
    for (let i = 0; i < kept; i++) {
      const place = Math.floor((i * count) / kept);
      for (let c = 0; c < width; c++)
        references[i * width + c] = (embeddings[place * width + c]! - mean[c]!) * inverse[c]!;
    }
    this.#mean = tf.tensor1d(mean);
    this.#inverse = tf.tensor1d(inverse);
    this.#references = tf.tensor2d(references, [kept, width]);
    this.#squares = tf.tidy(() => tf.reshape(tf.sum(tf.square(this.#references), 1), [1, kept]));
    const usual = usualDistance(references, kept, width);
    this.#usual = usual ** 2 > ROUNDING ? usual : 0;
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

function moments(
  embeddings: Float32Array,
  count: number,
  width: number,
): { readonly mean: Float32Array; readonly inverse: Float32Array } {
  const [mean, inverse] = [new Float32Array(width), new Float32Array(width)];
  for (let c = 0; c < width; c++) {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < count; i++) sum += embeddings[i * width + c]!;
    mean[c] = sum / count;
    for (let i = 0; i < count; i++) squares += (embeddings[i * width + c]! - sum / count) ** 2;
    const spread = Math.sqrt(squares / count);
    // A spread of rounding errors says nothing of what is usual.
    inverse[c] = spread > ROUNDING * (1 + Math.abs(sum / count)) ? 1 / spread : 1;
  }
  return { mean, inverse };
}
