import { DataError, show } from '../../core/errors.js';
import { isRecord } from '../../core/json.js';
import { structureField, structureKind } from './structureKind.js';

/** One of the structures of a JSON value, or a record around one. */
export interface JsonEntry {
  /** The label that a table or a dictionary around it gives. */
  readonly label?: string | number;
  readonly value: unknown;
}

/**
 * The structures or records that a JSON value holds, in order: of a list, an OPTIMADE response, a table of pandas (`split`, `columns` or
 * `index`, as `DataFrame.to_json` writes them), of `entries` or `structures`, a dictionary of structures by name, or of such dictionaries (the
 * frames of relaxations by material); else the value itself.
 *
 * @param asked the field of the structure, where it is known
 * @throws DataError `bad-dataset` for a table whose rows do not fit its columns
 */
export function jsonEntries(value: unknown, asked?: string): JsonEntry[] {
  if (Array.isArray(value)) return value.map((item: unknown) => ({ value: item }));
  if (!isRecord(value) || structureKind(value) !== undefined) return [{ value }];
  refuseErrors(value);
  const { data } = value;
  if (Array.isArray(value['columns']) && Array.isArray(data)) return splitEntries(value);
  if (structureKind(data) === 'optimade') return [{ value: data }, ...includedEntries(value['included'])];
  // A field of structures is looked for first: a record may have data of its own.
  const field = asked !== undefined && asked in value ? asked : structureField(value);
  if (field !== undefined) return columnEntries(value, field) ?? [{ value }];
  const included = includedEntries(value['included']);
  if (Array.isArray(data)) return [...data.map((item: unknown) => ({ value: item })), ...included];
  if (included.length > 0) return included;
  if (isRecord(data)) return [{ value: data }];
  if ('data' in value) return [];
  const list = ['entries', 'structures'].map((name) => value[name]).find(Array.isArray);
  return list?.map((item: unknown) => ({ value: item })) ?? dictionaryEntries(value) ?? [{ value }];
}

/** @throws DataError for the response of a server that could not answer, in the words of the server */
function refuseErrors({ errors, data }: Readonly<Record<string, unknown>>): void {
  if (!Array.isArray(errors) || errors.length === 0 || (data !== undefined && data !== null)) return;
  const [first] = errors as unknown[];
  const said = isRecord(first) ? [first['title'], first['detail']].filter((text) => typeof text === 'string') : [];
  throw new DataError(
    'bad-dataset',
    `the file is the answer of a server that found no structures: ${said.length > 0 ? said.join(': ') : show(first)}; ask it again`,
  );
}

/** The structures among what an OPTIMADE response has beside its entries. */
export const includedEntries = (included: unknown): JsonEntry[] =>
  Array.isArray(included)
    ? included.filter((item) => isRecord(item) && item['type'] === 'structures').map((item) => ({ value: item }))
    : [];

/** A row of a table as a record. @throws DataError `bad-dataset` */
export function recordOfRow(row: unknown, columns: readonly string[]): Readonly<Record<string, unknown>> {
  if (!Array.isArray(row) || row.length !== columns.length) {
    const found = Array.isArray(row) ? `a list of ${row.length}` : show(row);
    throw new DataError('bad-dataset', `a row must be a list of ${columns.length} values, one a column, got ${found}`);
  }
  return Object.fromEntries(columns.map((name, i) => [name, row[i] as unknown]));
}

/** `{ columns, index, data }`, a row each. */
function splitEntries(table: Readonly<Record<string, unknown>>): JsonEntry[] {
  const columns = (table['columns'] as readonly unknown[]).map(String);
  const index: readonly unknown[] = Array.isArray(table['index']) ? table['index'] : [];
  return (table['data'] as readonly unknown[]).map((row, i) => ({
    ...labelled(index[i]),
    value: recordOfRow(row, columns),
  }));
}

/** `{ structure: { row: … }, target: { row: … } }`; undefined where the field is no column. */
function columnEntries(table: Readonly<Record<string, unknown>>, field: string): JsonEntry[] | undefined {
  const column = table[field];
  if (!isRecord(column) || structureKind(column) !== undefined) return undefined;
  const rows = Object.keys(column);
  if (rows.length === 0 || !rows.every((row) => isStructure(column[row]))) return undefined;
  const columns = Object.entries(table).filter((entry): entry is [string, Record<string, unknown>] =>
    isRecord(entry[1]),
  );
  return rows.map((row) => ({
    label: row,
    value: Object.fromEntries(columns.map(([name, values]) => [name, values[row]])),
  }));
}

/** Levels of dictionaries. */
const DEEPEST = 3;

/** `{ name: structure or record, … }`, or dictionaries of those; undefined where not every value is one. */
function dictionaryEntries(value: Readonly<Record<string, unknown>>, depth = 1): JsonEntry[] | undefined {
  const names = Object.keys(value);
  if (names.length === 0) return undefined;
  const found: JsonEntry[] = [];
  for (const name of names) {
    const one = value[name];
    if (!isRecord(one)) return undefined;
    if (structureKind(one) !== undefined || structureField(one) !== undefined) found.push({ label: name, value: one });
    else {
      const inner = depth < DEEPEST ? dictionaryEntries(one, depth + 1) : undefined;
      if (inner === undefined) return undefined;
      for (const entry of inner) found.push({ ...entry, label: `${name}/${entry.label}` });
    }
  }
  return found;
}

const isStructure = (value: unknown): boolean => typeof value === 'string' || structureKind(value) !== undefined;

const labelled = (label: unknown): Pick<JsonEntry, 'label'> =>
  typeof label === 'string' || typeof label === 'number' ? { label } : {};
