import { checkReadable } from '../algebra/brand.js';
import { checkNumber, SpaceGroupError, show } from '../algebra/errors.js';
import { parseAbc } from '../operations/changeOfBasis.js';
import { extendedSymbol } from '../settings/setting.js';
import { rowsOf, type SettingRow } from '../settings/settingTable.js';
import {
  type CoreSpaceGroup,
  type GroupClass,
  groupOfDefinition,
  groupOfRow,
  isSpaceGroup,
  type SpaceGroupJson,
} from './coreGroup.js';

/** The group of one class that plain data, or a group of another copy of the package, stands for. @internal */
export function groupFromJson<G extends CoreSpaceGroup>(
  Class: GroupClass<G>,
  value: CoreSpaceGroup | SpaceGroupJson,
): G {
  checkReadable(value, 'SpaceGroup', typeof (value as Partial<SpaceGroupJson>)?.hm === 'string');
  const { number, hm } = isSpaceGroup(value) ? value.toJSON() : value;
  checkNumber(number, 230, 'fromJson');
  const rowOf = (symbol: string): SettingRow | undefined =>
    rowsOf(number).find((row) => extendedSymbol(row) === symbol);
  const row = rowOf(hm);
  if (row !== undefined) return groupOfRow(Class, row);
  // Outside the table: the symbol of the reference setting with the change of basis from it.
  const [, symbol = '', change = ''] = /^(.*) \((.*)\)$/.exec(hm) ?? [];
  if (rowOf(symbol)?.fromReference !== '') {
    throw new SpaceGroupError('bad-setting', `fromJson: no setting of No. ${number} has the hm ${show(hm)}`);
  }
  return groupOfDefinition(Class, { number, row: undefined, toReference: parseAbc(change).inverse() });
}
