/**
 * Crystal structures: files, standardisation, features and data sets.
 *
 * @module
 */
export { type Batch, type BatchPlanOptions, type BatchRecord, collate, planBatches } from './batch.js';
export type { BandGap, Calculation, Convergence } from './calculation.js';
export {
  ELEMENT_DESCRIPTORS,
  type ElementDescriptorName,
  elementDescriptors,
  type ElementDescriptors,
} from './elementDescriptors.js';
export { atomicMass, atomicNumber, elementSymbol, isElement } from './elements.js';
export { DataError, type DataErrorCode, type Place } from './errors.js';
export type { SymmetryVerdict } from './declaredSymmetry.js';
export { type CellParameters, type LatticeRows, planeDistances } from './lattice.js';
export type { Neighbour } from './neighbours.js';
export { readCif, type ReadCifOptions } from './cifReader.js';
export {
  type CifBlock,
  type CifDocument,
  type CifItem,
  type CifSyntaxOptions,
  type CifValue,
  parseCif,
} from './cifSyntax.js';
export { writeCif, type WriteCifOptions } from './cifWriter.js';
export { readExtendedXyz } from './extxyz.js';
export { readOptimade, structureFromOptimade } from './optimade.js';
export { readPoscar, type ReadPoscarOptions, writePoscar, type WritePoscarOptions } from './poscar.js';
export { readPymatgenJson, structureFromPymatgen, writeJson } from './pymatgenJson.js';
export { readQuantumEspresso } from './quantumEspresso.js';
export { Random } from './random.js';
export { detectFormat, readStructures, type ReadStructuresOptions, type StructureFormat } from './readStructures.js';
export type { ReadOptions, ReadResult } from './readResult.js';
export {
  kFold,
  type PartOptions,
  parseSplit,
  split,
  type Split,
  type SplitBy,
  type SplitItem,
  type SplitOptions,
} from './split.js';
export { type Site, type SpeciesOccupancy, Structure, type StructureInput } from './structure.js';
export { type CalculationResult, readVasprun } from './vasprun.js';
export { featurize, type FeaturizeOptions, type OrbitFeatures } from './featurize.js';
export type { FourierOptions } from './fourierFeatures.js';
export type { Kind } from './kinds.js';
export { initMoyo, type MoyoSource } from './moyo.js';
export { networkFeatures } from './networkFeatures.js';
export { combinationText, decimalText, fractionText } from './numberText.js';
export type { PairTermOptions } from './pairTerms.js';
export type { RadialOptions } from './radialDistribution.js';
export { type Orbit, StandardCrystal, type Transformation } from './standardCrystal.js';
export { standardize, type StandardizeOptions } from './standardize.js';
export { type GroupFacts, groupFacts, type OrbitFacts, symmetryReport, type SymmetryReport } from './symmetryReport.js';
