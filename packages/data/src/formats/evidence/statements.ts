import { fromOperations, parseXyz, type SpaceGroup, SpaceGroupError } from '@crystal-fourier/spacegroups';
import { DataError, type Place } from '../../core/errors.js';
import {
  type Declaration,
  groupsOfHall,
  groupsOfNumber,
  groupsOfSymbol,
  groupsOfTriplets,
  type StatedGroups,
} from './statedGroups.js';

/** The kinds of statements of a file about its space group, the most explicit first. @internal */
export const STATEMENT_KINDS = ['operations', 'hall', 'hermann-mauguin', 'number'] as const;

type StatementKind = (typeof STATEMENT_KINDS)[number];

/** A statement of a file about its space group, understood. @internal */
export interface Statement {
  readonly kind: StatementKind;
  readonly declaration: Declaration;
  /** The groups, in their settings, that it can mean. */
  readonly groups: readonly SpaceGroup[];
  /** What it counts where statements contradict one another. */
  readonly votes: number;
  /** What is wrong with a list of operations that is no group as it stands. */
  readonly fault?: string | undefined;
}

/** A statement that means no space group. */
interface Misunderstood {
  readonly kind: StatementKind;
  readonly declaration: Declaration;
  readonly reason: string;
}

/** All statements of a file about its symmetry. @internal */
export interface Declarations {
  readonly operations?: readonly Declaration[];
  /** A second list of operations that differs from the first. */
  readonly otherOperations?: readonly Declaration[];
  readonly hall?: readonly Declaration[];
  readonly hermannMauguin?: readonly Declaration[];
  readonly number?: readonly Declaration[];
  readonly crystalSystem?: readonly Declaration[];
}

/** @internal */
export interface UnderstoodStatements {
  readonly statements: readonly Statement[];
  readonly misunderstood: readonly Misunderstood[];
}

/**
 * Votes of a list of operations that is a group: it says all that there is to say, and programs apply it, so it counts as much as two
 * symbols.
 */
const VOTES_OF_OPERATIONS = 2;
const VOTES_OF_SYMBOLS = 1;
/** Programs that do not know the symmetry write P 1 and the identity, whatever the crystal has. */
const VOTES_OF_P1 = 0.5;
/** A longer list is not searched for the one operation that is wrong. */
const MOST_SEARCHED = 192;
/** Operations of a list that may be the wrong one. */
const MOST_TRIED = 3;

/**
 * What each statement means by itself.
 *
 * @throws DataError `bad-symmetry` at an operation that is none, where the file says nothing else about its symmetry
 * @internal
 */
export function understand(declared: Declarations, place: Place): UnderstoodStatements {
  const { operations = [], otherOperations = [], hall = [], hermannMauguin = [], number = [] } = declared;
  const statements: Statement[] = [];
  const misunderstood: Misunderstood[] = [];
  const take = (kind: StatementKind, declaration: Declaration, groups: StatedGroups): void => {
    if (typeof groups === 'string') misunderstood.push({ kind, declaration, reason: `${declaration.tag}: ${groups}` });
    else statements.push({ kind, declaration, groups, votes: isP1(groups) ? VOTES_OF_P1 : VOTES_OF_SYMBOLS });
  };
  for (const one of hall) take('hall', one, groupsOfHall(one.text));
  for (const one of hermannMauguin) take('hermann-mauguin', one, groupsOfSymbol(one.text));
  for (const one of number) take('number', one, groupsOfNumber(one.text));
  for (const list of [otherOperations, operations]) {
    if (list.length === 0) continue;
    try {
      statements.unshift(statementOfOperations(list, place));
    } catch (error) {
      // Another statement may tell what the operations should be.
      if (!(error instanceof DataError) || statements.length === 0) throw error;
      const { reason, line } = error;
      misunderstood.unshift({
        kind: 'operations',
        declaration: { ...list[0]!, line: line ?? list[0]!.line },
        reason,
      });
    }
  }
  return { statements, misunderstood };
}

const isP1 = (groups: readonly SpaceGroup[]): boolean => groups.every(({ order }) => order === 1);

function statementOfOperations(operations: readonly Declaration[], place: Place): Statement {
  const { group, complete, newTranslations, distinct } = groupsOfTriplets(operations, place);
  const common = { kind: 'operations', declaration: operations[0]!, groups: [group] } as const;
  if (complete) return { ...common, votes: group.order === 1 ? VOTES_OF_SYMBOLS : VOTES_OF_OPERATIONS };
  const made = `the ${distinct} symmetry operations are no complete group; their products make ${nameOf(group)} of order ${group.order}`;
  if (!newTranslations) return { ...common, votes: VOTES_OF_SYMBOLS, fault: made };
  return {
    ...common,
    votes: 0,
    fault: `${made}, with lattice translations that are not listed`,
  };
}

/**
 * Groups that a list of operations would be with one of them left out, and as many as are listed: one of the operations is wrong then. Those
 * whose products with the others are in the list least often are tried. Empty for a list that is a group, and for long lists.
 *
 * @internal
 */
export function groupsWithoutOne(operations: readonly Declaration[]): SpaceGroup[] {
  const texts = operations.map(({ text }) => text);
  if (texts.length < 3 || texts.length > MOST_SEARCHED) return [];
  const found: SpaceGroup[] = [];
  for (const i of strangest(texts)) {
    try {
      const group = fromOperations(texts.filter((_, j) => j !== i));
      if (group.order === texts.length) found.push(group);
    } catch (error) {
      if (!(error instanceof SpaceGroupError)) throw error;
    }
  }
  return found;
}

/** Places of the operations that fit least into a list: their products with the others are seldom in it. */
function strangest(texts: readonly string[]): number[] {
  const listed = texts.map((text) => parseXyz(text));
  const keys = new Set(listed.map(({ key }) => key));
  const fits = listed.map((op) => listed.filter((other) => keys.has(op.mul(other).key)).length);
  const order = texts.map((_, i) => i).sort((i, j) => fits[i]! - fits[j]!);
  return order.slice(0, MOST_TRIED);
}

/** Same operations modulo lattice vectors. @internal */
export function sameOperations(a: SpaceGroup, b: SpaceGroup): boolean {
  if (a === b) return true;
  if (a.order !== b.order || a.number !== b.number) return false;
  const keys = new Set(a.operations.map((op) => op.key));
  return b.operations.every((op) => keys.has(op.key));
}

/** Whether a group is one of those that a statement can mean. A number says nothing of axes and origin. @internal */
export const agrees = ({ kind, groups }: Statement, group: SpaceGroup): boolean =>
  kind === 'number' ? groups[0]!.number === group.number : groups.some((one) => sameOperations(one, group));

/** A group as messages name it. @internal */
export const nameOf = (group: SpaceGroup): string => `${group.setting.hmExtended} (${group.number})`;
