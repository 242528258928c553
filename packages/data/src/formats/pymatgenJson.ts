import { DataError, type Place } from '../core/errors.js';
import { checkReadable } from '../core/brand.js';
import { isRecord, readJsonText } from '../core/json.js';
import { readPart, resultsOf } from './parts.js';
import type { ReadOptions, ReadResult } from './readResult.js';
import { dictionaryConflicts, inputOfDictionary } from '../structure/pymatgenDictionary.js';
import { Structure } from '../structure/structure.js';
import { decodeText } from '../core/text.js';

/**
 * The structures of a JSON file with one pymatgen `Structure` dictionary, a list of them, or records that hold one under
 * `structure`.
 *
 * @throws DataError with file and record
 */
export function readPymatgenJson(input: string | Uint8Array, options: ReadOptions = {}): ReadResult[] {
  const { mode = 'lenient', file } = options;
  const { text, diagnostics: encoding } = decodeText(input, {
    mode,
    file,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  });
  const { value, diagnostics: syntax } = readJsonText(text, { file, mode });
  const records = Array.isArray(value) ? value : [value];
  if (records.length === 0) throw new DataError('missing-value', 'JSON: the list holds no structure', { file });
  const parts = records.map((record: unknown, i) => {
    const place = { file, ...(records.length > 1 ? { record: i + 1 } : {}) };
    const inner = isRecord(record) && 'structure' in record ? record['structure'] : record;
    return readPart(place, () => {
      const { structure, diagnostics } = pymatgenResult(inner, place);
      return { structure, diagnostics: [...encoding, ...syntax, ...diagnostics] };
    });
  });
  return resultsOf(parts, mode);
}

/**
 * The structure of a pymatgen `Structure.as_dict()`.
 *
 * Occupancies, oxidation states, labels and properties are kept. Coordinates are `abc`, or `xyz` where those are missing.
 *
 * @param place for messages: file and record
 * @throws DataError `bad-structure`, `bad-lattice`, `bad-site`, `bad-element`, `unsupported`
 */
export function structureFromPymatgen(value: unknown, place: Place = {}): Structure {
  try {
    return Structure.of(inputOfDictionary(value));
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    // The site is in the message where the record is the structure.
    const inner =
      error.record === undefined || place.record === undefined
        ? error
        : new DataError(error.code, `${error.record}: ${error.reason}`);
    throw inner.at(place);
  }
}

/** The structure of a dictionary, with what the dictionary says twice and differently. @throws DataError @internal */
export function pymatgenResult(value: unknown, place: Place = {}): ReadResult {
  const structure = structureFromPymatgen(value, place);
  return { structure, diagnostics: dictionaryConflicts(value as Record<string, unknown>, structure) };
}

/** A structure as JSON that pymatgen and {@link readPymatgenJson} read; numbers are exact. */
export function writeJson(structure: Structure, { indent = 0 }: { readonly indent?: number } = {}): string {
  checkReadable(structure, 'Structure', 'writeJson');
  return `${JSON.stringify(structure, undefined, indent)}\n`;
}
