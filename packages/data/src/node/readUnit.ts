import { DataError, type Place } from '../core/errors.js';
import type { ReadPart, RefusedPart } from '../formats/readResult.js';
import { readStructureParts } from '../formats/readStructures.js';
import { type DatasetItem, readRecord, refused, statedValues } from './datasetItem.js';
import { fileStem } from './fileStem.js';
import { recordItems } from './recordItems.js';
import { recordValues } from './recordValues.js';
import { placeOf, readingOf, type RecordFields, type Unit } from './unit.js';

/**
 * The records of a unit; what cannot be read is a refused record.
 *
 * @throws `InternalError` for an error of this package, which is no reason to refuse a record
 */
export function readUnit(unit: Unit, fields: RecordFields): DatasetItem[] {
  const place: Place = { file: unit.file, line: unit.line };
  const fallback = fallbackId(unit);
  try {
    if (unit.problem !== undefined) throw new DataError(unit.problem.code, unit.problem.reason, placeOf(unit));
    return unit.kind === 'structures' ? structureItems(unit, fields, place) : recordItems(unit, fields, fallback);
  } catch (error) {
    return [refused(fallback, error, place)];
  }
}

function structureItems(unit: Unit, fields: RecordFields, place: Place): DatasetItem[] {
  // The line is the table's, not one in the content: messages about the content name its own.
  const parts = readStructureParts(unit.content, {
    ...readingOf(fields),
    format: unit.format ?? fields.read?.format,
    file: place.line === undefined ? place.file : undefined,
  });
  if (unit.targets !== undefined && parts.length !== 1) {
    throw new DataError('bad-dataset', `there must be one structure for the targets of a row, got ${parts.length}`);
  }
  const refusal = parts.find((part) => !part.ok);
  if (refusal !== undefined && fields.mode === 'strict') throw refusal.error;
  const ids = idsOf(unit, parts);
  return parts.map((part, i) => {
    const id = ids[i] as string;
    if (!part.ok) return refused(id, part.error, place);
    const diagnostics = [...(unit.diagnostics ?? [])];
    const values = { ...statedValues(part), ...unit.tensorCells };
    try {
      return readRecord(id, part, recordValues(values, fields, part, diagnostics, unit.targets), diagnostics, place);
    } catch (error) {
      return refused(id, error, place);
    }
  });
}

/** The label of a row; else the file's name, with a number where it has several records. */
const fallbackId = ({ id, label, file, line, alone, index }: Unit): string =>
  id ??
  (label === undefined ? undefined : String(label)) ??
  (line === undefined || alone === true ? fileStem(file) : `${fileStem(file)}#${index}`);

/** The file's name for one structure; names of blocks where they differ, or numbers, for several. */
function idsOf(unit: Unit, parts: readonly (ReadPart | RefusedPart)[]): string[] {
  const stem = fallbackId(unit);
  if (parts.length === 1) return [stem];
  const own = parts.map((part) => (part.ok ? part.structure.id : nameOf(part)));
  const differ = own.every((id) => id !== undefined && id !== '') && new Set(own).size === own.length;
  return parts.map((_, i) => (differ ? (own[i] as string) : `${stem}#${i + 1}`));
}

const nameOf = ({ error }: RefusedPart): string | undefined =>
  typeof error.record === 'string' ? error.record : undefined;
