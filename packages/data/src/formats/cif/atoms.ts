import type { Fractional } from '@crystal-fourier/spacegroups';
import { cifNumber, decimalPlaces } from './number.js';
import type { CifBlock, CifItem } from './syntax.js';
import type { Diagnostic, DiagnosticCode } from '../../core/diagnostics.js';
import { DataError, type DataErrorCode, show } from '../../core/errors.js';
import { parseLabel, parseTypeSymbol, type ParsedSpecies } from '../../elements/speciesSymbol.js';

/** A row of the atom list. @internal */
export interface CifAtom {
  readonly label: string;
  readonly species: ParsedSpecies;
  readonly position: Fractional;
  /** Decimal places of each coordinate. */
  readonly digits: readonly [number, number, number];
  readonly occupancy: number;
  /** The declared number of images in the cell (or, in older files, the order of the site symmetry). */
  readonly multiplicity: number | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly line: number;
}

/** Where in a data block something was found. @internal */
export type CifPlace = Pick<Diagnostic, 'line' | 'tag'>;

/** Access to one data block with errors at their lines, and a list of what was repaired and noted. @internal */
export class BlockReader {
  readonly block: CifBlock;
  readonly mode: 'strict' | 'lenient';
  readonly file: string | undefined;
  readonly diagnostics: Diagnostic[] = [];

  constructor(block: CifBlock, mode: 'strict' | 'lenient', file: string | undefined) {
    this.block = block;
    this.mode = mode;
    this.file = file;
  }

  error(code: DataErrorCode, reason: string, line?: number): DataError {
    return new DataError(code, `CIF: ${reason}`, { file: this.file, line, record: this.block.name });
  }

  /** Reports a repair; strict mode refuses it with an error of the code `refusal`. */
  repair(code: DiagnosticCode, refusal: DataErrorCode, message: string, place: CifPlace = {}): void {
    if (this.mode === 'strict') throw this.error(refusal, message, place.line);
    this.report({ severity: 'repair', code, message, ...place });
  }

  note(code: DiagnosticCode, message: string, place: CifPlace = {}): void {
    this.report({ severity: 'note', code, message, ...place });
  }

  report(diagnostic: Diagnostic): void {
    this.diagnostics.push({ ...diagnostic, record: this.block.name });
  }

  item(...tags: readonly string[]): CifItem | undefined {
    for (const tag of tags) {
      const item = this.block.items.get(tag);
      if (item === undefined) continue;
      const conflict = this.block.conflicts.get(tag);
      if (conflict !== undefined) throw this.error('bad-value', conflict, item.lines[0]);
      return item;
    }
    return undefined;
  }

  /** The number at a place of a column; undefined where it is missing or `?` or `.`. */
  number(item: CifItem | undefined, index = 0): number | undefined {
    const text = item?.values[index];
    if (item === undefined || text === undefined || text === null) return undefined;
    const value = cifNumber(text);
    if (Number.isNaN(value))
      throw this.error('bad-value', `${item.tag} must be a number like 1.234(5), got ${show(text)}`, item.lines[index]);
    return value;
  }
}

const SITE = '_atom_site_';
/** Type symbols of vacancies and dummies, `Va` of vanadium's first letter. */
const EMPTY = /^(?:va|vac|vacancy|du|dum|dummy)\d*$/i;
/** A water molecule, whose place is that of its oxygen. */
const WATER = /^(?:h2o|hoh|wat)\d*$/i;
const COORDINATES = ['_atom_site_fract_x', '_atom_site_fract_y', '_atom_site_fract_z'] as const;

/** Whether a data block lists atoms. @internal */
export const hasAtoms = (block: CifBlock): boolean =>
  COORDINATES.some((tag) => block.items.has(tag)) || block.items.has('_atom_site_cartn_x');

