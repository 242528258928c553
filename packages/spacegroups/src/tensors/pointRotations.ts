import { SpaceGroupError, show } from '../algebra/errors.js';
import { closure } from '../operations/generate.js';
import { parseXyz } from '../operations/parseXyz.js';
import type { Rotation } from '../operations/rotation.js';
import { SymOp } from '../operations/symOp.js';
import { pointGroupGenerators, type PointGroupSymbol } from './pointGroups.js';

/**
 * What the symmetry of a tensor can be taken from; translations do not matter.
 *
 * - a space group, for properties of the crystal: its point group
 * - what `siteSymmetry` gives, for properties of an atom
 * - operations or coordinate triplets on lattice axes, a generating set
 * - the symbol of a point group, on its conventional axes
 */
export type TensorGroup =
  | { readonly representatives: readonly SymOp[] }
  | { readonly operations: readonly SymOp[] }
  | readonly (SymOp | string)[]
  | PointGroupSymbol;

/** Of space groups, which do not change. */
const known = /* @__PURE__ */ new WeakMap<object, readonly Rotation[]>();

/**
 * The rotations of a group, each once, the identity first.
 *
 * @throws SpaceGroupError `bad-symbol` for text that names no point group, `foreign-value` for what has no operations
 * @internal
 */
export function rotationsOf(group: TensorGroup, where: string): readonly Rotation[] {
  const kept = typeof group === 'object' ? known.get(group) : undefined;
  if (kept !== undefined) return kept;
  const operations = operationsOf(group, where).map((op) => (typeof op === 'string' ? parseXyz(op) : SymOp.from(op)));
  const all = closure(operations.map((op) => SymOp.unchecked(op.rotation, [0, 0, 0])));
  const rotations = Object.freeze(all.map((op) => op.rotation));
  if (typeof group === 'object' && 'representatives' in group) known.set(group, rotations);
  return rotations;
}

function operationsOf(group: TensorGroup, where: string): readonly (SymOp | string)[] {
  if (typeof group === 'string') {
    const generators = pointGroupGenerators(group);
    if (generators !== undefined) return generators;
    throw new SpaceGroupError(
      'bad-symbol',
      `${where}: the point group must be one of the 32 in Hermann–Mauguin notation, such as "-42m", got ${show(group)}`,
    );
  }
  if (Array.isArray(group)) return group as readonly (SymOp | string)[];
  if (typeof group === 'object' && group !== null) {
    if ('representatives' in group) return group.representatives;
    if ('operations' in group) return group.operations;
  }
  throw new SpaceGroupError(
    'foreign-value',
    `${where}: expected a space group, a site symmetry, a list of operations or the symbol of a point group, got ${show(group)}`,
  );
}
