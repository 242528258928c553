import { lookup, parseAbc, settings, spaceGroup, SpaceGroupError, type SpaceGroup } from '@crystal-fourier/spacegroups';
import { hrefOf } from '../shell/route.js';

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A group that an address names, or why there is none and which ones may be meant. */
export type AddressedGroup =
  | { readonly ok: true; readonly group: SpaceGroup }
  | { readonly ok: false; readonly what: string; readonly candidates: readonly SpaceGroup[] };

/** More operations than this in a cell that an address makes up are refused: the page would be of no use. */
const MOST_OPERATIONS = 400;

/** All tabulated settings of a group, in the order of the table; empty for a number that is none. */
export const settingsOf = (number: number): SpaceGroup[] =>
  settings()
    .filter((setting) => setting.number === number)
    .map(({ qualifier }) => spaceGroup(number, { qualifier }));

/** Link to the page of a group in its setting. */
export function groupHref({ number, setting }: SpaceGroup, query: Query = {}): string {
  return hrefOf(['groups', number], { setting: setting.isReference ? undefined : setting.qualifier, ...query });
}

/**
 * The group of `#/groups/<number>?setting=<setting>`.
 *
 * @param number as in the address
 * @param setting a qualifier of the table (`b1`, `2`, `H`, `cab`), or new axes in those of the reference setting (`a+c,b,c;0,0,1/4`);
 *   null for the reference setting
 */
export function addressedGroup(number: string, setting: string | null): AddressedGroup {
  const n = Number(number);
  if (!/^\d{1,3}$/.test(number) || n < 1 || n > 230) {
    const found = lookup(number);
    return {
      ok: false,
      what: `There is no space group number “${number}”: the numbers are 1 to 230.`,
      candidates: found.ok ? [found.group] : found.candidates.map(groupOfSymbol),
    };
  }
  if (setting === null || setting === '') return { ok: true, group: spaceGroup(n) };
  const isAxes = setting.includes(',');
  try {
    if (!isAxes) return { ok: true, group: spaceGroup(n, { qualifier: setting }) };
    const group = spaceGroup(n).changeBasis(parseAbc(setting));
    if (group.order <= MOST_OPERATIONS) return { ok: true, group };
  } catch (error) {
    if (!(error instanceof SpaceGroupError)) throw error;
  }
  const what = isAxes
    ? `Space group ${n} cannot be shown on the axes “${setting}”: they must be lattice vectors, with an origin in 24ths and a cell of at most ${MOST_OPERATIONS} operations.`
    : `Space group ${n} has no setting “${setting}”.`;
  return { ok: false, what, candidates: settingsOf(n) };
}

/** The group that an extended symbol of the table names. */
export function groupOfSymbol({ hmExtended }: { readonly hmExtended: string }): SpaceGroup {
  const found = lookup(hmExtended);
  if (!found.ok) throw new Error(`expected a symbol of the table, got ${hmExtended}: ${found.reason}`);
  return found.group;
}

/** What distinguishes a setting from the others of its group, in words; empty where nothing does. */
export function settingText({ number, setting: { qualifier } }: SpaceGroup): string {
  if (qualifier.includes(',')) return `axes ${qualifier}`;
  if (number <= 15) {
    const [, axis, cell] = /^(-?[abc])(\d?)$/.exec(qualifier) ?? [];
    if (axis === undefined) return '';
    return `unique axis ${axis.replace('-', '−')}${cell === '' ? '' : `, cell choice ${cell}`}`;
  }
  if (qualifier === 'H') return 'hexagonal axes';
  if (qualifier === 'R') return 'rhombohedral axes';
  const [, origin = '', axes = ''] = /^([12]?)(.*)$/.exec(qualifier) ?? [];
  return [
    ...(origin === '' ? [] : [`origin choice ${origin}`]),
    ...(axes === '' ? [] : [`axes ${axes.replaceAll('-', '−')}`]),
  ].join(', ');
}