/** The atom list of a data block. @internal */
export function readAtoms(reader: BlockReader, expected: ReadonlySet<string>): CifAtom[] {
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
  const column = (...names: readonly string[]): CifItem | undefined => {
    const item = reader.item(...names.map((name) => SITE + name));
    return item !== undefined && item.loop === xs.loop ? item : undefined;
  };
  const labels = column('label');
  const types = column('type_symbol');
  if (labels === undefined && types === undefined)
    throw reader.error('missing-value', 'the atoms need _atom_site_type_symbol or _atom_site_label', xs.lines[0]);
  const occupancies = column('occupancy');
  const multiplicities = column('site_symmetry_multiplicity', 'symmetry_multiplicity');
  const optional = {
    wyckoff: column('wyckoff_symbol', 'wyckoff_label'),
    disorderGroup: column('disorder_group'),
    disorderAssembly: column('disorder_assembly'),
  };
  const flags = column('calc_flag');
  const hydrogens = column('attached_hydrogens');
  const charges = oxidationNumbers(reader);
  const atoms: CifAtom[] = [];
  let attached = 0;
  for (let i = 0; i < xs.values.length; i++) {
    const line = xs.lines[i]!;
    const label = labels?.values[i] ?? types?.values[i] ?? `${i + 1}`;
    if (flags?.values[i]?.toLowerCase() === 'dum') {
      reader.repair('site-left-out', 'bad-site', `${label} is a dummy site and was left out`, { line });
      continue;
    }
    const position = [xs, ys, zs].map((item) => reader.number(item, i));
    if (position.some((x) => x === undefined)) {
      reader.repair('site-left-out', 'missing-value', `${label} has no coordinates and was left out`, { line });
      continue;
    }
    const far = position.findIndex((x) => Math.abs(x!) > 1e6);
    if (far >= 0)
      throw reader.error(
        'bad-site',
        `${COORDINATES[far]} of ${label} must be a fraction of the cell, got ${position[far]}`,
        line,
      );
    const occupancy = readOccupancy(reader, label, reader.number(occupancies, i) ?? 1, line);
    if (occupancy === 0) continue;
    const type = types?.values[i];
    if (EMPTY.test(type ?? '')) {
      reader.repair('site-left-out', 'bad-site', `${label} is of type ${show(type)}, no atom, and was left out`, {
        line,
        tag: types?.tag,
      });
      continue;
    }
    const read = readSpecies(reader, type ?? undefined, label, expected, line);
    const charge = read.oxidationState ?? (type === null || type === undefined ? undefined : charges.get(type));
    const species = charge === undefined ? read : { ...read, oxidationState: charge };
    const properties: Record<string, unknown> = {};
    for (const [name, item] of Object.entries(optional)) {
      const value = item?.values[i];
      if (value !== null && value !== undefined) properties[name] = value;
    }
    if (read.isotope !== undefined) properties['isotope'] = read.isotope;
    attached += reader.number(hydrogens, i) ?? 0;
    const multiplicity = reader.number(multiplicities, i);
    if (multiplicity !== undefined && !(Number.isInteger(multiplicity) && multiplicity >= 1 && multiplicity <= 192)) {
      throw reader.error(
        'bad-value',
        `${multiplicities!.tag} must be an integer from 1 to 192, got ${multiplicity}`,
        line,
      );
    }
    atoms.push({
      label,
      species,
      position: position as unknown as Fractional,
      digits: [xs, ys, zs].map((item) => decimalPlaces(item.values[i]!)) as [number, number, number],
      occupancy,
      multiplicity,
      properties,
      line,
    });
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
      xs.lines[0] ?? reader.block.line,
    );
  return atoms;
}

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

function readSpecies(
  reader: BlockReader,
  type: string | undefined,
  label: string,
  expected: ReadonlySet<string>,
  line: number,
): ParsedSpecies {
  if (type !== undefined) {
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
    });
    return guess;
  }
  const read = parseLabel(label, expected);
  if (read === undefined)
    throw reader.error(
      'bad-element',
      `the label ${show(label)} names no element, or more than one; add _atom_site_type_symbol`,
      line,
    );
  return read;
}

/** `_atom_type_oxidation_number` by type symbol. */
function oxidationNumbers(reader: BlockReader): ReadonlyMap<string, number> {
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
  for (const part of (text ?? '')
    .trim()
    .split(/[\s,]+/)
    .slice(0, 130)) {
    const m = /^([A-Z][a-z]?)(\d{0,7}(?:\.\d{1,9})?)$/.exec(part);
    const species = m === null ? undefined : parseTypeSymbol(m[1]!);
    if (m === null || species === undefined) return new Map();
    amounts.set(species.element, (amounts.get(species.element) ?? 0) + (m[2] === '' ? 1 : Number(m[2])));
  }
  return amounts;
}
