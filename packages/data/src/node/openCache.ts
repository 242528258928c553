import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError, show } from '../core/errors.js';
import { featureRecipe, type FeatureRecipe, recipeDifferences, type RecipeOptions } from '../features/recipe.js';
import type { SplitItem } from '../datasets/split.js';
import { CACHE_VERSION, type CachedRecord, type Chunk, decodeChunk } from './cacheFormat.js';
import type { TensorFrame } from '../frames/tensorFrames.js';
import type { TensorSummary } from './tensorSummary.js';
import { CHUNK_FILE, type CacheManifest, MANIFEST_FILE } from './cacheManifest.js';

export interface OpenCacheOptions {
  /** What the features must mean: a cache of another recipe is refused. Defaults to any recipe. */
  readonly recipe?: FeatureRecipe | RecipeOptions | undefined;
  /** Compare the checksum of each file when it is read. Defaults to true. */
  readonly verify?: boolean;
  /** Bytes of files that are kept in memory. Defaults to 512 MiB; the least recently used goes first. */
  readonly memory?: number;
}

/** What is known of a record without its features. */
export interface CacheEntry extends SplitItem {
  readonly group: number;
  readonly formula: string;
  readonly orbitCount: number;
}

/** Prepared records, in the order of the data set. Their arrays are views into the files' bytes: do not write to them. */
export class Cache implements AsyncIterable<CachedRecord> {
  readonly directory: string;
  readonly manifest: CacheManifest;
  /** One for each record; what splits and batches go by. */
  readonly entries: readonly CacheEntry[];
  readonly #locations: readonly (readonly [chunk: number, row: number])[];
  readonly #byId: ReadonlyMap<string, number>;
  readonly #load: (chunk: number) => Promise<Chunk>;

  /** @internal */
  constructor(
    directory: string,
    manifest: CacheManifest,
    entries: readonly CacheEntry[],
    locations: readonly (readonly [number, number])[],
    load: (chunk: number) => Promise<Chunk>,
  ) {
    this.directory = directory;
    this.manifest = manifest;
    this.entries = entries;
    this.#locations = locations;
    this.#byId = new Map(entries.map(({ id }, i) => [id, i]));
    this.#load = load;
  }

  get length(): number {
    return this.entries.length;
  }

  /** Names of the targets that any record has. */
  get targets(): readonly string[] {
    return this.manifest.targets;
  }

  /** Tensors by name: their kinds, the frames that files are taken to write them in, and how many records have them. */
  get tensors(): Readonly<Record<string, TensorSummary>> {
    return this.manifest.tensors ?? {};
  }

  /** Place of an identifier; undefined if there is none. */
  indexOf(id: string): number | undefined {
    return this.#byId.get(id);
  }

