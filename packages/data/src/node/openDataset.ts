import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DataError, show } from '../core/errors.js';
import { type ByteSource, fileSource, Meter, urlSource } from './byteSource.js';
import { csvColumns, csvRows, csvUnits } from './csvUnits.js';
import { idPropUnits } from './idPropUnits.js';
import { jsonValues } from './jsonValues.js';
import { type DatasetItem, readUnit } from './readUnit.js';
import { httpUrl } from './request.js';
import { type RecordFields, type Unit, unreadableUnit } from './unit.js';

/**
 * `json`: an array of records, or one per line; `csv`: a table with a column of structures; `structures`: a file with one
 * structure or several; `id-prop`: a folder with `id_prop.csv`; `folder`: a folder of files of the first three kinds.
 */
export type DatasetLayout = 'json' | 'csv' | 'structures' | 'id-prop' | 'folder';

export interface DatasetOptions extends RecordFields {
  /** Defaults to what the content shows. */
  readonly layout?: DatasetLayout | undefined;
}

/** Bytes of a file that are looked at to tell its layout. */
const HEAD = 65_536;
/** Names of files with structures or records in a folder. */
const STRUCTURE_NAME =
  /(?:\.(?:cif|mcif|vasp|poscar|xyz|extxyz|json|jsonl|csv|xml)|(?:^|[/\\])(?:POSCAR|CONTCAR)[^/\\]*)(?:\.gz)?$/i;
const FETCH_STATE = 'fetch.json';

/**
 * A data set that can be read again and again. Iterating yields records and refused records, in a fixed order; a broken
 * record never stops those after it. An identifier that repeats is refused.
 */
export class Dataset implements AsyncIterable<DatasetItem> {
  /** Path or URL. */
  readonly name: string;
  readonly layout: DatasetLayout;
  readonly options: DatasetOptions;
  /** Files of a folder that hold no structures, by their names. */
  readonly ignored: readonly string[];
  /** How much was read of what the last iteration reads. */
  readonly meter: Meter;
  readonly #units: () => AsyncIterable<Unit>;

  /** @internal */
  constructor(
    name: string,
    layout: DatasetLayout,
    options: DatasetOptions,
    units: () => AsyncIterable<Unit>,
    meter: Meter,
    ignored: readonly string[] = [],
  ) {
    this.name = name;
    this.layout = layout;
    this.options = options;
    this.ignored = ignored;
    this.meter = meter;
    this.#units = units;
  }

