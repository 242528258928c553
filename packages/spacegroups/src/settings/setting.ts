import type { ChangeOfBasis } from '../operations/changeOfBasis.js';
import { schoenfliesOf } from './classification.js';
import { operationsOfRow, rowToReference } from './definition.js';
import { writeHall } from '../operations/hallSymbol.js';
import { referenceRow, type SettingRow, shortened } from './settingTable.js';

/** A description of a space group: axes and origin chosen, with the names that go with the choice. */
export interface Setting {
  /** Position 0…529 in the table of 530 settings; null for a setting that is not in the table. */
  readonly index: number | null;
  /** International Tables number, 1…230. */
  readonly number: number;
  /**
   * What tells the setting from the others of its group: unique axis and cell choice (`b1`, `-c2`), origin (`1`, `2`),
   * axes (`H`, `R`, `cab`) or both (`2cab`); empty where there is one setting only or for standard orthorhombic axes.
   */
  readonly qualifier: string;
  /** Hall symbol; for a setting outside the table that of the reference setting with the change of basis behind it. */
  readonly hall: string;
  /**
   * Hermann–Mauguin symbol that names this setting and no other: `P 1 21/c 1`, `F d -3 m:2`, `R -3:H`, `C m c a`. It is no extended symbol of
   * the International Tables, which lists further symmetry elements in lines below.
   */
  readonly hmExtended: string;
  /** Full symbol, `F 41/d -3 2/m`; with `e` for the double glide plane in the five groups that have one. */
  readonly hmFull: string;
  /** Short symbol, `F d -3 m`, `P 21/c`, `C m c e`. Several settings may share it. */
  readonly hmShort: string;
  /** Schoenflies symbol `Oh^7`, the same for all settings of the group. */
  readonly schoenflies: string;
  /** Change of basis from this setting to the reference setting (unique axis b, cell choice 1; origin 2; hexagonal axes). */
  readonly toReference: ChangeOfBasis;
  readonly isReference: boolean;
}

/** H–M symbol with the extension that makes it unique. @internal */
export function extendedSymbol(row: SettingRow): string {
  const extension = row.number > 15 ? (/^[12HR]/.exec(row.qualifier)?.[0] ?? '') : '';
  return extension === '' ? row.hm : `${row.hm}:${extension}`;
}

/** @internal */
export function shortSymbol(row: SettingRow): string {
  return shortened(row.full, row.number);
}

/** The public description of a row. @internal */
export function settingOfRow(row: SettingRow): Setting {
  return Object.freeze({
    index: row.index,
    number: row.number,
    qualifier: row.qualifier,
    hall: row.hall || writeHall(operationsOfRow(row), row.number, row.hm[0] as string),
    hmExtended: extendedSymbol(row),
    hmFull: row.full,
    hmShort: shortSymbol(row),
    schoenflies: schoenfliesOf(row.number),
    toReference: rowToReference(row),
    isReference: row.fromReference === '',
  });
}

/** The description of a setting outside the table. @internal */
export function settingFrom(number: number, toReference: ChangeOfBasis): Setting {
  const reference = settingOfRow(referenceRow(number));
  const fromReference = toReference.inverse();
  const abc = fromReference.toAbc();
  const changed = (symbol: string, change = abc): string => `${symbol} (${change})`;
  return Object.freeze({
    ...reference,
    index: null,
    qualifier: abc,
    hall: changed(reference.hall, fromReference.toXyz()),
    hmExtended: changed(reference.hmExtended),
    hmFull: changed(reference.hmFull),
    hmShort: changed(reference.hmShort),
    toReference,
    isReference: false,
  });
}