  /**
   * A record.
   *
   * @param at its index, or its identifier
   * @throws DataError `bad-argument` for one that is not there, `bad-cache` for a damaged file
   */
  async record(at: number | string): Promise<CachedRecord> {
    const index = typeof at === 'number' ? at : this.#byId.get(at);
    const location = index === undefined ? undefined : this.#locations[index];
    if (location === undefined)
      throw new DataError('bad-argument', `a record must be one of the ${this.length} in the cache, got ${show(at)}`, {
        file: this.directory,
      });
    return (await this.#load(location[0])).record(location[1]);
  }

  /** Records by their indices, in the order given. */
  records(indices: readonly number[]): Promise<CachedRecord[]> {
    return Promise.all(indices.map((index) => this.record(index)));
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<CachedRecord> {
    for (let i = 0; i < this.length; i++) yield this.record(i);
  }
}

/**
 * Opens what `prepare` wrote.
 *
 * @throws DataError `bad-cache` where the cache is not complete, of another version or recipe, or damaged
 */
export async function openCache(
  directory: string,
  { recipe, verify = true, memory = 512 * 2 ** 20 }: OpenCacheOptions = {},
): Promise<Cache> {
  const manifest = await manifestOf(directory);
  if (recipe !== undefined) checkRecipe(manifest, featureRecipe(recipe), directory);
  const duplicate = new Set(manifest.duplicates.map(([chunk, row]) => `${chunk} ${row}`));
  const frames = Object.fromEntries(Object.entries(manifest.tensors ?? {}).map(([name, { frame }]) => [name, frame]));
  const loaded = new Map<number, Promise<Chunk>>();
  let held = 0;
  const load = (index: number): Promise<Chunk> => {
    const known = loaded.get(index);
    if (known !== undefined) {
      // Last used, last thrown out.
      loaded.delete(index);
      loaded.set(index, known);
      return known;
    }
    const about = manifest.chunks[index] as CacheManifest['chunks'][number];
    const chunk = loadChunk(directory, about, { verify, frames });
    loaded.set(index, chunk);
    held += about.bytes;
    for (const oldest of loaded.keys()) {
      if (held <= memory || oldest === index) break;
      loaded.delete(oldest);
      held -= (manifest.chunks[oldest] as CacheManifest['chunks'][number]).bytes;
    }
    return chunk;
  };
  const entries: CacheEntry[] = [];
  const locations: [number, number][] = [];
  for (let index = 0; index < manifest.chunks.length; index++) {
    const chunk = await load(index);
    for (let row = 0; row < chunk.length; row++) {
      if (duplicate.has(`${index} ${row}`)) continue;
      entries.push({
        id: chunk.ids[row] as string,
        group: chunk.groups[row] as number,
        formula: chunk.formulas[row] as string,
        orbitCount: chunk.orbitCounts[row] as number,
      });
      locations.push([index, row]);
    }
  }
  return new Cache(directory, manifest, entries, locations, load);
}

/** @throws DataError `bad-cache` that names the fields that differ */
function checkRecipe(manifest: CacheManifest, recipe: FeatureRecipe, directory: string): void {
  const differences = recipeDifferences(manifest.recipe, recipe);
  if (differences.length > 0)
    throw new DataError(
      'bad-cache',
      `the features of the cache were made by another recipe than the one asked for, ${differences.join(', ')}; prepare the data set anew`,
      { file: join(directory, MANIFEST_FILE) },
    );
}

async function manifestOf(directory: string): Promise<CacheManifest> {
  const file = join(directory, MANIFEST_FILE);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new DataError(
      'bad-cache',
      'a cache must have a table of contents; there is none: prepare the data set, or let an interrupted run go on',
      { file },
    );
  let manifest: Partial<CacheManifest>;
  try {
    manifest = JSON.parse(text) as Partial<CacheManifest>;
  } catch {
    throw new DataError('bad-cache', 'the table of contents must be JSON; prepare the data set anew', { file });
  }
  if (
    manifest.format !== 'crystal-fourier/cache' ||
    manifest.version !== CACHE_VERSION ||
    !Array.isArray(manifest.chunks) ||
    !Array.isArray(manifest.duplicates) ||
    typeof manifest.recipe !== 'object'
  ) {
    throw new DataError(
      'bad-cache',
      `the table of contents must be of a cache of version ${CACHE_VERSION}, got ${show(manifest.format)}, version ${show(manifest.version)}; prepare the data set anew`,
      { file },
    );
  }
  for (const chunk of manifest.chunks as readonly (Partial<CacheManifest['chunks'][number]> | null)[]) {
    // Also: no file outside the folder is read.
    if (!CHUNK_FILE.test(String(chunk?.file)) || typeof chunk?.sha256 !== 'string' || typeof chunk.bytes !== 'number')
      throw new DataError(
        'bad-cache',
        `the table of contents must list chunks by name, checksum and size, got ${show(chunk?.file)}; prepare the data set anew`,
        { file },
      );
  }
  return manifest as CacheManifest;
}

async function loadChunk(
  directory: string,
  { file, sha256 }: CacheManifest['chunks'][number],
  { verify, frames }: { readonly verify: boolean; readonly frames: Readonly<Record<string, TensorFrame>> },
): Promise<Chunk> {
  const path = join(directory, file);
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new DataError(
      'bad-cache',
      `a file of the cache could not be read: ${(error as Error).message}; prepare the data set anew`,
      { file: path },
    );
  });
  if (verify && createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new DataError(
      'bad-cache',
      'a file of the cache is damaged: its checksum differs; prepare the data set anew, what is whole is kept',
      { file: path },
    );
  }
  return decodeChunk(bytes, path, frames);
}
