import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSplit, split, type Split, type SplitBy } from '@crystal-fourier/data';
import type { Console } from '../shell/console.js';
import { dataError, usageError } from '../shell/failure.js';
import { didYouMean } from '../shell/suggest.js';
import type { Example } from './example.js';

/** Which record belongs to which part. `given`: by files of their own. */
export interface PartSplit {
  readonly format: 'crystal-fourier/split';
  readonly version: 1;
  readonly by: Split['by'] | 'given';
  readonly seed: number;
  readonly parts: Readonly<Record<string, readonly string[]>>;
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

/** How a data set is to be split: by a rule or by a file. @throws CliError for any other text */
export async function splitRule(text: string): Promise<{ by: SplitBy } | { file: string }> {
  const by = Object.hasOwn(BY, text) ? BY[text] : undefined;
  if (by !== undefined) return { by };
  if ((await stat(text).catch(() => undefined))?.isFile() === true) return { file: text };
  throw usageError(
    `a split must be random, formula, group, system or a file that cft split wrote, got ${JSON.stringify(text)}${didYouMean(text, Object.keys(BY))}`,
  );
}

/** How the records come into their parts. */
export interface Assignment {
  readonly rule: { by: SplitBy } | { file: string } | undefined;
  readonly seed: number;
  /** Whether the data set has its parts in files of their own. */
  readonly isGiven: boolean;
  /** Warns of records without a part, and of entries of the split without a record. */
  readonly console: Console;
}

/** Examples by part, and the split that they follow. */
export interface AssignedParts {
  /** Every part has a record. */
  readonly parts: Readonly<Record<string, readonly Example[]>>;
  readonly split: PartSplit;
}

/** Divides examples into parts: by the files they are in, by a rule, or by a split file. */
export async function assign(
  loaded: Readonly<Record<string, readonly Example[]>>,
  { rule, seed, isGiven, console }: Assignment,
): Promise<AssignedParts> {
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

/** Whether a split file, that of a run, only repeats the parts in which the data set is given. */
async function isOfGivenParts(file: string): Promise<boolean> {
  try {
    return (JSON.parse(await readFile(file, 'utf8')) as { by?: unknown }).by === 'given';
  } catch {
    return false;
  }
}
