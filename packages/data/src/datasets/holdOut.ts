import type { CrystalSystem } from '@crystal-fourier/spacegroups';
import { CRYSTAL_SYSTEMS } from '../core/crystalSystems.js';
import { DataError, show } from '../core/errors.js';
import { parseFormula } from '../elements/parseFormula.js';
import type { HoldOutKind, HoldOutRule } from './holdOutRule.js';
import { kMeans } from './kMeans.js';
import { crystalSystemOf, split, type SplitItem } from './split.js';

/** What records are held out by. */
export interface HoldOutItem extends SplitItem {
  /** Numbers that describe the crystal, such as `crystalDescriptors`, as many for each; NaN for one that is not known. For `cluster`. */
  readonly descriptors?: ArrayLike<number> | undefined;
}

/** Records that are held out together. */
export interface HoldOutFold {
  /** `cubic`, `trigonal+hexagonal`, `71+140`, `O`, `cluster 3`, `fold 2`. */
  readonly name: string;
  /** Sorted. */
  readonly ids: readonly string[];
}

const DEFAULT_FOLDS = 5;
const DEFAULT_ELEMENTS = 10;

/**
 * The folds of a cross-validation: lists of records that are held out in turn. The result depends on the set of records and the rule and
 * on nothing else: not on the order of the records, the platform or the time.
 *
 * Law: for `system`, `formula`, `cluster`, `random`, and for `group` without keys, each record is in one fold. For `element` and for
 * `group` with keys, a record is in a fold if, and only if, it has what the fold is named after.
 *
 * @throws DataError `bad-argument` for a rule that does not fit itself or the records; `bad-dataset` where identifiers repeat, or a fold has
 *   all records, so that there is nothing to train on; `missing-value` where an item lacks what the rule goes by
 */
export function holdOut(items: readonly HoldOutItem[], rule: HoldOutRule): readonly HoldOutFold[] {
  checkRule(rule);
  if (items.length < 2)
    throw new DataError('bad-dataset', `to hold some out there must be at least two records, got ${items.length}`);
  const sorted = items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const twice = sorted.find(({ id }, i) => id === sorted[i + 1]?.id);
  if (twice !== undefined)
    throw new DataError('bad-dataset', 'identifiers must differ to hold records out; this one repeats', {
      record: twice.id,
    });
  const folds = MAKERS[rule.by](sorted, rule);
  const whole = folds.find(({ ids }) => ids.length === items.length);
  if (whole !== undefined)
    throw new DataError(
      'bad-dataset',
      `hold-out by ${rule.by}: the fold ${show(whole.name)} has all ${items.length} records, nothing is left to train on; choose other folds, or another rule`,
    );
  return folds;
}

const MAKERS: Readonly<Record<HoldOutKind, (items: readonly HoldOutItem[], rule: HoldOutRule) => HoldOutFold[]>> = {
  system: bySystem,
  group: (items, rule) => (rule.keys === undefined ? inParts(items, rule) : [ofGroups(items, rule.keys)]),
  element: byElement,
  formula: inParts,
  cluster: byCluster,
  random: inParts,
};

function checkRule({ by, keys, folds, merge }: HoldOutRule): void {
  const demand = (holds: boolean, text: string, value: unknown): void => {
    if (!holds) throw new DataError('bad-argument', `hold-out by ${by}: ${text}, got ${show(value)}`);
  };
  demand(Object.hasOwn(MAKERS, by), `it must be one of ${Object.keys(MAKERS).join(', ')}`, by);
  if (keys !== undefined) {
    demand(by === 'group' || by === 'element', 'only groups and elements can be named', keys.join(','));
    demand(
      keys.length > 0 && new Set(keys).size === keys.length,
      'the names must be at least one, and differ',
      keys.join(','),
    );
    demand(folds === undefined, 'a number of folds does not go with names', folds);
  }
  if (folds !== undefined) {
    demand(by !== 'system', 'the folds are the crystal systems, their number cannot be chosen', folds);
    demand(
      Number.isInteger(folds) && folds >= (by === 'element' ? 1 : 2),
      'the number of folds must be an integer, at least 2',
      folds,
    );
  }
  if (merge !== undefined) demand(by === 'system', 'only crystal systems can be merged', JSON.stringify(merge));
}

