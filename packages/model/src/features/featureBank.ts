import type { BatchRecord, OrbitFeatures } from '@crystal-fourier/data';
import * as tf from '@tensorflow/tfjs';
import { compositionStatistics } from './compositionStatistics.js';
import type { ModelConfig } from '../config/config.js';
import { dampingFactors, halfSpace } from './damping.js';
import { ELEMENT_COUNT } from './elementTable.js';
import { ModelError } from '../config/errors.js';
import type { Columns, Normalization } from './normalization.js';

/**
 * What the network reads of a batch of B crystals of at most A orbits; parts that a variant does not use are undefined. Padding is 0
 * everywhere.
 */
export interface ModelInputs {
  readonly batch: number;
  readonly orbits: number;
  /** (B·A, 119): one-hot Z. */
  readonly elements: tf.Tensor2D;
  /** (B, 1, A): share of the sites that an orbit has; sums to 1. */
  readonly shares: tf.Tensor3D;
  /** (B·A·A, K): functions of pairs; see {@link pairWidth}. */
  readonly pairs: tf.Tensor2D;
  /** (B, C): volume or cell, and statistics of the composition, standardised; C as {@link contextWidth}. */
  readonly context: tf.Tensor2D | undefined;
  /** (B·A, 2 (H cubic + H hexagonal)): normalised Fourier features; those of the other family are 0. */
  readonly fourier: tf.Tensor2D | undefined;
}

/** Columns of `OrbitFeatures.cell`: all, and the logarithm of the volume per site. */
export const CELL = [0, 1, 2, 3, 4, 5, 6];
const VOLUME = 6;

/** Fields of a configuration that decide what is seen. */
type SeenOf = Pick<ModelConfig, 'variant' | 'statistics' | 'cell'>;

/** What is used of a crystal. */
export function parts({ variant, statistics, cell }: SeenOf): {
  /** Columns of `OrbitFeatures.cell`. */
  readonly cell: readonly number[];
  readonly fourier: boolean;
  readonly distance: boolean;
  readonly statistics: boolean;
} {
  return {
    cell: variant === 'composition' ? [] : cell === 'volume' ? [VOLUME] : CELL,
    fourier: variant === 'fourier' || variant === 'full',
    distance: variant === 'distance' || variant === 'full',
    statistics,
  };
}

/**
 * K: with distances, the radial bins, one function for a site itself (r = 0), and the share of sites of the orbit; without, the share alone.
 */
export function pairWidth(config: Pick<ModelConfig, 'variant' | 'statistics' | 'cell'>, bins: number): number {
  return parts(config).distance ? bins + 2 : 1;
}

/** Columns of what is known of a crystal as a whole. */
export function contextWidth(
  config: Pick<ModelConfig, 'variant' | 'statistics' | 'cell'>,
  { statistics }: Pick<Normalization, 'statistics'>,
): number {
  const use = parts(config);
  return use.cell.length + (use.statistics ? statistics.mean.length : 0);
}

/** Columns of Fourier features. */
export function fourierWidth({ frequencies }: Pick<Normalization, 'frequencies'>): number {
  return 2 * (frequencies.cubic + frequencies.hexagonal);
}

/**
 * Features of many crystals, uploaded once; batches of them are gathered on the device by small lists of places. Row 0 of each
 * table is padding.
 */
export class FeatureBank {
  readonly #config: SeenOf;
  readonly #pairs: tf.Tensor2D | undefined;
  readonly #fourier: tf.Tensor2D | undefined;
  readonly #context: tf.Tensor2D | undefined;
  readonly #elements: readonly Uint8Array[];
  readonly #shares: readonly Float32Array[];
  /** First row of a crystal in the tables of orbits and of pairs. */
  readonly #orbitRows: Int32Array;
  readonly #pairRows: Int32Array;

