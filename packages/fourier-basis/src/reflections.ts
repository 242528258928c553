/**
 * Simulated reflections of a crystal. An entry of its own: it needs the reflection conditions of the space groups, which a basis does not.
 *
 * @module
 */
export {
  type AbsentReflection,
  type Reflection,
  type ReflectionGroup,
  type ReflectionList,
  reflectionList,
  type ReflectionListOptions,
} from './density/reflectionList.js';
export { structureFactorsAt } from './density/structureFactorsAt.js';
export type { StructureFactorOptions } from './density/structureFactors.js';
export type { SymmetryGroup } from './core/group.js';
export type { Lattice } from './core/lattice.js';
export type { Atom } from './density/site.js';
