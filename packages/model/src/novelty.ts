/** Training crystals that a distance is compared with; more are thinned out evenly. */
const MOST_REFERENCES = 2048;
/** Crystals whose own distances make the scale. */
const MOST_SAMPLES = 512;
const QUANTILE = 0.99;

/**
 * How unlike the training set a crystal is: its distance from the nearest training crystal in the space of embeddings, each axis
 * scaled by its spread over the training set, over the 99 % quantile of that distance among the training crystals themselves.
 */
export class Novelty {
  readonly #width: number;
  readonly #references: Float32Array;
  readonly #inverse: Float32Array;
  readonly #usual: number;

  /** @param embeddings (N, width) */
  constructor(embeddings: Float32Array, width: number) {
    const count = embeddings.length / width;
    this.#width = width;
    this.#inverse = inverseSpreads(embeddings, count, width);
    const kept = evenly(count, MOST_REFERENCES);
    this.#references = new Float32Array(kept.length * width);
    kept.forEach((place, i) => this.#references.set(this.#scaled(embeddings.subarray(place * width, (place + 1) * width)), i * width));
    // Among references, so that crystal and reference are as dense as they are for a new crystal.
    const distances = evenly(kept.length, MOST_SAMPLES)
      .map((i) => this.#nearest(this.#references.subarray(i * width, (i + 1) * width), i))
      .filter(Number.isFinite)
      .toSorted((a, b) => a - b);
    this.#usual = distances[Math.floor(QUANTILE * (distances.length - 1))] ?? 0;
  }

  /** 0 for a training crystal, above 1 for one that is farther from all of them than nearly all of them are from each other. */
  of(embedding: Float32Array): number {
    const distance = this.#nearest(this.#scaled(embedding), -1);
    // A training set of one crystal, or of equal ones, knows no usual distance.
    if (!(this.#usual > 0)) return distance > 0 ? Number.POSITIVE_INFINITY : 0;
    return distance / this.#usual;
  }

  #scaled(embedding: Float32Array): Float32Array {
    return embedding.map((value, c) => value * this.#inverse[c]!);
  }

  #nearest(point: Float32Array, except: number): number {
    const d = this.#width;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0, at = 0; at < this.#references.length; i++, at += d) {
      if (i === except) continue;
      let square = 0;
      for (let c = 0; c < d && square < least; c++) square += (point[c]! - this.#references[at + c]!) ** 2;
      least = Math.min(least, square);
    }
    return Math.sqrt(least);
  }
}

/** Places of at most so many of `count`, evenly spread. */
function evenly(count: number, most: number): number[] {
  const kept = Math.min(count, most);
  return Array.from({ length: kept }, (_, i) => Math.floor((i * count) / kept));
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
