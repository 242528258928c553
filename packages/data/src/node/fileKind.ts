import { DataError } from '../core/errors.js';
import { detectFormat, type StructureFormat } from '../formats/detectFormat.js';
import type { DatasetLayout } from './dataset.js';
import type { PeekedSource } from './peekedSource.js';
import type { RecordFields } from './unit.js';

/** What a file holds. */
export interface FileKind {
  readonly layout: Extract<DatasetLayout, 'json' | 'csv' | 'structures'>;
  /** Of structures; undefined where the first bytes do not show it, then the reader says what is wrong. */
  readonly format?: StructureFormat | undefined;
}

/**
 * What a file holds, by its first bytes; a table of any columns by its name, `.csv`.
 *
 * @throws DataError `bad-dataset` for an empty file
 */
export function fileKind({ head, base, name }: PeekedSource, { structure = 'cif', read }: RecordFields): FileKind {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  const content = text.trimStart();
  if (content === '')
    throw new DataError('bad-dataset', 'a data set must have records; the file is empty', { file: name });
  const format = read?.format ?? detectFormat(text);
  if ((format === undefined || JSON_FORMATS.has(format)) && /^[[{]/.test(content)) return { layout: 'json' };
  if (/\.csv$/i.test(base)) return { layout: 'csv' };
  // The first line of these is free text, or a number.
  if (format === 'poscar' || format === 'extxyz') return { layout: 'structures', format };
  const first = (content.split(/\r?\n/, 1)[0] as string).split(',').map((cell) => cell.trim().replace(/^"|"$/g, ''));
  if (first.length > 1 && first.includes(structure)) return { layout: 'csv' };
  return { layout: 'structures', format };
}

/** Formats whose files are read record by record. */
const JSON_FORMATS: ReadonlySet<StructureFormat> = new Set(['pymatgen-json', 'optimade-json', 'jarvis-json']);
