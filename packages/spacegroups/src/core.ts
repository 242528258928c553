/**
 * The group database without Wyckoff positions, reflection conditions, asymmetric units and normalizers: the same
 * functions as the main entry, for pages where every kilobyte counts.
 *
 * @module
 */
import { rowOfNumber, type SettingOptions } from './settings/settingChoice.js';
import { CoreSpaceGroup, groupOfRow, type SpaceGroupJson } from './group/coreGroup.js';
import { lookupIn } from './group/lookup.js';
import type { LookupOptions, LookupResult } from './group/lookupResult.js';
import { groupFromJson } from './group/fromJson.js';
import { type FromOperationsOptions, groupFromHall, groupFromOperations } from './group/groupFrom.js';
import type { SymOp } from './operations/symOp.js';

/**
 * A space group by its International Tables number, in the reference setting unless options choose another.
 *
 * @throws SpaceGroupError `bad-number` outside 1…230, `bad-setting` for a choice that the group does not have
 */
export function spaceGroup(number: number, options?: SettingOptions): CoreSpaceGroup {
  return groupOfRow(CoreSpaceGroup, rowOfNumber(number, options));
}

/**
 * A space group by any symbol: number, Hermann–Mauguin in loose spelling, Hall, Schoenflies. Never falls back to another
 * group: what is not understood is `ok: false` with a reason and candidates. Never throws.
 */
export function lookup(symbol: string | number, options?: LookupOptions): LookupResult<CoreSpaceGroup> {
  return lookupIn(CoreSpaceGroup, symbol, options);
}

/**
 * The group that a Hall symbol generates, in the setting it describes. Where settings of the table share their operations
 * (first origin of No. 68: C c c a and C c c b, A b a a and A c a a, B b c b and B b a b), it is the first of the two.
 *
 * @throws SpaceGroupError `bad-hall`, or `not-a-group` if its rotations belong to no common space group
 */
export function fromHall(symbol: string): CoreSpaceGroup {
  return groupFromHall(CoreSpaceGroup, symbol);
}

/**
 * The group that operations generate modulo lattice vectors, in the setting they describe, also outside the table. Order
 * and lattice translations of the operations do not matter. Shared settings of No. 68 as in {@link fromHall}.
 *
 * @param operations operations or coordinate triplets; any generating set
 * @throws SpaceGroupError `bad-xyz`, `bad-operation`, `not-a-group`, `bad-basis` if the cell is too large
 */
export function fromOperations(
  operations: readonly (SymOp | string)[],
  options?: FromOperationsOptions,
): CoreSpaceGroup {
  return groupFromOperations(CoreSpaceGroup, operations, options);
}

/**
 * A group again, in the same setting, from what its `toJSON` gave, which can be stored or sent to a worker, or from a group that another
 * copy of this package made. A setting of the table is one object however often it is asked for.
 *
 * @throws SpaceGroupError `foreign-value` for anything else, `bad-number`, `bad-setting` if the number and the symbol do not fit
 */
export function fromJson(value: CoreSpaceGroup | SpaceGroupJson): CoreSpaceGroup {
  return groupFromJson(CoreSpaceGroup, value);
}

export { CoreSpaceGroup, isSpaceGroup, type SpaceGroupJson } from './group/coreGroup.js';
export { ChangeOfBasis, parseAbc } from './operations/changeOfBasis.js';
export type { BravaisType, CrystalSystem, LaueClass } from './settings/classification.js';
export { SpaceGroupError, type SpaceGroupErrorCode } from './algebra/errors.js';
export type { LookupFailed, LookupFound, LookupOptions, LookupResult } from './group/lookupResult.js';
export { parseXyz } from './operations/parseXyz.js';
export type { PhaseRestriction } from './operations/reflections.js';
export type { FromOperationsOptions } from './group/groupFrom.js';
export { type SettingOptions, settings } from './settings/settingChoice.js';
export type { RotationType } from './operations/rotation.js';
export type { Setting } from './settings/setting.js';
export { SymOp } from './operations/symOp.js';
export type { Centring, Fractional, Hkl } from './algebra/types.js';
export type { Fraction, Mat3, Vec3 } from '@crystal-fourier/math3';
