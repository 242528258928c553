import { operationsOfRow } from './definition.js';
import { rowsByKey, rowsOf, type SettingRow } from './settingTable.js';
import type { SymOp } from '../operations/symOp.js';

let bySignature: ReadonlyMap<string, readonly SettingRow[]> | undefined;

/** Equal for equal sets of operations whatever their order; a hash, so not the other way round. */
function signature(operations: readonly SymOp[]): string {
  let sum = 0;
  let mixed = 0;
  for (const op of operations) {
    const key = op.key;
    if (typeof key === 'string') return '';
    sum += key;
    mixed = (mixed + Math.imul(key ^ (key >>> 15), 0x2c1b3c6d)) | 0;
  }
  return `${operations.length},${sum},${mixed}`;
}

/**
 * The first setting of the table with exactly these operations, reduced to [0, 1), in any order. Settings that share their
 * operations (origin 1 of No. 68) are found as the first of them. @internal
 */
export function findRow(operations: readonly SymOp[]): SettingRow | undefined {
  const wanted = signature(operations);
  if (wanted === '') return undefined;
  bySignature ??= rowsByKey((row) => [signature(operationsOfRow(row))]);
  return bySignature.get(wanted)?.find((row) => hasOperations(row, operations));
}

/** As {@link findRow}, among the settings of one group. @internal */
export function findRowOf(number: number, operations: readonly SymOp[]): SettingRow | undefined {
  return rowsOf(number).find((row) => hasOperations(row, operations));
}

const keysOfRow: (ReadonlySet<number | string> | undefined)[] = [];

function hasOperations(row: SettingRow, operations: readonly SymOp[]): boolean {
  const own = (keysOfRow[row.index] ??= new Set(operationsOfRow(row).map((op) => op.key)));
  return own.size === operations.length && operations.every((op) => own.has(op.key));
}
