import { DataError, show } from '../core/errors.js';
import type { OrbitFeatures } from '../features/featurize.js';
import { Random } from '../core/random.js';

export interface BatchPlanOptions {
  /** Records of a batch. Defaults to 32. */
  readonly batchSize?: number;
  /** Integer from 0 to 2³²−1. Defaults to 0. */
  readonly seed?: number;
  /** Another epoch has another order. Defaults to 0. */
  readonly epoch?: number;
  /** Defaults to true. Without it, records stay in order and there are no buckets. */
  readonly shuffle?: boolean;
  /**
   * Batches in a bucket: so many batches of random records are sorted by size among themselves before they are cut, so that
   * little is padded and batches stay random. Defaults to 16; 1 does not sort.
   */
  readonly bucket?: number;
  /** Most pairs of orbits in a batch after padding, which bounds its memory; a larger record has a batch of its own. Defaults to no bound. */
  readonly maxPairs?: number;
  /** Leave out a last batch that is not full. Defaults to false. */
  readonly dropLast?: boolean;
}

/**
 * Which records go together: lists of their places. Every record is in one batch (but for `dropLast`). The same numbers, options,
 * seed and epoch give the same plan on every platform.
 *
 * @param orbitCounts number of orbits of each record
 * @throws DataError `bad-argument`
 */
export function planBatches(orbitCounts: ArrayLike<number>, options: BatchPlanOptions = {}): number[][] {
  const {
    batchSize = 32,
    seed = 0,
    epoch = 0,
    shuffle = true,
    bucket = 16,
    maxPairs = Number.POSITIVE_INFINITY,
    dropLast = false,
  } = options;
  for (const [name, value] of Object.entries({ batchSize, bucket })) {
    if (!Number.isInteger(value) || value < 1)
      throw new DataError('bad-argument', `planBatches: ${name} must be a positive integer, got ${show(value)}`);
  }
  if (!(maxPairs > 0))
    throw new DataError('bad-argument', `planBatches: maxPairs must be a positive number, got ${show(maxPairs)}`);
  if (!Number.isInteger(epoch) || epoch < 0)
    throw new DataError('bad-argument', `planBatches: the epoch must be an integer ≥ 0, got ${show(epoch)}`);
  const ofSeed = Random.seeded(seed);
  const places = Array.from({ length: orbitCounts.length }, (_, i) => i);
  // Odd and near 2³² over the golden ratio: neighbouring epochs have distant seeds.
  const random = epoch === 0 ? ofSeed : Random.seeded((Math.imul(epoch, 0x9e37_79b1) + seed) >>> 0);
  const order = shuffle ? random.shuffled(places) : places;
  const window = shuffle && bucket > 1 ? batchSize * bucket : order.length;
  const batches: number[][] = [];
  for (let from = 0; from < order.length; from += window) {
    const part = order.slice(from, from + window);
    if (shuffle && bucket > 1) part.sort((i, j) => (orbitCounts[i] as number) - (orbitCounts[j] as number));
    batches.push(...cut(part, orbitCounts, batchSize, maxPairs));
  }
  const full = dropLast
    ? batches.filter((batch) => batch.length === batchSize || maxPairs !== Number.POSITIVE_INFINITY)
    : batches;
  return shuffle ? random.shuffled(full) : full;
}

