import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DataError, show } from '../core/errors.js';
import { type ByteSource, fileSource, Meter, urlSource } from './byteSource.js';
import { csvColumns, csvRows } from './csvUnits.js';
import { Dataset, type DatasetLayout, type DatasetOptions } from './dataset.js';
import { type FileKind, fileKind } from './fileKind.js';
import { fileUnits } from './fileUnits.js';
import { folderDataset } from './folderDataset.js';
import { PeekedSource } from './peekedSource.js';
import { checkTensorFields } from '../frames/framedTensors.js';
import { httpUrl } from './request.js';

/**
 * Opens a data set: a file, a folder, or an http(s) URL of a file; gzip is unpacked. The content shows the layout.
 *
 * - JSON arrays of records `{ id, structure, target… }`, or one record per line; also JARVIS records `{ jid, atoms, target… }`
 * - a table of pandas, `{ columns, index, data }`, as Matbench has them, and OPTIMADE responses; both are read row by row
 * - CSV with a column of CIFs (CDVAE)
 * - a folder with `id_prop.csv` and structure files (CGCNN)
 * - a folder of any of these and of structure files; what `fetchDataset` wrote. A structure without an identifier is named by its file,
 *   with the extension where another file has the same name without it
 * - a file of any structure format, with one structure or several
 *
 * @throws DataError `bad-dataset` where there is nothing to read or a column is missing; `bad-gzip`; `bad-argument` for other URLs and for a layout that there is not, or not of a file
 */
export async function openDataset(location: string | URL, options: DatasetOptions = {}): Promise<Dataset> {
  checkLayout(options);
  checkTensors(options);
  const isUrl = location instanceof URL || /^[a-z][a-z0-9+.-]+:\/\//i.test(location);
  if (isUrl && !String(location).startsWith('file:')) {
    const url = httpUrl(location);
    return fileDataset(urlSource(url), true, options, new Meter());
  }
  const path = isUrl ? fileURLToPath(location) : (location as string);
  const info = await stat(path).catch(() => undefined);
  if (info === undefined)
    throw new DataError('bad-dataset', 'a data set must be a file, a folder or a URL; there is no such file', {
      file: path,
    });
  if (info.isDirectory()) {
    checkFolderLayout(options, path);
    return folderDataset(path, options);
  }
  const meter = new Meter();
  meter.expect(info.size);
  return fileDataset(fileSource(path, meter), info.isFile(), options, meter);
}

/** @param opensAgain whether a second opening gives the same bytes: a pipe gives each of its bytes once, so that it must stay open */
async function fileDataset(
  source: ByteSource,
  opensAgain: boolean,
  options: DatasetOptions,
  meter: Meter,
): Promise<Dataset> {
  const asked = askedKind(options, source.name);
  const peeked = await PeekedSource.of({ ...source, opensOnce: !opensAgain });
  let staysOpen = false;
  try {
    const kind = asked ?? fileKind(peeked, options);
    if (kind.layout === 'csv') await checkHeader(peeked, options);
    staysOpen = !opensAgain;
    return new Dataset(source.name, kind.layout, options, () => fileUnits(peeked, kind, options), meter);
  } finally {
    if (!staysOpen) await peeked.pause();
  }
}

const FILE_LAYOUTS: readonly FileKind['layout'][] = ['json', 'csv', 'structures'];
const FOLDER_LAYOUTS: readonly DatasetLayout[] = ['id-prop', 'folder'];
const LAYOUTS: readonly DatasetLayout[] = [...FILE_LAYOUTS, ...FOLDER_LAYOUTS];
const listed = (layouts: readonly DatasetLayout[]): string => layouts.map((layout) => `"${layout}"`).join(', ');

function checkLayout({ layout }: DatasetOptions): void {
  if (layout === undefined || LAYOUTS.includes(layout)) return;
  throw new DataError(
    'bad-argument',
    `openDataset: the layout must be one of ${listed(LAYOUTS)}, got ${show(layout)}; without it, the content shows the layout`,
  );
}

/** @throws DataError `bad-argument` for kinds and frames that there are not, and for a field that is to be a number and a tensor */
function checkTensors({ tensors, targets }: DatasetOptions): void {
  checkTensorFields(tensors);
  const both = targets?.find((name) => tensors?.[name] !== undefined);
  if (both !== undefined)
    throw new DataError('bad-argument', `openDataset: ${show(both)} must be a target or a tensor, not both`);
}

/** @throws DataError `bad-argument` for a layout of files */
function checkFolderLayout({ layout: asked }: DatasetOptions, file: string): void {
  if (asked === undefined || !FILE_LAYOUTS.some((one) => one === asked)) return;
  throw new DataError(
    'bad-argument',
    `the layout of a folder must be one of ${listed(FOLDER_LAYOUTS)}, got ${show(asked)}, which is one of files; without it, the content shows the layout`,
    { file },
  );
}

/** What the options say that a file is. @throws DataError `bad-argument` for a layout of folders */
function askedKind({ layout: asked }: DatasetOptions, file: string): FileKind | undefined {
  if (asked === undefined) return undefined;
  const layout = FILE_LAYOUTS.find((one) => one === asked);
  if (layout !== undefined) return { layout };
  throw new DataError(
    'bad-argument',
    `the layout of a file must be one of ${listed(FILE_LAYOUTS)}, got ${show(asked)}, which is one of folders; without it, the content shows the layout`,
    { file },
  );
}

/** Looks for the columns before anything is read. @throws DataError where one is missing, or there is no header */
async function checkHeader({ name, beginning }: PeekedSource, options: DatasetOptions): Promise<void> {
  for await (const { cells, problem } of csvRows(beginning)) {
    if (problem !== undefined)
      throw new DataError('bad-syntax', `the header of the CSV cannot be read: ${problem}`, { file: name, line: 1 });
    csvColumns(cells, options, name);
    return;
  }
  throw new DataError('bad-dataset', 'a CSV file must have a header and rows; the file is empty', { file: name });
}
