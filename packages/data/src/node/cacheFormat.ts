import {
  type Column,
  columnFromArray,
  type DataType,
  float32,
  float64,
  int32,
  tableFromColumns,
  tableFromIPC,
  tableToIPC,
  uint16,
  uint8,
  utf8,
} from '@uwdata/flechette';
import type { DataErrorCode } from '../core/errors.js';
import { DataError } from '../core/errors.js';
import type { Diagnostic } from '../core/diagnostics.js';
import type { OrbitFeatures } from '../features/featurize.js';
import { featureRecipe, type FeatureRecipe } from '../features/recipe.js';
import type { CrystalRecord } from '../features/structureToFeatures.js';
import type { FramedTensor } from '../frames/framedTensors.js';
import type { TensorTarget } from '../frames/standardTensor.js';
import type { TensorFrame } from '../frames/tensorFrames.js';
import { imageColumns, storedImages } from './imageColumns.js';
import { listColumn, type Numbers } from './listColumn.js';
import { momentColumns, storedMoments } from './momentColumns.js';
import { type FramedRow, storedTensors, tensorColumns, type TensorKinds, tensorsIn } from './tensorColumns.js';

/** Of the layout of the files, of the meaning of the features, and of what the readers make of files: a cache of another version is made anew. */
export const CACHE_VERSION = 4;

