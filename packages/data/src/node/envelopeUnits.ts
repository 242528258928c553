import { DataError, show } from '../core/errors.js';
import { includedEntries, type JsonEntry } from '../formats/json/jsonEntries.js';
import type { ByteSource } from './byteSource.js';
import { type EnvelopeValue, envelopeValues } from './jsonEnvelope.js';
import { JSON_PROBLEMS } from './jsonUnits.js';
import { OPEN_ARRAY } from './valueBounds.js';
import { type Unit, unreadableUnit } from './unit.js';

/** What stands once in a table: the names of its columns, and the labels of its rows. */
interface Header {
  columns?: readonly string[];
  index?: readonly (string | number | undefined)[];
}

/**
 * The records of an object around a list `data`, one after another: the entries of an OPTIMADE response, the rows of a table of pandas. Where
 * the columns or labels of a table stand behind its rows, the file is read twice.
 */
export async function* envelopeUnits(source: ByteSource): AsyncGenerator<Unit> {
  const place = { kind: 'record', file: source.name } as const;
  let header: Header = {};
  let isWhole = false;
  let index = 0;
  let line = 1;
  let included: readonly JsonEntry[] = [];
  try {
    for await (const value of envelopeValues(source.open())) {
      line = value.line;
      if (value.member !== undefined) {
        if (!isWhole) takeMember(header, value, source.name);
        if (value.member === 'included' && value.problem === undefined) included = includedEntries(listOf(value.bytes));
        continue;
      }
      const isRow = value.problem === undefined && value.bytes[0] === OPEN_ARRAY;
      if (isRow && !isWhole) {
        if (header.columns === undefined || header.index === undefined) header = await wholeHeader(source, header);
        isWhole = true;
      }
      const label = header.index?.[index];
      yield {
        ...place,
        index: index++,
        line,
        ...(isRow ? { columns: header.columns! } : {}),
        ...(isRow && label !== undefined ? { label } : {}),
        content: value.problem === undefined ? value.bytes : '',
        ...(value.problem === undefined ? {} : { problem: JSON_PROBLEMS[value.problem] }),
      };
    }
    for (const { value } of included) yield { ...place, index: index++, line, content: JSON.stringify(value) };
  } catch (error) {
    const { code, reason } =
      error instanceof DataError ? error : { code: 'bad-dataset' as const, reason: (error as Error).message };
    yield unreadableUnit({ ...place, index, line }, code, `${reason}; ${index} records before it were read`);
  }
}

/** @throws DataError for columns that are no list */
function takeMember(header: Header, { member, bytes, problem, line }: EnvelopeValue, file: string): void {
  if (problem === 'cut-off') throw new DataError('bad-syntax', `the file ends within ${show(member)}: it is cut off`);
  if (member !== 'columns' && member !== 'index') return;
  const list = problem === undefined ? listOf(bytes) : undefined;
  if (list === undefined) throw new DataError('bad-dataset', `${member} must be a list`, { file, line });
  if (member === 'columns') header.columns = list.map(String);
  else header.index = list.map((label) => (typeof label === 'string' || typeof label === 'number' ? label : undefined));
}

function listOf(bytes: Uint8Array): readonly unknown[] | undefined {
  try {
    const value = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')) as unknown;
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The header with what stands behind the rows. @throws DataError where there are no columns, or the source cannot be read twice */
async function wholeHeader(source: ByteSource, known: Header): Promise<Header> {
  const header: Header = { ...known };
  if (source.opensOnce !== true)
    for await (const value of envelopeValues(source.open()))
      if (value.member !== undefined) takeMember(header, value, source.name);
  if (header.columns !== undefined) return header;
  throw new DataError(
    'bad-dataset',
    source.opensOnce === true
      ? 'the columns of a table must stand before its data where the input can be read only once, as a pipe; give the file itself'
      : 'a table must name its columns; it has data only',
  );
}
