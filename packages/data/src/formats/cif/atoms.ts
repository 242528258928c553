import { show } from '../../core/errors.js';
import { labelReadings, type ParsedSpecies, parseTypeSymbol } from '../../elements/speciesSymbol.js';
import type { AtomRow } from '../evidence/atomRow.js';
import { type AtomColumns, readColumns } from './atomColumns.js';
import { isEmptyType, otherFormula, oxidationNumbers, readSpecies, type RowSpecies } from './atomSpecies.js';
import type { BlockReader } from './blockReader.js';
import { CoordinateReader } from './coordinates.js';
import type { CifItem } from './document.js';
import { decimalPlaces } from './number.js';

/** What all rows share. */
interface RowContext {
  readonly columns: AtomColumns;
  readonly coordinates: CoordinateReader;
  /** Amounts of the formula; empty where it is not known. */
  readonly formula: ReadonlyMap<string, number>;
  /** Oxidation numbers by type symbol. */
  readonly charges: ReadonlyMap<string, number>;
}

/** A space group has at most 192 operations per cell. */
const MOST_IMAGES = 192;
/** Occupancies that are refined may come out a little above 1. */
const OVERFULL = 1.05;

/**
 * The atom list of a data block. Rows that are no atoms – dummies, vacancies, rows of unknown values – are left out and reported. An atom whose
 * coordinates are not known refuses the block, since the crystal without it is another one; only where the formula has no such element it is
 * left out. Hydrogen that is counted as attached to atoms is a warning: the structure lacks it.
 *
 * @param formula amounts of the formula, which decides between readings of a label
 * @internal
 */
export function readAtoms(reader: BlockReader, formula: ReadonlyMap<string, number>): AtomRow[] {
  const columns = readColumns(reader);
  const coordinates = new CoordinateReader(reader, columns);
  const known = formula.size > 0 ? formula : otherFormula(reader);
  const context: RowContext = { columns, coordinates, formula: known, charges: oxidationNumbers(reader) };
  const { hydrogens } = columns;
  const [{ values, lines }] = columns.coordinates;
  const atoms: AtomRow[] = [];
  let attached = 0;
  for (let i = 0; i < values.length; i++) {
    const before = atoms.length;
    readRow(reader, context, i, atoms);
    if (atoms.length > before) attached += reader.number(hydrogens, i) ?? 0;
  }
  if (attached > 0)
    reader.report({
      severity: 'warning',
      code: 'atoms-missing',
      message: `${attached} hydrogen atoms are attached to others without coordinates and are not in the structure`,
      tag: hydrogens?.tag,
    });
  if (atoms.length === 0)
    throw reader.error('missing-value', 'the data block lists no atom with coordinates', lines[0] ?? reader.block.line);
  return atoms;
}

/** Adds the atom of a row, or all of a mixture; none where the row is no atom, which is reported. */
function readRow(reader: BlockReader, context: RowContext, i: number, atoms: AtomRow[]): void {
  const { columns, coordinates, formula, charges } = context;
  const line = columns.coordinates[0].lines[i]!;
  const label = columns.label?.values[i] ?? columns.type?.values[i] ?? `${i + 1}`;
  const type = columns.type?.values[i] ?? undefined;
  const occupancy = reader.number(columns.occupancy, i) ?? 1;
  const absence = whyNoAtom(columns, type, occupancy, i);
  if (absence !== undefined) {
    reader.repair('site-left-out', 'bad-site', `${label} ${absence} and was left out`, { line });
    return;
  }
  const position = coordinates.position(i, label);
  if (position === undefined) {
    leaveOut(reader, { type, label, line }, formula);
    return;
  }
  const digits = columns.coordinates.map((item) => decimalPlaces(item.values[i] ?? '0')) as [number, number, number];
  const multiplicity = readMultiplicity(reader, columns.multiplicity, i, line);
  const full = readOccupancy(reader, label, occupancy, line);
  const species = readSpecies(reader, { type, label, line }, formula);
  if (species.length > 1 || species[0]!.share !== 1) refuseDoubleShares(reader, species, full, label, line);
  for (const { species: read, share, readings } of species) {
    const charge = read.oxidationState ?? (type === undefined ? undefined : charges.get(type));
    atoms.push({
      label,
      species: charge === undefined ? read : { ...read, oxidationState: charge },
      position,
      digits,
      occupancy: share * full,
      multiplicity,
      properties: readProperties(columns, read, i),
      line,
      readings,
      siteOccupancy: share === 1 ? undefined : full,
    });
  }
}

/** Why a row is no atom, for messages. */
function whyNoAtom(
  { coordinates, label, type: types, flag }: AtomColumns,
  type: string | undefined,
  occupancy: number,
  i: number,
): string | undefined {
  if (flag?.values[i]?.toLowerCase() === 'dum') return 'is a dummy site';
  if (occupancy === 0) return 'has occupancy 0';
  if (isEmptyType(type)) return `is of type ${show(type)}, no atom,`;
  if ((label?.values[i] ?? types?.values[i] ?? null) !== null) return undefined;
  return coordinates.every(({ values }) => values[i] === null) ? 'is a row of unknown values' : undefined;
}

/** A row without coordinates. */
function leaveOut(
  reader: BlockReader,
  { type, label, line }: { type: string | undefined; label: string; line: number },
  formula: ReadonlyMap<string, number>,
): void {
  const element =
    (type === undefined ? undefined : parseTypeSymbol(type)?.element) ?? labelReadings(label, new Set())[0]?.element;
  if (formula.size === 0 || element === undefined || formula.has(element))
    throw reader.error(
      'missing-value',
      `${label} has no coordinates, and without it the crystal is another one; add them, or remove the row if it is no atom of the structure`,
      line,
    );
  reader.repair(
    'site-left-out',
    'missing-value',
    `${label} has no coordinates, the formula has no ${element}, and it was left out`,
    { line },
  );
}

function readOccupancy(reader: BlockReader, label: string, occupancy: number, line: number): number {
  if (occupancy > 0 && occupancy <= 1) return occupancy;
  if (occupancy > 1 && occupancy <= OVERFULL) {
    reader.repair('occupancy-scaled', 'bad-site', `${label} has occupancy ${occupancy}, read as 1`, { line });
    return 1;
  }
  throw reader.error('bad-site', `the occupancy of ${label} must be from 0 to 1, got ${occupancy}`, line);
}

/** A mixture with vacancies in a row whose occupancy has them, too: they may be meant once or twice. */
function refuseDoubleShares(
  reader: BlockReader,
  species: readonly RowSpecies[],
  occupancy: number,
  label: string,
  line: number,
): void {
  const total = species.reduce((sum, { share }) => sum + share, 0);
  if (occupancy < 1 && Math.abs(total - occupancy) < 0.005)
    throw reader.error(
      'bad-site',
      `the shares of ${label} add up to ${+total.toFixed(4)}, which is its occupancy, too; give shares that add up to 1, or the occupancy 1`,
      line,
    );
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
  for (const name in kept) {
    const value = kept[name]?.values[i];
    if (value !== null && value !== undefined) properties[name] = value;
  }
  if (isotope !== undefined) properties['isotope'] = isotope;
  return properties;
}
