import type { Diagnostic } from '../core/diagnostics.js';
import { DataError, type Place } from '../core/errors.js';
import type { Calculation } from '../formats/calculation.js';
import type { SymmetryVerdict } from '../formats/evidence/verdict.js';
import type { ReadResult } from '../formats/readResult.js';
import type { GivenTensor } from '../frames/standardTensor.js';
import type { LatticeRows } from '../structure/lattice.js';
import type { Structure } from '../structure/structure.js';
import { internalError } from './internalError.js';

/** A record of a data set. */
export interface DatasetRecord {
  readonly ok: true;
  readonly id: string;
  readonly structure: Structure;
  /** Values by name, in the units of the data set; what is missing is absent. */
  readonly targets: Readonly<Record<string, number>>;
  /** Tensors by name, as the file has them: in its frame, in the units of the data set; what is missing is absent. */
  readonly tensors: Readonly<Record<string, GivenTensor>>;
  /** Rows in Å of the lattice in the field `poscar` beside the structure, where a tensor may be in its frame. */
  readonly poscarLattice?: LatticeRows;
  /** What the reader has to say of it. */
  readonly diagnostics: readonly Diagnostic[];
  /** What its file declares of the space group, where the format can say it. */
  readonly symmetry?: SymmetryVerdict | undefined;
}

/** A record that could not be read. */
export interface RefusedRecord {
  readonly ok: false;
  readonly id: string;
  readonly error: DataError;
}

export type DatasetItem = DatasetRecord | RefusedRecord;

/**
 * A record that cannot be read. The line of an error that names no file is one of the structure where the record is a row of a table or an
 * object of a list.
 *
 * @throws `InternalError` for an error of this package, which is no reason to refuse a record
 */
export function refused(id: string, error: unknown, place: Place): RefusedRecord {
  if (!(error instanceof DataError)) throw internalError(error, { ...place, record: id });
  if (place.line === undefined || error.file !== undefined)
    return { ok: false, id, error: error.at({ ...place, record: id }) };
  const inner = error.line === undefined ? '' : `line ${error.line} of its structure: `;
  return { ok: false, id, error: new DataError(error.code, inner + error.reason, { ...place, record: id }) };
}

/** @param diagnostics of the record around the structure */
export function readRecord(
  id: string,
  { structure, symmetry, diagnostics: inner }: ReadResult,
  values: Pick<DatasetRecord, 'targets' | 'tensors' | 'poscarLattice'>,
  diagnostics: readonly Diagnostic[],
  { line }: Place,
): DatasetRecord {
  const own = inner.map((diagnostic) => withinRow(diagnostic, line));
  return { ok: true, id, structure, ...values, diagnostics: [...diagnostics, ...own], symmetry };
}

/** A structure within a row of a table has lines of its own, which are not those of the file. */
function withinRow(diagnostic: Diagnostic, row: number | undefined): Diagnostic {
  if (row === undefined) return diagnostic;
  const { line, message } = diagnostic;
  return {
    ...diagnostic,
    line: row,
    message: line === undefined ? message : `line ${line} of its structure: ${message}`,
  };
}

/** What a file says of its structure beside the structure. */
export function statedValues(result: ReadResult & { calculation?: Calculation }): Record<string, unknown> {
  const { calculation } = result;
  if (calculation === undefined) return { ...result.structure.properties };
  return {
    ...result.structure.properties,
    energy: calculation.energy,
    energy_per_atom: calculation.energyPerAtom,
    band_gap: calculation.bandGap?.value,
  };
}
