import { rowsDet } from '@crystal-fourier/math3';
import { DataError } from '../../core/errors.js';
import { type CellParameters, type LatticeRows, rowsOfParameters } from '../../structure/lattice.js';
import type { BlockReader } from './blockReader.js';

/** Share of the volume by which a declared volume may differ. */
const VOLUME_TOLERANCE = 0.005;
/** Degrees: what the dictionary takes for an angle that is not given. */
const DEFAULT_ANGLE = 90;

/** The lattice of a data block. @internal */
export function readLattice(reader: BlockReader): LatticeRows {
  const line = reader.item('_cell_length_a')?.lines[0];
  const length = (name: string): number => {
    const item = reader.item(`_cell_length_${name}`);
    const value = reader.number(item);
    if (value !== undefined) return value;
    throw reader.error('missing-value', `the cell needs _cell_length_${name}`, item?.lines[0] ?? reader.block.line);
  };
  const angle = (name: string): number => {
    const tag = `_cell_angle_${name}`;
    const item = reader.item(tag);
    const value = reader.number(item);
    if (value === undefined)
      reader.repair('angle-assumed', 'missing-value', `${tag} is not given, read as ${DEFAULT_ANGLE}`, {
        line: item?.lines[0] ?? line,
        tag,
      });
    return value ?? DEFAULT_ANGLE;
  };
  const cell: CellParameters = {
    a: length('a'),
    b: length('b'),
    c: length('c'),
    alpha: angle('alpha'),
    beta: angle('beta'),
    gamma: angle('gamma'),
  };
  let rows: LatticeRows;
  try {
    rows = rowsOfParameters(cell);
  } catch (error) {
    if (error instanceof DataError) throw reader.error(error.code, error.reason, line);
    throw error;
  }
  compareVolume(reader, rowsDet(rows));
  return rows;
}

function compareVolume(reader: BlockReader, volume: number): void {
  const item = reader.item('_cell_volume');
  const declared = reader.number(item);
  if (declared === undefined || !(declared > 0) || Math.abs(declared / volume - 1) <= VOLUME_TOLERANCE) return;
  reader.repair(
    'volume-conflict',
    'bad-value',
    `_cell_volume is ${declared} Å³, but lengths and angles make ${volume.toFixed(2)}, which were used`,
    { line: item?.lines[0], tag: item?.tag },
  );
}
