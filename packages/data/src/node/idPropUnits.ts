import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ByteSource } from './byteSource.js';
import { cellTargets, type CsvColumns, type CsvRow, csvRows } from './csvUnits.js';
import { DataError, show } from '../core/errors.js';
import { type RecordFields, type Unit, unreadableUnit } from './unit.js';

/** What may follow the identifier in the name of its file, the likeliest first. */
const EXTENSIONS = ['', '.cif', '.vasp', '.poscar', '.json', '.xyz', '.extxyz', '.xml'];

/**
 * A folder of structure files and a table `id_prop.csv`: identifier, then one or several targets (the layout of CGCNN). A
 * first row without numbers names the targets; else they are `target`, or `target1`, `target2` and so on.
 */
export async function* idPropUnits(
  table: ByteSource,
  folder: string,
  names: readonly string[],
  fields: RecordFields,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Unit> {
  const byName = filesByName(names);
  const { name: file } = table;
  let columns: Pick<CsvColumns, 'targets' | 'named'> | undefined;
  let width = 0;
  let index = 0;
  for await (const row of csvRows(table)) {
    if (row.bytes !== undefined) onBytes(row.bytes);
    if (columns === undefined && row.problem === undefined) {
      const header = isHeader(row, byName);
      columns = columnsOf(row.cells, header, fields, file);
      width = row.cells.length;
      if (header) continue;
    }
    const id = (row.cells[0] ?? '').trim();
    const place = { index: index++, kind: 'structures', file, line: row.line, ...(id === '' ? {} : { id }) } as const;
    const wrong =
      columns === undefined || row.problem !== undefined
        ? `the row cannot be read: ${row.problem}`
        : // Where no targets are wanted, the identifier alone is read.
          row.cells.length === width || columns.targets.size === 0
          ? undefined
          : `a row must have ${width} cells, as the first, got ${row.cells.length}`;
    if (wrong !== undefined || columns === undefined) {
      yield unreadableUnit(place, 'bad-dataset', wrong as string);
      continue;
    }
    const found = fileOf(id, byName);
    if (typeof found !== 'string') {
      yield unreadableUnit(place, 'bad-dataset', found.reason);
      continue;
    }
    const path = join(folder, found);
    const { line: _line, ...known } = place;
    const unit = { ...known, file: path, row: { file, line: row.line } };
    try {
      yield { ...unit, ...tableTargets(row, columns, fields, file), content: await readFile(path) };
    } catch (error) {
      const reason = `the file ${show(found)} could not be read: ${(error as Error).message}`;
      yield unreadableUnit(place, 'bad-dataset', reason);
    }
  }
}

/** The targets of a row. What is to be said of them has the place of the row: the lines of the record are those of its structure. */
function tableTargets(
  { cells, line }: CsvRow,
  columns: Pick<CsvColumns, 'targets' | 'named'>,
  { mode }: RecordFields,
  file: string,
): ReturnType<typeof cellTargets> {
  const found = cellTargets(cells, columns, mode);
  if (found.diagnostics === undefined) return found;
  const diagnostics = found.diagnostics.map((diagnostic) => ({
    ...diagnostic,
    message: `${basename(file)}:${line}: ${diagnostic.message}`,
  }));
  return { ...found, diagnostics };
}

const isHeader = ({ cells }: CsvRow, byName: ReadonlyMap<string, string>): boolean =>
  cells.length > 1 &&
  cells.slice(1).every((cell) => cell.trim() !== '' && Number.isNaN(Number(cell)) && !/^nan$/i.test(cell.trim())) &&
  typeof fileOf((cells[0] ?? '').trim(), byName) !== 'string';

function columnsOf(
  cells: readonly string[],
  header: boolean,
  { targets }: RecordFields,
  file: string,
): Pick<CsvColumns, 'targets' | 'named'> {
  const count = cells.length - 1;
  const names = cells.slice(1).map((cell, i) => (header ? cell.trim() : count === 1 ? 'target' : `target${i + 1}`));
  // Without a header, names that are given are given to the columns.
  const given = !header && targets?.length === count ? targets : names;
  const wanted = targets ?? given;
  const columns = wanted.map((name): [string, number] => {
    const at = given.indexOf(name);
    if (at < 0)
      throw new DataError(
        'bad-dataset',
        `there must be a column with the target ${show(name)}; there are ${show(given)}`,
        { file, line: 1 },
      );
    return [name, at + 1];
  });
  return { targets: new Map(columns), named: true };
}

/** Files by their names with ending and prefix in lower case: `Co.CIF` and `poscar-Co` are known, `CO.cif` is another's. */
function filesByName(names: readonly string[]): ReadonlyMap<string, string> {
  const byName = new Map<string, string>();
  for (const name of names) {
    if (/^id_prop\.csv(?:\.gz)?$/i.test(name)) continue;
    const known = name
      .replace(/^poscar[-_]/i, (prefix) => prefix.toLowerCase())
      .replace(/(?:\.[a-z]+)?(?:\.gz)?$/i, (ending) => ending.toLowerCase());
    // Spelled exactly so, it comes first.
    if (!byName.has(known) || name === known) byName.set(known, name);
    if (!byName.has(name)) byName.set(name, name);
  }
  return byName;
}

function fileOf(id: string, byName: ReadonlyMap<string, string>): string | { reason: string } {
  if (id.includes(';'))
    return {
      reason: `the columns must have commas between them, and decimals a point, got ${show(id)} before the first comma`,
    };
  if (id === '' || /[\\/]|^\.\.?$/.test(id))
    return { reason: `an identifier must be the name of a file in the folder, got ${show(id)}` };
  const names = [
    ...EXTENSIONS.flatMap((extension) => ['', '.gz'].map((packed) => id + extension + packed)),
    `poscar-${id}`,
    `poscar_${id}`,
  ];
  const found = names.map((name) => byName.get(name)).find((file) => file !== undefined);
  return (
    found ?? {
      reason: `there must be a structure file for it, such as ${show(`${id}.cif`)} or ${show(`${id}.vasp`)}; there is none`,
    }
  );
}
