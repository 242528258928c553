import type { Fractional } from '@crystal-fourier/spacegroups';
import { show } from '../../core/errors.js';
import type { ParsedSpecies } from '../../elements/speciesSymbol.js';
import { isEmptyType, oxidationNumbers, readSpecies } from './atomSpecies.js';
import type { AtomRow } from '../evidence/atomRow.js';
import type { BlockReader } from './blockReader.js';
import type { CifBlock, CifItem } from './document.js';
import { decimalPlaces } from './number.js';

/** Columns of the atom list; those that a file lacks are undefined. */
interface AtomColumns {
  readonly coordinates: readonly [CifItem, CifItem, CifItem];
  readonly label: CifItem | undefined;
  readonly type: CifItem | undefined;
  readonly occupancy: CifItem | undefined;
  readonly multiplicity: CifItem | undefined;
  readonly flag: CifItem | undefined;
  readonly hydrogens: CifItem | undefined;
  /** Kept as properties of the sites. */
  readonly kept: Readonly<Record<string, CifItem | undefined>>;
}

/** What decides the species of all rows. */
interface SpeciesContext {
  /** Elements of the formula. */
  readonly expected: ReadonlySet<string>;
  /** Oxidation numbers by type symbol. */
  readonly charges: ReadonlyMap<string, number>;
}

const COORDINATES = ['_atom_site_fract_x', '_atom_site_fract_y', '_atom_site_fract_z'] as const;
/** A space group has at most 192 operations per cell. */
const MOST_IMAGES = 192;
/** A fractional coordinate beyond this is no fraction of a cell. */
const MOST_COORDINATE = 1e6;

/** Whether a data block lists atoms. @internal */
export const hasAtoms = (block: CifBlock): boolean =>
  COORDINATES.some((tag) => block.items.has(tag)) || block.items.has('_atom_site_cartn_x');

/**
 * Whether the rows of the atom list are all unknown: programs that publish write such a block for a cell that they made no atoms for.
 *
 * @internal
 */
export function listsNothing({ items }: CifBlock): boolean {
  const loop = items.get(COORDINATES[0])?.loop;
  if (loop === undefined) return false;
  for (const item of items.values())
    if (item.loop === loop && item.values.some((value) => value !== null)) return false;
  return true;
}

/**
 * The atom list of a data block. Rows that are no atoms are left out and reported.
 *
 * @param expected elements of the formula, which decide between readings of a label
 * @internal
 */
export function readAtoms(reader: BlockReader, expected: ReadonlySet<string>): AtomRow[] {
  const columns = readColumns(reader);
  const context: SpeciesContext = { expected, charges: oxidationNumbers(reader) };
  const { coordinates, hydrogens } = columns;
  const atoms: AtomRow[] = [];
  let attached = 0;
  for (let i = 0; i < coordinates[0].values.length; i++) {
    const atom = readAtom(reader, columns, context, i);
    if (atom === undefined) continue;
    atoms.push(atom);
    attached += reader.number(hydrogens, i) ?? 0;
  }
  if (attached > 0)
    reader.note(
      'atoms-missing',
      `${attached} hydrogen atoms are attached to others without coordinates and are not in the structure`,
      { tag: hydrogens?.tag },
    );
  if (atoms.length === 0)
    throw reader.error(
      'missing-value',
      'the data block lists no atom with coordinates',
      coordinates[0].lines[0] ?? reader.block.line,
    );
  return atoms;
}

function readColumns(reader: BlockReader): AtomColumns {
  const coordinates = readCoordinateColumns(reader);
  const [xs] = coordinates;
  const column = (...names: readonly string[]): CifItem | undefined => {
    const item = reader.item(...names.map((name) => `_atom_site_${name}`));
    return item !== undefined && item.loop === xs.loop ? item : undefined;
  };
  const label = column('label');
  const type = column('type_symbol');
  if (label === undefined && type === undefined)
    throw reader.error('missing-value', 'the atoms need _atom_site_type_symbol or _atom_site_label', xs.lines[0]);
  return {
    coordinates,
    label,
    type,
    occupancy: column('occupancy'),
    multiplicity: column('site_symmetry_multiplicity', 'symmetry_multiplicity'),
    flag: column('calc_flag'),
    hydrogens: column('attached_hydrogens'),
    kept: {
      wyckoff: column('wyckoff_symbol', 'wyckoff_label'),
      disorderGroup: column('disorder_group'),
      disorderAssembly: column('disorder_assembly'),
    },
  };
}