  /** What is read at once, not yet parsed, numbered in order. @internal */
  async *units(): AsyncGenerator<Unit> {
    let index = 0;
    this.meter.restart();
    // Each part numbers from 0.
    for await (const unit of this.#units()) {
      yield unit.index === index ? unit : { ...unit, index };
      index++;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<DatasetItem> {
    const unique = new Identifiers();
    for await (const unit of this.units()) {
      for (const item of readUnit(unit, this.options)) yield unique.checked(item, unit);
    }
  }
}

/** Refuses identifiers that repeat. */
class Identifiers {
  readonly #seen = new Set<string>();

  checked(item: DatasetItem, { file, line }: Pick<Unit, 'file' | 'line'>): DatasetItem {
    if (!this.#seen.has(item.id)) {
      this.#seen.add(item.id);
      return item;
    }
    const error = new DataError('bad-dataset', 'identifiers must differ; a record before has the same', {
      file,
      line,
      record: item.id,
    });
    return item.ok ? { ok: false, id: item.id, error } : item;
  }
}

/**
 * Opens a data set: a file, a folder, or an http(s) URL of a file; gzip is unpacked. The layout is told by the content.
 *
 * - JSON arrays of records `{ id, structure, target… }`, or one record per line
 * - CSV with a column of CIFs (CDVAE)
 * - a folder with `id_prop.csv` and structure files (CGCNN)
 * - a folder of any of these and of structure files; what `fetchDataset` wrote
 * - a file of any structure format, with one structure or several
 *
 * @throws DataError `bad-dataset` where there is nothing to read or a column is missing; `bad-gzip`; `bad-argument` for other URLs
 */
export async function openDataset(location: string | URL, options: DatasetOptions = {}): Promise<Dataset> {
  const isUrl = location instanceof URL || /^[a-z][a-z0-9+.-]+:\/\//i.test(location);
  if (isUrl && !String(location).startsWith('file:')) {
    const url = httpUrl(location);
    return fileDataset(urlSource(url), options, new Meter());
  }
  const path = isUrl ? fileURLToPath(location) : (location as string);
  const info = await stat(path).catch(() => undefined);
  if (info === undefined)
    throw new DataError('bad-dataset', 'a data set must be a file, a folder or a URL; there is no such file', {
      file: path,
    });
  if (info.isDirectory()) return folderDataset(path, options);
  const meter = new Meter();
  meter.expect(info.size);
  return fileDataset(fileSource(path, meter), options, meter);
}

async function fileDataset(source: ByteSource, options: DatasetOptions, meter: Meter): Promise<Dataset> {
  const layout = options.layout ?? (await layoutOf(source, options));
  if (layout === 'csv') await checkedHeader(source, options);
  return new Dataset(source.name, layout, options, () => fileUnits(source, layout, options), meter);
}

async function folderDataset(path: string, options: DatasetOptions): Promise<Dataset> {
  const names = (await readdir(path, { withFileTypes: true }))
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map(({ name }) => name)
    .sort();
  const table = names.find((name) => /^id_prop\.csv(?:\.gz)?$/i.test(name));
  if (options.layout === 'id-prop' && table === undefined)
    throw new DataError('bad-dataset', 'there must be a file id_prop.csv in the folder; there is none', { file: path });
  if (table !== undefined && options.layout !== 'folder') {
    const rows = await countedRows(fileSource(join(path, table)));
    const meter = new Meter();
    meter.expect(rows);
    const units = async function* (): AsyncGenerator<Unit> {
      for await (const unit of idPropUnits(path, names, table, options)) {
        meter.add(1);
        yield unit;
      }
    };
    return new Dataset(path, 'id-prop', options, units, meter);
  }
  const readable = names.filter((name) => STRUCTURE_NAME.test(name) && name !== FETCH_STATE);
  if (readable.length === 0) {
    throw new DataError(
      'empty-folder',
      `there must be structure files in the folder; none of its ${names.length} files has the name of one (.cif, .vasp, POSCAR, .xyz, .json, .csv, .xml, also .gz)`,
      { file: path },
    );
  }
  const meter = new Meter();
  meter.expect(readable.length);
  const units = async function* (): AsyncGenerator<Unit> {
    for (const name of readable) {
      const source = fileSource(join(path, name));
      meter.add(1);
      try {
        yield* fileUnits(source, await layoutOf(source, options), options);
      } catch (error) {
        yield brokenFile(source, error);
      }
    }
  };
  const ignored = names.filter((name) => !readable.includes(name) && name !== FETCH_STATE && !name.startsWith('.'));
  return new Dataset(path, 'folder', options, units, meter, ignored);
}

function brokenFile({ name, base }: ByteSource, error: unknown): Unit {
  const place = { index: 0, kind: 'structures', file: name, id: base } as const;
  return error instanceof DataError
    ? unreadableUnit(place, error.code, error.reason)
    : unreadableUnit(place, 'bad-dataset', `the file could not be read: ${(error as Error).message}`);
}

async function* fileUnits(source: ByteSource, layout: DatasetLayout, options: DatasetOptions): AsyncGenerator<Unit> {
  if (layout === 'csv') yield* csvUnits(source, options);
  else if (layout === 'json') yield* jsonUnits(source);
  else yield await wholeFile(source);
}

async function* jsonUnits(source: ByteSource): AsyncGenerator<Unit> {
  const place = { kind: 'record', file: source.name } as const;
  let index = 0;
  let line = 1;
  // The first is held back until it is known whether it stands alone: then the file's name is its identifier.
  let first: Unit | undefined;
  try {
    for await (const { line: at, bytes, problem } of jsonValues(source.open())) {
      line = at;
      const unit: Unit = {
        ...place,
        index: index++,
        line,
        content: problem === undefined ? bytes : '',
        ...(problem === undefined ? {} : { problem: JSON_PROBLEMS[problem] }),
      };
      if (index === 1) first = unit;
      else {
        if (first !== undefined) yield first;
        first = undefined;
        yield unit;
      }
    }
    if (first !== undefined) yield { ...first, alone: true };
  } catch (error) {
    if (first !== undefined) yield first;
    const { code, reason } =
      error instanceof DataError ? error : { code: 'bad-dataset' as const, reason: (error as Error).message };
    yield unreadableUnit({ ...place, index, line }, code, `${reason}; ${index} records before it were read`);
  }
}

const JSON_PROBLEMS = {
  'cut-off': {
    code: 'bad-syntax',
    reason: 'the file ends within this record: it is cut off, or brackets or quotes do not match',
  },
  'too-large': { code: 'too-large', reason: 'a record may have at most 64 MiB; brackets or quotes may not match' },
  'too-deep': { code: 'too-large', reason: 'the brackets of a record may be nested 64 deep at most' },
} as const;

/** Bytes of a file that is read as a whole. */
const MAX_FILE = 512 * 2 ** 20;

async function wholeFile(source: ByteSource): Promise<Unit> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of source.open()) {
      size += chunk.length;
      if (size > MAX_FILE) throw new DataError('too-large', `a structure file may have at most ${MAX_FILE} bytes`);
      parts.push(chunk);
    }
  } catch (error) {
    return brokenFile(source, error);
  }
  return { index: 0, kind: 'structures', file: source.name, content: Buffer.concat(parts) };
}

