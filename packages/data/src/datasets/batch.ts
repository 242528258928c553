import { DataError, show } from '../core/errors.js';
import type { OrbitFeatures } from '../features/featurize.js';
import type { TensorTarget } from '../frames/standardTensor.js';
import { seededRandom } from '../core/seededRandom.js';

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
  /** Of each record; within a bucket those of as many orbits are sorted by it, so that what else is padded is alike, too. Defaults to none. */
  readonly ties?: ArrayLike<number>;
  /** Most pairs of orbits in a batch after padding, which bounds its memory; a larger record has a batch of its own. Defaults to no bound. */
  readonly maxPairs?: number;
  /** Leave out a last batch that is not full. Defaults to false. */
  readonly dropLast?: boolean;
}

/**
 * Which records go together, as lists of their indices. Every record is in one batch (but for `dropLast`). The same numbers, options,
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
    ties,
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
  const ofSeed = seededRandom(seed);
  const indices = Array.from({ length: orbitCounts.length }, (_, i) => i);
  // Odd and near 2³² over the golden ratio: neighbouring epochs have distant seeds.
  const random = epoch === 0 ? ofSeed : seededRandom((Math.imul(epoch, 0x9e37_79b1) + seed) >>> 0);
  const order = shuffle ? random.shuffled(indices) : indices;
  const window = shuffle && bucket > 1 ? batchSize * bucket : order.length;
  const batches: number[][] = [];
  for (let from = 0; from < order.length; from += window) {
    const part = order.slice(from, from + window);
    if (shuffle && bucket > 1)
      part.sort(
        (i, j) => (orbitCounts[i] as number) - (orbitCounts[j] as number) || (ties?.[i] ?? 0) - (ties?.[j] ?? 0),
      );
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
  for (const index of part) {
    const wider = Math.max(width, orbitCounts[index] as number);
    if (batch.length > 0 && (batch.length >= batchSize || (batch.length + 1) * wider * wider > maxPairs)) {
      batches.push(batch);
      batch = [];
      width = 0;
    }
    batch.push(index);
    width = Math.max(width, orbitCounts[index] as number);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** What is put into a batch. */
export interface BatchRecord {
  readonly id: string;
  readonly features: OrbitFeatures;
  readonly targets?: Readonly<Record<string, number>>;
  /** In the standard frame of the crystal. */
  readonly tensors?: Readonly<Record<string, TensorTarget>>;
}
