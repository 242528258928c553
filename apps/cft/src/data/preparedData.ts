import { join } from 'node:path';
import { DataError, featureRecipe, type Handedness } from '@crystal-fourier/data';
import {
  type Cache,
  type DatasetOptions,
  openCache,
  openDataset,
  prepare,
  type PrepareReport,
  type Refusal,
} from '@crystal-fourier/data/node';
import type { RequestedFeatures } from './requestedFeatures.js';
import { stringify } from 'csv-stringify/sync';
import { writeWholeFile } from '../shell/writeWholeFile.js';
import { cacheFolder, cacheRoot } from './cachePath.js';
import type { Console, Io } from '../shell/console.js';
import { CliError, throwIfInterrupted } from '../shell/failure.js';

export interface PreparedOptions {
  readonly console: Console;
  readonly env: Io['env'];
  /** Folder of all caches. Defaults as `cacheRoot` says. */
  readonly cache?: string | undefined;
  /** Threads; 0 works in this one. Defaults to the number of processors. */
  readonly workers?: number | undefined;
  /** Å: how far sites may be from ideal positions. Defaults to 0.01. */
  readonly symprec?: number | undefined;
  /** Whether mirror images have equal features. Defaults to `merge`. */
  readonly handedness?: Handedness | undefined;
  /** What the features have beside what is always computed. Defaults to nothing. */
  readonly requested?: RequestedFeatures | undefined;
  /** Fields of the records. Defaults to what the data set shows. */
  readonly fields?: DatasetOptions | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A data set whose records are read, standardised and featurised. */
export interface PreparedData {
  readonly cache: Cache;
  readonly report: PrepareReport;
  /** A table of the refused records, if there are any. */
  readonly refusedFile: string | undefined;
}

const REFUSED_FILE = 'refused.csv';

/**
 * Prepares a data set, or takes over what is prepared, and opens it. Refused records are summarised on stderr and listed in a table
 * beside the cache.
 *
 * @param location file, folder or URL
 * @throws DataError, CliError
 */
export async function preparedData(location: string, options: PreparedOptions): Promise<PreparedData> {
  const { console, env, workers, fields = {}, requested = {}, signal } = options;
  const recipe = featureRecipe({
    symprec: options.symprec,
    handedness: options.handedness,
    moments: null,
    encodings: null,
    ...requested,
  });
  const dataset = await openDataset(location, fields);
  const { targets, ...reading } = fields;
  const directory = cacheFolder(cacheRoot(options.cache, env), location, {
    symprec: recipe.symprec,
    handedness: recipe.handedness,
    targets,
    ...reading,
    ...requested,
  });
  const bar = console.progress('preparing', 1);
  const report = await whenFree(
    () =>
      prepare(dataset, {
        cache: directory,
        workers,
        signal,
        recipe,
        onProgress: ({ written, fraction }) => bar.update(fraction ?? 0, `${written} structures`),
      }),
    options,
  )
    .catch((error: unknown) => {
      throw isNotWritable(error)
        ? new CliError(error.message, {
            code: error.code,
            hint: 'another folder of caches: --cache DIR, or $CFT_CACHE',
            cause: error,
          })
        : error;
    })
    .finally(() => bar.stop());
  const refusedFile = report.refused.length === 0 ? undefined : join(directory, REFUSED_FILE);
  if (refusedFile !== undefined) await writeWholeFile(refusedFile, refusalTable(report.refused));
  reportPreparation(console, location, report, refusedFile);
  return { cache: await openCache(directory), report, refusedFile };
}

/** Milliseconds between two looks at a cache that another process prepares. */
const WAIT = 500;

/** Runs the work; while another process prepares the same cache, waits and tries again. */
async function whenFree<T>(
  work: () => Promise<T>,
  { console, signal }: Pick<PreparedOptions, 'console' | 'signal'>,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isBusy = error instanceof DataError && error.code === 'busy';
      if (!isBusy) throw error;
      if (attempt === 0) console.info(`waiting: ${error.message}`);
      await new Promise((resolve) => setTimeout(resolve, WAIT));
      throwIfInterrupted(signal);
    }
  }
}

const isNotWritable = (error: unknown): error is DataError =>
  error instanceof DataError && error.code === 'not-writable';

/** Rows `id,reason,message`. */
const refusalTable = (refused: readonly Refusal[]): string =>
  stringify(
    refused.map(({ id, code, message }) => [id, code, message]),
    { header: true, columns: ['id', 'reason', 'message'] },
  );

/** Refused records by reason, the most frequent first: `3 bad-symmetry, 1 bad-gzip`. */
export function countsByReason(refused: readonly Refusal[]): string {
  const counts = new Map<string, number>();
  for (const { code } of refused) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => `${count} ${code}`)
    .join(', ');
}

/** Records that were changed to be read. */
export const repairedCount = ({ diagnosed }: PrepareReport): number =>
  diagnosed.filter(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'repair')).length;

/** Warns of refused records; the rest is said with `--verbose`. */
function reportPreparation(
  console: Console,
  location: string,
  report: PrepareReport,
  refusedFile: string | undefined,
): void {
  const { refused, ignored, reusedChunks, chunks, seconds, written, cache } = report;
  if (refused.length > 0) {
    const [first] = refused;
    const what = refused.length === 1 ? (first as Refusal).message : countsByReason(refused);
    console.warn(`${location}: ${refused.length} of ${report.read} records refused: ${what}; see ${refusedFile}`);
  }
  if (ignored.length > 0)
    console.detail(
      `${location}: files that are no structures: ${ignored.slice(0, 8).join(', ')}${ignored.length > 8 ? ', …' : ''}`,
    );
  const repaired = repairedCount(report);
  if (repaired > 0) console.detail(`${location}: ${repaired} records were repaired; see ${join(cache, 'report.json')}`);
  const reused = reusedChunks === chunks ? ', taken from the cache' : '';
  console.detail(`${location}: ${written} structures in ${seconds.toFixed(1)} s${reused} (${cache})`);
}