/** The layout of a file by its first bytes. */
async function layoutOf(source: ByteSource, options: DatasetOptions): Promise<DatasetLayout> {
  const head = await headOf(source);
  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text === '')
    throw new DataError('bad-dataset', 'a data set must have records; the file is empty', { file: source.name });
  if (text.startsWith('[') || text.startsWith('{')) return 'json';
  if (/\.csv$/i.test(source.base)) return 'csv';
  const first = (text.split(/\r?\n/, 1)[0] as string).split(',').map((cell) => cell.trim().replace(/^"|"$/g, ''));
  return first.length > 1 && first.some((cell) => cell === (options.structure ?? 'cif')) ? 'csv' : 'structures';
}

async function headOf(source: ByteSource): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source.open()) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= HEAD) break;
  }
  return Buffer.concat(parts).subarray(0, HEAD);
}

async function checkedHeader(source: ByteSource, options: DatasetOptions): Promise<void> {
  for await (const { cells, problem } of csvRows(source)) {
    if (problem !== undefined)
      throw new DataError('bad-syntax', `the header of the CSV cannot be read: ${problem}`, {
        file: source.name,
        line: 1,
      });
    csvColumns(cells, options, source.name);
    return;
  }
  throw new DataError('bad-dataset', 'a CSV file must have a header and rows; the file is empty', {
    file: source.name,
  });
}

async function countedRows(source: ByteSource): Promise<number> {
  let rows = 0;
  for await (const { cells, problem } of csvRows(source)) {
    if (rows++ > 0) continue;
    if (problem !== undefined)
      throw new DataError('bad-syntax', `the table cannot be read: ${problem}`, { file: source.name, line: 1 });
    if (cells.length < 2)
      throw new DataError(
        'bad-dataset',
        `a row of id_prop.csv must have an identifier and at least one target, got ${show(cells)}`,
        { file: source.name, line: 1 },
      );
  }
  if (rows === 0)
    throw new DataError('bad-dataset', 'id_prop.csv must have rows; the file is empty', { file: source.name });
  return rows;
}
