import { checkNumber, SpaceGroupError, show } from '../algebra/errors.js';
import { type Setting, settingOfRow } from './setting.js';
import { referenceRow, rowsOf, settingRows, type SettingRow } from './settingTable.js';

/** Which setting of a group; what is not given defaults to the reference setting's choice. */
export interface SettingOptions {
  /** Origin choice of the 24 groups that have two. Defaults to 2, the one at an inversion centre. */
  readonly origin?: 1 | 2;
  /** Hexagonal (H) or rhombohedral (R) axes of the seven R groups. Defaults to `H`. */
  readonly axes?: 'H' | 'R';
  /** Unique axis of a monoclinic group, with a minus sign for the reversed cell. Defaults to `b`. */
  readonly uniqueAxis?: 'a' | 'b' | 'c' | '-a' | '-b' | '-c';
  /** Cell choice of a monoclinic group that has several. Defaults to 1. */
  readonly cellChoice?: 1 | 2 | 3;
  /** The setting's qualifier as {@link Setting.qualifier} gives it, `2cab`, instead of the other options. */
  readonly qualifier?: string;
}

const OPTIONS = ['origin', 'axes', 'uniqueAxis', 'cellChoice', 'qualifier'];

/** The row that a number and options name. @internal */
export function rowOfNumber(number: number, given?: SettingOptions): SettingRow {
  checkNumber(number, 230, 'spaceGroup');
  const options = given ?? {};
  const { origin, axes, uniqueAxis, cellChoice, qualifier } = options;
  const rows = rowsOf(number);
  const unknown = Object.keys(options).find((key) => !OPTIONS.includes(key));
  const fail = (what: string): never => {
    throw new SpaceGroupError(
      'bad-setting',
      `spaceGroup: group ${number} has no setting with ${what}; its qualifiers are ${rows.map((row) => show(row.qualifier)).join(', ')}`,
    );
  };
  if (unknown !== undefined)
    throw new SpaceGroupError(
      'bad-setting',
      `spaceGroup: unknown option ${show(unknown)}; known are ${OPTIONS.join(', ')}`,
    );
  if (qualifier !== undefined)
    return rows.find((row) => row.qualifier === qualifier) ?? fail(`qualifier ${show(qualifier)}`);
  const reference = referenceRow(number);
  let wanted = reference.qualifier;
  const choose = (pattern: RegExp, value: string, what: string): void => {
    if (!pattern.test(wanted)) fail(what);
    wanted = wanted.replace(pattern, value);
  };
  if (origin !== undefined) choose(/^[12]/, String(origin), `origin choice ${show(origin)}`);
  if (axes !== undefined) choose(/^[HR]$/, axes, `${show(axes)} axes`);
  if (uniqueAxis !== undefined) choose(/^-?[abc](?=\d?$)/, uniqueAxis, `unique axis ${show(uniqueAxis)}`);
  if (cellChoice !== undefined) choose(/\d$/, String(cellChoice), `cell choice ${show(cellChoice)}`);
  return rows.find((row) => row.qualifier === wanted) ?? fail(`qualifier ${show(wanted)}`);
}

let all: readonly Setting[] | undefined;

/** All 530 settings in the order of the Hall-symbol table (International Tables B, table A1.4.2.7). */
export function settings(): readonly Setting[] {
  return (all ??= Object.freeze(settingRows().map(settingOfRow)));
}
