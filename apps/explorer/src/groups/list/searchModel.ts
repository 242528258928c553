import { fromOperations, lookup, type SpaceGroup, SpaceGroupError } from '@crystal-fourier/spacegroups';
import { groupOfSymbol, settingsOf } from '../groupAddress.js';
import { groupFacts } from '../groupFacts.js';

/** What a text in the search field means. */
export type SearchModel =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'found';
      readonly group: SpaceGroup;
      /** The notation it was read in, in words. */
      readonly readAs: string;
      readonly notes: readonly string[];
      /** Other settings that the same text names. */
      readonly alternatives: readonly SpaceGroup[];
    }
  | {
      readonly kind: 'failed';
      /** One sentence. */
      readonly reason: string;
      /** What may be meant, the closest first. */
      readonly candidates: readonly SpaceGroup[];
    };

const NOTATIONS = {
  number: 'number of the International Tables',
  hm: 'Hermann–Mauguin symbol',
  hall: 'Hall symbol',
  schoenflies: 'Schoenflies symbol',
} as const;

/** Reads a symbol in any notation, or coordinate triplets of operations (`-x,y+1/2,-z; -x,-y,-z`). */
export function search(text: string): SearchModel {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  if (/^[\s\dxyz.,;/*+\-'"]*$/i.test(trimmed) && /[xyz].*,.*,/is.test(trimmed)) return ofOperations(trimmed);
  const found = lookup(trimmed);
  if (found.ok) {
    const { group, alternatives, notes, notation } = found;
    return { kind: 'found', group, readAs: NOTATIONS[notation], notes, alternatives };
  }
  const candidates = found.candidates.map(groupOfSymbol);
  return {
    kind: 'failed',
    reason: sentence(found.reason),
    candidates: candidates.length > 0 ? candidates : likely(trimmed),
  };
}

function ofOperations(text: string): SearchModel {
  const triplets = text
    .split(/[;\n'"]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  try {
    const group = fromOperations(triplets);
    const notes = group.setting.index === null ? ['no tabulated setting has these operations on these axes'] : [];
    return { kind: 'found', group, readAs: 'coordinate triplets of operations', notes, alternatives: [] };
  } catch (error) {
    if (!(error instanceof SpaceGroupError)) throw error;
    return { kind: 'failed', reason: sentence(error.message), candidates: [] };
  }
}

/** Without the name of the function, and without the closest symbols, which are shown as links. */
function sentence(message: string): string {
  const text = message.replace(/^\w+: /, '').replace(/; closest: .*$/s, '');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Where no symbol is close: the settings of a group with a wrong extension, the class of a Schoenflies symbol, the last number. */
function likely(text: string): SpaceGroup[] {
  if (/^\d{3,}$/.test(text)) return settingsOf(230);
  const [base = '', extension] = text.split(':');
  if (extension !== undefined) {
    const found = lookup(base);
    return found.ok ? [found.group, ...found.alternatives] : [];
  }
  const name = text.toLowerCase().replace(/[\^_{}()]/g, '');
  const members = groupFacts().filter(({ schoenflies }) => {
    const [known = ''] = schoenflies.toLowerCase().split('^');
    return name.startsWith(known) && /^\d*$/.test(name.slice(known.length));
  });
  return members.flatMap(({ number }) => settingsOf(number).filter(({ setting }) => setting.isReference));
}
