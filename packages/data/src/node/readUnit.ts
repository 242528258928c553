import type { Diagnostic } from '../core/diagnostics.js';
import type { Calculation } from '../formats/calculation.js';
import type { SymmetryVerdict } from '../formats/evidence/verdict.js';
import { DataError, type Place, show } from '../core/errors.js';
import { isOptimade, structureFromOptimade } from '../formats/optimade.js';
import { structureFromPymatgen } from '../formats/pymatgenJson.js';
import { readStructures } from '../formats/readStructures.js';
import type { ReadResult } from '../formats/readResult.js';
import type { Structure } from '../structure/structure.js';
import { fileStem } from './fileStem.js';
import { internalError } from './internalError.js';
import { ID_FIELDS, mayBeTarget, readingOf, type RecordFields, STRUCTURE_FIELDS, type Unit } from './unit.js';

/** A record of a data set. */
export interface DatasetRecord {
  readonly ok: true;
  readonly id: string;
  readonly structure: Structure;
  /** Values by name, in the units of the data set; what is missing is absent. */
  readonly targets: Readonly<Record<string, number>>;
  /** What the reader has to say of it. */
  readonly diagnostics: readonly Diagnostic[];
  /** What its file declares of the space group, where the format can say it. */
  readonly symmetry?: SymmetryVerdict | undefined;
}

/** A record that could not be read. */
export interface RefusedRecord {
  readonly ok: false;
  readonly id: string;
  readonly error: DataError;
}

export type DatasetItem = DatasetRecord | RefusedRecord;

/**
 * The records of a unit; what cannot be read is a refused record.
 *
 * @throws `InternalError` for an error of this package, which is no reason to refuse a record
 */
export function readUnit(unit: Unit, fields: RecordFields): DatasetItem[] {
  const place: Place = { file: unit.file, line: unit.line };
  const fallback = fallbackId(unit);
  if (unit.problem !== undefined)
    return [refused(fallback, new DataError(unit.problem.code, unit.problem.reason, place), place)];
  try {
    return unit.kind === 'structures' ? structuresOf(unit, fields, place) : recordOf(unit, fields, place, fallback);
  } catch (error) {
    return [refused(fallback, error, place)];
  }
}

function refused(id: string, error: unknown, place: Place): RefusedRecord {
  if (!(error instanceof DataError)) throw internalError(error, { ...place, record: id });
  const reason = error;
  // Line and block of the content of a row are not those of the file.
  if (place.line === undefined || (reason.line === place.line && reason.file === place.file))
    return { ok: false, id, error: reason.at({ ...place, record: id }) };
  const inner = reason.line === undefined ? '' : `line ${reason.line} of its structure: `;
  return { ok: false, id, error: new DataError(reason.code, inner + reason.reason, { ...place, record: id }) };
}

function readValue(value: unknown, mode: 'strict' | 'lenient' = 'lenient'): ReadResult {
  return isOptimade(value)
    ? structureFromOptimade(value, { mode })
    : { structure: structureFromPymatgen(value), diagnostics: [] };
}

function structuresOf(unit: Unit, fields: RecordFields, place: Place): DatasetItem[] {
  // The line is the table's, not one in the content: messages about the content name its own.
  const results = readStructures(unit.content, {
    ...readingOf(fields),
    format: unit.format ?? fields.read?.format,
    file: place.line === undefined ? place.file : undefined,
  });
  if (unit.targets !== undefined && results.length !== 1) {
    throw new DataError('bad-dataset', `there must be one structure for the targets of a row, got ${results.length}`);
  }
  const ids = idsOf(unit, results);
  return results.map((result, i) => {
    const diagnostics = [...(unit.diagnostics ?? [])];
    const targets = unit.targets ?? numbersIn(valuesOf(result), fields, diagnostics);
    return readRecord(ids[i] as string, result, { ...targets }, diagnostics, place);
  });
}

/** @param diagnostics of the record around the structure */
function readRecord(
  id: string,
  { structure, symmetry, diagnostics: inner }: ReadResult,
  targets: Readonly<Record<string, number>>,
  diagnostics: readonly Diagnostic[],
  { line }: Place,
): DatasetRecord {
  const own = inner.map((diagnostic) => withinRow(diagnostic, line));
  return { ok: true, id, structure, targets, diagnostics: [...diagnostics, ...own], symmetry };
}

/** A structure within a row of a table has lines of its own, which are not those of the file. */
function withinRow(diagnostic: Diagnostic, row: number | undefined): Diagnostic {
  if (row === undefined) return diagnostic;
  const { line, message } = diagnostic;
  return {
    ...diagnostic,
    line: row,
    message: line === undefined ? message : `line ${line} of its structure: ${message}`,
  };
}

/** The file's name, with a number where it has several records. */
const fallbackId = ({ id, file, line, alone, index }: Unit): string =>
  id ?? (line === undefined || alone === true ? fileStem(file) : `${fileStem(file)}#${index}`);

/** The file's name for one structure; names of blocks where they differ, or numbers, for several. */
function idsOf(unit: Unit, results: readonly ReadResult[]): string[] {
  const stem = fallbackId(unit);
  if (results.length === 1) return [stem];
  const own = results.map(({ structure }) => structure.id);
  const differ = own.every((id) => id !== undefined && id !== '') && new Set(own).size === own.length;
  return results.map((_, i) => (differ ? (own[i] as string) : `${stem}#${i + 1}`));
}

/** What a file says of its structure beside the structure. */
function valuesOf(result: ReadResult & { calculation?: Calculation }): Record<string, unknown> {
  const { calculation } = result;
  if (calculation === undefined) return { ...result.structure.properties };
  return {
    ...result.structure.properties,
    energy: calculation.energy,
    energy_per_atom: calculation.energyPerAtom,
    band_gap: calculation.bandGap?.value,
  };
}

