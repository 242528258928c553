import { brandOf, markOf, refuseUnreadable } from '../core/brand.js';
import { isRecord } from '../core/json.js';
import { inputOfDictionary } from './pymatgenDictionary.js';
import { Structure } from './structure.js';
import type { StructureInput } from './structureInput.js';

/**
 * A structure of this copy of the package from plain data or from a structure of any copy: what `toJSON` gives, the input of `Structure.of`,
 * and what is left of a structure after `structuredClone` or `postMessage`. All numbers are the same; a site that had no label has the one
 * that `toJSON` writes.
 *
 * @throws DataError what `Structure.of` throws; `bad-argument` for a value of another version
 */
export function structureFromJson(value: Structure | StructureInput | Readonly<Record<string, unknown>>): Structure {
  const mark = markOf(value);
  if (mark !== undefined && mark !== brandOf('Structure')) refuseUnreadable(value, 'Structure', 'structureFromJson');
  if (value instanceof Structure) return value;
  return Structure.of(isInput(value) ? value : inputOfDictionary(value));
}

/** A structure of another copy, and what structuredClone leaves of one, are inputs as they stand. */
const isInput = (value: unknown): value is StructureInput => isRecord(value) && !('@class' in value);
