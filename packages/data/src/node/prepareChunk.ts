import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import type { Diagnostic } from '../core/diagnostics.js';
import { DataError } from '../core/errors.js';
import type { FeatureRecipe } from '../features/recipe.js';
import { structureToFeatures } from '../features/structureToFeatures.js';
import { writeAtomically } from './atomicFile.js';
import { CACHE_VERSION, type CachedRecord, decodeChunk, encodeChunk, type Refusal } from './cacheFormat.js';
import { internalError } from './internalError.js';
import { readUnit } from './readUnit.js';
import type { RecordFields, Unit } from './unit.js';

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
    const about = JSON.stringify({ ...rest, file: basename(rest.file) });
    hash.update(`${about.length} ${typeof content === 'string' ? 's' : 'b'}${content.length} ${about}`).update(content);
  }
  return hash.digest('hex');
}

/** File of a chunk: its number, and the beginning of its hash, which tells a damaged file. */
const chunkName = (index: number, hash: string): string =>
  `chunk-${String(index).padStart(6, '0')}-${hash.slice(0, 16)}.arrow`;

/**
 * Makes a chunk and writes it, unless the file of an earlier run fits. Deterministic: the same job gives the same bytes.
 *
 * @throws DataError `bad-argument` for the options, `not-writable`; an `InternalError` with the record for any other error
 */
export async function prepareChunk(
  job: ChunkJob,
  files: { read(path: string): Promise<Uint8Array> },
): Promise<ChunkSummary> {
  const { index, units, directory, existing, key } = job;
  const input = inputHash(units);
  const times: StageTimes = { read: 0, standardize: 0, featurize: 0, encode: 0, write: 0 };
  if (existing !== undefined) {
    const bytes = await files.read(join(directory, existing)).catch(() => undefined);
    const hash = bytes === undefined ? '' : sha256(bytes);
    if (bytes !== undefined && existing === chunkName(index, hash)) {
      const summary = summarized(bytes, { index, file: existing, sha256: hash, key, input }, times);
      if (summary !== undefined) return summary;
    }
  }
  const rows: CachedRecord[] = [];
  const refusals: Refusal[] = [];
  const refuse = (id: string, error: DataError): void =>
    void refusals.push({ id, code: error.code, message: error.message });
  for (const unit of units) {
    const start = performance.now();
    // Where the files lie must not show in the cache.
    const items = readUnit({ ...unit, file: basename(unit.file) }, job.fields);
    times.read += performance.now() - start;
    for (const item of items) {
      if (!item.ok) {
        refuse(item.id, item.error);
        continue;
      }
      const { id, structure, symmetry, targets, diagnostics } = item;
      try {
        const { crystal: _crystal, ...record } = structureToFeatures(structure, job.recipe, {
          symmetry,
          timing: { now: () => performance.now(), add: (step, milliseconds) => void (times[step] += milliseconds) },
        });
        rows.push({ ...record, id, targets, diagnostics: [...diagnostics, ...record.diagnostics] });
      } catch (error) {
        const place = { file: basename(unit.file), line: unit.line, record: id };
        if (!(error instanceof DataError)) throw internalError(error, place);
        // The options are at fault, and would be with every record.
        if (error.code === 'bad-argument') throw error;
        refuse(id, error.at(place));
      }
    }
  }
  const encoding = performance.now();
  const bytes = encodeChunk(rows, { version: CACHE_VERSION, key, recipe: job.recipe, input, refusals });
  const hash = sha256(bytes);
  const writing = performance.now();
  const file = chunkName(index, hash);
  await writeAtomically(join(directory, file), bytes);
  times.encode = writing - encoding;
  times.write = performance.now() - writing;
  const diagnostics = rows.flatMap((row, at): ChunkSummary['diagnostics'] =>
    row.diagnostics.length === 0 ? [] : [[at, row.diagnostics]],
  );
  const targets = [...new Set(rows.flatMap((row) => Object.keys(row.targets)))].sort();
  return {
    index,
    file,
    sha256: hash,
    bytes: bytes.length,
    ids: rows.map((row) => row.id),
    groups: rows.map((row) => row.features.groupNumber),
    targets,
    refusals,
    diagnostics,
    reused: false,
    times,
  };
}

/** The summary of an earlier chunk, if it was made of the same and by the same options. */
function summarized(
  bytes: Uint8Array,
  expected: { index: number; file: string; sha256: string; key: string; input: string },
  times: StageTimes,
): ChunkSummary | undefined {
  const { index, file, sha256, key, input } = expected;
  try {
    const { header, ids, groups, targets, diagnostics } = decodeChunk(bytes, file);
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
      diagnostics: diagnosed,
      reused: true,
      times,
    };
  } catch {
    return undefined;
  }
}
