import { type CoreSpaceGroup, type GroupClass, groupOfDefinition, groupOfRow } from './coreGroup.js';
import { attempt, SpaceGroupError, show } from '../algebra/errors.js';
import { findRow } from '../settings/findRow.js';
import { closure, generatedBy } from '../operations/generate.js';
import { parseHall } from '../operations/hall.js';
import { identify } from '../settings/identify.js';
import { parseXyz } from '../operations/parseXyz.js';
import { SymOp } from '../operations/symOp.js';

export interface FromOperationsOptions {
  /**
   * Refuse a list that is not closed under multiplication (modulo lattice vectors) instead of completing it.
   * Defaults to false: any generating set is accepted.
   */
  readonly complete?: boolean;
}

function fromElements<G extends CoreSpaceGroup>(Class: GroupClass<G>, elements: readonly SymOp[]): G {
  const row = findRow(elements);
  if (row !== undefined) return groupOfRow(Class, row);
  return groupOfDefinition(Class, { ...identify(elements), row: undefined });
}

/** The group of one class that a Hall symbol generates. @internal */
export function groupFromHall<G extends CoreSpaceGroup>(Class: GroupClass<G>, symbol: string): G {
  const made = attempt(() => {
    const { generators, centring, basis } = parseHall(symbol);
    const group = fromElements(Class, generatedBy(generators, centring));
    return basis === undefined ? group : group.changeBasis(basis);
  });
  if (!(made instanceof SpaceGroupError)) return made;
  if (made.code === 'not-a-group' || made.message.includes(show(symbol))) throw made;
  throw new SpaceGroupError('bad-hall', `fromHall: the bracket of ${show(symbol)} is wrong: ${made.message}`);
}

/** The group of one class that operations generate. @internal */
export function groupFromOperations<G extends CoreSpaceGroup>(
  Class: GroupClass<G>,
  operations: readonly (SymOp | string)[],
  options?: FromOperationsOptions,
): G {
  if (!Array.isArray(operations) || operations.length === 0) {
    throw new SpaceGroupError(
      'not-a-group',
      `fromOperations: expected a list of operations or triplets, at least the identity, got ${show(operations)}`,
    );
  }
  const given = operations.map((op: SymOp | string) => (typeof op === 'string' ? parseXyz(op) : SymOp.from(op)));
  const elements = closure(given);
  if (options?.complete) {
    const keys = new Set(given.map((op) => op.key));
    const missing = elements.filter((op) => !keys.has(op.key));
    if (missing.length > 0) {
      throw new SpaceGroupError(
        'not-a-group',
        `fromOperations: the ${keys.size} operations are not a complete group; ${missing.length} products are missing, first ${(missing[0] as SymOp).toXyz()}; add them or leave out { complete: true }`,
      );
    }
  }
  return fromElements(Class, elements);
}
