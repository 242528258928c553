export { assertInvariant, type AssertInvariantOptions } from './assertInvariant.js';
export { burnsideCount } from './constraints/burnside.js';
export type { AbsenceProof, Constraints, Edges, Star } from './constraints/constraints.js';
export { deriveConstraints } from './constraints/deriveConstraints.js';
export { FourierBasisError, type FourierBasisErrorCode } from './core/errors.js';
export {
  fitGaussianProcess,
  type GaussianProcessFit,
  type GaussianProcessOptions,
  matern,
  type GaussianProcessPrediction,
  type SpectralDensity,
  squaredExponential,
} from './fit/fitGaussianProcess.js';
export { fitInvariant, type FitOptions, type InvariantFit } from './fit/fitInvariant.js';
export { frequencyFamily, frequencySet, type SetSize, type SpaceOperation } from './frequencies/frequencyFamily.js';
export {
  type FrequencyFamily,
  type FrequencySet,
  frequencySetFrom,
  type PlaneFrequencyFamily,
} from './frequencies/frequencySet.js';
export type { Operation, SymmetryGroup } from './core/group.js';
export {
  type GradientOptions,
  type InvariantBasis,
  invariantBasis,
  type InvariantBasisOptions,
} from './basis/invariantBasis.js';
export type { Lattice } from './core/lattice.js';
export { frequencySetForLattice } from './frequencies/latticeFrequencySet.js';
export type { FloatArray } from './core/points.js';
export type { FunctionKind } from './basis/realFunctions.js';
export { type ComplexArray, reynoldsProjector, type ReynoldsProjector } from './constraints/reynolds.js';
export type { Scatter } from './basis/scatter.js';
export {
  minimalRadius,
  type MinimalRadius,
  sharedSymmetry,
  type SharedSymmetry,
} from './constraints/sharedSymmetry.js';
export type { Atom } from './density/site.js';
export { structureFactors, type StructureFactorOptions, type StructureFactors } from './density/structureFactors.js';
export { densityOnGrid, synthesize } from './density/synthesis.js';
