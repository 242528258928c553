/**
 * Crystal structures: files, standardisation, features and data sets.
 *
 * @module
 */
export { type BatchPlanOptions, type BatchRecord, planBatches } from './datasets/batch.js';
export type { BandGap, Calculation, Convergence } from './formats/calculation.js';
export {
  ELEMENT_DESCRIPTORS,
  type ElementDescriptorName,
  elementDescriptors,
  type ElementDescriptors,
} from './elements/elementDescriptors.js';
export { atomicMass, atomicNumber, elementSymbol, isElement } from './elements/elements.js';
export { CRYSTAL_SYSTEMS } from './core/crystalSystems.js';
export { CRYSTAL_DESCRIPTORS, crystalDescriptors, type DescribedCrystal } from './features/crystalDescriptors.js';
export { type Diagnostic, type DiagnosticCode, diagnosticText, type Severity } from './core/diagnostics.js';
export { DataError, type DataErrorCode, type Place } from './core/errors.js';
export type { SymmetryVerdict } from './formats/evidence/verdict.js';
export { type CellOfPairs, cellOfPairs } from './orbits/cellOfPairs.js';
export { EncodedPairs, PAIR_INPUTS } from './orbits/encodedPair.js';
export { MetricBasis } from './orbits/metricBasis.js';
export { OrbitMetric } from './orbits/orbitMetric.js';
export { CELL_INPUTS, type PairBlock, type PairForm, pairWidth } from './orbits/pairBlock.js';
export {
  type CellParameters,
  type LatticeRows,
  planeDistances,
  toCartesian,
  toFractional,
} from './structure/lattice.js';
export type { Neighbour } from './structure/neighbours.js';
export { readCif, type ReadCifOptions } from './formats/cif/readCif.js';
export type { CifBlock, CifDocument, CifItem, CifValue } from './formats/cif/document.js';
export { type CifSyntaxOptions, parseCif } from './formats/cif/syntax.js';
export { writeCif, type WriteCifOptions } from './formats/cif/writeCif.js';
export { readExtendedXyz } from './formats/xyz/readExtendedXyz.js';
export { writeExtendedXyz, type WriteExtendedXyzOptions } from './formats/xyz/writeExtendedXyz.js';
export {
  readOptimade,
  structureFromOptimade,
  type StructureFromOptimadeOptions,
} from './formats/optimade/readOptimade.js';
export { readPoscar, type ReadPoscarOptions } from './formats/poscar/readPoscar.js';
export { writePoscar, type WritePoscarOptions } from './formats/poscar/writePoscar.js';
export { readPymatgenJson, structureFromPymatgen, writeJson } from './formats/pymatgenJson.js';
export { readQuantumEspresso } from './formats/quantumEspresso.js';
export { detectFormat, STRUCTURE_FORMATS, type StructureFormat } from './formats/detectFormat.js';
export { readStructureParts, readStructures, type ReadStructuresOptions } from './formats/readStructures.js';
export type { ReadOptions, ReadPart, ReadResult, RefusedPart } from './formats/readResult.js';
export { heldOutSplit, type HeldOutSplitOptions, sampleOf, validationOf } from './datasets/heldOutSplit.js';
export { holdOut, type HoldOutFold, type HoldOutItem } from './datasets/holdOut.js';
export type { HoldOutKind, HoldOutRule } from './datasets/holdOutRule.js';
export { type PartOptions, parseSplit, split, type Split, type SplitBy, type SplitItem } from './datasets/split.js';
export type { Site, SpeciesOccupancy } from './structure/site.js';
export { siteDiagnostics } from './structure/siteDiagnostics.js';
export { Structure } from './structure/structure.js';
export { structureFromJson } from './structure/structureFromJson.js';
export type { StructureInput } from './structure/structureInput.js';
export { type CalculationResult, readVasprun } from './formats/vasprun.js';
export type { OrbitMoments } from './features/angularMoments.js';
export { pointRotations } from './features/pointRotations.js';
export { featurize, type FeaturizeOptions, type OrbitFeatures } from './features/featurize.js';
export {
  type MomentSource,
  type RadialSource,
  type RowVisitor,
  visitMomentRows,
  visitRadialRows,
} from './features/featureRows.js';
export type { OrbitImages } from './features/orbitImages.js';
export { checkSites, SIZE_LIMITS, type SizeLimits } from './features/sizeLimits.js';
export { type OrbitEncodings, writeOrbitPair } from './features/orbitEncodings.js';
export type { Kind } from './structure/kinds.js';
export {
  complianceOf,
  type ElasticModuli,
  elasticModuli,
  isElasticallyStable,
  nearestStable,
  stiffnessEigenvalues,
  type VoigtReussHill,
  youngsModulus,
} from './tensors/elasticModuli.js';
export { cartesianTensor, irreducibleParts, rotatedParts, rotatedTensor } from './tensors/irreducibleParts.js';
export { type LongitudinalPiezo, longitudinalPiezo } from './tensors/longitudinalPiezo.js';
export { type Refraction, refraction, tensorEigenvalues } from './tensors/refraction.js';
export {
  TENSOR_KINDS,
  type TensorFacts,
  tensorFacts,
  type TensorKind,
  type TensorPart,
} from './tensors/tensorKinds.js';
export { fromVoigt, toVoigt, type VoigtForm } from './tensors/voigt.js';
export { crystalPlacement, type CrystalPlacement } from './frames/crystalPlacement.js';
export { fitsSymmetry, TENSOR_TOLERANCE, type TensorField, type TensorFields } from './frames/framedTensors.js';
export { type GivenTensor, standardTensor, tensorInGivenFrame, type TensorTarget } from './frames/standardTensor.js';
export { TENSOR_FRAMES, type TensorFrame } from './frames/tensorFrames.js';
export { initMoyo, type MoyoSource } from './standardize/moyo.js';
export { type Handedness } from './standardize/handedness.js';
export { featureRecipe, type FeatureRecipe, recipeDifferences, type RecipeOptions } from './features/recipe.js';
export {
  type CrystalRecord,
  type StructureFeatures,
  structureToFeatures,
  type StructureToFeaturesOptions,
} from './features/structureToFeatures.js';
export type { EncodingOptions, FourierOptions, MomentOptions, RadialOptions } from './features/recipeOptions.js';
export { crystalFromJson } from './standardize/crystalFromJson.js';
export { StandardCrystal } from './standardize/standardCrystal.js';
export type { StandardCrystalJson } from './standardize/standardCrystalJson.js';
export type { Orbit, Transformation } from './standardize/standardParts.js';
export { standardize, type StandardizeOptions } from './standardize/standardize.js';
export {
  type GroupFacts,
  groupFacts,
  type OrbitFacts,
  symmetryReport,
  type SymmetryReport,
} from './standardize/symmetryReport.js';
