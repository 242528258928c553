import { createHash, type Hash } from 'node:crypto';
import type { TensorFields, TensorFrame } from '@crystal-fourier/data';
import { type CachedRecord, fieldsInFrames, type Refusal } from '@crystal-fourier/data/node';
import { datasetOptionsOf, type ReadingOptions } from '../config/reading.js';
import { throwIfInterrupted, usageError } from '../shell/failure.js';
import { didYouMean } from '../shell/suggest.js';
import { type Example, exampleOf } from './example.js';
import { absoluteLocation } from './location.js';
import { tensorText } from './tensorText.js';
import { assign, givenParts, type PartSplit, splitRule } from './partSplit.js';
import { type PreparedData, preparedData, type PreparedOptions } from './preparedData.js';

export interface PartsOptions extends Omit<PreparedOptions, 'fields'> {
  /**
   * `random`, `formula`, `group` or `system`, or a file that `cft split` wrote. Defaults to the parts that the data set is given in, else to
   * `random`. With a split the parts that are given are pooled first.
   */
  readonly split?: string | undefined;
  /** Integer from 0 to 2³²−1. Defaults to 0. */
  readonly seed?: number | undefined;
  /** Names of the targets, which must exist. Defaults to every number that the records have. */
  readonly targets?: readonly string[] | undefined;
  /** Fields with tensors. Defaults to none. */
  readonly tensors?: TensorFields | undefined;
  /** How the structures are read. */
  readonly reading?: ReadingOptions | undefined;
}

/** A data set in parts, its features in memory. */
export interface DataParts {
  /** Absolute, or a URL. */
  readonly path: string;
  /** `train`, `val`, `test`, or what a split file names; every part has a record. */
  readonly parts: Readonly<Record<string, readonly Example[]>>;
  readonly split: PartSplit;
  /** Fields with numbers that any record has. */
  readonly available: readonly string[];
  /** The frames that tensors are in. */
  readonly frames: Readonly<Record<string, TensorFrame>>;
  /** Records that could not be read. */
  readonly refused: readonly Refusal[];
  /** Tables of them. */
  readonly refusedFiles: readonly string[];
  /** SHA-256 of the records (names, targets, crystals) and the parts; the same however and wherever they were prepared. */
  readonly hash: string;
}

/**
 * Prepares a data set, or takes it from the cache, and gives its parts as examples.
 *
 * @param location file, folder or URL
 * @throws CliError for unknown targets and splits that do not fit; DataError
 */
export async function openParts(location: string, options: PartsOptions): Promise<DataParts> {
  const { seed = 0, console } = options;
  const rule = options.split === undefined ? undefined : await splitRule(options.split);
  const { loaded, isGiven, hash, ...data } = await loadExamples(location, options);
  const assigned = await assign(loaded, { rule, seed, isGiven, console });
  hash.update(JSON.stringify(assigned.split.parts));
  return { ...data, ...assigned, hash: hash.digest('hex') };
}

/** A data set whose parts, if it has some, are put together. */
export interface PooledData extends Omit<DataParts, 'parts' | 'split'> {
  readonly examples: readonly Example[];
}

/**
 * Prepares a data set, or takes it from the cache, and gives all its records as examples.
 *
 * @param location file, folder or URL
 * @throws CliError for unknown targets; DataError
 */
export async function openPooled(location: string, options: Omit<PartsOptions, 'split' | 'seed'>): Promise<PooledData> {
  const { loaded, isGiven: _, hash, ...data } = await loadExamples(location, options);
  return { ...data, examples: Object.values(loaded).flat(), hash: hash.digest('hex') };
}

interface LoadedExamples extends Pick<DataParts, 'path' | 'available' | 'frames' | 'refused' | 'refusedFiles'> {
  /** By the part that a data set is given in; `all` for one without. */
  readonly loaded: Readonly<Record<string, readonly Example[]>>;
  readonly isGiven: boolean;
  /** Of the records. */
  readonly hash: Hash;
}

