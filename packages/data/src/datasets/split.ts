import { type CrystalSystem, spaceGroup } from '@crystal-fourier/spacegroups';
import { DataError, show } from '../core/errors.js';
import { seededRandom } from '../core/seededRandom.js';

/** What a split can go by. */
export interface SplitItem {
  readonly id: string;
  /** Number of the space group, 1…230. */
  readonly group?: number;
  /** Reduced formula. */
  readonly formula?: string;
}

/** `random`: every record for itself; the others keep all records of one group, crystal system or formula in one part. */
export type SplitBy = 'random' | 'group' | 'crystal-system' | 'formula';

export interface PartOptions {
  /** Defaults to `random`. */
  readonly by?: SplitBy;
  /** Integer from 0 to 2³²−1. Defaults to 0. */
  readonly seed?: number;
  /** Shares of the parts; they are scaled to sum 1. Defaults to 0.8 train, 0.1 val, 0.1 test. */
  readonly parts?: Readonly<Record<string, number>>;
  /** Groups, crystal systems or formulas that a part must have, `{ test: [71, 140] }`; the part gets nothing else if its share is 0. */
  readonly assign?: Readonly<Record<string, readonly (string | number)[]>>;
}

/** Which record belongs to which part; plain JSON. */
export interface Split {
  readonly format: 'crystal-fourier/split';
  readonly version: 1;
  /** `hold-out`: one fold of a cross-validation is the part `test`. */
  readonly by: SplitBy | 'hold-out';
  readonly seed: number;
  /** Identifiers of each part, sorted; a record is in one part only. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
}

/**
 * Splits records into parts. The result depends on the set of records, the options and nothing else: not on the order of the
 * records, the platform or the time.
 *
 * Whole groups, systems or formulas go, in random order, to the part that lacks most of its share; so shares are met as
 * nearly as the sizes of the clusters allow, and the sizes of `parts` say how nearly.
 *
 * @throws DataError `bad-argument`; `bad-dataset` where identifiers repeat; `missing-value` where an item has no group or formula to go by
 */
export function split(items: readonly SplitItem[], options: PartOptions = {}): Split {
  const { by = 'random', seed = 0, parts = { train: 0.8, val: 0.1, test: 0.1 }, assign = {} } = options;
  const names = Object.keys(parts);
  const total = Object.values(parts).reduce((sum, share) => sum + share, 0);
  if (
    names.length === 0 ||
    !(total > 0) ||
    Object.values(parts).some((share) => !(share >= 0 && Number.isFinite(share)))
  ) {
    throw new DataError(
      'bad-argument',
      `split: the shares of the parts must be numbers ≥ 0 with a positive sum, got ${show(JSON.stringify(parts))}`,
    );
  }
  const clusters = clustersOf(items, by);
  const members = new Map<string, string[]>(names.map((name) => [name, []]));
  for (const [name, keys] of Object.entries(assign)) {
    const part = members.get(name);
    if (part === undefined)
      throw new DataError('bad-argument', `split: assign must name parts out of ${show(names)}, got ${show(name)}`);
    for (const key of keys) {
      const ids = clusters.get(String(key));
      if (ids === undefined)
        throw new DataError('bad-argument', `split: no record has ${by} ${show(key)} to assign, or two parts want it`);
      part.push(...ids);
      clusters.delete(String(key));
    }
  }
  const wanted = new Map(names.map((name) => [name, ((parts[name] as number) / total) * items.length]));
  distribute(clusters, members, wanted, seed);
  return result(by, seed, members);
}

/**
 * A split from its JSON.
 *
 * @throws DataError `bad-syntax`, `bad-dataset`
 */
export function parseSplit(text: string, file?: string): Split {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DataError('bad-syntax', `a split must be JSON: ${(error as Error).message}`, { file });
  }
  const { format, version, parts } = (value ?? {}) as Partial<Record<keyof Split, unknown>>;
  if (format !== 'crystal-fourier/split' || version !== 1) {
    throw new DataError(
      'bad-dataset',
      `a split must have format "crystal-fourier/split", version 1, got ${show(format)}, version ${show(version)}`,
      { file },
    );
  }
  const lists = typeof parts === 'object' && parts !== null ? Object.values(parts) : undefined;
  if (lists === undefined || !lists.every((ids) => Array.isArray(ids) && ids.every((id) => typeof id === 'string'))) {
    throw new DataError('bad-dataset', 'the parts of a split must be lists of identifiers', { file });
  }
  const ids = (lists as string[][]).flat();
  const twice = repeated(ids);
  if (twice !== undefined)
    throw new DataError('bad-dataset', 'a record must be in one part of a split, once', { file, record: twice });
  return value as Split;
}

const repeated = (ids: readonly string[]): string | undefined => {
  const known = new Set<string>();
  return ids.find((id) => known.size === known.add(id).size);
};

function result(by: SplitBy, seed: number, members: ReadonlyMap<string, readonly string[]>): Split {
  return {
    format: 'crystal-fourier/split',
    version: 1,
    by,
    seed,
    parts: Object.fromEntries([...members].map(([name, ids]) => [name, [...ids].sort()])),
  };
}

function clustersOf(items: readonly SplitItem[], by: SplitBy): Map<string, string[]> {
  const twice = repeated(items.map(({ id }) => id));
  if (twice !== undefined)
    throw new DataError('bad-dataset', 'identifiers must differ to split by them; this one repeats', { record: twice });
  const clusters = new Map<string, string[]>();
  for (const item of items) {
    const key = keyOf(item, by);
    const ids = clusters.get(key);
    if (ids === undefined) clusters.set(key, [item.id]);
    else ids.push(item.id);
  }
  for (const ids of clusters.values()) ids.sort();
  return clusters;
}

function keyOf({ id, group, formula }: SplitItem, by: SplitBy): string {
  if (by === 'random') return id;
  const value = by === 'formula' ? formula : group;
  if (value === undefined) {
    throw new DataError(
      'missing-value',
      `a split by ${by} needs the ${by === 'formula' ? 'formula' : 'space group'} of every record`,
      { record: id },
    );
  }
  return by === 'crystal-system' ? crystalSystemOf(value as number, id) : String(value);
}

/** The crystal system of a record by its space group. @throws DataError `bad-value` for what is no number of a group @internal */
export function crystalSystemOf(group: number, id: string): CrystalSystem {
  try {
    return spaceGroup(group).crystalSystem;
  } catch {
    throw new DataError('bad-value', `a space group must be a number from 1 to 230, got ${show(group)}`, {
      record: id,
    });
  }
}

/** Gives each cluster to the part that lacks most. Parts that want nothing get nothing. */
function distribute(
  clusters: ReadonlyMap<string, readonly string[]>,
  members: ReadonlyMap<string, string[]>,
  wanted: ReadonlyMap<string, number>,
  seed: number,
): void {
  // Sorted first: the order in which records were read must not matter.
  const order = seededRandom(seed).shuffled([...clusters.keys()].sort());
  for (const key of order) {
    let most = Number.NEGATIVE_INFINITY;
    let best: string[] | undefined;
    for (const [name, ids] of members) {
      const share = wanted.get(name) as number;
      if (share > 0 && share - ids.length > most) {
        most = share - ids.length;
        best = ids;
      }
    }
    for (const id of clusters.get(key) as readonly string[]) best?.push(id);
  }
}
