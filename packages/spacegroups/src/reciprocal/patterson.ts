import { ChangeOfBasis } from '../operations/changeOfBasis.js';
import { type CoreSpaceGroup, type GroupClass, groupOfRow } from '../group/coreGroup.js';
import { findRow } from '../settings/findRow.js';
import { referenceRow } from '../settings/settingTable.js';
import { SymOp } from '../operations/symOp.js';

/**
 * The symmetry of the Patterson function in the cell of a group: the symmorphic centrosymmetric group with its lattice and
 * Laue class (International Tables A, 2.1.3.5).
 */
export function patterson<G extends CoreSpaceGroup>(group: G): G {
  const Class = group.constructor as GroupClass<G>;
  const linear = group.representatives.map((op) => SymOp.of(op.rot, [0, 0, 0]));
  const inversion = SymOp.of([-1, 0, 0, 0, -1, 0, 0, 0, -1], [0, 0, 0]);
  const both = group.isCentrosymmetric ? linear : [...linear, ...linear.map((op) => inversion.mul(op))];
  const row = findRow(group.centring.vectors.flatMap((t) => both.map((op) => op.translated(t).reduced())));
  if (row !== undefined) return groupOfRow(Class, row);
  // Outside the table: the same change of basis leads to it from the Patterson group of the reference setting, whose
  // origin is a lattice point.
  const reference = groupOfRow(Class, referenceRow(group.number));
  return patterson(reference).changeBasis(ChangeOfBasis.of(group.setting.toReference.P).inverse());
}
