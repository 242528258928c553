import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError, show } from '../core/errors.js';
import { fileSource, Meter } from './byteSource.js';
import { csvRows } from './csvUnits.js';
import { Dataset, type DatasetOptions } from './dataset.js';
import { fileKind } from './fileKind.js';
import { fileStem, sharedStems } from './fileStem.js';
import { brokenFile, fileUnits } from './fileUnits.js';
import { idPropUnits } from './idPropUnits.js';
import { PeekedSource } from './peekedSource.js';
import type { Unit } from './unit.js';

/** Names of files with structures or records in a folder. */
const STRUCTURE_NAME =
  /(?:\.(?:cif|mcif|vasp|poscar|xyz|extxyz|json|jsonl|csv|xml)|(?:^|[/\\])(?:POSCAR|CONTCAR)[^/\\]*)(?:\.gz)?$/i;
const TABLE_NAME = /^id_prop\.csv(?:\.gz)?$/i;
const FETCH_STATE = 'fetch.json';

/** The data set of a folder: with a table `id_prop.csv`, or of files. @throws DataError `bad-dataset`, `empty-folder` */
export async function folderDataset(path: string, options: DatasetOptions): Promise<Dataset> {
  const names = (await readdir(path, { withFileTypes: true }))
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map(({ name }) => name)
    .sort();
  const table = names.find((name) => TABLE_NAME.test(name));
  if (options.layout === 'id-prop' && table === undefined)
    throw new DataError('bad-dataset', 'there must be a file id_prop.csv in the folder; there is none', { file: path });
  return table !== undefined && options.layout !== 'folder'
    ? tableDataset(path, names, table, options)
    : filesDataset(path, names, options);
}

async function tableDataset(
  path: string,
  names: readonly string[],
  table: string,
  options: DatasetOptions,
): Promise<Dataset> {
  const file = join(path, table);
  const peeked = await PeekedSource.of(fileSource(file));
  try {
    await checkFirstRow(peeked, options);
  } finally {
    await peeked.pause();
  }
  const meter = new Meter();
  // The rows of a packed table are counted in unpacked bytes, of which nobody knows how many there are.
  if (!/\.gz$/i.test(table)) meter.expect((await stat(file)).size);
  const units = async function* (): AsyncGenerator<Unit> {
    meter.restart();
    let seen = 0;
    yield* idPropUnits(peeked, path, names, options, (bytes) => {
      meter.add(bytes - seen);
      seen = bytes;
    });
  };
  return new Dataset(path, 'id-prop', options, units, meter);
}

/** Where several files differ in their extension only, such as a.cif and a.vasp, their structures have it in their identifiers. */
function filesDataset(path: string, names: readonly string[], options: DatasetOptions): Dataset {
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
  const shared = sharedStems(readable);
  const units = async function* (): AsyncGenerator<Unit> {
    meter.restart();
    for (const name of readable) {
      meter.add(1);
      const source = fileSource(join(path, name));
      let peeked: PeekedSource | undefined;
      try {
        peeked = await PeekedSource.of(source);
        const kind = fileKind(peeked, options);
        const isShared = shared.has(fileStem(name));
        for await (const unit of fileUnits(peeked, kind, options)) {
          const isNamedByFile = kind.layout === 'structures' || unit.alone === true;
          yield isShared && isNamedByFile ? { ...unit, id: name } : unit;
        }
      } catch (error) {
        yield brokenFile(source, error);
      } finally {
        // Open still where its kind could not be told, so that nobody read it.
        await peeked?.pause();
      }
    }
  };
  const ignored = names.filter((name) => !readable.includes(name) && name !== FETCH_STATE && !name.startsWith('.'));
  return new Dataset(path, 'folder', options, units, meter, ignored);
}

/** @throws DataError where the first row of a table is none, or lacks targets that are wanted */
async function checkFirstRow({ name, beginning }: PeekedSource, { targets }: DatasetOptions): Promise<void> {
  const place = { file: name, line: 1 };
  for await (const { cells, problem } of csvRows(beginning)) {
    if (problem !== undefined) throw new DataError('bad-syntax', `the table cannot be read: ${problem}`, place);
    if (cells.length >= 2 || targets?.length === 0) return;
    throw new DataError(
      'bad-dataset',
      `a row of id_prop.csv must have an identifier and at least one target, got ${show(cells)}`,
      place,
    );
  }
  throw new DataError('bad-dataset', 'id_prop.csv must have rows; the file is empty', { file: name });
}
