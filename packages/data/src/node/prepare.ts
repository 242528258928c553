import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import type { Diagnostic } from '../core/diagnostics.js';
import { DataError, show } from '../core/errors.js';
import { featureRecipe, type FeatureRecipe, type RecipeOptions } from '../features/recipe.js';
import { makeFolder, writeAtomically } from './atomicFile.js';
import { CACHE_VERSION, type Refusal } from './cacheFormat.js';
import { locked } from './folderLock.js';
import type { Dataset } from './openDataset.js';
import type { ChunkJob, ChunkSummary, StageTimes } from './prepareChunk.js';
import type { Unit } from './unit.js';
import { openPool } from './workerPool.js';

export interface PrepareOptions {
  /** Folder of the cache; it is made if there is none. */
  readonly cache: string;
  /** What the features are to mean: a recipe, or what of it is not the default. */
  readonly recipe?: FeatureRecipe | RecipeOptions | undefined;
  /** Threads; 0 works in this one. Defaults to the number of processors, at most 16. */
  readonly workers?: number | undefined;
  /** Records of one file of the cache: what an interruption can cost a thread. Defaults to 256; a file ends earlier after 512 KiB of input. */
  readonly chunkSize?: number | undefined;
  /** Is told of each file of the cache. */
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

/** What became of each record. The part without times is the same however often the work was interrupted. */
export interface PrepareReport {
  /** Folder of the cache. */
  readonly cache: string;
  /** Records in the data set. */
  readonly read: number;
  /** Records in the cache. */
  readonly written: number;
  /** Records of which there is something to say. */
  readonly diagnosed: readonly { readonly id: string; readonly diagnostics: readonly Diagnostic[] }[];
  readonly refused: readonly Refusal[];
  /** Files of the folder that were not read. */
  readonly ignored: readonly string[];
  /** Records of each space group, by its number. */
  readonly groups: Readonly<Record<string, number>>;
  /** Of the content of the cache. */
  readonly checksum: string;
  readonly chunks: number;
  /** Chunks that an earlier run had made. */
  readonly reusedChunks: number;
  /** Milliseconds per stage, summed over threads, in this run. */
  readonly times: StageTimes;
  readonly seconds: number;
}

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
const REPORT_FILE = 'report.json';
/** @internal */
export const CHUNK_FILE = /^chunk-(\d{6,})-[0-9a-f]{16}\.arrow$/;
const LEFT_OVER = /^(?:chunk-.*\.arrow|manifest\.json|report\.json)\.\d+\.tmp$/;

/** Input of one chunk; the features of its records are held in memory until it is written. */
const CHUNK_BYTES = 512 * 1024;
const MAX_WORKERS = 16;

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
 * @throws DataError `bad-argument`, `bad-cache` if a thread fails, `busy` if another run is at work in the folder, `not-writable`, `aborted`
 */
export async function prepare(dataset: Dataset, options: PrepareOptions): Promise<PrepareReport> {
  const start = performance.now();
  const {
    cache,
    workers = Math.min(MAX_WORKERS, availableParallelism()),
    chunkSize = 256,
    onProgress,
    signal,
  } = options;
  if (!Number.isInteger(workers) || workers < 0 || workers > 256)
    throw new DataError(
      'bad-argument',
      `prepare: the number of workers must be an integer from 0 to 256, got ${show(workers)}`,
    );
  if (!Number.isInteger(chunkSize) || chunkSize < 1)
    throw new DataError('bad-argument', `prepare: the chunk size must be a positive integer, got ${show(chunkSize)}`);
  const recipe = featureRecipe(options.recipe);
  const { id, structure, targets, mode } = dataset.options;
  const fields = { id, structure, targets, mode };
  const key = createHash('sha256')
    .update(JSON.stringify(sorted({ version: CACHE_VERSION, recipe, fields })))
    .digest('hex');
  await makeFolder(cache);
  return locked(cache, async () => {
    const existing = await clearedFolder(cache);
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
    const pool = await openPool(workers);
    try {
      for await (const job of jobs(dataset, { chunkSize, directory: cache, existing, key, fields, recipe })) {
        while (running.size >= pool.size) await Promise.race(running);
        if (failures.length > 0 || signal?.aborted === true) break;
        const task: Promise<unknown> = pool
          .run(job)
          .then(finished, (error: unknown) => failures.push(error))
          .finally(() => running.delete(task));
        running.add(task);
      }
      await Promise.all(running);
    } finally {
      await pool.close();
    }
    if (signal?.aborted === true)
      throw new DataError('aborted', 'prepare was stopped; what is in the cache is kept, prepare again to go on', {
        file: cache,
      });
    if (failures.length > 0) throw failures[0];
    summaries.sort((a, b) => a.index - b.index);
    return finish(dataset, { cache, key, recipe, summaries, existing }, start);
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
    // A view would take the whole buffer behind it along to the worker.
    units.push(typeof unit.content === 'string' ? unit : { ...unit, content: new Uint8Array(unit.content) });
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

async function finish(
  dataset: Dataset,
  {
    cache,
    key,
    recipe,
    summaries,
    existing,
  }: {
    cache: string;
    key: string;
    recipe: FeatureRecipe;
    summaries: readonly ChunkSummary[];
    existing: ReadonlyMap<number, string>;
  },
  start: number,
): Promise<PrepareReport> {
  const kept = new Set(summaries.map(({ file }) => file));
  for (const name of await readdir(cache))
    if (CHUNK_FILE.test(name) && !kept.has(name)) await rm(join(cache, name), { force: true });
  const { duplicates, refusals: repeated } = duplicatesIn(summaries);
  const isDuplicate = new Set(duplicates.map(([chunk, row]) => `${chunk} ${row}`));
  const groups: Record<string, number> = {};
  const diagnosed: { id: string; diagnostics: readonly Diagnostic[] }[] = [];
  for (const summary of summaries) {
    summary.groups.forEach((group, row) => {
      if (!isDuplicate.has(`${summary.index} ${row}`)) groups[group] = (groups[group] ?? 0) + 1;
    });
    for (const [row, diagnostics] of summary.diagnostics)
      diagnosed.push({ id: summary.ids[row] as string, diagnostics });
  }
  const rows = summaries.reduce((sum, { ids }) => sum + ids.length, 0);
  const refused = [...summaries.flatMap(({ refusals }) => refusals), ...repeated];
  const records = rows - duplicates.length;
  const chunks = summaries.map(({ file, sha256, bytes, ids }) => ({ file, sha256, bytes, records: ids.length }));
  const checksum = createHash('sha256')
    .update(JSON.stringify([chunks.map(({ sha256 }) => sha256), duplicates]))
    .digest('hex');
  const targets = [...new Set(summaries.flatMap((summary) => summary.targets))].sort();
  const manifest: CacheManifest = {
    format: 'crystal-fourier/cache',
    version: CACHE_VERSION,
    key,
    recipe,
    dataset: basename(dataset.name),
    records,
    targets,
    chunks,
    duplicates,
    checksum,
  };
  const facts = {
    read: records + refused.length,
    written: records,
    diagnosed,
    refused,
    ignored: dataset.ignored,
    groups,
    checksum,
    chunks: chunks.length,
  };
  await writeAtomically(join(cache, REPORT_FILE), `${JSON.stringify(facts, null, 1)}\n`);
  // Last: a cache with a table of contents is complete.
  await writeAtomically(join(cache, MANIFEST_FILE), `${JSON.stringify(manifest, null, 1)}\n`);
  const times: StageTimes = { read: 0, standardize: 0, featurize: 0, encode: 0, write: 0 };
  for (const summary of summaries)
    for (const stage of Object.keys(times) as (keyof StageTimes)[]) times[stage] += summary.times[stage];
  const reusedChunks = summaries.filter(({ reused }) => reused).length;
  return {
    cache,
    ...facts,
    reusedChunks: Math.min(reusedChunks, existing.size),
    times,
    seconds: (performance.now() - start) / 1000,
  };
}

/** Rows whose identifier a row before has. */
function duplicatesIn(summaries: readonly ChunkSummary[]): { duplicates: [number, number][]; refusals: Refusal[] } {
  const seen = new Set<string>();
  const duplicates: [number, number][] = [];
  const refusals: Refusal[] = [];
  for (const { index, ids } of summaries) {
    ids.forEach((id, row) => {
      if (!seen.has(id)) {
        seen.add(id);
        return;
      }
      duplicates.push([index, row]);
      const { code, message } = new DataError('bad-dataset', 'identifiers must differ; a record before has the same', {
        record: id,
      });
      refusals.push({ id, code, message });
    });
  }
  return { duplicates, refusals };
}

/** The same value with sorted keys, so that equal options have equal hashes. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
