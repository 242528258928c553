import { checkReadable } from '../algebra/brand.js';
import { checkNumber, SpaceGroupError, show } from '../algebra/errors.js';
import { parseAbc } from '../operations/changeOfBasis.js';
import { extendedSymbol } from '../settings/setting.js';
import { rowsOf } from '../settings/settingTable.js';
import { type CoreSpaceGroup, type GroupClass, groupOfRow, isSpaceGroup, type SpaceGroupJson } from './coreGroup.js';

/** The group of one class that plain data, or a group of another copy of the package, stands for. @internal */
export function groupFromJson<G extends CoreSpaceGroup>(
  Class: GroupClass<G>,
  value: CoreSpaceGroup | SpaceGroupJson,
): G {
  checkReadable(value, 'SpaceGroup', typeof (value as Partial<SpaceGroupJson>)?.hm === 'string');
  const { number, hm } = isSpaceGroup(value) ? value.toJSON() : value;
  checkNumber(number, 230, 'fromJson');
  // Outside the table: the symbol of a setting of the table with the change of basis from it.
  const [, symbol = hm, change] = /^(.*) \((.*)\)$/.exec(hm) ?? [];
  const row = rowsOf(number).find((candidate) => extendedSymbol(candidate) === symbol);
  if (row === undefined)
    throw new SpaceGroupError('bad-setting', `fromJson: no setting of No. ${number} has the hm ${show(hm)}`);
  const group = groupOfRow(Class, row);
  return change === undefined ? group : group.changeBasis(parseAbc(change));
}
