import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { Site } from '../../structure/site.js';
import { groupsOfNumber } from './statedGroups.js';
import { sameOperations } from './statements.js';

/** Change of a fractional coordinate: sites are on their special positions when they are compared. */
const TOLERANCE = 1e-4;

/** How declared Wyckoff letters agree with the positions of the sites. @internal */
export type LetterAgreement =
  | { readonly agrees: 'exactly' | 'in kind' }
  /** The first site that is on another position, for messages. */
  | { readonly agrees: 'no'; readonly message: string };

/** A site with its declared letter. */
interface Lettered {
  readonly site: Site;
  readonly letter: string;
}

/**
 * Compares Wyckoff letters, where the list has such. Letters of positions that differ by the choice of the origin only – 4a and 4b of
 * P n m a, with one site symmetry – agree in kind: they are often exchanged, and programs number them in settings beside the reference setting
 * as they like. The exchange must be one for all sites: sites that are declared to be on one position are not on two.
 *
 * @returns undefined where there are no letters, or the setting has none of its own
 * @internal
 */
export function compareLetters(asymmetricUnit: readonly Site[], group: SpaceGroup): LetterAgreement | undefined {
  const declared = asymmetricUnit.flatMap((site): Lettered[] => {
    const letter = /^(?:\d{1,3})?([a-zA-Z])$/.exec(String(site.properties?.['wyckoff'] ?? ''))?.[1];
    return letter === undefined ? [] : [{ site, letter }];
  });
  if (declared.length === 0 || group.setting.index === null) return undefined;
  const settings = settingsOf(group);
  const wrong = settings.map((setting) => declared.filter((one) => positionOf(one, setting).letter !== one.letter));
  if (wrong.some((sites) => sites.length === 0)) return { agrees: 'exactly' };
  const other = settings.map((setting, i) => wrong[i]!.find((one) => !isAlike(one, setting)));
  const mixed = settings.map((setting) => notExchanged(declared, setting));
  const i = settings.findIndex((_, k) => other[k] === undefined && mixed[k] === undefined);
  if (i >= 0) return { agrees: 'in kind' };
  const first = other[0] ?? mixed[0]!;
  const { site, letter } = first;
  const { letter: found, multiplicity } = positionOf(first, group);
  const message = `${site.label ?? 'a site'} is declared to be on the Wyckoff position ${letter}, but lies on ${multiplicity}${found} of ${group.setting.hmExtended}`;
  return { agrees: 'no', message };
}

const positionOf = ({ site }: Lettered, group: SpaceGroup): SpaceGroup['wyckoff'][number] =>
  group.wyckoffOf(site.position, TOLERANCE).position;

/** Whether the declared position has the multiplicity, freedom and site symmetry of that of the site. */
function isAlike(one: Lettered, group: SpaceGroup): boolean {
  const stated = group.wyckoff.find(({ letter }) => letter === one.letter);
  const { multiplicity, dimension, siteSymmetry } = positionOf(one, group);
  return (
    stated?.multiplicity === multiplicity && stated.dimension === dimension && stated.siteSymmetry === siteSymmetry
  );
}

/** The first site of which the letter is exchanged in another way than at the sites before it. */
function notExchanged(declared: readonly Lettered[], group: SpaceGroup): Lettered | undefined {
  const [foundOf, statedOf] = [new Map<string, string>(), new Map<string, string>()];
  const isOther = (known: Map<string, string>, from: string, to: string): boolean => {
    const before = known.get(from);
    if (before === undefined) known.set(from, to);
    return before !== undefined && before !== to;
  };
  return declared.find((one) => {
    const found = positionOf(one, group).letter;
    return isOther(foundOf, one.letter, found) || isOther(statedOf, found, one.letter);
  });
}

/** The settings with the operations of a group. Those of No. 68 share theirs in pairs, whose letters differ. */
const settingsOf = (group: SpaceGroup): readonly SpaceGroup[] =>
  group.number === 68
    ? (groupsOfNumber('68') as readonly SpaceGroup[]).filter((one) => sameOperations(one, group))
    : [group];
