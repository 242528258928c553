import { SETTING_ROWS } from '../tables/settings.js';

/** One row of the table of 530 settings, with what the stored row leaves to be derived. */
export interface SettingRow {
  readonly index: number;
  readonly number: number;
  readonly qualifier: string;
  /** Empty where it is derived from the operations, see `writeHall`. */
  readonly hall: string;
  readonly hm: string;
  readonly full: string;
  /** Coordinates in this setting as forms of those in the reference setting, `z,Xc,y`; empty if they are the same. */
  readonly fromReference: string;
  /** For each selected generator, which of its representatives modulo centring the International Tables list; reference settings only. */
  readonly representatives: string;
}

/** The five other orders of orthorhombic axes, two of which monoclinic groups have too: the new coordinates. */
const PERMUTATIONS: Readonly<Record<string, string>> = {
  'ba-c': 'y,X,z',
  cab: 'z,x,y',
  '-cba': 'z,y,X',
  bca: 'y,z,x',
  'a-cb': 'X,z,y',
};

/** A Hermann–Mauguin symbol on permuted axes: its places change, and so do the letters of glide directions and centring. */
function permutedSymbol(symbol: string, permutation: string): string {
  const order = permutation.toLowerCase().split(',');
  const renamed = symbol.replace(/[a-c]/gi, (letter) => {
    const at = order.indexOf('xyz'['abc'.indexOf(letter.toLowerCase())] as string);
    return (letter > 'Z' ? 'abc' : 'ABC')[at] as string;
  });
  const [lattice, ...places] = renamed.split(' ');
  return [lattice, ...order.map((axis) => places['xyz'.indexOf(axis)])].join(' ');
}

/** Coordinates on permuted axes. */
function permutedForms(forms: string, permutation: string): string {
  const parts = forms === '' ? [...'xyz'] : forms.split(',');
  return permutation.replace(/[xyz]/g, (axis) => parts['xyz'.indexOf(axis)] as string);
}

/** `21/m` → `m` unless the axis has to stay: first place of a tetragonal or hexagonal symbol, or monoclinic. */
export function shortened(full: string, number: number): string {
  const [lattice, ...parts] = full.split(' ');
  if (number <= 15) {
    const short = parts.filter((p) => p !== '1');
    return number <= 2 || parts[0] !== '1' || parts[2] !== '1' ? full : `${lattice} ${short.join(' ')}`;
  }
  return `${lattice} ${parts.map((p, i) => (number <= 74 || number >= 195 || i > 0 ? p.replace(/^\d+\//, '') : p)).join(' ')}`;
}

/** What a line of the table says of a setting. */
export type Fields = Omit<SettingRow, 'index' | 'number'>;

/** The settings of a group, in order, from its line of the table. */
export function readLine(line: string, number: number): Fields[] {
  const stored = line.split(';').map((row) => row.split('|'));
  const monoclinic = number > 2 && number < 16;
  const named = ([, hall = '', symbol, , , traditional]: readonly string[]): { full: string; hm: string } => {
    // The lattice letter stands in one of the two symbols.
    const lattice = hall === '' ? '' : `${hall.replace('-', '')[0] as string} `;
    const full = lattice + (symbol as string);
    const hm = traditional === undefined ? (monoclinic ? full : shortened(full, number)) : lattice + traditional;
    return { full, hm };
  };
  const standard = named(stored.find(([, , symbol, change]) => symbol && !change) as string[]);
  const changes = new Map(stored.map(([qualifier, , , change = '']) => [qualifier, change]));
  const rows: Fields[] = [];
  const permuted = (row: Fields, permutation: string, qualifier: string): Fields => ({
    qualifier,
    hall: '',
    hm: permutedSymbol(row.hm, permutation),
    full: permutedSymbol(row.full, permutation),
    fromReference: changes.get(qualifier) || permutedForms(row.fromReference, permutation),
    representatives: '',
  });
  for (const fields of stored) {
    const [qualifier = '', hall = '', symbol, fromReference = '', representatives = ''] = fields;
    const [, origin = '', axes = ''] = /^([12]?)(.*)$/.exec(qualifier) ?? [];
    const permutation = PERMUTATIONS[axes];
    if (permutation !== undefined) {
      rows.push(permuted(rows.find((row) => row.qualifier === origin) as Fields, permutation, qualifier));
    } else if (symbol || !monoclinic) {
      rows.push({ qualifier, hall, ...(symbol ? named(fields) : standard), fromReference, representatives });
    }
  }
  if (!monoclinic) return rows;
  // The table has unique axis b; c and a follow by cyclic permutation, except for a change of basis now and then.
  const cyclic = (axis: string, permutation: string): Fields[] =>
    rows.map((row) => permuted(row, permutation, row.qualifier.replace('b', axis)));
  return [...rows, ...cyclic('c', PERMUTATIONS['cab'] as string), ...cyclic('a', PERMUTATIONS['bca'] as string)];
}

let rows: readonly SettingRow[] | undefined;
let starts: readonly number[] | undefined;

/** All 530 rows, in the order of the Hall-symbol table of International Tables B (spglib's Hall number is `index + 1`). */
export function settingRows(): readonly SettingRow[] {
  if (rows !== undefined) return rows;
  const made: SettingRow[] = [];
  const first = [0];
  SETTING_ROWS.split('\n').forEach((line, at) => {
    const number = at + 1;
    first.push(made.length);
    for (const fields of readLine(line, number)) made.push({ index: made.length, number, ...fields });
  });
  starts = [...first, made.length];
  return (rows = made);
}

/** All rows by the keys that each has. */
export function rowsByKey(keysOf: (row: SettingRow) => Iterable<string>): ReadonlyMap<string, readonly SettingRow[]> {
  const made = new Map<string, SettingRow[]>();
  for (const row of settingRows()) {
    for (const key of keysOf(row)) {
      const known = made.get(key);
      if (known === undefined) made.set(key, [row]);
      else known.push(row);
    }
  }
  return made;
}

/** The rows of one group; `number` must be 1…230. */
export function rowsOf(number: number): readonly SettingRow[] {
  const all = settingRows();
  return all.slice((starts as number[])[number], (starts as number[])[number + 1]);
}

/** The row of the reference setting: unique axis b with cell choice 1, origin choice 2, hexagonal axes. */
export function referenceRow(number: number): SettingRow {
  return rowsOf(number).find((row) => row.fromReference === '') as SettingRow;
}