  /**
   * @throws ModelError `bad-data` for features that were prepared otherwise than those of the training set, or need more memory than there is
   */
  constructor(
    examples: readonly BatchRecord[],
    config: Pick<ModelConfig, 'variant' | 'statistics' | 'cell' | 'damping'>,
    normalization: Normalization,
  ) {
    this.#config = config;
    const use = parts(config);
    const features = examples.map((example) => checked(example, normalization));
    this.#elements = features.map(({ atomicNumbers }) => atomicNumbers);
    this.#shares = features.map(sharesOf);
    this.#orbitRows = new Int32Array(features.length + 1).fill(1);
    this.#pairRows = new Int32Array(features.length + 1).fill(1);
    features.forEach(({ orbitCount }, i) => {
      this.#orbitRows[i + 1] = this.#orbitRows[i]! + orbitCount;
      this.#pairRows[i + 1] = this.#pairRows[i]! + orbitCount * orbitCount;
    });
    const [orbitRows, pairRows] = [this.#orbitRows.at(-1)!, this.#pairRows.at(-1)!];
    const [pairColumns, fourierColumns] = [pairWidth(config, normalization.bins), fourierWidth(normalization)];
    const pairs = use.distance ? tableOf(pairRows * pairColumns, features.length) : undefined;
    const fourier = use.fourier ? tableOf(orbitRows * fourierColumns, features.length) : undefined;
    features.forEach((f, i) => {
      if (pairs !== undefined) writePairs(pairs, this.#pairRows[i]!, f, this.#shares[i]!);
      if (fourier !== undefined) writeFourier(fourier, this.#orbitRows[i]!, f, normalization, config.damping);
    });
    // Nothing is refused from here on: what is on the device has an owner.
    if (pairs !== undefined) this.#pairs = tf.tensor2d(pairs, [pairRows, pairColumns]);
    if (fourier !== undefined) this.#fourier = tf.tensor2d(fourier, [orbitRows, fourierColumns]);
    const columns = [
      ...(use.cell.length > 0
        ? [
            standardized(
              features.map(({ cell }) => chosen(cell, use.cell)),
              {
                mean: chosen(normalization.cell.mean, use.cell),
                spread: chosen(normalization.cell.spread, use.cell),
              },
            ),
          ]
        : []),
      ...(use.statistics ? [standardized(features.map(compositionStatistics), normalization.statistics)] : []),
    ];
    if (columns.length > 0) {
      this.#context = tf.concat(columns, 1);
      tf.dispose(columns);
    }
  }

  /**
   * A batch; the caller disposes of its tensors with {@link disposeInputs}, or runs in `tf.tidy`.
   *
   * @param places of crystals in the list that the bank was made of, at least one
   * @throws ModelError `bad-argument`
   */
  batch(places: readonly number[]): ModelInputs {
    const foreign = places.find((place) => this.#elements[place] === undefined);
    if (places.length === 0 || foreign !== undefined) {
      throw new ModelError(
        'bad-argument',
        `features: a batch must be places from 0 to ${this.#elements.length - 1}, at least one, got ${foreign ?? 'none'}`,
      );
    }
    const B = places.length;
    const A = Math.max(...places.map((place) => this.#elements[place]!.length));
    const use = parts(this.#config);
    const elements = new Int32Array(B * A);
    const shares = new Float32Array(B * A);
    const orbitRows = new Int32Array(B * A);
    const pairRows = new Int32Array(use.distance ? B * A * A : 0);
    const spread = new Float32Array(use.distance ? 0 : B * A * A);
    places.forEach((place, b) => {
      const z = this.#elements[place]!;
      const share = this.#shares[place]!;
      elements.set(z, b * A);
      shares.set(share, b * A);
      for (let i = 0; i < z.length; i++) {
        orbitRows[b * A + i] = this.#orbitRows[place]! + i;
        for (let j = 0; use.distance && j < z.length; j++)
          pairRows[(b * A + i) * A + j] = this.#pairRows[place]! + i * z.length + j;
      }
      for (let i = 0; !use.distance && i < A; i++) spread.set(share, (b * A + i) * A);
    });
    return tf.tidy(() => {
      const rows = tf.tensor1d(Int32Array.from(places), 'int32');
      return {
        batch: B,
        orbits: A,
        // Cast: the wasm backend's oneHot of floats writes integers' bits.
        elements: tf.cast(tf.oneHot(tf.tensor1d(elements, 'int32'), ELEMENT_COUNT), 'float32') as tf.Tensor2D,
        shares: tf.tensor3d(shares, [B, 1, A]),
        pairs: use.distance
          ? (tf.gather(this.#pairs!, tf.tensor1d(pairRows, 'int32')) as tf.Tensor2D)
          : tf.tensor2d(spread, [B * A * A, 1]),
        fourier: this.#fourier && (tf.gather(this.#fourier, tf.tensor1d(orbitRows, 'int32')) as tf.Tensor2D),
        context: this.#context && (tf.gather(this.#context, rows) as tf.Tensor2D),
      };
    });
  }

  dispose(): void {
    tf.dispose([this.#pairs, this.#fourier, this.#context].filter((x) => x !== undefined));
  }
}

/** Disposes of the tensors of a batch. */
export function disposeInputs(inputs: ModelInputs): void {
  tf.dispose(Object.values(inputs).filter((x) => x instanceof tf.Tensor));
}

const chosen = (row: ArrayLike<number>, columns: readonly number[]): number[] => columns.map((c) => row[c]!);

function checked({ id, features }: BatchRecord, { bins, frequencies }: Normalization): OrbitFeatures {
  if (features.orbitCount === 0) throw new ModelError('bad-data', `features: ${id} has no site`, [id]);
  const expected = frequencies[features.family];
  // A model that saw no crystal of a family has no weights for its frequencies; its other parts still work.
  if (features.binCount !== bins || (expected !== 0 && features.frequencyCount !== expected)) {
    throw new ModelError(
      'bad-data',
      `features: ${id} must have ${bins} radial bins and ${expected} ${features.family} frequencies, as in training, got ${features.binCount} and ${features.frequencyCount}; prepare it with the same options`,
      [id],
    );
  }
  return features;
}

/** Zeros for so many numbers of so many crystals. */
function tableOf(size: number, crystals: number): Float32Array {
  try {
    return new Float32Array(size);
  } catch {
    throw new ModelError(
      'bad-data',
      `features: ${crystals} crystals need ${Math.ceil((4 * size) / 2 ** 30)} GiB in one table, more than there is; leave out crystals with many orbits, or take fewer`,
    );
  }
}

function sharesOf({ multiplicities }: OrbitFeatures): Float32Array {
  const all = multiplicities.reduce((sum, m) => sum + m, 0);
  return Float32Array.from(multiplicities, (m) => m / all);
}

function writePairs(
  table: Float32Array,
  row: number,
  { orbitCount: n, binCount, radial }: OrbitFeatures,
  shares: Float32Array,
): void {
  const width = binCount + 2;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const at = (row + i * n + j) * width;
      table.set(radial.subarray((i * n + j) * binCount, (i * n + j + 1) * binCount), at);
      table[at + binCount] = i === j ? 1 : 0;
      table[at + binCount + 1] = shares[j]!;
    }
  }
}

/** Each orbit's features, damped, then scaled to mean square 1; columns of the other family stay 0. */
function writeFourier(
  table: Float32Array,
  row: number,
  { orbitCount, cell, family, frequencyCount: h, fourier }: OrbitFeatures,
  normalization: Normalization,
  damping: number,
): void {
  if (normalization.frequencies[family] === 0) return;
  const width = fourierWidth(normalization);
  const offset = family === 'hexagonal' ? 2 * normalization.frequencies.cubic : 0;
  const factors = dampingFactors(cell, halfSpace(family, h), damping);
  for (let i = 0; i < orbitCount; i++) {
    const at = (row + i) * width + offset;
    let square = 0;
    for (let c = 0; c < 2 * h; c++) {
      const value = fourier[2 * h * i + c]! * factors[c % h]!;
      table[at + c] = value;
      square += value * value;
    }
    const scale = square > 0 ? Math.sqrt((2 * h) / square) : 0;
    for (let c = 0; c < 2 * h; c++) table[at + c]! *= scale;
  }
}

function standardized(rows: readonly ArrayLike<number>[], { mean, spread }: Columns): tf.Tensor2D {
  const width = mean.length;
  const out = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    for (let c = 0; c < width; c++) {
      const value = (row[c]! - mean[c]!) / spread[c]!;
      out[i * width + c] = Number.isNaN(value) ? 0 : value;
    }
  });
  return tf.tensor2d(out, [rows.length, width]);
}
