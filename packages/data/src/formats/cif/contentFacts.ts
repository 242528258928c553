import type { ContentFacts, Stated } from '../evidence/contentFacts.js';
import type { BlockReader } from './blockReader.js';
import { cifNumber } from './number.js';

/**
 * What a data block says of the content of its cell. A value that is no number is no fact, and no reason to refuse the block.
 *
 * @param formula amounts of `_chemical_formula_sum`
 * @internal
 */
export function readContentFacts(reader: BlockReader, formula: ReadonlyMap<string, number>): ContentFacts {
  const item = reader.item('_chemical_formula_sum');
  const stated = (...tags: readonly string[]): Stated | undefined => {
    const found = reader.item(...tags);
    const value = cifNumber(found?.values[0] ?? '');
    return found !== undefined && value > 0 ? { value, tag: found.tag, line: found.lines[0] } : undefined;
  };
  return {
    formula,
    formulaPlace: item === undefined ? undefined : { tag: item.tag, line: item.lines[0] },
    units: stated('_cell_formula_units_z'),
    density: stated('_exptl_crystal_density_diffrn'),
    electrons: stated('_exptl_crystal_f_000'),
  };
}
