import { createHash } from 'node:crypto';
import type { Refusal } from '@crystal-fourier/data/node';
import { throwIfInterrupted, usageError } from '../shell/failure.js';
import { didYouMean } from '../shell/suggest.js';
import { type Example, exampleOf } from './example.js';
import { absoluteLocation } from './location.js';
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
  /** Records that could not be read. */
  readonly refused: readonly Refusal[];
  /** Tables of them. */
  readonly refusedFiles: readonly string[];
  /** SHA-256 of the prepared records and the parts. */
  readonly hash: string;
}

/**
 * Prepares a data set, or takes it from the cache, and gives its parts as examples.
 *
 * @param location file, folder or URL
 * @throws CliError for unknown targets and splits that do not fit; DataError
 */
export async function openParts(location: string, options: PartsOptions): Promise<DataParts> {
  const { targets, signal, seed = 0 } = options;
  const rule = options.split === undefined ? undefined : await splitRule(options.split);
  const given = await givenParts(location);
  const sources = given ?? { all: location };
  const prepared: Record<string, PreparedData> = {};
  for (const [part, path] of Object.entries(sources)) {
    prepared[part] = await preparedData(path, options);
    throwIfInterrupted(signal);
  }
  const available = [...new Set(Object.values(prepared).flatMap(({ cache }) => cache.targets))].sort();
  checkTargets(location, targets, available);

  const loaded: Record<string, Example[]> = {};
  for (const [part, { cache }] of Object.entries(prepared)) {
    const examples: Example[] = [];
    for await (const record of cache) examples.push(exampleOf(record, targets));
    loaded[part] = examples;
    throwIfInterrupted(signal);
  }
  const assigned = await assign(loaded, { rule, seed, isGiven: given !== undefined, console: options.console });
  const hash = createHash('sha256')
    .update(JSON.stringify(Object.entries(prepared).map(([part, { report }]) => [part, report.checksum])))
    .update(JSON.stringify(assigned.split.parts))
    .digest('hex');
  return {
    path: absoluteLocation(location),
    ...assigned,
    available,
    refused: Object.values(prepared).flatMap(({ report }) => report.refused),
    refusedFiles: Object.values(prepared).flatMap(({ refusedFile }) => refusedFile ?? []),
    hash,
  };
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
