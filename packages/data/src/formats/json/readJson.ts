import { DataError, type Place, show } from '../../core/errors.js';
import { isRecord, readJsonText } from '../../core/json.js';
import { structureFromOptimade } from '../optimade/readOptimade.js';
import { readPart } from '../parts.js';
import { pymatgenResult } from '../pymatgenJson.js';
import type { ReadOptions, ReadPart, ReadResult, RefusedPart } from '../readResult.js';
import { structureFromJarvis } from './jarvis.js';
import { type JsonEntry, jsonEntries } from './jsonEntries.js';
import { type JsonLine, jsonLines } from './jsonLines.js';
import { STRUCTURE_FIELDS, structureField, structureKind } from './structureKind.js';

/** How JSON is read. */
export interface ReadJsonOptions extends ReadOptions {
  /** Reads a structure that is written as the text of a file within the JSON. */
  readonly readText: (text: string) => readonly ReadResult[];
}

/**
 * The structures of a JSON text, each read on its own: one, a list, a dictionary, an OPTIMADE response or a table, or records that hold them, in a list or
 * one in each line.
 *
 * @throws DataError where the text as a whole is not JSON, or holds nothing
 */
export function jsonParts(text: string, options: ReadJsonOptions): (ReadPart | RefusedPart)[] {
  const { file, mode } = options;
  const lines = jsonLines(text);
  if (lines !== undefined) return lines.map((one, i) => readLine(one, i + 1, options));
  const { value, diagnostics } = readJsonText(text, { file, mode });
  const entries = entriesOf(value, file);
  if (entries.length === 0) throw new DataError('missing-value', 'JSON: the list holds no structure', { file });
  return entries.map((entry, i) => {
    const place = { file, ...(entries.length > 1 ? { record: entry.label ?? i + 1 } : {}) };
    return readPart(place, () => {
      const result = readEntry(entry.value, options, place);
      return diagnostics.length === 0 ? result : { ...result, diagnostics: [...diagnostics, ...result.diagnostics] };
    });
  });
}

/** The structure of a line that is a record of its own. */
function readLine({ text, line }: JsonLine, record: number, options: ReadJsonOptions): ReadPart | RefusedPart {
  const place = { file: options.file, line, record };
  return readPart(place, () => {
    try {
      const { value, diagnostics } = readJsonText(text, { mode: options.mode });
      const result = readEntry(value, options, { file: options.file, record });
      return { ...result, diagnostics: [...diagnostics.map((one) => ({ ...one, line })), ...result.diagnostics] };
    } catch (error) {
      // Its line is that of the file.
      if (error instanceof DataError && error.line === 1) throw new DataError(error.code, error.reason, place);
      throw error;
    }
  });
}

/** @throws DataError with the file */
function entriesOf(value: unknown, file: string | undefined): JsonEntry[] {
  try {
    return jsonEntries(value);
  } catch (error) {
    throw error instanceof DataError ? error.at({ file }) : error;
  }
}

/** The structure of a record or of a structure by itself. @throws DataError */
function readEntry(value: unknown, options: ReadJsonOptions, place: Place): ReadResult {
  if (!isRecord(value) || structureKind(value) !== undefined) return readJsonStructure(value, options, place);
  const field = structureField(value);
  if (field !== undefined) return readJsonStructure(value[field], options, place);
  // Its reader says what of a structure is missing.
  if ('sites' in value || 'lattice' in value || '@class' in value) return readJsonStructure(value, options, place);
  throw withoutStructure(value);
}

/** What is wrong with a record that has no structure. */
export const withoutStructure = (record: Readonly<Record<string, unknown>>): DataError =>
  new DataError(
    'missing-value',
    `a record must have a structure, in a field ${STRUCTURE_FIELDS.map(show).join(' or ')}; it has ${show(Object.keys(record))}`,
  );

/**
 * The structure that a JSON value describes; a text is read as the file that it is.
 *
 * @throws DataError
 */
export function readJsonStructure(value: unknown, options: ReadJsonOptions, place: Place = {}): ReadResult {
  if (typeof value === 'string') {
    const results = options.readText(value);
    if (results.length !== 1)
      throw new DataError('bad-dataset', `a record must have one structure, got ${results.length}`);
    return results[0]!;
  }
  switch (structureKind(value)) {
    case 'optimade':
      return structureFromOptimade(value, { ...place, mode: options.mode, setting: options.setting });
    case 'jarvis':
      return structureFromJarvis(value as Record<string, unknown>, options.mode);
    default:
      return pymatgenResult(value, place);
  }
}
