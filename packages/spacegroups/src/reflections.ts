/**
 * Lists of reflections as powder patterns and tables have them. An entry of its own: programs that ask about single reflections need none of it, and it
 * needs none of the tables of groups.
 *
 * @module
 */
export { conventionalAsu, conventionalHkl, type ReflectionGroup } from './reciprocal/conventionalHkl.js';
export {
  isExtinct,
  type PositionCoordinates,
  type ReflectionResidue,
  satisfiesSpecialConditions,
  specialConditions,
  type SpecialConditions,
  type SpecialZoneConditions,
} from './reciprocal/specialConditions.js';
export type { ReflectionZone } from './reciprocal/reflectionZones.js';
export {
  type UniqueReflection,
  type UniqueReflectionOptions,
  uniqueReflections,
} from './reciprocal/uniqueReflections.js';
export type { ReciprocalAsu } from './reciprocal/reciprocalAsu.js';
export type { Hkl } from './algebra/types.js';
export type { Rows3 } from '@crystal-fourier/math3';