async function loadExamples(location: string, options: Omit<PartsOptions, 'split'>): Promise<LoadedExamples> {
  const { targets, signal, reading = {} } = options;
  const given = await givenParts(location);
  const prepared: Record<string, PreparedData> = {};
  let tensors = options.tensors;
  for (const [part, path] of Object.entries(given ?? { all: location })) {
    const fields = { ...datasetOptionsOf(reading), ...(tensors === undefined ? {} : { tensors }) };
    const { report } = (prepared[part] = await preparedData(path, { ...options, fields }));
    // All parts have the frames of the first: a small part may not show them.
    if (tensors !== undefined) tensors = fieldsInFrames(report.tensors);
    throwIfInterrupted(signal);
  }
  reportTensors(location, prepared, options);
  const available = [...new Set(Object.values(prepared).flatMap(({ cache }) => cache.targets))].sort();
  checkTargets(location, targets, available);

  const loaded: Record<string, Example[]> = {};
  const hash = createHash('sha256');
  for (const [part, { cache }] of Object.entries(prepared)) {
    const examples: Example[] = [];
    hash.update(JSON.stringify([part, cache.entries.length]));
    for await (const record of cache) {
      hash.update(contentOf(record));
      examples.push(exampleOf(record, targets));
    }
    loaded[part] = examples;
    throwIfInterrupted(signal);
  }
  return {
    path: absoluteLocation(location),
    loaded,
    isGiven: given !== undefined,
    hash,
    available,
    frames: Object.fromEntries(Object.entries(tensors ?? {}).map(([name, { frame }]) => [name, frame as TensorFrame])),
    refused: Object.values(prepared).flatMap(({ report }) => report.refused),
    refusedFiles: Object.values(prepared).flatMap(({ refusedFile }) => refusedFile ?? []),
  };
}

/** What a record is to a training, as text: the layout of the cache and what was said when it was read do not count. */
function contentOf({ id, targets, tensors, features }: CachedRecord): string {
  const { groupNumber, atomicNumbers, multiplicities, cell } = features;
  const numbers = [...atomicNumbers, ...multiplicities, ...cell];
  const ofTensors = Object.entries(tensors)
    .toSorted(byName)
    .map(([name, { kind, components }]) => [name, kind, ...components]);
  const content = [id, Object.entries(targets).toSorted(byName), groupNumber, numbers];
  return JSON.stringify(ofTensors.length === 0 ? content : [...content, ofTensors]);
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** Says in which frames the tensors are, and how many lack the symmetry of their crystals. @throws CliError for a tensor that no record has */
function reportTensors(
  location: string,
  prepared: Readonly<Record<string, PreparedData>>,
  { tensors = {}, console }: Pick<PartsOptions, 'tensors' | 'console'>,
): void {
  for (const name of Object.keys(tensors)) {
    const summaries = Object.values(prepared).flatMap(({ report }) => report.tensors[name] ?? []);
    const records = summaries.reduce((sum, summary) => sum + summary.records, 0);
    if (records === 0) throw usageError(`${location}: no record has a tensor ${JSON.stringify(name)}`);
    const [first] = summaries;
    const refused = summaries.flatMap((summary) => summary.refused);
    console.info(`${name}: ${tensorText({ ...first!, records, fitted: records - refused.length, refused })}`);
  }
}

/** @throws CliError for a name that is none of the fields, with those that are */
function checkTargets(location: string, targets: readonly string[] = [], available: readonly string[]): void {
  const missing = targets.find((name) => !available.includes(name));
  if (missing === undefined) return;
  const what =
    available.length === 0 ? 'no field of its records is a number' : `its numeric fields are ${available.join(', ')}`;
  throw usageError(
    `${location}: no record has a number ${JSON.stringify(missing)}; ${what}${didYouMean(missing, available)}`,
  );
}
