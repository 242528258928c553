import type { Diagnostic } from '../core/diagnostics.js';
import type { ReadResult } from '../formats/readResult.js';
import type { DatasetRecord } from './datasetItem.js';
import { recordTargets } from './recordTargets.js';
import { recordTensors } from './recordTensors.js';
import type { RecordFields } from './unit.js';

/**
 * What is to be learned of a record: its numbers and its tensors.
 *
 * @param given numbers that were read before, from the row of a table
 * @throws DataError `bad-value`, `missing-value`
 */
export function recordValues(
  values: Readonly<Record<string, unknown>>,
  fields: RecordFields,
  { structure }: Pick<ReadResult, 'structure'>,
  diagnostics: Diagnostic[],
  given?: Readonly<Record<string, number>>,
): Pick<DatasetRecord, 'targets' | 'tensors' | 'poscarLattice'> {
  const tensors = recordTensors(values, fields, structure.sites.length, diagnostics);
  const hasTensors = Object.keys(tensors.tensors).length > 0;
  return { targets: given ?? recordTargets(values, fields, diagnostics, hasTensors), ...tensors };
}