/** A row of the cache. */
export interface CachedRecord extends CrystalRecord {
  readonly id: string;
  readonly targets: Readonly<Record<string, number>>;
  /** Tensors by name, in the standard frame of the crystal. Those that lack the symmetry of the crystal are not there. */
  readonly tensors: Readonly<Record<string, TensorTarget>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** A row before it is known in which frame the tensors of the data set are. */
export type PreparedRow = Omit<CachedRecord, 'tensors'> & FramedRow;

/** A record that is not in the cache. */
export interface Refusal {
  readonly id: string;
  readonly code: DataErrorCode;
  /** One line: file, line, record, what is wrong. */
  readonly message: string;
}

/** What a chunk says of itself, in the metadata of its Arrow schema. */
export interface ChunkHeader {
  readonly version: number;
  /** Hash of the options that made it. */
  readonly key: string;
  /** What the numbers of its features mean. */
  readonly recipe: FeatureRecipe;
  /** Hash of what it was made of. */
  readonly input: string;
  readonly refusals: readonly Refusal[];
  /** Kinds of the tensors by name; absent where there are none. */
  readonly tensors?: TensorKinds;
}

export interface Chunk {
  readonly header: ChunkHeader;
  readonly length: number;
  readonly targets: readonly string[];
  /** Identifiers of the rows, in order. */
  readonly ids: readonly string[];
  /** Numbers that plans need of every row, without its features. */
  readonly groups: Uint8Array;
  readonly orbitCounts: Int32Array;
  readonly formulas: readonly string[];
  diagnostics(row: number): readonly Diagnostic[];
  /** Tensors of the row in all frames that they may be in. */
  framedTensors(row: number): Readonly<Record<string, FramedTensor>>;
  /** The row; its arrays are views into the chunk's bytes. */
  record(row: number): CachedRecord;
}

const TARGET = 'target:';
const HEADER_KEY = 'crystal-fourier';

/** The bytes of a chunk: an Arrow IPC file. The same rows and header give the same bytes. */
export function encodeChunk(rows: readonly PreparedRow[], header: ChunkHeader): Uint8Array {
  const targets = [...new Set(rows.flatMap((row) => Object.keys(row.targets)))].sort();
  const column = (type: DataType, value: (row: PreparedRow) => unknown): Column<unknown> =>
    columnFromArray(rows.map(value), type) as Column<unknown>;
  const floats = (value: (row: PreparedRow) => Numbers): Column<unknown> =>
    listColumn(rows.map(value), float32(), Float32Array);
  const columns: Record<string, Column<unknown>> = {
    id: column(utf8(), (row) => row.id),
    formula: column(utf8(), (row) => row.formula),
    group: column(uint8(), (row) => row.features.groupNumber),
    ownGroup: column(uint8(), (row) => row.groupNumber),
    family: column(utf8(), (row) => row.features.family),
    wyckoff: column(utf8(), (row) => row.wyckoff),
    siteCount: column(int32(), (row) => row.siteCount),
    orbitCount: column(int32(), (row) => row.features.orbitCount),
    frequencyCount: column(int32(), (row) => row.features.frequencyCount),
    binCount: column(int32(), (row) => row.features.binCount),
    displacement: column(float64(), (row) => row.displacement),
    strain: column(float64(), (row) => row.strain),
    symprec: column(float64(), (row) => row.symprec),
    atomicNumbers: listColumn(
      rows.map((row) => row.features.atomicNumbers),
      uint8(),
      Uint8Array,
    ),
    multiplicities: listColumn(
      rows.map((row) => row.features.multiplicities),
      uint16(),
      Uint16Array,
    ),
    cell: floats((row) => row.features.cell),
    fourier: floats((row) => row.features.fourier),
    radial: floats((row) => row.features.radial),
    ...imageColumns(rows),
    ...(header.recipe.encodings && {
      encodingScales: floats((row) => row.features.encodings!.scales),
      encodingKernels: floats((row) => row.features.encodings!.kernels),
    }),
    ...(header.recipe.moments && momentColumns(rows, header.recipe.moments)),
    ...(header.tensors && tensorColumns(rows, header.tensors)),
    diagnostics: column(utf8(), (row) => (row.diagnostics.length === 0 ? null : JSON.stringify(row.diagnostics))),
  };
  for (const name of targets) columns[TARGET + name] = column(float64(), (row) => row.targets[name] ?? null);
  const table = tableFromColumns(columns);
  table.schema.metadata = new Map([[HEADER_KEY, JSON.stringify(header)]]);
  const bytes = tableToIPC(table, { format: 'file' });
  if (bytes === null) throw new DataError('bad-cache', 'the chunk could not be encoded');
  return bytes;
}

/** @throws DataError `bad-cache` for what is no chunk, or one of another version */
function tableOf(
  bytes: Uint8Array,
  file: string,
): { readonly table: ReturnType<typeof tableFromIPC>; readonly header: ChunkHeader } {
  let table: ReturnType<typeof tableFromIPC>;
  let header: ChunkHeader;
  try {
    table = tableFromIPC(bytes);
    header = JSON.parse(table.schema.metadata?.get(HEADER_KEY) ?? 'null') as ChunkHeader;
  } catch (error) {
    throw new DataError(
      'bad-cache',
      `a chunk of the cache must be an Arrow file (${(error as Error).message}); prepare the data set anew`,
      { file },
    );
  }
  if (header?.version !== CACHE_VERSION) {
    throw new DataError(
      'bad-cache',
      `a chunk of the cache must have version ${CACHE_VERSION}, got ${String(header?.version)}; prepare the data set anew`,
      { file },
    );
  }
  return { table, header };
}

/**
 * A chunk from its bytes; its arrays are views into them.
 *
 * @param frames of the tensors; a tensor without one is not in the records
 * @throws DataError `bad-cache` for what is no chunk, or one of another version
 */
export function decodeChunk(
  bytes: Uint8Array,
  file: string,
  frames: Readonly<Record<string, TensorFrame>> = {},
): Chunk {
  const { table, header } = tableOf(bytes, file);
  const column = (name: string): Column<unknown> => {
    const found = table.getChild(name) as Column<unknown> | null | undefined;
    if (found === null || found === undefined)
      throw new DataError('bad-cache', `a chunk of the cache must have a column ${name}`, { file });
    return found;
  };
  const at = <T>(name: string, row: number): T => column(name).at(row) as T;
  const names = table.schema.fields.map((field) => field.name);
  const targets = names.filter((name) => name.startsWith(TARGET)).map((name) => name.slice(TARGET.length));
  const nameSet = new Set(names);
  const framedTensors = (row: number): Record<string, FramedTensor> =>
    storedTensors(header.tensors ?? {}, nameSet, (name) => at(name, row));
  const length = table.numRows;
  const recipe = featureRecipe(header.recipe);
  const features = (row: number): OrbitFeatures<Float32Array> => {
    const images = storedImages(nameSet, (name) => at(name, row));
    return {
      id: at('id', row),
      recipe,
      orbitCount: at('orbitCount', row),
      groupNumber: at('group', row),
      atomicNumbers: at('atomicNumbers', row),
      multiplicities: at('multiplicities', row),
      cell: at('cell', row),
      family: at('family', row),
      frequencyCount: at('frequencyCount', row),
      fourier: at('fourier', row),
      binCount: at('binCount', row),
      radial: at('radial', row),
      ...(images && { images }),
      ...(recipe.encodings && {
        encodings: { scales: at('encodingScales', row), kernels: at('encodingKernels', row) },
      }),
      ...(recipe.moments && { moments: storedMoments((name) => at(name, row)) }),
    };
  };
  const diagnostics = (row: number): readonly Diagnostic[] =>
    JSON.parse(at<string | null>('diagnostics', row) ?? '[]') as Diagnostic[];
  return {
    header,
    length,
    targets,
    ids: Array.from(column('id') as Column<string>, String),
    formulas: Array.from(column('formula') as Column<string>, String),
    groups: Uint8Array.from(column('group') as Column<number>),
    orbitCounts: Int32Array.from(column('orbitCount') as Column<number>),
    diagnostics,
    framedTensors,
    record: (row) => ({
      id: at('id', row),
      formula: at('formula', row),
      groupNumber: at('ownGroup', row),
      siteCount: at('siteCount', row),
      wyckoff: at('wyckoff', row),
      displacement: at('displacement', row),
      strain: at('strain', row),
      symprec: at('symprec', row),
      features: features(row),
      targets: Object.fromEntries(
        targets.flatMap((name) => {
          const value = at<number | null>(TARGET + name, row);
          return value === null ? [] : [[name, value]];
        }),
      ),
      tensors: tensorsIn(frames, framedTensors(row)),
      diagnostics: diagnostics(row),
    }),
  };
}