function readCoordinateColumns(reader: BlockReader): AtomColumns['coordinates'] {
  const [xs, ys, zs] = COORDINATES.map((tag) => reader.item(tag));
  if (xs === undefined || ys === undefined || zs === undefined) {
    const given = xs ?? ys ?? zs;
    if (given === undefined)
      throw reader.error(
        'unsupported',
        'the atoms have Cartesian coordinates only; expected _atom_site_fract_x, _y and _z',
        reader.item('_atom_site_cartn_x')?.lines[0],
      );
    throw reader.error(
      'missing-value',
      `${given.tag} stands without the other two fractional coordinates`,
      given.lines[0],
    );
  }
  if (xs.loop !== ys.loop || xs.loop !== zs.loop)
    throw reader.error('bad-syntax', 'the three fractional coordinates must stand in one loop', ys.lines[0]);
  return [xs, ys, zs];
}

/** The atom of a row; undefined where the row is none, which is reported. */
function readAtom(reader: BlockReader, columns: AtomColumns, context: SpeciesContext, i: number): AtomRow | undefined {
  const line = columns.coordinates[0].lines[i]!;
  const label = columns.label?.values[i] ?? columns.type?.values[i] ?? `${i + 1}`;
  if (columns.flag?.values[i]?.toLowerCase() === 'dum') {
    reader.repair('site-left-out', 'bad-site', `${label} is a dummy site and was left out`, { line });
    return undefined;
  }
  const position = readPosition(reader, columns, label, i);
  if (position === undefined) return undefined;
  const occupancy = readOccupancy(reader, label, reader.number(columns.occupancy, i) ?? 1, line);
  if (occupancy === 0) return undefined;
  const type = columns.type?.values[i] ?? undefined;
  if (isEmptyType(type)) {
    reader.repair('site-left-out', 'bad-site', `${label} is of type ${show(type)}, no atom, and was left out`, {
      line,
      tag: columns.type?.tag,
    });
    return undefined;
  }
  const read = readSpecies(reader, type, label, context.expected, line);
  const charge = read.oxidationState ?? (type === undefined ? undefined : context.charges.get(type));
  return {
    label,
    species: charge === undefined ? read : { ...read, oxidationState: charge },
    position,
    digits: columns.coordinates.map((item) => decimalPlaces(item.values[i]!)) as [number, number, number],
    occupancy,
    multiplicity: readMultiplicity(reader, columns.multiplicity, i, line),
    properties: readProperties(columns, read, i),
    line,
  };
}

function readPosition(
  reader: BlockReader,
  { coordinates }: AtomColumns,
  label: string,
  i: number,
): Fractional | undefined {
  const line = coordinates[0].lines[i]!;
  const [x, y, z] = coordinates.map((item) => reader.number(item, i));
  if (x === undefined || y === undefined || z === undefined) {
    reader.repair('site-left-out', 'missing-value', `${label} has no coordinates and was left out`, { line });
    return undefined;
  }
  const position = [x, y, z] as const;
  const far = position.findIndex((c) => Math.abs(c) > MOST_COORDINATE);
  if (far >= 0)
    throw reader.error(
      'bad-site',
      `${COORDINATES[far]} of ${label} must be a fraction of the cell, got ${position[far]}`,
      line,
    );
  return position as Fractional;
}

/** @returns 0 for an atom that is not there */
function readOccupancy(reader: BlockReader, label: string, occupancy: number, line: number): number {
  if (occupancy > 0 && occupancy <= 1) return occupancy;
  if (occupancy === 0) {
    reader.repair('site-left-out', 'bad-site', `${label} has occupancy 0 and was left out`, { line });
    return 0;
  }
  if (occupancy > 1 && occupancy <= 1.02) {
    reader.repair('occupancy-scaled', 'bad-site', `${label} has occupancy ${occupancy}, read as 1`, { line });
    return 1;
  }
  throw reader.error('bad-site', `the occupancy of ${label} must be from 0 to 1, got ${occupancy}`, line);
}

function readMultiplicity(
  reader: BlockReader,
  column: CifItem | undefined,
  i: number,
  line: number,
): number | undefined {
  const multiplicity = reader.number(column, i);
  if (multiplicity === undefined) return undefined;
  if (Number.isInteger(multiplicity) && multiplicity >= 1 && multiplicity <= MOST_IMAGES) return multiplicity;
  throw reader.error(
    'bad-value',
    `${column!.tag} must be an integer from 1 to ${MOST_IMAGES}, got ${multiplicity}`,
    line,
  );
}

function readProperties({ kept }: AtomColumns, { isotope }: ParsedSpecies, i: number): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(kept)) {
    const value = item?.values[i];
    if (value !== null && value !== undefined) properties[name] = value;
  }
  if (isotope !== undefined) properties['isotope'] = isotope;
  return properties;
}
