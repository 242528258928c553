import { type GroupFacts, groupFacts } from '../groupFacts.js';

/** One property that distinguishes groups: its name in the address, and the value that a group has. */
interface Filter {
  readonly key: string;
  readonly label: string;
  readonly valueOf: (group: GroupFacts) => string;
}

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

export const FILTERS = [
  { key: 'system', label: 'Crystal system', valueOf: ({ system }) => system },
  { key: 'laue', label: 'Laue class', valueOf: ({ laueClass }) => laueClass },
  { key: 'point', label: 'Point group', valueOf: ({ pointGroup }) => pointGroup },
  { key: 'lattice', label: 'Bravais lattice', valueOf: ({ bravais }) => bravais },
  { key: 'centre', label: 'Centrosymmetric', valueOf: ({ isCentrosymmetric }) => yesNo(isCentrosymmetric) },
  { key: 'symmorphic', label: 'Symmorphic', valueOf: ({ isSymmorphic }) => yesNo(isSymmorphic) },
  { key: 'sohncke', label: 'Sohncke (chiral crystals)', valueOf: ({ isSohncke }) => yesNo(isSohncke) },
  { key: 'pair', label: 'Enantiomorphic pair', valueOf: ({ isEnantiomorphic }) => yesNo(isEnantiomorphic) },
  { key: 'polar', label: 'Polar', valueOf: ({ isPolar }) => yesNo(isPolar) },
] as const satisfies readonly Filter[];

export type FilterKey = (typeof FILTERS)[number]['key'];

/** The values that are chosen; a filter that is not there lets all groups pass. */
export type Filters = Readonly<Partial<Record<FilterKey, string>>>;

export interface FilterOption {
  readonly value: string;
  /** Groups that would be shown with it, the other filters being as they are. */
  readonly count: number;
}

const valuesOf = ({ valueOf }: Filter): string[] => [...new Set(groupFacts().map(valueOf))];

/** Reads the filters of an address; values that no group has are left out. */
export function readFilters(query: URLSearchParams): Filters {
  return Object.fromEntries(
    FILTERS.flatMap((filter) => {
      const value = query.get(filter.key);
      return value !== null && valuesOf(filter).includes(value) ? [[filter.key, value]] : [];
    }),
  );
}

/** The groups that pass all filters, in order. */
export function filterGroups(filters: Filters): GroupFacts[] {
  return groupFacts().filter((group) =>
    FILTERS.every(({ key, valueOf }) => filters[key] === undefined || valueOf(group) === filters[key]),
  );
}

/** The values of a filter with the number of groups for each, in the order of the tables; `yes` before `no`. */
export function optionsOf(key: FilterKey, filters: Filters): FilterOption[] {
  const { [key]: _, ...others } = filters;
  const filter = FILTERS.find((filter) => filter.key === key)!;
  const groups = filterGroups(others);
  const values = valuesOf(filter);
  if (values.includes('yes')) values.sort().reverse();
  return values.map((value) => ({ value, count: groups.filter((group) => filter.valueOf(group) === value).length }));
}

/** Groups by crystal system, and in it by point group; nothing is listed that is empty. */
export interface SystemSection {
  readonly system: string;
  readonly count: number;
  readonly classes: readonly { readonly pointGroup: string; readonly groups: readonly GroupFacts[] }[];
}

export function sectionsOf(groups: readonly GroupFacts[]): SystemSection[] {
  return grouped(groups, ({ system }) => system).map(([system, members]) => ({
    system,
    count: members.length,
    classes: grouped(members, ({ pointGroup }) => pointGroup).map(([pointGroup, groups]) => ({ pointGroup, groups })),
  }));
}

function grouped(groups: readonly GroupFacts[], keyOf: (group: GroupFacts) => string): [string, GroupFacts[]][] {
  const byKey = new Map<string, GroupFacts[]>();
  for (const group of groups) byKey.set(keyOf(group), [...(byKey.get(keyOf(group)) ?? []), group]);
  return [...byKey];
}
