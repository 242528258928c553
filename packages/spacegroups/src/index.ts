/**
 * Exact space groups: 230 groups in 530 settings, 17 plane groups.
 *
 * @module
 */
import { rowOfNumber, type SettingOptions } from './settings/settingChoice.js';
import { type CoreSpaceGroup, groupOfRow, type SpaceGroupJson } from './group/coreGroup.js';
// A bundle has the modules in the order of these lines, and compresses best where similar code stands close together.
export { type Mat2, PlaneOp, type PlaneRotationType, type Vec2 } from './plane/planeOp.js';
import { lookupIn } from './group/lookup.js';
import type { LookupOptions, LookupResult } from './group/lookupResult.js';
export {
  PlaneGroup,
  type PlaneBravaisType,
  planeGroup,
  type PlanePointGroup,
  type PlaneReflectionCondition,
  type PlaneSystem,
} from './plane/planeGroup.js';
export { lookupPlane } from './plane/lookupPlane.js';
import { groupFromJson } from './group/fromJson.js';
import { type FromOperationsOptions, groupFromHall, groupFromOperations } from './group/groupFrom.js';
import { SpaceGroup } from './spaceGroup.js';
import type { SymOp } from './operations/symOp.js';

/**
 * A space group by its International Tables number, in the reference setting unless options choose another.
 *
 * @throws SpaceGroupError `bad-number` outside 1…230, `bad-setting` for a choice that the group does not have
 */
export function spaceGroup(number: number, options?: SettingOptions): SpaceGroup {
  return groupOfRow(SpaceGroup, rowOfNumber(number, options));
}

/**
 * A space group by any symbol: number, Hermann–Mauguin in loose spelling, Hall, Schoenflies. Never falls back to another
 * group: what is not understood is `ok: false` with a reason and candidates. Never throws.
 */
export function lookup(symbol: string | number, options?: LookupOptions): LookupResult<SpaceGroup> {
  return lookupIn(SpaceGroup, symbol, options);
}

/**
 * The group that a Hall symbol generates, in the setting it describes. Where settings of the table share their operations
 * (first origin of No. 68: C c c a and C c c b, A b a a and A c a a, B b c b and B b a b), it is the first of the two.
 *
 * @throws SpaceGroupError `bad-hall`, or `not-a-group` if its rotations belong to no common space group
 */
export function fromHall(symbol: string): SpaceGroup {
  return groupFromHall(SpaceGroup, symbol);
}

/**
 * The group that operations generate modulo lattice vectors, in the setting they describe, also outside the table. Order
 * and lattice translations of the operations do not matter. Shared settings of No. 68 as in {@link fromHall}.
 *
 * @param operations operations or coordinate triplets; any generating set
 * @throws SpaceGroupError `bad-xyz`, `bad-operation`, `not-a-group`, `bad-basis` if the cell is too large
 */
export function fromOperations(operations: readonly (SymOp | string)[], options?: FromOperationsOptions): SpaceGroup {
  return groupFromOperations(SpaceGroup, operations, options);
}

/**
 * A group again, in the same setting, from what its `toJSON` gave, which can be stored or sent to a worker, or from a group that another
 * copy of this package made. A setting of the table is one object however often it is asked for.
 *
 * @throws SpaceGroupError `foreign-value` for anything else, `bad-number`, `bad-setting` if the number and the symbol do not fit
 */
export function fromJson(value: CoreSpaceGroup | SpaceGroupJson): SpaceGroup {
  return groupFromJson(SpaceGroup, value);
}

export { SpaceGroup } from './spaceGroup.js';
export { ChangeOfBasis, parseAbc } from './operations/changeOfBasis.js';
export type { BravaisType, CrystalSystem, LaueClass } from './settings/classification.js';
export { SpaceGroupError, type SpaceGroupErrorCode } from './algebra/errors.js';
export type { LookupFailed, LookupFound, LookupOptions, LookupResult } from './group/lookupResult.js';
export { parseXyz } from './operations/parseXyz.js';
export type { PhaseRestriction } from './operations/reflections.js';
export type { FromOperationsOptions } from './group/groupFrom.js';
export { type SettingOptions, settings } from './settings/settingChoice.js';
export type { AsuReflection, ReciprocalAsu } from './reciprocal/reciprocalAsu.js';
export type { RotationType } from './operations/rotation.js';
export type { Setting } from './settings/setting.js';
export { SymOp } from './operations/symOp.js';
export type { Centring, Fractional, Hkl } from './algebra/types.js';
export type { Fraction, Mat3, Vec3 } from '@crystal-fourier/math3';
export type { AffineMap } from './operations/affineMap.js';
export type { AsymmetricUnit } from './positions/asymmetricUnit.js';
export { CoreSpaceGroup, isSpaceGroup, type SpaceGroupJson } from './group/coreGroup.js';
export type { Condition, HalfSpace } from './positions/halfSpace.js';
export type { Normalizer } from './positions/normalizer.js';
export {
  type ExactVec2,
  type PlaneReflectionLine,
  type PlaneRotationPoint,
  type PlaneSymmetryElement,
  planeSymmetryElements,
} from './plane/planeElements.js';
export {
  type ReflectionCondition,
  type ReflectionConditions,
  satisfiesConditions,
  type ZoneConditions,
} from './reciprocal/reflectionConditions.js';
export type { PlaneSymbol } from './elements/glide.js';
export type { ReflectionZone } from './reciprocal/reflectionZones.js';
export type { PlaneWyckoffPosition, PlaneWyckoffSite } from './plane/planeWyckoff.js';
export type { SiteSymmetry } from './positions/siteSymmetry.js';
export {
  type ElementGroup,
  type ExactVec3,
  type SymmetryAxis,
  type SymmetryCentre,
  type SymmetryElement,
  symmetryElements,
  type SymmetryPlane,
} from './elements/symmetryElements.js';
export type { WyckoffPosition, WyckoffSite } from './positions/wyckoffPosition.js';
