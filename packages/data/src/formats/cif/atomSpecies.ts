import { show } from '../../core/errors.js';
import { parseLabel, parseTypeSymbol, type ParsedSpecies } from '../../elements/speciesSymbol.js';
import type { BlockReader } from './blockReader.js';

/** Type symbols of vacancies and dummies; `Va` is not vanadium. */
const EMPTY = /^(?:va|vac|vacancy|du|dum|dummy)\d*$/i;
/** A water molecule, whose place is that of its oxygen. */
const WATER = /^(?:h2o|hoh|wat)\d*$/i;

/** Whether a type symbol stands for no atom. @internal */
export const isEmptyType = (type: string | null | undefined): boolean => EMPTY.test(type ?? '');

/**
 * The species of a row of the atom list.
 *
 * @param expected elements of the formula, which decide between readings of a label
 * @throws DataError `bad-element`
 * @internal
 */
export function readSpecies(
  reader: BlockReader,
  type: string | undefined,
  label: string,
  expected: ReadonlySet<string>,
  line: number,
): ParsedSpecies {
  if (type === undefined) {
    const read = parseLabel(label, expected);
    if (read !== undefined) return read;
    throw reader.error(
      'bad-element',
      `the label ${show(label)} names no element, or more than one; add _atom_site_type_symbol`,
      line,
    );
  }
  const read = parseTypeSymbol(type);
  if (read !== undefined) return read;
  const guess = WATER.test(type) ? { element: 'O' } : parseLabel(type, expected);
  if (guess === undefined)
    throw reader.error(
      'bad-element',
      `the type symbol ${show(type)} of ${label} begins with no element; expected a symbol like Na or Fe3+`,
      line,
    );
  reader.repair('species-guessed', 'bad-element', `the type symbol ${show(type)} was read as ${guess.element}`, {
    line,
    tag: '_atom_site_type_symbol',
  });
  return guess;
}

/** `_atom_type_oxidation_number` by type symbol. @internal */
export function oxidationNumbers(reader: BlockReader): ReadonlyMap<string, number> {
  const symbols = reader.item('_atom_type_symbol');
  const numbers = reader.item('_atom_type_oxidation_number');
  const found = new Map<string, number>();
  if (symbols === undefined || numbers === undefined || symbols.loop !== numbers.loop) return found;
  symbols.values.forEach((symbol, i) => {
    const value = reader.number(numbers, i);
    if (symbol !== null && value !== undefined) found.set(symbol, value);
  });
  return found;
}

/** Elements and amounts of a chemical formula, `C6 H12 O6`; empty where there is none that can be read. @internal */
export function formulaAmounts(text: string | null | undefined): Map<string, number> {
  const amounts = new Map<string, number>();
  const parts = (text ?? '')
    .trim()
    .split(/[\s,]+/)
    .slice(0, 130);
  for (const part of parts) {
    const m = /^([A-Z][a-z]?)(\d{0,7}(?:\.\d{1,9})?)$/.exec(part);
    const species = m === null ? undefined : parseTypeSymbol(m[1]!);
    if (m === null || species === undefined) return new Map();
    amounts.set(species.element, (amounts.get(species.element) ?? 0) + (m[2] === '' ? 1 : Number(m[2])));
  }
  return amounts;
}
