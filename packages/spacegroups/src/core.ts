import { CoreSpaceGroup } from './coreGroup.js';
import { makeRegistry } from './registry.js';

const registry = /* @__PURE__ */ makeRegistry(CoreSpaceGroup);
export const spaceGroup = registry.spaceGroup;
export const fromHall = registry.fromHall;
export const fromOperations = registry.fromOperations;
export { settings } from './registry.js';
export { CoreSpaceGroup, SymOp };
import { SymOp } from './symOp.js';
