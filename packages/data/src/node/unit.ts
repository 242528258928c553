import { basename } from 'node:path';
import type { Diagnostic } from '../core/diagnostics.js';
import type { DataErrorCode, Place } from '../core/errors.js';
import type { StructureFormat } from '../formats/detectFormat.js';
import type { TensorFields } from '../frames/framedTensors.js';
import type { ReadStructuresOptions } from '../formats/readStructures.js';

/**
 * What is read at once and hands on without looking into it: a record of a JSON or CSV file, or a file with one structure or
 * several. It is plain data, so that a worker can get it.
 */
export interface Unit {
  /** Position in the data set, from 0. */
  readonly index: number;
  /** `record`: a JSON object with a structure and properties; `structures`: any structure format. */
  readonly kind: 'record' | 'structures';
  /** The file of its content. */
  readonly file: string;
  /** Line on which it begins, from 1, in files of several. */
  readonly line?: number;
  /** Known identifier; else the content has one, or the name and the index make one. */
  readonly id?: string;
  /** The only one of its file: where it has no identifier, the file's name is it. */
  readonly alone?: boolean;
  readonly targets?: Readonly<Record<string, number>>;
  /** Cells of its row that may hold tensors, and what their frames follow from, by column. */
  readonly tensorCells?: Readonly<Record<string, string>>;
  /** Names of the columns, where the content is a row of a JSON table: a list of values. */
  readonly columns?: readonly string[];
  /** What the index of the table calls the row. */
  readonly label?: string | number;
  /** The row of a table that names the file and has the targets. */
  readonly row?: { readonly file: string; readonly line: number };
  readonly content: string | Uint8Array;
  /** Of structures, where it is known; else the content shows it. */
  readonly format?: StructureFormat;
  readonly diagnostics?: readonly Diagnostic[];
  /** Why there is nothing to read. */
  readonly problem?: { readonly code: DataErrorCode; readonly reason: string };
}

/**
 * A unit that could not be read. It has no content, and the reader of the unit refuses the record with this reason.
 *
 * @param place what is known of the unit: its position, its file, perhaps its identifier
 */
export const unreadableUnit = (
  place: Omit<Unit, 'content' | 'problem'>,
  code: DataErrorCode,
  reason: string,
): Unit => ({
  ...place,
  content: '',
  problem: { code, reason },
});

/** The unit with the names of files alone: where they lie must not show in a cache. */
export const withoutFolders = <T extends Pick<Unit, 'file' | 'row'>>(unit: T): T => ({
  ...unit,
  file: basename(unit.file),
  ...(unit.row === undefined ? {} : { row: { ...unit.row, file: basename(unit.row.file) } }),
});

/** Where that is what is wrong with a unit as a whole: its row in a table, or where it begins. */
export const placeOf = ({ file, line, row }: Pick<Unit, 'file' | 'line' | 'row'>): Place => row ?? { file, line };

/** The unit with bytes that are its own, so that they can be handed over to a thread: a view would take all behind it along. */
export function ownContent(unit: Unit): Unit {
  const { content } = unit;
  const isOwn = typeof content === 'string' || content.byteLength === content.buffer.byteLength;
  return isOwn ? unit : { ...unit, content: Uint8Array.from(content) };
}

/** Which fields of records are what. */
export interface RecordFields {
  /** Field or column with the identifier. Defaults to the first of `material_id`, `mp_id`, `id`, `_id`, `identifier`, `task_id`, `jid`, `name` there is. */
  readonly id?: string | undefined;
  /** Field or column with the structure. Defaults to the first of `structure`, `cif`, `poscar`, in JSON also `atoms`, there is. */
  readonly structure?: string | undefined;
  /** Names of the targets. Defaults to all fields with finite numbers. */
  readonly targets?: readonly string[] | undefined;
  /**
   * Fields or columns with tensors, by name: what kind of tensor each is, and in which frame. Lists of numbers, nested or flat, see the page on tensors. Defaults to
   * none.
   */
  readonly tensors?: TensorFields | undefined;
  /** How to read structures. Defaults to `lenient`. */
  readonly mode?: 'strict' | 'lenient' | undefined;
  /**
   * What else the readers of structures are told: format, elements of files that do not name them, setting.
   * A format makes every file that is no table a file of structures in this format.
   */
  readonly read?: StructureReading | undefined;
  /** Make features of structures with two atoms nearer than 0.5 Å, too; otherwise such a record is refused then. Defaults to false. */
  readonly allowOverlap?: boolean | undefined;
  /** Most sites of a cell, and most pairs of orbits, of which features are made; a larger record is refused then. Default to those of `structureToFeatures`. */
  readonly maxSites?: number | undefined;
  readonly maxPairs?: number | undefined;
}

/** Options of the readers of structures; plain data, so that a worker can get them. */
export type StructureReading = Omit<ReadStructuresOptions, 'mode' | 'file'>;

/** The options with which the content of a unit is read. */
export const readingOf = ({ mode, read }: RecordFields): Omit<ReadStructuresOptions, 'file'> => ({ ...read, mode });

export const ID_FIELDS = ['material_id', 'mp_id', 'id', '_id', 'identifier', 'task_id', 'jid', 'name'];
/** Columns of tables with the texts of structures. */
export const STRUCTURE_COLUMNS = ['structure', 'cif', 'poscar'];

/** Whether a field of a file that names no targets can be one: counters of the rows are not. */
export const mayBeTarget = (name: string): boolean => name !== '' && !/^(?:unnamed(?:: \d+)?|index)$/i.test(name);

/** Whether a text stands for a value that is not there, as programs and people write it; JARVIS writes `na`. */
export const isMissing = (text: string): boolean => /^(?:|nan|na|n\/a|null|none|-)$/i.test(text);
