import {
  fromHall,
  fromOperations,
  lookup,
  parseXyz,
  settings,
  spaceGroup,
  type SpaceGroup,
  SpaceGroupError,
  type SymOp,
} from '@crystal-fourier/spacegroups';
import { DataError, type Place, show } from '../../core/errors.js';

/** One statement of a file about its symmetry. @internal */
export interface Declaration {
  readonly text: string;
  /** Name of the field, for messages. */
  readonly tag: string;
  readonly line?: number | undefined;
}

/** What a list of operations is, or makes. @internal */
export interface GeneratedGroup {
  readonly group: SpaceGroup;
  /** The list has all operations of the group. */
  readonly complete: boolean;
  /** The group has lattice translations that the list has not. */
  readonly newTranslations: boolean;
  /** How many different operations are listed. */
  readonly distinct: number;
}

/** Groups that a symbol or number can mean, or why it means none. @internal */
export type StatedGroups = readonly SpaceGroup[] | string;

/** Entries of a cache: symbols and lists of operations repeat from file to file. */
const MOST_KNOWN = 1024;

const knownLists = new Map<string, GeneratedGroup>();

/**
 * The group of a list of coordinate triplets.
 *
 * @throws DataError `bad-symmetry` at the triplet that is no symmetry operation
 * @internal
 */
export function groupsOfTriplets(declarations: readonly Declaration[], place: Place): GeneratedGroup {
  const texts = declarations.map(({ text }) => text);
  return remembered(knownLists, texts.join(';'), () => {
    try {
      return generated(texts);
    } catch (error) {
      if (!(error instanceof SpaceGroupError)) throw error;
      const wrong = declarations.find(({ text }) => !isOperation(text)) ?? declarations[0];
      throw new DataError('bad-symmetry', `symmetry operations: ${error.message}`, { ...place, line: wrong?.line });
    }
  });
}

function generated(texts: readonly string[]): GeneratedGroup {
  const group = fromOperations(texts);
  const listed = new Map(texts.map((text) => parseXyz(text)).map((op) => [op.key, op]));
  const isTranslation = ({ rot }: SymOp): boolean => rot.every((x, i) => x === (i % 4 === 0 ? 1 : 0));
  const translations = [...listed.values()].filter(isTranslation).length;
  return {
    group,
    complete: listed.size === group.order,
    // The identity goes without saying.
    newTranslations: group.centring.vectors.length > Math.max(1, translations),
    distinct: listed.size,
  };
}

/** Whether a text is a symmetry operation by itself. */
function isOperation(text: string): boolean {
  try {
    fromOperations([text]);
    return true;
  } catch (error) {
    if (error instanceof SpaceGroupError) return false;
    throw error;
  }
}

const knownSymbols = new Map<string, StatedGroups>();

/** @internal */
export const groupsOfHall = (text: string): StatedGroups =>
  remembered(knownSymbols, `hall ${text}`, () => {
    try {
      return [fromHall(text)];
    } catch (error) {
      if (error instanceof SpaceGroupError) return error.message;
      throw error;
    }
  });

/** Groups of a Hermann–Mauguin symbol. @internal */
export const groupsOfSymbol = (text: string): StatedGroups =>
  remembered(knownSymbols, `symbol ${text}`, () => {
    const found = lookup(text, { notation: 'hm' });
    return found.ok ? [found.group, ...found.alternatives] : found.reason;
  });

/** All settings of the group with a number, the reference setting first. @internal */
export const groupsOfNumber = (text: string): StatedGroups =>
  remembered(knownSymbols, `number ${text}`, () => {
    const number = /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : NaN;
    if (!(number >= 1 && number <= 230)) return `${show(text)} is no space-group number; they run from 1 to 230`;
    const reference = spaceGroup(number);
    const others = settings()
      .filter((setting) => setting.number === number && !setting.isReference)
      .map(({ qualifier }) => spaceGroup(number, { qualifier }));
    return [reference, ...others.filter((group) => group !== reference)];
  });

/** The value of a key, made once as long as the cache is not full. */
function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, made);
  return made;
}
