import { parseXyz, type SymOp, SpaceGroupError } from '@crystal-fourier/spacegroups';
import { show } from '../../core/errors.js';
import type { Declarations } from '../evidence/statements.js';
import type { BlockReader } from './blockReader.js';
import type { CifItem } from './document.js';
import { mendedOperation } from './operationText.js';

const OPERATIONS = '_space_group_symop_magn_operation_xyz';
const CENTRINGS = '_space_group_symop_magn_centering_xyz';
/** `x,y,z,+1`: an operation with its time reversal. */
const TIMED = /^(.*,.*,.*?)\s*,\s*([+-]?1|[+-]?m)\s*$/;

/**
 * The operations of a magnetic space group without their time reversal, times its centrings: the symmetry that the nuclei have at least, in the
 * magnetic cell. Other statements of the block are of the magnetic group, or of a parent in another cell, and are not taken.
 *
 * @param magnetic the data name that makes the block magnetic
 * @throws DataError `missing-value` where the operations are not listed, `bad-symmetry` where one of them is none
 * @internal
 */
export function nuclearDeclarations(reader: BlockReader, magnetic: CifItem): Declarations {
  const operations = reader.item(OPERATIONS);
  const [first] = operations?.lines ?? [];
  if (operations === undefined || first === undefined)
    throw reader.error(
      'missing-value',
      'the operations of the magnetic group are not listed; expected _space_group_symop_magn_operation.xyz',
      magnetic.lines[0],
    );
  const centrings = reader.item(CENTRINGS);
  const shifts = centrings === undefined ? [parseXyz('x,y,z')] : spatialParts(reader, centrings);
  const made = new Map<string | number, SymOp>();
  for (const operation of spatialParts(reader, operations))
    for (const shift of shifts) {
      const product = shift.mul(operation).reduced();
      made.set(product.key, product);
    }
  reader.note(
    'moments-ignored',
    'the operations of the magnetic group were taken without time reversal, as asked for; the structure is the nuclear one',
    { line: first, tag: operations.tag },
  );
  return { operations: [...made.values()].map((op) => ({ text: op.toXyz(), tag: operations.tag, line: first })) };
}

function spatialParts(reader: BlockReader, { tag, values, lines }: CifItem): SymOp[] {
  return values.map((text, i) => {
    try {
      const spatial = TIMED.exec(text ?? '')?.[1] ?? text ?? '';
      return parseXyz(mendedOperation(spatial) ?? spatial);
    } catch (error) {
      if (!(error instanceof SpaceGroupError)) throw error;
      throw reader.error('bad-symmetry', `${tag} must be an operation like x,y,z,+1, got ${show(text)}`, lines[i]);
    }
  });
}
