import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BatchRecord, parseSplit, split, type SplitBy } from '@crystal-fourier/data';
import type { CachedRecord, Refusal } from '@crystal-fourier/data/node';
import { type CrystalSystem, spaceGroup } from '@crystal-fourier/spacegroups';
import { absoluteLocation, isUrl } from './cachePath.js';
import { dataError, throwIfInterrupted, usageError } from '../shell/failure.js';
import { type PreparedData, preparedData, type PreparedOptions } from './preparedData.js';
import { didYouMean } from '../shell/suggest.js';

/** A prepared crystal: what a model reads, and what tables and reports say of it. */
export interface Example extends BatchRecord {
  readonly id: string;
  /** Those asked for, where the record has them, in the units of the data set. */
  readonly targets: Readonly<Record<string, number>>;
  /** Number of the space group. */
  readonly group: number;
  readonly crystalSystem: CrystalSystem;
  /** Reduced. */
  readonly formula: string;
  readonly orbitCount: number;
  /** Sites in the conventional cell. */
  readonly siteCount: number;
}

/** Which record belongs to which part. `given`: by files of their own. */
export interface PartSplit {
  readonly format: 'crystal-fourier/split';
  readonly version: 1;
  readonly by: SplitBy | 'given';
  readonly seed: number;
  readonly parts: Readonly<Record<string, readonly string[]>>;
}

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

const BY: Readonly<Record<string, SplitBy>> = {
  random: 'random',
  formula: 'formula',
  group: 'group',
  system: 'crystal-system',
  'crystal-system': 'crystal-system',
};

const PART_FILE = /^(train|val|test)\.(?:json|jsonl|csv)(?:\.gz)?$/i;

/** The files of a folder that has its parts as `train.*` and `val.*`, perhaps `test.*`; undefined for other data sets. */
export async function givenParts(location: string): Promise<Readonly<Record<string, string>> | undefined> {
  const names = (await readdir(location).catch(() => [])).sort();
  const files: Record<string, string> = {};
  for (const part of ['train', 'val', 'test']) {
    const found = names.filter((name) => PART_FILE.exec(name)?.[1]?.toLowerCase() === part);
    if (found.length > 1)
      throw dataError(`${location}: the part ${part} must be one file, got ${found.join(' and ')}`, 'move one away');
    if (found[0] !== undefined) files[part] = join(location, found[0]);
  }
  return files['train'] !== undefined && files['val'] !== undefined ? files : undefined;
}

/** How a data set is to be split: by a rule or as a file says. @throws CliError for neither */
async function splitRule(text: string): Promise<{ by: SplitBy } | { file: string }> {
  const by = Object.hasOwn(BY, text) ? BY[text] : undefined;
  if (by !== undefined) return { by };
  if ((await stat(text).catch(() => undefined))?.isFile() === true) return { file: text };
  throw usageError(
    `a split must be random, formula, group, system or a file that cft split wrote, got ${JSON.stringify(text)}${didYouMean(text, Object.keys(BY))}`,
  );
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
  const assigned = await assign(loaded, { rule, seed, isGiven: given !== undefined, options });
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

/** A record of the cache as an example. @param targets names to keep; undefined keeps all */
function exampleOf(record: CachedRecord, targets?: readonly string[]): Example {
  const { id, features, formula, siteCount } = record;
  const kept =
    targets === undefined
      ? record.targets
      : Object.fromEntries(
          targets.flatMap((name) => {
            const value = record.targets[name];
            return value === undefined ? [] : [[name, value]];
          }),
        );
  const group = features.groupNumber;
  return {
    id,
    features,
    targets: kept,
    group,
    crystalSystem: spaceGroup(group).crystalSystem,
    formula,
    orbitCount: features.orbitCount,
    siteCount,
  };
}

interface Assignment {
  readonly rule: { by: SplitBy } | { file: string } | undefined;
  readonly seed: number;
  readonly isGiven: boolean;
  readonly options: PartsOptions;
}

/** The parts, as files, a rule or a split file decide. */
async function assign(
  loaded: Readonly<Record<string, readonly Example[]>>,
  { rule, seed, isGiven, options: { console } }: Assignment,
): Promise<Pick<DataParts, 'parts' | 'split'>> {
  const all = Object.values(loaded).flat();
  if (all.length === 0) throw dataError('the data set has no record that can be used');
  if (isGiven && (rule === undefined || ('file' in rule && (await isOfGivenParts(rule.file))))) {
    const empty = Object.keys(loaded).find((part) => loaded[part]?.length === 0);
    if (empty !== undefined) throw dataError(`the part ${empty} has no record that can be used`);
    return { parts: loaded, split: givenSplit(loaded) };
  }
  const made: PartSplit =
    rule !== undefined && 'file' in rule
      ? parseSplit(await readFile(rule.file, 'utf8'), rule.file)
      : split(all, { by: rule?.by ?? 'random', seed });
  const byId = new Map(all.map((example) => [example.id, example]));
  const parts: Record<string, Example[]> = {};
  let absent = 0;
  for (const [part, ids] of Object.entries(made.parts)) {
    const examples = ids.flatMap((id) => byId.get(id) ?? []);
    absent += ids.length - examples.length;
    if (examples.length > 0) parts[part] = examples;
  }
  const source = rule !== undefined && 'file' in rule ? rule.file : 'the split';
  const used = Object.values(parts).flat().length;
  if (used === 0) throw dataError(`${source}: none of its records is in the data set`);
  if (absent > 0) console.warn(`${source}: ${absent} of its records are not in the data set, or were refused`);
  if (used < all.length)
    console.warn(`${source}: ${all.length - used} records of the data set are in no part and left out`);
  const present = Object.fromEntries(Object.entries(parts).map(([part, list]) => [part, list.map(({ id }) => id)]));
  return { parts, split: { ...made, parts: present } };
}

const givenSplit = (loaded: Readonly<Record<string, readonly Example[]>>): PartSplit => ({
  format: 'crystal-fourier/split',
  version: 1,
  by: 'given',
  seed: 0,
  parts: Object.fromEntries(Object.entries(loaded).map(([part, list]) => [part, list.map(({ id }) => id)])),
});

/** Whether a split file, that of a run, says no more than that the parts were given. */
async function isOfGivenParts(file: string): Promise<boolean> {
  try {
    return (JSON.parse(await readFile(file, 'utf8')) as { by?: unknown }).by === 'given';
  } catch {
    return false;
  }
}

/** `train 3162, val 395`. */
export const partsText = (parts: Readonly<Record<string, readonly unknown[]>>): string =>
  Object.entries(parts)
    .map(([part, list]) => `${part} ${list.length}`)
    .join(', ');

/** The name of a data set, for folders and titles. Nothing of a URL beside its path: what follows may be a key. */
export const dataName = (location: string): string =>
  basename(isUrl(location) ? new URL(location).pathname : location)
    .replace(/\.gz$/i, '')
    .replace(/(?<=.)\.[^.]*$/, '');
