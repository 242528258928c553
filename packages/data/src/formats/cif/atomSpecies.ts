import { show } from '../../core/errors.js';
import { isElement } from '../../elements/elements.js';
import { formulaText } from '../../elements/formula.js';
import { parseFormula } from '../../elements/parseFormula.js';
import { type MixedSpecies, parseMixture } from '../../elements/parseMixture.js';
import { labelReadings, parseTypeSymbol, type ParsedSpecies } from '../../elements/speciesSymbol.js';
import type { BlockReader } from './blockReader.js';

/** Type symbols of vacancies and dummies; `Va` is not vanadium. */
const EMPTY = /^(?:va|vac|vacancy|du|dum|dummy)\d*$/i;
/** A water molecule, whose place is that of its oxygen. */
const WATER = /^(?:h2o|hoh|wat)\d*$/i;
/** Signs that stand between the elements of a mixture, or their shares. */
const MIXED = /[A-Za-z)][,/;&]|\.\d|\+\s*[\d.]*\s*[A-Za-z]/;

/** Mass number. */
const TRITIUM = 3;

/** A label that begins with two elements: `Fe/Co1`, `Fe0.5Co0.5`, `SiAl1`. */
const SEVERAL =
  /^(?=[A-Z][a-z]?[\d.]*\s*[,/;&+]|[A-Z][a-z]?\d*\.\d|[A-Z][a-z][A-Z][a-z])([A-Z][a-z]?)[\d.]*\s*[,/;&+]?\s*[\d.]*([A-Z][a-z]?)/;

/** A type symbol that begins with two elements: `NaK`, `Na-K`. */
const PAIR = /^([A-Z][a-z]?)-?([A-Z][a-z]?)(?![a-z])/;
/** Elements whose symbols tell sites apart more often: A, B, C … and water. */
const SITE_LETTERS = new Set(['B', 'C', 'W']);

/** Whether a type symbol stands for no atom. @internal */
export const isEmptyType = (type: string | null | undefined): boolean => EMPTY.test(type ?? '');

/** A species of a row. @internal */
export interface RowSpecies {
  readonly species: ParsedSpecies;
  /** Share of the row's occupancy: 1, but for the species of a mixture. */
  readonly share: number;
  /** What a label in upper case can mean, where that is several elements of the formula. */
  readonly readings?: readonly ParsedSpecies[];
}

/** The row of an atom list whose species is read. @internal */
export interface SpeciesRow {
  readonly type: string | undefined;
  readonly label: string;
  readonly line: number;
}

/**
 * The species of a row of the atom list: one, or those of a mixture like `0.7Ta + 0.3W`.
 *
 * @param formula amounts of the formula, which decides between readings of a label; empty where it is not known
 * @throws DataError `bad-element`
 * @internal
 */
export function readSpecies(
  reader: BlockReader,
  row: SpeciesRow,
  formula: ReadonlyMap<string, number>,
): readonly RowSpecies[] {
  const { type } = row;
  if (type === undefined) return mixtureOfLabel(reader, row, formula) ?? [speciesOfLabel(reader, row, formula)];
  const read = parseTypeSymbol(type);
  if (read !== undefined) {
    if (read.isotope === TRITIUM)
      reader.report({
        severity: 'warning',
        code: 'species-guessed',
        message: `the type symbol ${show(type)} was read as tritium; name the element if it is a tetrahedral site`,
        line: row.line,
        tag: '_atom_site_type_symbol',
      });
    return [{ species: read, share: 1 }];
  }
  return mixtureOf(reader, type, row) ?? [guessedSpecies(reader, type, row, formula)];
}

function speciesOfLabel(
  reader: BlockReader,
  { label, line }: SpeciesRow,
  formula: ReadonlyMap<string, number>,
): RowSpecies {
  const readings = labelReadings(label, new Set(formula.keys()));
  const [species] = readings;
  if (species !== undefined) {
    if (formula.size === 0 && species.element === 'W')
      reader.report({
        severity: 'warning',
        code: 'species-guessed',
        message: `the label ${show(label)} was read as tungsten; add _atom_site_type_symbol or the formula if it is the oxygen of water`,
        line,
        tag: '_atom_site_label',
      });
    return { species, share: 1, ...(readings.length > 1 ? { readings } : {}) };
  }
  const why =
    formula.size > 0
      ? `names no element of the formula ${formulaText(formula, ' ')}; add _atom_site_type_symbol, or correct the formula`
      : 'names no element, or more than one; add _atom_site_type_symbol';
  throw reader.error('bad-element', `the label ${show(label)} ${why}`, line);
}