function cut(part: readonly number[], orbitCounts: ArrayLike<number>, batchSize: number, maxPairs: number): number[][] {
  const batches: number[][] = [];
  let batch: number[] = [];
  let width = 0;
  for (const place of part) {
    const wider = Math.max(width, orbitCounts[place] as number);
    if (batch.length > 0 && (batch.length >= batchSize || (batch.length + 1) * wider * wider > maxPairs)) {
      batches.push(batch);
      batch = [];
      width = 0;
    }
    batch.push(place);
    width = Math.max(width, orbitCounts[place] as number);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** What is put into a batch. */
export interface BatchRecord {
  readonly id: string;
  readonly features: OrbitFeatures;
  readonly targets?: Readonly<Record<string, number>>;
}

/**
 * Padded arrays of B records with at most A orbits, row-major, ready for a tensor. Padding is 0 everywhere; `mask` tells it
 * from values. H is the larger of the families' numbers of frequencies.
 */
export interface Batch {
  readonly size: number;
  /** A. */
  readonly width: number;
  readonly ids: readonly string[];
  /** (B, A): Z. */
  readonly atomicNumbers: Int32Array;
  /** (B, A): sites in the conventional cell. */
  readonly multiplicities: Float32Array;
  /** (B, A): 1 for an orbit, 0 for padding. */
  readonly mask: Float32Array;
  /** (B, 7), as in {@link OrbitFeatures}. */
  readonly cell: Float32Array;
  /** (B): 0 cubic, 1 hexagonal: which frequency set `fourier` is indexed by. */
  readonly families: Int32Array;
  /** (B): numbers of the space groups. */
  readonly groups: Int32Array;
  /** H. */
  readonly frequencyCount: number;
  /** (B, A, 2, H): real parts, imaginary parts. */
  readonly fourier: Float32Array;
  readonly binCount: number;
  /** (B, A, A, bins): N_ij(r_b). */
  readonly radial: Float32Array;
  /** (B, T), in the order of the names asked for; 0 where a record has none. */
  readonly targets: Float32Array;
  /** (B, T): 1 where there is a value. */
  readonly targetMask: Float32Array;
}

/**
 * Pads records to the most orbits among them.
 *
 * @param targets names of the targets, which fix their order
 * @throws DataError `bad-argument` for no record, or records that were not prepared with the same options; `bad-value` for targets
 *   that are no finite numbers of 32 bits
 */
export function collate(records: readonly BatchRecord[], targets: readonly string[] = []): Batch {
  const first = records[0];
  if (first === undefined)
    throw new DataError('bad-argument', 'collate: a batch must have at least one record, got none');
  const B = records.length;
  const A = Math.max(...records.map(({ features }) => features.orbitCount));
  const H = Math.max(...records.map(({ features }) => features.frequencyCount));
  const bins = first.features.binCount;
  const batch = {
    size: B,
    width: A,
    ids: records.map(({ id }) => id),
    atomicNumbers: new Int32Array(B * A),
    multiplicities: new Float32Array(B * A),
    mask: new Float32Array(B * A),
    cell: new Float32Array(B * first.features.cell.length),
    families: Int32Array.from(records, ({ features }) => (features.family === 'hexagonal' ? 1 : 0)),
    groups: Int32Array.from(records, ({ features }) => features.groupNumber),
    frequencyCount: H,
    fourier: new Float32Array(B * A * 2 * H),
    binCount: bins,
    radial: new Float32Array(B * A * A * bins),
    targets: new Float32Array(B * targets.length),
    targetMask: new Float32Array(B * targets.length),
  };
  records.forEach(({ id, features, targets: values = {} }, b) => {
    if (features.binCount !== bins) {
      throw new DataError(
        'bad-argument',
        `collate: all records must have ${bins} radial bins, as the first, got ${features.binCount}; prepare them with the same options`,
        { record: id },
      );
    }
    const { orbitCount: n, frequencyCount: h } = features;
    const alike = records.find(({ features: other }) => other.family === features.family)!.features;
    if (alike.frequencyCount !== h) {
      throw new DataError(
        'bad-argument',
        `collate: all ${features.family} records must have ${alike.frequencyCount} frequencies, got ${h}; prepare them with the same options`,
        { record: id },
      );
    }
    batch.atomicNumbers.set(features.atomicNumbers, b * A);
    batch.multiplicities.set(features.multiplicities, b * A);
    batch.mask.fill(1, b * A, b * A + n);
    batch.cell.set(features.cell, b * features.cell.length);
    for (let i = 0; i < n; i++) {
      const row = b * A + i;
      batch.fourier.set(features.fourier.subarray(2 * h * i, 2 * h * i + h), row * 2 * H);
      batch.fourier.set(features.fourier.subarray(2 * h * i + h, 2 * h * (i + 1)), row * 2 * H + H);
      batch.radial.set(features.radial.subarray(n * bins * i, n * bins * (i + 1)), row * A * bins);
    }
    targets.forEach((name, t) => {
      const value = values[name];
      if (value === undefined) return;
      if (!Number.isFinite(Math.fround(value))) {
        throw new DataError(
          'bad-value',
          `collate: the target ${show(name)} must be a number that 32 bits can hold, got ${show(value)}; leave it out or scale it`,
          { record: id },
        );
      }
      batch.targets[b * targets.length + t] = value;
      batch.targetMask[b * targets.length + t] = 1;
    });
  });
  return batch;
}
