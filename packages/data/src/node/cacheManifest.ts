import { createHash } from 'node:crypto';
import type { FeatureRecipe } from '../features/recipe.js';
import { CACHE_VERSION } from './cacheFormat.js';
import type { TensorSummary } from './tensorSummary.js';
import type { RecordFields } from './unit.js';

/** The table of contents of a cache. */
export interface CacheManifest {
  readonly format: 'crystal-fourier/cache';
  readonly version: number;
  /** Hash of the options. */
  readonly key: string;
  /** What the numbers of the features mean. */
  readonly recipe: FeatureRecipe;
  /** Last part of the name of the data set. */
  readonly dataset: string;
  readonly records: number;
  readonly targets: readonly string[];
  /** Tensors by name, and the frames in which they are taken to be written; absent where none was asked for. */
  readonly tensors?: Readonly<Record<string, TensorSummary>>;
  readonly chunks: readonly {
    readonly file: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly records: number;
  }[];
  /** Rows with an identifier that a row before has; they do not count. */
  readonly duplicates: readonly (readonly [chunk: number, row: number])[];
  /** SHA-256 over the hashes of the chunks and the duplicates. */
  readonly checksum: string;
}

export const MANIFEST_FILE = 'manifest.json';
export const REPORT_FILE = 'report.json';
export const CHUNK_FILE = /^chunk-(\d{6,})-[0-9a-f]{16}\.arrow$/;

/** File of a chunk: its number, and the beginning of its hash, by which damage is found. */
export const chunkName = (index: number, hash: string): string =>
  `chunk-${String(index).padStart(6, '0')}-${hash.slice(0, 16)}.arrow`;

/** Hash of everything that decides what is in a cache beside the data: the same for equal options in any order. */
export function cacheKey(recipe: FeatureRecipe, fields: RecordFields): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted({ version: CACHE_VERSION, recipe, fields })))
    .digest('hex');
}

/** The same value with sorted keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