/** Whole groups or formulas, or single records, in parts of about equal size. */
function inParts(items: readonly HoldOutItem[], { by, folds = DEFAULT_FOLDS, seed = 0 }: HoldOutRule): HoldOutFold[] {
  const parts = Object.fromEntries(Array.from({ length: folds }, (_, i) => [`fold ${i + 1}`, 1]));
  const made = split(items, { by: by as 'group' | 'formula' | 'random', seed, parts }).parts;
  return filled(Object.entries(made).map(([name, ids]) => ({ name, ids })));
}

const filled = (folds: readonly HoldOutFold[]): HoldOutFold[] => folds.filter(({ ids }) => ids.length > 0);

function groupOf({ id, group }: HoldOutItem): number {
  if (group === undefined)
    throw new DataError('missing-value', 'to hold out groups or systems, every record must have its space group', {
      record: id,
    });
  return group;
}

function bySystem(items: readonly HoldOutItem[], { merge = [] }: HoldOutRule): HoldOutFold[] {
  const named = merge.flat();
  const wrong = named.find((name, i) => !CRYSTAL_SYSTEMS.includes(name as CrystalSystem) || named.indexOf(name) !== i);
  if (wrong !== undefined)
    throw new DataError(
      'bad-argument',
      `hold-out by system: crystal systems that are merged must be out of ${CRYSTAL_SYSTEMS.join(', ')}, each once, got ${show(wrong)}`,
    );
  const together = (system: CrystalSystem): string =>
    CRYSTAL_SYSTEMS.filter(
      (other) => other === system || merge.some((names) => names.includes(system) && names.includes(other)),
    ).join('+');
  const folds = new Map(CRYSTAL_SYSTEMS.map((system) => [together(system), [] as string[]]));
  for (const item of items) folds.get(together(crystalSystemOf(groupOf(item), item.id)))!.push(item.id);
  return filled([...folds].map(([name, ids]) => ({ name, ids })));
}

function ofGroups(items: readonly HoldOutItem[], keys: readonly string[]): HoldOutFold {
  const ids = items.filter((item) => keys.includes(String(groupOf(item)))).map(({ id }) => id);
  const absent = keys.find((key) => !items.some((item) => String(item.group) === key));
  if (absent !== undefined)
    throw new DataError('bad-argument', `hold-out by group: no record has the space group ${show(absent)}`);
  return { name: keys.toSorted((a, b) => Number(a) - Number(b)).join('+'), ids };
}

/** The most frequent elements, the most frequent first, or those that are named, in their order. */
function byElement(items: readonly HoldOutItem[], { keys, folds = DEFAULT_ELEMENTS }: HoldOutRule): HoldOutFold[] {
  const members = new Map<string, string[]>();
  for (const item of items) {
    for (const element of elementsOf(item)) {
      const ids = members.get(element);
      if (ids === undefined) members.set(element, [item.id]);
      else ids.push(item.id);
    }
  }
  if (keys !== undefined)
    return keys.map((name) => {
      const ids = members.get(name);
      if (ids === undefined)
        throw new DataError('bad-argument', `hold-out by element: no record has the element ${show(name)}`);
      return { name, ids };
    });
  return [...members]
    .toSorted(([a, first], [b, second]) => second.length - first.length || (a < b ? -1 : 1))
    .slice(0, folds)
    .map(([name, ids]) => ({ name, ids }));
}

function elementsOf({ id, formula }: HoldOutItem): Iterable<string> {
  const amounts = formula === undefined ? undefined : parseFormula(formula);
  if (amounts === undefined)
    throw new DataError('missing-value', 'to hold out elements, every record must have its formula', { record: id });
  return amounts.keys();
}

function byCluster(items: readonly HoldOutItem[], { folds = DEFAULT_FOLDS, seed = 0 }: HoldOutRule): HoldOutFold[] {
  const points = items.map(({ id, descriptors }) => {
    if (descriptors === undefined)
      throw new DataError('missing-value', 'to hold out clusters, every record must have descriptors', { record: id });
    return descriptors;
  });
  const labels = kMeans(points, folds, seed);
  return filled(
    Array.from({ length: folds }, (_, label) => ({
      name: `cluster ${label + 1}`,
      ids: items.filter((_item, i) => labels[i] === label).map(({ id }) => id),
    })),
  );
}
