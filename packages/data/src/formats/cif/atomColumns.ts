import type { BlockReader } from './blockReader.js';
import type { CifBlock, CifItem } from './document.js';

/** Columns of the atom list; those that a file lacks are undefined. @internal */
export interface AtomColumns {
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

/** Data names of the fractional coordinates. @internal */
export const COORDINATES = ['_atom_site_fract_x', '_atom_site_fract_y', '_atom_site_fract_z'] as const;
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

/** The columns of the atom list. @internal */
export function readColumns(reader: BlockReader): AtomColumns {
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
