import type { Diagnostic } from '../core/diagnostics.js';
import { DataError, show } from '../core/errors.js';
import type { GivenTensor } from '../frames/standardTensor.js';
import { readPoscar } from '../formats/poscar/readPoscar.js';
import { framesOf } from '../frames/framedTensors.js';
import type { LatticeRows } from '../structure/lattice.js';
import { readTensor } from '../tensors/readTensor.js';
import { tensorFacts } from '../tensors/tensorKinds.js';
import { isMissing, type RecordFields } from './unit.js';

/** The tensors of a record, and what their frames may follow from. */
export interface RecordTensors {
  readonly tensors: Readonly<Record<string, GivenTensor>>;
  /** Rows of the lattice in the field `poscar`, where a tensor may be in its frame. */
  readonly poscarLattice?: LatticeRows;
}

/**
 * The tensors among the values of a record. What is missing is left out and reported.
 *
 * @param siteCount sites of the record's structure
 * @throws DataError `bad-value`, in strict mode also for what is missing
 */
export function recordTensors(
  values: Readonly<Record<string, unknown>>,
  { tensors: fields = {}, mode = 'lenient' }: RecordFields,
  siteCount: number,
  diagnostics: Diagnostic[],
): RecordTensors {
  const tensors: Record<string, GivenTensor> = {};
  for (const [name, { kind }] of Object.entries(fields)) {
    const value = values[name];
    const isAbsent = value === undefined || value === null || (typeof value === 'string' && isMissing(value.trim()));
    if (isAbsent) {
      if (mode === 'strict')
        throw new DataError('bad-value', `the tensor ${show(name)} must be a list of numbers, got ${show(value)}`);
      diagnostics.push({
        severity: 'note',
        code: 'target-missing',
        message: `the tensor ${show(name)} is missing and was left out`,
        tag: name,
      });
      continue;
    }
    const components = named(name, () => readTensor(kind, value));
    if (tensorFacts(kind).isPerSite && components.length !== 9 * siteCount)
      throw new DataError(
        'bad-value',
        `the tensor ${show(name)} must have 3 × 3 numbers for each of the ${siteCount} sites of the structure, got ${components.length / 9} times as many`,
      );
    tensors[name] = { kind, values: components };
  }
  const poscar = mayBeInPoscar(Object.keys(tensors), fields) ? latticeOf(values['poscar']) : undefined;
  return { tensors, ...(poscar === undefined ? {} : { poscarLattice: poscar }) };
}

const mayBeInPoscar = (names: readonly string[], fields: NonNullable<RecordFields['tensors']>): boolean =>
  names.some((name) => framesOf(fields[name]!).includes('poscar'));

/** The lattice of a POSCAR; undefined for what is none: then its frame is not among those of the record. */
function latticeOf(value: unknown): LatticeRows | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return readPoscar(value).structure.lattice;
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}

function named<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof DataError ? new DataError(error.code, `${show(name)}: ${error.reason}`) : error;
  }
}