/** The species of a label that names several elements, `Fe0.5Co0.5`; undefined for one that names one. */
function mixtureOfLabel(
  reader: BlockReader,
  { label, line }: SpeciesRow,
  formula: ReadonlyMap<string, number>,
): readonly RowSpecies[] | undefined {
  const [, first, second] = SEVERAL.exec(label) ?? [];
  const isKnown = (symbol: string | undefined): boolean =>
    isElement(symbol) && (formula.size === 0 || formula.has(symbol));
  if (first === second || !isKnown(first) || !isKnown(second)) return undefined;
  const mixture = parseMixture(label);
  if (mixture !== undefined) return reportedMixture(reader, mixture, `the label ${show(label)}`, line);
  throw reader.error(
    'bad-element',
    `the label ${show(label)} names ${first} and ${second}; give a row for each element with its type symbol and occupancy`,
    line,
  );
}

function mixtureOf(reader: BlockReader, type: string, { label, line }: SpeciesRow): readonly RowSpecies[] | undefined {
  const mixture = parseMixture(type);
  if (mixture !== undefined) return reportedMixture(reader, mixture, `the type symbol ${show(type)}`, line);
  if (!MIXED.test(type)) return undefined;
  throw reader.error(
    'bad-element',
    `the type symbol ${show(type)} of ${label} is a mixture whose shares were not understood; expected 0.7Ta + 0.3W, or a row for each element with its occupancy`,
    line,
  );
}

function reportedMixture(
  reader: BlockReader,
  mixture: readonly MixedSpecies[],
  what: string,
  line: number,
): readonly RowSpecies[] {
  const text = mixture.map(({ species, share }) => `${share} ${species.element}`).join(' + ');
  reader.repair('species-guessed', 'bad-element', `${what} was read as ${text}`, {
    line,
    tag: '_atom_site_type_symbol',
  });
  return mixture;
}

/** The formula of a data block that has no `_chemical_formula_sum`, for the elements of labels. @internal */
export function otherFormula(reader: BlockReader): ReadonlyMap<string, number> {
  for (const tag of ['_chemical_formula_structural', '_chemical_formula_moiety', '_chemical_formula_iupac']) {
    const found = parseFormula(reader.item(tag)?.values[0] ?? '');
    if (found !== undefined) return found;
  }
  return new Map();
}

function guessedSpecies(
  reader: BlockReader,
  type: string,
  { label, line }: SpeciesRow,
  formula: ReadonlyMap<string, number>,
): RowSpecies {
  const [, first, second] = PAIR.exec(type) ?? [];
  const isWater = WATER.test(type);
  if (!isWater && isPair(first, second, type, formula))
    throw reader.error(
      'bad-element',
      `the type symbol ${show(type)} of ${label} names ${first} and ${second}; give a row for each element with its occupancy`,
      line,
    );
  const readings = isWater ? [{ element: 'O' }] : labelReadings(type, new Set(formula.keys()));
  const [species] = readings;
  if (species === undefined || readings.length > 1)
    throw reader.error(
      'bad-element',
      `the type symbol ${show(type)} of ${label} begins with no element${formula.size > 0 ? ` of the formula ${formulaText(formula, ' ')}` : ''}; expected a symbol like Na or Fe3+`,
      line,
    );
  reader.repair('species-guessed', 'bad-element', `the type symbol ${show(type)} was read as ${species.element}`, {
    line,
    tag: '_atom_site_type_symbol',
  });
  return { species, share: 1 };
}

/** Whether a type symbol is two elements, and not one with a letter that tells sites apart (`NaB`) or with its hydrogen (`OH`). */
function isPair(
  first: string | undefined,
  second: string | undefined,
  type: string,
  formula: ReadonlyMap<string, number>,
): boolean {
  if (!isElement(first) || !isElement(second) || first === second || second === 'H') return false;
  return (
    formula.has(second) ||
    (formula.size === 0 && (second.length === 2 || type.includes('-') || !SITE_LETTERS.has(second)))
  );
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
