import { SETTING_ROWS } from './tables/settings.js';

/** One row of the table of 530 settings, as it is stored. */
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

let rows: readonly SettingRow[] | undefined;
let starts: readonly number[] | undefined;

function read(): readonly SettingRow[] {
  if (rows !== undefined) return rows;
  const made: SettingRow[] = [];
  const first: number[] = [];
  SETTING_ROWS.split('\n').forEach((line, at) => {
    for (const row of line.split(';')) {
      const [qualifier, hall, hm, full, fromReference, representatives] = row.split('|') as [string, string, string, string?, string?, string?];
      first[at + 1] ??= made.length;
      made.push({
        index: made.length,
        number: at + 1,
        qualifier,
        hall,
        hm,
        full: full || hm,
        fromReference: fromReference ?? '',
        representatives: representatives ?? '',
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
