import type { Diagnostic } from '../core/diagnostics.js';
import { DataError, type Place, show } from '../core/errors.js';
import { isRecord, type ReadJson, readJsonText } from '../core/json.js';
import { type JsonEntry, jsonEntries, recordOfRow } from '../formats/json/jsonEntries.js';
import { readJsonStructure, withoutStructure } from '../formats/json/readJson.js';
import { structureField, structureKind } from '../formats/json/structureKind.js';
import { readStructures } from '../formats/readStructures.js';
import { type DatasetItem, readRecord, refused, statedValues } from './datasetItem.js';
import { recordValues } from './recordValues.js';
import { ID_FIELDS, readingOf, type RecordFields, type Unit } from './unit.js';

/**
 * The records of a JSON unit: one, or those of a response, a table or a dictionary that was read at once.
 *
 * @param fallback identifier where neither the record nor what is around it has one
 * @throws DataError where the unit as a whole cannot be read
 */
export function recordItems(unit: Unit, fields: RecordFields, fallback: string): DatasetItem[] {
  const { value, diagnostics } = valueOf(unit, fields);
  const entries = entriesOf(unit, value, fields);
  return entries.map((entry, i) => {
    const record = isRecord(entry.value) ? entry.value : {};
    const own = identifier(record, entry.label, fields);
    const id = own ?? (entries.length === 1 ? fallback : `${fallback}#${i + 1}`);
    const place: Place = { file: unit.file, line: unit.line, record: id };
    try {
      if (own === undefined && fields.id !== undefined)
        throw new DataError(
          'missing-value',
          `a record must have an identifier in ${show(fields.id)}, got ${show(record[fields.id])}`,
        );
      return recordItem(entry.value, fields, { id, place, diagnostics });
    } catch (error) {
      return refused(id, error, place);
    }
  });
}

/** The JSON value of a unit. @throws DataError `bad-syntax` with the line in the file */
function valueOf({ content, file, line = 1 }: Unit, { mode }: RecordFields): ReadJson {
  const text =
    typeof content === 'string'
      ? content
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8');
  try {
    // The nesting was limited when the value was found.
    const { value, diagnostics } = readJsonText(text, { mode, isShallow: true });
    return { value, diagnostics: diagnostics.map((one) => ({ ...one, line: line + (one.line ?? 1) - 1 })) };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const reason = error.reason.replace(/^JSON: /, '');
    throw new DataError(error.code, `a record must be JSON: ${reason}`, {
      file,
      line: line + (error.line ?? 1) - 1,
    });
  }
}

function entriesOf({ columns, label }: Unit, value: unknown, { structure }: RecordFields): JsonEntry[] {
  if (columns !== undefined) return [{ ...(label === undefined ? {} : { label }), value: recordOfRow(value, columns) }];
  if (!isRecord(value))
    throw new DataError('bad-dataset', `a record must be a JSON object with a structure, got ${show(value)}`);
  return jsonEntries(value, structure);
}

interface Context {
  readonly id: string;
  readonly place: Place;
  /** Of the record around the structure. */
  readonly diagnostics: readonly Diagnostic[];
}

function recordItem(value: unknown, fields: RecordFields, { id, place, diagnostics: around }: Context): DatasetItem {
  if (!isRecord(value))
    throw new DataError('bad-dataset', `a record must be a JSON object with a structure, got ${show(value)}`);
  const kind = structureKind(value);
  const field = kind === undefined ? structureField(value, fields.structure) : undefined;
  const content = field === undefined ? value : value[field];
  if (kind === undefined && field === undefined && !('lattice' in value || 'sites' in value))
    throw withoutStructure(value);
  if (content === undefined || content === null)
    throw new DataError(
      'missing-value',
      `a record must have a structure in ${show(field)}; it has ${show(Object.keys(value))}`,
    );
  const reading = readingOf(fields);
  const readText = (text: string) => readStructures(text, { ...reading, format: textFormat(reading.format) });
  const result = readJsonStructure(content, { ...reading, readText }, { record: id });
  const diagnostics = [...around];
  const values =
    field !== undefined
      ? without(value, field, fields.id ?? '')
      : kind === 'optimade'
        ? providerValues(value, fields.targets)
        : statedValues(result);
  return readRecord(id, result, recordValues(values, fields, result, diagnostics), diagnostics, place);
}

/** A format that is asked for is that of the texts in records; their own format is JSON. */
const textFormat = (format: RecordFieldsFormat): RecordFieldsFormat =>
  format?.endsWith('-json') === true ? undefined : format;

type RecordFieldsFormat = ReturnType<typeof readingOf>['format'];

/** OPTIMADE's own numbers describe the structure; those of the provider begin with its prefix. */
function providerValues(
  resource: Readonly<Record<string, unknown>>,
  targets: RecordFields['targets'],
): Record<string, unknown> {
  const attributes = isRecord(resource['attributes']) ? resource['attributes'] : resource;
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => name.startsWith('_') || targets?.includes(name) === true),
  );
}

/** A label that is a word comes before the fields of the record, one that counts the rows behind them. */
function identifier(
  record: Readonly<Record<string, unknown>>,
  label: JsonEntry['label'],
  { id }: RecordFields,
): string | undefined {
  if (id !== undefined) return identifierText(record[id]);
  const isCounter = label === undefined || /^\d+$/.test(String(label));
  const own = ID_FIELDS.map((name) => record[name]).find((value) => value !== undefined && value !== null);
  return (isCounter ? undefined : identifierText(label)) ?? identifierText(own) ?? identifierText(label);
}

function identifierText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

const without = (record: Readonly<Record<string, unknown>>, ...names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
