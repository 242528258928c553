import { type Info, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import type { Diagnostic } from '../core/diagnostics.js';
import { DataError, show } from '../core/errors.js';
import type { ByteSource } from './byteSource.js';
import {
  ID_FIELDS,
  isMissing,
  mayBeTarget,
  type RecordFields,
  STRUCTURE_COLUMNS,
  type Unit,
  unreadableUnit,
} from './unit.js';

/** Characters of one row; a CIF of 10,000 atoms needs about 1 MB. */
const MAX_ROW = 64 * 2 ** 20;

/** A row of a CSV file: RFC 4180, quoted fields over several lines. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Line on which it begins, from 1. */
  readonly line: number;
  /** Unpacked bytes from the beginning of the file to the end of the row; unknown for a broken row. */
  readonly bytes?: number;
  /** Why the row could not be read. */
  readonly problem?: string;
}

/** The rows of a CSV file, as they come. A broken row comes with its problem and does not stop those after it, if quotes match again. */
export async function* csvRows(source: ByteSource): AsyncGenerator<CsvRow> {
  const problems: { readonly line: number; readonly problem: string }[] = [];
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true, // a quote within a cell is kept, and found by who reads the cell
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_ROW,
    on_skip: (error) =>
      void problems.push({ line: Number(error?.['lines'] ?? 0), problem: error?.message ?? 'it is no CSV' }),
  });
  const input = Readable.from(source.open());
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      // The parser runs ahead of this loop: what it skipped may stand behind this row.
      while (problems[0] !== undefined && problems[0].line < info.lines) yield { cells: [], ...problems.shift()! };
      yield { cells: record, line, bytes: info.bytes };
      line = info.lines + 1;
    }
    for (const { problem, line } of problems) yield { cells: [], line, problem };
  } catch (error) {
    yield {
      cells: [],
      line,
      problem: error instanceof DataError ? error.reason : error instanceof Error ? error.message : String(error),
    };
  } finally {
    input.destroy();
  }
}

/** What stands in which column. */
export interface CsvColumns {
  readonly names: readonly string[];
  readonly id: number;
  readonly structure: number;
  /** Columns that may have targets, by name; all that may where none are named. */
  readonly targets: ReadonlyMap<string, number>;
  readonly named: boolean;
  /** Columns with tensors, and the one of POSCARs that their frame may follow from, by name. */
  readonly tensors: ReadonlyMap<string, number>;
}

/**
 * The columns of a header.
 *
 * @throws DataError `bad-dataset` where a column is missing
 */
export function csvColumns(header: readonly string[], fields: RecordFields, file: string): CsvColumns {
  const names = header.map((name) => name.trim());
  const column = (wanted: string | undefined, defaults: readonly string[], what: string): number => {
    const found = names.findIndex((name) =>
      wanted === undefined ? defaults.includes(name.toLowerCase()) : name === wanted,
    );
    if (found >= 0 || (wanted === undefined && defaults === ID_FIELDS)) return found;
    throw new DataError(
      'bad-dataset',
      `there must be a column ${wanted === undefined ? defaults.map(show).join(' or ') : show(wanted)} with ${what}; the header has ${show(names)}`,
      { file, line: 1 },
    );
  };
  const structure = column(fields.structure, STRUCTURE_COLUMNS, 'structures');
  const id = column(fields.id, ID_FIELDS, 'identifiers');
  const tensorNames = Object.keys(fields.tensors ?? {});
  const tensors = new Map(tensorNames.map((name) => [name, column(name, [], 'a tensor')]));
  const poscar = names.indexOf('poscar');
  if (tensorNames.length > 0 && poscar >= 0 && poscar !== structure) tensors.set('poscar', poscar);
  const wanted =
    fields.targets ?? names.filter((name, i) => i !== structure && i !== id && mayBeTarget(name) && !tensors.has(name));
  const targets = new Map(wanted.map((name) => [name, column(name, [], 'a target')]));
  return { names, id, structure, targets, named: fields.targets !== undefined, tensors };
}

