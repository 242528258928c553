import type { BlockReader } from './blockReader.js';
import type { CifItem } from './document.js';

/**
 * Refuses the data blocks that are no crystals in three dimensions: modulated ones, and magnetic ones unless their nuclear structure is asked for.
 *
 * @returns the data name that makes the block magnetic, where it is
 * @throws DataError `unsupported`
 * @internal
 */
export function refuseUnsupported(reader: BlockReader, nuclear: boolean): CifItem | undefined {
  let magnetic: CifItem | undefined;
  for (const [tag, item] of reader.block.items) {
    if (tag.startsWith('_space_group_')) {
      if (/^_space_group_(?:symop_)?ssg_/.test(tag)) throw modulated(reader, item);
      if (/^_space_group_(?:symop_)?magn_/.test(tag)) magnetic ??= item;
    } else if (tag === '_cell_modulation_dimension' && item.values[0] !== '0' && item.values[0] !== null)
      throw modulated(reader, item);
  }
  if (magnetic === undefined || nuclear) return magnetic;
  throw reader.error(
    'unsupported',
    `${magnetic.tag}: magnetic structures are read only as the nuclear ones, on request: option nuclear, --nuclear`,
    magnetic.lines[0],
  );
}

const modulated = (reader: BlockReader, { tag, lines }: CifItem): Error =>
  reader.error('unsupported', `${tag}: modulated structures are not read; give a commensurate supercell`, lines[0]);
