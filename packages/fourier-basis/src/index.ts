export { assertInvariant, type AssertInvariantOptions } from './assertInvariant.js';
export { burnsideCount } from './burnside.js';
export type { AbsenceProof, Constraints, Edges, Star } from './constraints.js';
export { deriveConstraints } from './deriveConstraints.js';
export { FourierBasisError, type FourierBasisErrorCode } from './errors.js';
export {
  fitGaussianProcess,
  type GaussianProcessFit,
  type GaussianProcessOptions,
  matern,
  type GaussianProcessPrediction,
  type SpectralDensity,
  squaredExponential,
} from './fitGaussianProcess.js';
export { fitInvariant, type FitOptions, type InvariantFit } from './fitInvariant.js';
export { frequencyFamily, frequencySet, type SetSize, type SpaceOperation } from './frequencyFamily.js';
export {
  type FrequencyFamily,
  type FrequencySet,
  frequencySetFrom,
  type PlaneFrequencyFamily,
} from './frequencySet.js';
export type { Operation, SymmetryGroup } from './group.js';
export {
  type GradientOptions,
  type InvariantBasis,
  invariantBasis,
  type InvariantBasisOptions,
} from './invariantBasis.js';
export type { Lattice } from './lattice.js';
export { frequencySetForLattice } from './latticeFrequencySet.js';
export type { FloatArray } from './points.js';
export type { FunctionKind } from './realFunctions.js';
export { type ComplexArray, reynoldsProjector, type ReynoldsProjector } from './reynolds.js';
export type { Scatter } from './scatter.js';
export { minimalRadius, type MinimalRadius, sharedSymmetry, type SharedSymmetry } from './sharedSymmetry.js';
export type { Atom } from './site.js';
export { structureFactors, type StructureFactorOptions, type StructureFactors } from './structureFactors.js';
export { densityOnGrid, synthesize } from './synthesis.js';
