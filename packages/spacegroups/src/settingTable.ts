import { SETTING_ROWS } from './tables/settings.js';

/** One row of the table of 530 settings, with what the stored row leaves to be derived. */
export interface SettingRow {
  readonly index: number;
  readonly number: number;
  readonly qualifier: string;
  readonly hall: string;
  readonly hm: string;
  readonly full: string;
  /** Coordinates in this setting as functions of those in the reference setting, `z,x,y`; empty if they are the same. */
  readonly fromReference: string;
  /** For each selected generator, which of its representatives modulo centring the International Tables list; reference settings only. */
  readonly representatives: string;
}

/** The five other orders of orthorhombic axes: new coordinates, and which old axis each new one is. */
export const PERMUTATIONS: Readonly<Record<string, readonly [fromReference: string, axes: string]>> = {
  'ba-c': ['y,-x,z', 'bac'],
  cab: ['z,x,y', 'cab'],
  '-cba': ['z,y,-x', 'cba'],
  bca: ['y,z,x', 'bca'],
  'a-cb': ['-x,z,y', 'acb'],
};

/** A Hermann–Mauguin symbol on permuted axes: its places change, and so do the letters of glide directions and centring. */
export function permutedSymbol(symbol: string, axes: string): string {
  const renamed = symbol.replace(/[a-c]/gi, (letter) => {
    const at = axes.indexOf(letter.toLowerCase());
    return (letter > 'Z' ? 'abc' : 'ABC')[at] as string;
  });
  const [lattice, ...places] = renamed.split(' ');
  return [lattice, ...[...axes].map((axis) => places['abc'.indexOf(axis)])].join(' ');
}

let rows: readonly SettingRow[] | undefined;
let starts: readonly number[] | undefined;

function read(): readonly SettingRow[] {
  if (rows !== undefined) return rows;
  const made: SettingRow[] = [];
  const first: number[] = [];
  SETTING_ROWS.split('\n').forEach((line, at) => {
    const fields = line.split(';').map((row) => row.split('|'));
    const standard = fields.find(([, , hm, , from]) => hm && !from) as string[];
    first[at + 1] = made.length;
    for (const [qualifier = '', hall = '', hm, full, fromReference, representatives = ''] of fields) {
      const permutation = PERMUTATIONS[qualifier.replace(/^[12]/, '')];
      const named = (symbol: string): string => (permutation === undefined ? symbol : permutedSymbol(symbol, permutation[1]));
      const name = hm || named(standard[2] as string);
      made.push({
        index: made.length,
        number: at + 1,
        qualifier,
        hall,
        hm: name,
        full: full || (hm ? hm : named(standard[3] || (standard[2] as string))),
        fromReference: fromReference || permutation?.[0] || '',
        representatives,
      });
    }
  });
  first.push(made.length);
  starts = first;
  return (rows = made);
}

/** All 530 rows, in the order of the Hall-symbol table of International Tables B (spglib's Hall number is `index + 1`). */
export function settingRows(): readonly SettingRow[] {
  return read();
}

/** The rows of one group; `number` must be 1…230. */
export function rowsOf(number: number): readonly SettingRow[] {
  const all = read();
  return all.slice((starts as number[])[number], (starts as number[])[number + 1]);
}

/** The row of the reference setting: unique axis b with cell choice 1, origin choice 2, hexagonal axes. */
export function referenceRow(number: number): SettingRow {
  return rowsOf(number).find((row) => row.fromReference === '') as SettingRow;
}
