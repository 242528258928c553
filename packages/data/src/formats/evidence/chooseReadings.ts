import { DataError, show } from '../../core/errors.js';
import { formulaText, isProportional } from '../../elements/formula.js';
import type { ParsedSpecies } from '../../elements/speciesSymbol.js';
import type { AtomRow } from './atomRow.js';

/** A row with its images in the cell. */
type RowWithImages = AtomRow & { readonly images: readonly unknown[] };

/** Amounts of a formula may differ by this share from those of the atoms: occupancies are rounded. */
const TOLERANCE = 0.02;
/** Beginnings of labels that can mean several elements; all combinations are tried. */
const MOST_PREFIXES = 8;

/**
 * The rows with the species that the formula needs, where labels in upper case leave two open: with C and Cl in the formula, `CL1` is the one or
 * the other in all rows that begin with `CL`. The reading is taken under which the cell has the composition of the formula; without hydrogen where
 * the list has none.
 *
 * @param formula amounts of the formula
 * @throws DataError `bad-element` where no reading has that composition, or several that differ have
 * @internal
 */
export function chooseReadings<Row extends RowWithImages>(
  rows: readonly Row[],
  formula: ReadonlyMap<string, number>,
): readonly Row[] {
  if (!rows.some(({ readings }) => readings !== undefined)) return rows;
  const open = rows.filter(({ readings }) => readings !== undefined);
  const prefixes = [...new Map(open.map((row) => [prefixOf(row), row.readings!]))];
  const fixed = new Map<string, number>();
  for (const row of rows) if (row.readings === undefined) add(fixed, row.species.element, amountOf(row));
  const counts = prefixes.map(([prefix]) =>
    open.reduce((sum, row) => (prefixOf(row) === prefix ? sum + amountOf(row) : sum), 0),
  );
  const fitting =
    prefixes.length > MOST_PREFIXES
      ? []
      : combinations(prefixes.map(([, readings]) => readings)).filter((choice) => {
          const amounts = new Map(fixed);
          choice.forEach(({ element }, k) => add(amounts, element, counts[k]!));
          return isOfFormula(amounts, formula);
        });
  const [chosen] = fitting;
  if (chosen === undefined || fitting.length > 1) throw undecided(open, formula);
  const species = new Map(prefixes.map(([prefix], k) => [prefix, chosen[k]!]));
  return rows.map((row) => (row.readings === undefined ? row : { ...row, species: species.get(prefixOf(row))! }));
}

const prefixOf = ({ label }: AtomRow): string => label.slice(0, 2);

const amountOf = ({ images, occupancy }: RowWithImages): number => images.length * occupancy;

function add(amounts: Map<string, number>, element: string, amount: number): void {
  amounts.set(element, (amounts.get(element) ?? 0) + amount);
}

function combinations(lists: readonly (readonly ParsedSpecies[])[]): ParsedSpecies[][] {
  return lists.reduce<ParsedSpecies[][]>(
    (made, list) => made.flatMap((one) => list.map((next) => [...one, next])),
    [[]],
  );
}

function isOfFormula(amounts: ReadonlyMap<string, number>, formula: ReadonlyMap<string, number>): boolean {
  const counted = amounts.has('H') ? formula : new Map([...formula].filter(([element]) => element !== 'H'));
  return isProportional(amounts, counted, TOLERANCE);
}

function undecided(open: readonly AtomRow[], formula: ReadonlyMap<string, number>): DataError {
  const { label, readings, line } = open[0]!;
  const amounts =
    formula.size > 0
      ? `the amounts of the formula ${formulaText(formula, ' ')} do not decide`
      : 'no _chemical_formula_sum decides';
  const elements = readings!.map(({ element }) => element).join(' or ');
  return new DataError(
    'bad-element',
    `the label ${show(label)} may be ${elements}, and ${amounts}; add _atom_site_type_symbol`,
    { line },
  );
}
