/**
 * Powder patterns of X-rays and neutrons. An entry of its own: its tables of form factors, scattering lengths and dispersion corrections are not needed
 * for anything else.
 *
 * @module
 */
export { dispersion, type Dispersion } from './scattering/dispersion.js';
export { formFactor, ionsWithFormFactor } from './scattering/formFactor.js';
export { isotopesOf } from './scattering/isotopes.js';
export { lorentzPolarization, type LorentzPolarizationOptions } from './scattering/lorentzPolarization.js';
export { type MeasuredPattern, readMeasuredPattern } from './scattering/measuredPattern.js';
export { neutronLength, type NeutronLength } from './scattering/neutronLength.js';
export { powderCsv, profileCsv, reflectionsText } from './scattering/powderCsv.js';
export {
  type PowderLine,
  type PowderOptions,
  type PowderPattern,
  powderPattern,
  type PowderReflection,
} from './scattering/powderPattern.js';
export { powderProfile, type PowderProfile, type ProfileOptions } from './scattering/powderProfile.js';
export {
  type Anode,
  ANODES,
  type Radiation,
  RADIATION_NAMES,
  type RadiationInput,
  type RadiationName,
  radiationOf,
  type SpectralLine,
} from './scattering/radiation.js';
export type { ScattererOptions } from './scattering/scatterers.js';
export type { ScatteringCrystal } from './scattering/scatteringCrystal.js';
export type { Structure } from './structure/structure.js';
export type { SpeciesOccupancy } from './structure/site.js';
export type { Hkl, ReflectionGroup } from '@crystal-fourier/spacegroups/reflections';