/** The records of a CSV file with a column of structures (the layout of CDVAE, MP-20, Perov-5, Carbon-24). */
export async function* csvUnits(source: ByteSource, fields: RecordFields, start = 0): AsyncGenerator<Unit> {
  let columns: CsvColumns | undefined;
  let index = start;
  for await (const { cells, line, problem } of csvRows(source)) {
    if (columns === undefined && problem === undefined) {
      columns = csvColumns(cells, fields, source.name);
      continue;
    }
    const place = { index: index++, kind: 'structures', file: source.name, line } as const;
    if (columns === undefined || problem !== undefined) {
      yield unreadableUnit(place, 'bad-syntax', `the CSV row cannot be read: ${problem}`);
      continue;
    }
    const id = columns.id < 0 ? undefined : (cells[columns.id] ?? '').trim();
    const known = id === undefined || id === '' ? {} : { id };
    const width = columns.names.length;
    if (!hasCells(cells, columns)) {
      const reason = `a row must have ${width} cells, as the header, got ${cells.length}`;
      yield unreadableUnit({ ...place, ...known }, 'bad-dataset', reason);
      continue;
    }
    yield {
      ...place,
      ...known,
      ...withLine(cellTargets(cells, columns, fields.mode), line),
      ...tensorCells(cells, columns),
      content: cells[columns.structure] as string,
    };
  }
}

/** Where no targets are wanted, cells behind those that are read do not matter. */
const hasCells = ({ length }: readonly string[], { names, id, structure, targets, tensors }: CsvColumns): boolean =>
  targets.size === 0 && tensors.size === 0 ? length > Math.max(id, structure) : length === names.length;

/** Numbers and tensors are read when the structure is known. */
const tensorCells = (cells: readonly string[], { tensors }: CsvColumns): Pick<Unit, 'tensorCells'> =>
  tensors.size === 0
    ? {}
    : { tensorCells: Object.fromEntries([...tensors].map(([name, column]) => [name, cells[column] ?? ''])) };

const withLine = <T extends Pick<Unit, 'diagnostics'>>(found: T, line: number): T =>
  found.diagnostics === undefined
    ? found
    : { ...found, diagnostics: found.diagnostics.map((diagnostic) => ({ ...diagnostic, line })) };

const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** `True` and `False`, as pandas writes them, are 1 and 0; NaN for any other text. */
function truthOf(cell: string): number {
  const text = cell.toLowerCase();
  return text === 'true' ? 1 : text === 'false' ? 0 : Number.NaN;
}

/** Targets of a row: numbers, or whether something is so. What is missing is left out and, where targets are named, reported; in strict mode refused. */
export function cellTargets(
  cells: readonly string[],
  columns: Pick<CsvColumns, 'targets' | 'named'> & Partial<Pick<CsvColumns, 'tensors'>>,
  mode: 'strict' | 'lenient' = 'lenient',
): Pick<Unit, 'targets' | 'diagnostics' | 'problem'> {
  const targets: Record<string, number> = {};
  const diagnostics: Diagnostic[] = [];
  for (const [name, column] of columns.targets) {
    const cell = (cells[column] ?? '').trim();
    const value = DECIMAL.test(cell) ? Number(cell) : truthOf(cell);
    if (Number.isFinite(value)) targets[name] = value;
    else if (columns.named || /^[-+]?(?:nan|inf(?:inity)?)$/i.test(cell)) {
      if (!isMissing(cell) && !/^[-+]?inf/i.test(cell)) {
        return {
          problem: { code: 'bad-value', reason: `the target ${show(name)} must be a number, got ${show(cell)}` },
        };
      }
      if (mode === 'strict')
        return {
          problem: {
            code: 'missing-value',
            reason: `the target ${show(name)} must be a finite number, got ${show(cell)}`,
          },
        };
      diagnostics.push({
        severity: 'note',
        code: 'target-missing',
        message: `the target ${show(name)} is ${show(cell)} and was left out`,
        tag: name,
      });
    }
  }
  const hasTensors = (columns.tensors?.size ?? 0) > 0;
  if (columns.named && columns.targets.size > 0 && !hasTensors && Object.keys(targets).length === 0) {
    return {
      problem: {
        code: 'missing-value',
        reason: `there must be a value for one of the targets ${show([...columns.targets.keys()])}, got none`,
      },
    };
  }
  return { targets, ...(diagnostics.length > 0 ? { diagnostics } : {}) };
}