function recordOf(unit: Unit, fields: RecordFields, place: Place, fallback: string): DatasetItem[] {
  const text =
    typeof unit.content === 'string'
      ? unit.content
      : Buffer.from(unit.content.buffer, unit.content.byteOffset, unit.content.byteLength).toString('utf8');
  const diagnostics: Diagnostic[] = [...(unit.diagnostics ?? [])];
  const value = parsed(text, fields.mode ?? 'lenient', diagnostics);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DataError('bad-dataset', `a record must be a JSON object with a structure, got ${show(value)}`, place);
  }
  const record = value as Readonly<Record<string, unknown>>;
  const field =
    fields.structure ?? STRUCTURE_FIELDS.find((name) => record[name] !== undefined && record[name] !== null);
  if (field === undefined) return structureItself(unit, record, fields, diagnostics);
  const id = identifier(record, fields) ?? fallback;
  try {
    const content = record[field];
    if (content === undefined || content === null)
      throw new DataError(
        'missing-value',
        `a record must have a structure in ${show(field)}; it has ${show(Object.keys(record))}`,
      );
    const results =
      typeof content === 'string' ? readStructures(content, readingOf(fields)) : [readValue(content, fields.mode)];
    if (results.length !== 1)
      throw new DataError('bad-dataset', `a record must have one structure, got ${results.length}`);
    const targets = numbersIn(without(record, field, fields.id ?? ''), fields, diagnostics);
    return [readRecord(id, results[0] as ReadResult, targets, diagnostics, place)];
  } catch (error) {
    return [refused(id, error, place)];
  }
}

/** A JSON file or line that is a structure: pymatgen's dictionary, an OPTIMADE resource or response. */
function structureItself(
  unit: Unit,
  record: Readonly<Record<string, unknown>>,
  fields: RecordFields,
  diagnostics: readonly Diagnostic[],
): DatasetItem[] {
  const place = { file: unit.file, line: unit.line };
  const attributes = record['attributes'];
  const known =
    Array.isArray(record['sites']) ||
    Array.isArray(record['data']) ||
    (typeof attributes === 'object' && attributes !== null);
  if (!known)
    throw new DataError(
      'missing-value',
      `a record must have a structure, in a field ${STRUCTURE_FIELDS.map(show).join(' or ')}; it has ${show(Object.keys(record))}`,
      place,
    );
  if (Array.isArray(record['data'])) return structuresOf({ ...unit, kind: 'structures' }, fields, { file: unit.file });
  const id = identifier(record, fields) ?? fallbackId(unit);
  try {
    const result = readValue(record, fields.mode);
    const values = (attributes ?? record) as Readonly<Record<string, unknown>>;
    // OPTIMADE's own numbers describe the structure; those of the provider begin with its prefix.
    const own =
      attributes === undefined
        ? valuesOf(result)
        : Object.fromEntries(
            Object.entries(values).filter(([name]) => name.startsWith('_') || fields.targets?.includes(name) === true),
          );
    const all = [...diagnostics];
    const targets = numbersIn(own, fields, all);
    return [readRecord(id, result, targets, all, place)];
  } catch (error) {
    return [refused(id, error, place)];
  }
}

function identifier(record: Readonly<Record<string, unknown>>, fields: RecordFields): string | undefined {
  const value =
    fields.id === undefined
      ? ID_FIELDS.map((name) => record[name]).find((found) => found !== undefined && found !== null)
      : record[fields.id];
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  if (typeof value === 'number') return String(value);
  if (fields.id === undefined) return undefined;
  throw new DataError('missing-value', `a record must have an identifier in ${show(fields.id)}, got ${show(value)}`);
}

const without = (record: Readonly<Record<string, unknown>>, ...names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

/** The targets among values: the named, or all finite numbers. */
function numbersIn(
  values: Readonly<Record<string, unknown>>,
  { targets: names, mode = 'lenient' }: RecordFields,
  diagnostics: Diagnostic[],
): Record<string, number> {
  const targets: Record<string, number> = {};
  for (const name of names ?? Object.keys(values).filter((key) => !ID_FIELDS.includes(key) && mayBeTarget(key))) {
    const value = values[name];
    if (typeof value === 'number' && Number.isFinite(value)) targets[name] = value;
    else if (names !== undefined) {
      if (mode === 'strict' || (value !== undefined && value !== null))
        throw new DataError('bad-value', `the target ${show(name)} must be a finite number, got ${show(value)}`);
      diagnostics.push({
        severity: 'note',
        code: 'target-missing',
        message: `the target ${show(name)} is missing and was left out`,
        tag: name,
      });
    }
  }
  if (names !== undefined && names.length > 0 && Object.keys(targets).length === 0) {
    throw new DataError('missing-value', `a record must have a value for one of the targets ${show(names)}, got none`);
  }
  return targets;
}

function parsed(text: string, mode: 'strict' | 'lenient', diagnostics: Diagnostic[]): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // Python writes numbers that JSON does not have.
    let count = 0;
    const replaced = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (token) =>
      token.startsWith('"') ? token : (count++, 'null'),
    );
    const problem = new DataError(
      'bad-syntax',
      `a record must be JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
    if (count === 0 || mode === 'strict') throw problem;
    diagnostics.push({
      severity: 'repair',
      code: 'number-not-finite',
      message: `NaN or Infinity, which JSON does not have, was read as missing (${count} time${count === 1 ? '' : 's'})`,
    });
    try {
      return JSON.parse(replaced) as unknown;
    } catch {
      throw problem;
    }
  }
}
