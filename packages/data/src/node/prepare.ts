import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DataError, show } from '../core/errors.js';
import { featureRecipe, type FeatureRecipe, type RecipeOptions } from '../features/recipe.js';
import { makeFolder, writeAtomically } from './atomicFile.js';
import { CACHE_VERSION } from './cacheFormat.js';
import { cacheKey, type CacheManifest, CHUNK_FILE, MANIFEST_FILE, REPORT_FILE } from './cacheManifest.js';
import type { Dataset } from './dataset.js';
import { locked } from './folderLock.js';
import type { ChunkJob, ChunkSummary } from './prepareChunk.js';
import { duplicatesIn, preparedFacts, type PreparedFacts, type PrepareReport, totalTimes } from './prepareReport.js';
import { ownContent, type Unit } from './unit.js';
import { openPool, workerCount } from './workerPool.js';

export interface PrepareOptions {
  /** Folder of the cache; it is made if there is none. */
  readonly cache: string;
  /** What the features are to mean: a recipe, or what of it is not the default. */
  readonly recipe?: FeatureRecipe | RecipeOptions | undefined;
  /** Threads; 0 works in this one. Defaults to the number of processors, at most 16. */
  readonly workers?: number | undefined;
  /** Records of one file of the cache: what an interruption can cost a thread. Defaults to 256; a file ends earlier after 512 KiB of input. */
  readonly chunkSize?: number | undefined;
  /** Called for each file of the cache. */
  readonly onProgress?: ((progress: PrepareProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How far the work is. */
export interface PrepareProgress {
  /** Records written, or taken over from an interrupted run. */
  readonly written: number;
  readonly refused: number;
  /** Share of the input that was read, in [0, 1]; undefined where its size is unknown. */
  readonly fraction: number | undefined;
}

const LEFT_OVER = /^(?:chunk-.*\.arrow|manifest\.json|report\.json)\.\d+\.tmp$/;

/** Input of one chunk; the features of its records are held in memory until it is written. */
const CHUNK_BYTES = 512 * 1024;

/**
 * Reads, standardises and featurises all records of a data set in worker threads, and writes them to a cache that
 * `openCache` reads: Arrow files of some hundred records, a table of contents with their checksums, and a report.
 *
 * Nothing is lost when the process ends at any moment: a file is in the cache whole or not at all, and the next call for the
 * same folder takes over what fits. The cache has the same bytes whatever the number of threads and interruptions. Chunks
 * whose input or options have changed are made anew.
 *
 * A record that cannot be read or processed does not stop the others; the report says which and why. An error that is no
 * `DataError`, a fault of this package, is never taken for a refusal: the work stops, and the error names the record.
 *
 * @throws DataError `bad-argument`, `thread-stopped`, `busy` if another run is at work in the folder, `not-writable`, `aborted`
 */
export async function prepare(dataset: Dataset, options: PrepareOptions): Promise<PrepareReport> {
  const start = performance.now();
  const { cache, chunkSize = 256, onProgress, signal } = options;
  const workers = workerCount(options.workers, 'prepare');
  if (!Number.isInteger(chunkSize) || chunkSize < 1)
    throw new DataError('bad-argument', `prepare: the chunk size must be a positive integer, got ${show(chunkSize)}`);
  const recipe = featureRecipe(options.recipe);
  const { fields } = dataset;
  const key = cacheKey(recipe, fields);
  await makeFolder(cache);
  return locked(cache, async () => {
    const existing = await clearedFolder(cache);
    const context = { chunkSize, directory: cache, existing, key, fields, recipe };
    const summaries = await madeChunks(dataset, context, { workers, onProgress, signal });
    await removeOthers(cache, summaries);
    const facts = await writeContents(dataset, { cache, key, recipe, summaries });
    const reusedChunks = summaries.filter(({ reused }) => reused).length;
    const seconds = (performance.now() - start) / 1000;
    return { cache, ...facts, reusedChunks, times: totalTimes(summaries), seconds };
  });
}

interface JobContext {
  readonly chunkSize: number;
  readonly directory: string;
  readonly existing: ReadonlyMap<number, string>;
  readonly key: string;
  readonly fields: ChunkJob['fields'];
  readonly recipe: FeatureRecipe;
}

/** Makes all chunks in threads; in order. */
async function madeChunks(
  dataset: Dataset,
  context: JobContext,
  { workers, onProgress, signal }: Pick<PrepareOptions, 'onProgress' | 'signal'> & { readonly workers: number },
): Promise<readonly ChunkSummary[]> {
  const summaries: ChunkSummary[] = [];
  const running = new Set<Promise<unknown>>();
  const failures: unknown[] = [];
  let [written, refused] = [0, 0];
  const finished = (summary: ChunkSummary): void => {
    summaries.push(summary);
    written += summary.ids.length;
    refused += summary.refusals.length;
    onProgress?.({ written, refused, fraction: dataset.meter.fraction });
  };
  const pool = openPool(workers);
  try {
    for await (const job of jobs(dataset, context)) {
      while (running.size >= pool.size) await Promise.race(running);
      if (failures.length > 0 || signal?.aborted === true) break;
      const task: Promise<unknown> = pool
        .run('chunk', job)
        .then(finished, (error: unknown) => failures.push(error))
        .finally(() => running.delete(task));
      running.add(task);
    }
    await Promise.all(running);
  } finally {
    await pool.close();
  }
  const kept = 'what is in the cache is kept, prepare again to go on';
  if (signal?.aborted === true)
    throw new DataError('aborted', `prepare was stopped; ${kept}`, { file: context.directory });
  const [failure] = failures;
  if (failure instanceof DataError && failure.code === 'thread-stopped')
    throw new DataError(failure.code, `${failure.reason}; ${kept}`, failure);
  if (failure !== undefined) throw failure;
  return summaries.sort((a, b) => a.index - b.index);
}

/** The units of a data set in chunks whose borders depend on the input alone. */
async function* jobs(dataset: Dataset, { existing, chunkSize, ...context }: JobContext): AsyncGenerator<ChunkJob> {
  let index = 0;
  let units: Unit[] = [];
  let bytes = 0;
  const job = (): ChunkJob => {
    const made = { ...context, index, units, existing: existing.get(index) };
    index++;
    units = [];
    bytes = 0;
    return made;
  };
  for await (const unit of dataset.units()) {
    units.push(ownContent(unit));
    bytes += unit.content.length;
    if (units.length >= chunkSize || bytes >= CHUNK_BYTES) yield job();
  }
  if (units.length > 0) yield job();
}

/** The chunks of an earlier run. Its table of contents goes first: it must not speak of files that change. */
async function clearedFolder(cache: string): Promise<Map<number, string>> {
  const names = (await readdir(cache)).sort();
  for (const name of names)
    if (name === MANIFEST_FILE || LEFT_OVER.test(name)) await rm(join(cache, name), { force: true });
  return new Map(
    names.flatMap((name) => {
      const index = CHUNK_FILE.exec(name)?.[1];
      return index === undefined ? [] : [[Number(index), name] as const];
    }),
  );
}

/** Removes chunks that are not of this data set, or not any more. */
async function removeOthers(cache: string, summaries: readonly ChunkSummary[]): Promise<void> {
  const kept = new Set(summaries.map(({ file }) => file));
  for (const name of await readdir(cache))
    if (CHUNK_FILE.test(name) && !kept.has(name)) await rm(join(cache, name), { force: true });
}

/** Writes the report and the table of contents. */
async function writeContents(
  dataset: Dataset,
  {
    cache,
    key,
    recipe,
    summaries,
  }: Pick<JobContext, 'key' | 'recipe'> & {
    readonly cache: string;
    readonly summaries: readonly ChunkSummary[];
  },
): Promise<PreparedFacts> {
  const repeated = duplicatesIn(summaries, basename(dataset.name));
  const { duplicates } = repeated;
  const chunks = summaries.map(({ file, sha256, bytes, ids }) => ({ file, sha256, bytes, records: ids.length }));
  const checksum = createHash('sha256')
    .update(JSON.stringify([chunks.map(({ sha256 }) => sha256), duplicates]))
    .digest('hex');
  const facts = preparedFacts(summaries, repeated, {
    ignored: dataset.ignored,
    checksum,
    fields: dataset.fields.tensors,
  });
  const manifest: CacheManifest = {
    format: 'crystal-fourier/cache',
    version: CACHE_VERSION,
    key,
    recipe,
    dataset: basename(dataset.name),
    records: facts.written,
    targets: [...new Set(summaries.flatMap(({ targets }) => targets))].sort(),
    ...(dataset.fields.tensors === undefined ? {} : { tensors: facts.tensors }),
    chunks,
    duplicates,
    checksum,
  };
  await writeAtomically(join(cache, REPORT_FILE), `${JSON.stringify(facts, null, 1)}\n`);
  // Last: a cache with a table of contents is complete.
  await writeAtomically(join(cache, MANIFEST_FILE), `${JSON.stringify(manifest, null, 1)}\n`);
  return facts;
}
