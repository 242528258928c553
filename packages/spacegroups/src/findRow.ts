import { definitionOfRow, generatorsOf, operationsOf } from './definition.js';
import { rowsOf, settingRows, type SettingRow } from './settingTable.js';
import { opKey, type SymOp } from './symOp.js';

const signatures: (string | undefined)[] = [];

/** Equal for equal sets of operations whatever their order; a hash, so not the other way round. */
function signature(operations: readonly SymOp[]): string {
  let sum = 0;
  let mixed = 0;
  for (const op of operations) {
    const key = opKey(op);
    if (typeof key === 'string') return '';
    sum += key;
    mixed = (mixed + Math.imul(key ^ (key >>> 15), 0x2c1b3c6d)) | 0;
  }
  return `${operations.length},${sum},${mixed}`;
}

function operationsOfRow(row: SettingRow): readonly SymOp[] {
  return operationsOf(generatorsOf(definitionOfRow(row)));
}

/**
 * The first setting of the table with exactly these operations, reduced to [0, 1), in any order; of the given group only,
 * where `number` is known. Settings that share their operations (origin 1 of No. 68) are found as the first of them.
 * @internal
 */
export function findRow(operations: readonly SymOp[], number: number | undefined): SettingRow | undefined {
  const wanted = signature(operations);
  if (wanted === '') return undefined;
  for (const row of number === undefined ? settingRows() : rowsOf(number)) {
    if ((signatures[row.index] ??= signature(operationsOfRow(row))) !== wanted) continue;
    const keys = new Set(operationsOfRow(row).map(opKey));
    if (keys.size === operations.length && operations.every((op) => keys.has(opKey(op)))) return row;
  }
  return undefined;
}
