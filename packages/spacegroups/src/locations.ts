/**
 * Where the operations of a group act, and asymmetric units, written in the manner of the International Tables. An entry of its own: programs that
 * do not print operations need none of it.
 *
 * @module
 */
export {
  type LocatedGroup,
  type LocatedOperation,
  locateOperation,
  locateOperations,
  toGeometric,
} from './elements/operationLocations.js';
export { asymmetricUnitText } from './positions/asymmetricUnitText.js';
export type { AsymmetricUnit } from './positions/asymmetricUnit.js';
export type { ExactVec3 } from './elements/symmetryElements.js';
export type { AffineMap } from './operations/affineMap.js';
export type { SymOp } from './operations/symOp.js';
