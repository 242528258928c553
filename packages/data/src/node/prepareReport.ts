import type { Diagnostic } from '../core/diagnostics.js';
import type { Refusal } from './cacheFormat.js';
import type { TensorFields } from '../frames/framedTensors.js';
import { type FrameFits, type TensorSummary, tensorSummaries } from './tensorSummary.js';
import { Identifiers } from './identifiers.js';
import type { ChunkSummary, StageTimes } from './prepareChunk.js';

/** What became of each record. The part without times is the same however often the work was interrupted. */
export interface PrepareReport extends PreparedFacts {
  /** Folder of the cache. */
  readonly cache: string;
  /** Chunks that an earlier run had made. */
  readonly reusedChunks: number;
  /** Milliseconds per stage, summed over threads, in this run. */
  readonly times: StageTimes;
  readonly seconds: number;
}

/** What is written into the folder of the cache, too. */
export interface PreparedFacts {
  /** Records in the data set. */
  readonly read: number;
  /** Records in the cache. */
  readonly written: number;
  /** Records of which there is something to say. */
  readonly diagnosed: readonly { readonly id: string; readonly diagnostics: readonly Diagnostic[] }[];
  readonly refused: readonly Refusal[];
  /** Tensors by name; empty where none was asked for. */
  readonly tensors: Readonly<Record<string, TensorSummary>>;
  /** Files of the folder that were not read. */
  readonly ignored: readonly string[];
  /** Records of each space group, by its number. */
  readonly groups: Readonly<Record<string, number>>;
  /** Of the content of the cache. */
  readonly checksum: string;
  readonly chunks: number;
}

/** Rows whose identifier a row before has, as chunk and row. */
export type Duplicates = readonly (readonly [chunk: number, row: number])[];

/** What is said of the records of all chunks. */
export function preparedFacts(
  summaries: readonly ChunkSummary[],
  { duplicates, refusals: repeated }: ReturnType<typeof duplicatesIn>,
  {
    ignored,
    checksum,
    fields = {},
  }: Pick<PreparedFacts, 'ignored' | 'checksum'> & { readonly fields?: TensorFields | undefined },
): PreparedFacts {
  const isDuplicate = new Set(duplicates.map(([chunk, row]) => `${chunk} ${row}`));
  const groups: Record<string, number> = {};
  const diagnosed: { id: string; diagnostics: readonly Diagnostic[] }[] = [];
  const rows: { id: string; tensors: Readonly<Record<string, FrameFits>> }[] = [];
  for (const { index, ids, groups: ofRows, diagnostics: found, tensors } of summaries) {
    tensors.forEach((fits, row) => {
      if (!isDuplicate.has(`${index} ${row}`)) rows.push({ id: ids[row] as string, tensors: fits });
    });
    ofRows.forEach((group, row) => {
      if (!isDuplicate.has(`${index} ${row}`)) groups[group] = (groups[group] ?? 0) + 1;
    });
    for (const [row, diagnostics] of found)
      if (!isDuplicate.has(`${index} ${row}`)) diagnosed.push({ id: ids[row] as string, diagnostics });
  }
  const refused = [...summaries.flatMap(({ refusals }) => refusals), ...repeated];
  const written = summaries.reduce((sum, { ids }) => sum + ids.length, 0) - duplicates.length;
  return {
    read: written + refused.length,
    written,
    diagnosed,
    refused,
    tensors: tensorSummaries(fields, rows),
    ignored,
    groups,
    checksum,
    chunks: summaries.length,
  };
}

/** Rows that repeat an identifier, and their refusals. @param file name of the data set, for messages */
export function duplicatesIn(
  summaries: readonly ChunkSummary[],
  file: string,
): {
  readonly duplicates: Duplicates;
  readonly refusals: readonly Refusal[];
} {
  const identifiers = new Identifiers();
  const duplicates: [number, number][] = [];
  const refusals: Refusal[] = [];
  for (const { index, ids } of summaries) {
    ids.forEach((id, row) => {
      const error = identifiers.repetition(id, { file });
      if (error === undefined) return;
      duplicates.push([index, row]);
      refusals.push({ id, code: error.code, message: error.message });
    });
  }
  return { duplicates, refusals };
}

/** Times of all chunks of this run. */
export function totalTimes(summaries: readonly ChunkSummary[]): StageTimes {
  const total: StageTimes = { read: 0, standardize: 0, featurize: 0, encode: 0, write: 0 };
  for (const { times } of summaries)
    for (const stage of Object.keys(total) as (keyof StageTimes)[]) total[stage] += times[stage];
  return total;
}
