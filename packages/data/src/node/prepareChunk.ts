import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic } from '../core/diagnostics.js';
import type { FeatureRecipe } from '../features/recipe.js';
import { writeAtomically } from './atomicFile.js';
import { CACHE_VERSION, decodeChunk, encodeChunk, type PreparedRow, type Refusal } from './cacheFormat.js';
import { chunkName } from './cacheManifest.js';
import { type FrameFits, frameFits } from './tensorSummary.js';
import type { TensorKinds } from './tensorColumns.js';
import { featurizeUnit, type StageTiming } from './featurizeUnit.js';
import { type RecordFields, type Unit, withoutFolders } from './unit.js';

/** What is needed to make one chunk; plain data, as it goes to a worker. */
export interface ChunkJob {
  readonly index: number;
  readonly units: readonly Unit[];
  readonly directory: string;
  /** Name of the file that an earlier run left for this chunk. */
  readonly existing?: string | undefined;
  readonly key: string;
  readonly fields: RecordFields;
  readonly recipe: FeatureRecipe;
}

/** Milliseconds per stage, summed over records. */
export interface StageTimes {
  read: number;
  standardize: number;
  featurize: number;
  encode: number;
  write: number;
}

/** A chunk on the disk. */
export interface ChunkSummary {
  readonly index: number;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly ids: readonly string[];
  readonly groups: readonly number[];
  readonly targets: readonly string[];
  readonly refusals: readonly Refusal[];
  /** By row, where tensors are asked for. */
  readonly tensors: readonly Readonly<Record<string, FrameFits>>[];
  /** By row. */
  readonly diagnostics: readonly (readonly [row: number, diagnostics: readonly Diagnostic[]])[];
  /** Taken over from an earlier run. */
  readonly reused: boolean;
  readonly times: StageTimes;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Hash of what a chunk is made of: content and all that is said about it, but not where the files lie. */
function inputHash(units: readonly Unit[]): string {
  const hash = createHash('sha256');
  for (const { content, ...rest } of units) {
    const about = JSON.stringify(withoutFolders(rest));
    hash.update(`${about.length} ${typeof content === 'string' ? 's' : 'b'}${content.length} ${about}`).update(content);
  }
  return hash.digest('hex');
}

/**
 * Makes a chunk and writes it, unless the file of an earlier run fits. Deterministic: the same job gives the same bytes.
 *
 * @throws DataError `bad-argument` for the options, `not-writable`; an `InternalError` with the record for any other error
 */
export async function prepareChunk(job: ChunkJob): Promise<ChunkSummary> {
  const { index, units, directory, key, recipe } = job;
  const input = inputHash(units);
  const earlier = await earlierChunk(job, input);
  if (earlier !== undefined) return earlier;
  const times = noTimes();
  const { rows, refusals } = featurizedRows(job, times);
  const kinds = kindsOf(job.fields);
  const encoding = performance.now();
  const bytes = encodeChunk(rows, {
    version: CACHE_VERSION,
    key,
    recipe,
    input,
    refusals,
    ...(kinds === undefined ? {} : { tensors: kinds }),
  });
  const hash = sha256(bytes);
  const writing = performance.now();
  const file = chunkName(index, hash);
  await writeAtomically(join(directory, file), bytes);
  times.encode = writing - encoding;
  times.write = performance.now() - writing;
  return {
    index,
    file,
    sha256: hash,
    bytes: bytes.length,
    ids: rows.map((row) => row.id),
    groups: rows.map((row) => row.features.groupNumber),
    targets: [...new Set(rows.flatMap((row) => Object.keys(row.targets)))].sort(),
    refusals,
    tensors: kinds === undefined ? [] : rows.map((row) => frameFits(row.tensors)),
    diagnostics: rows.flatMap((row, at): ChunkSummary['diagnostics'] =>
      row.diagnostics.length === 0 ? [] : [[at, row.diagnostics]],
    ),
    reused: false,
    times,
  };
}

/** Kinds of the tensors that are asked for. */
const kindsOf = ({ tensors }: RecordFields): TensorKinds | undefined =>
  tensors === undefined
    ? undefined
    : Object.fromEntries(Object.entries(tensors).map(([name, { kind }]) => [name, kind]));

const noTimes = (): StageTimes => ({ read: 0, standardize: 0, featurize: 0, encode: 0, write: 0 });

function featurizedRows(
  { units, fields, recipe }: ChunkJob,
  times: StageTimes,
): { readonly rows: readonly PreparedRow[]; readonly refusals: readonly Refusal[] } {
  const rows: PreparedRow[] = [];
  const refusals: Refusal[] = [];
  const timing: StageTiming = {
    now: () => performance.now(),
    add: (stage, milliseconds) => void (times[stage] += milliseconds),
  };
  for (const unit of units) {
    // Where the files lie must not show in the cache.
    for (const record of featurizeUnit(withoutFolders(unit), fields, recipe, { timing })) {
      const { id } = record;
      if (record.ok) rows.push(record);
      else refusals.push({ id, code: record.error.code, message: record.error.message });
    }
  }
  return { rows, refusals };
}

/** The chunk that an earlier run left, if it is whole, and was made of the same and by the same options. */
async function earlierChunk(
  { index, directory, existing, key }: ChunkJob,
  input: string,
): Promise<ChunkSummary | undefined> {
  if (existing === undefined) return undefined;
  const bytes = await readFile(join(directory, existing)).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const hash = sha256(bytes);
  return existing === chunkName(index, hash)
    ? summarized(bytes, { index, file: existing, sha256: hash, key, input })
    : undefined;
}

function summarized(
  bytes: Uint8Array,
  expected: { index: number; file: string; sha256: string; key: string; input: string },
): ChunkSummary | undefined {
  const { index, file, sha256, key, input } = expected;
  try {
    const { header, ids, groups, targets, diagnostics, framedTensors } = decodeChunk(bytes, file);
    if (header.key !== key || header.input !== input) return undefined;
    const diagnosed = ids.flatMap((_, row): ChunkSummary['diagnostics'] => {
      const found = diagnostics(row);
      return found.length === 0 ? [] : [[row, found]];
    });
    return {
      index,
      file,
      sha256,
      bytes: bytes.length,
      ids,
      groups: Array.from(groups),
      targets,
      refusals: header.refusals,
      tensors: header.tensors === undefined ? [] : ids.map((_, row) => frameFits(framedTensors(row))),
      diagnostics: diagnosed,
      reused: true,
      times: noTimes(),
    };
  } catch {
    return undefined;
  }
}
