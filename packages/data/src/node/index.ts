/**
 * Data sets in files, prepared in worker threads; for Node.
 *
 * @module
 */
export type { CachedRecord, Refusal } from './cacheFormat.js';
export type { CacheManifest } from './cacheManifest.js';
export {
  fetchDataset,
  type FetchOptions,
  type FetchReport,
  type MaterialsProjectQuery,
  type OptimadeQuery,
} from './fetchDataset.js';
export { AtomicFile, writeFileAtomically } from './atomicFile.js';
export { type LockErrors, whileLocked } from './fileLock.js';
export { Cache, type CacheEntry, openCache, type OpenCacheOptions } from './openCache.js';
export { Dataset, type DatasetLayout, type DatasetOptions } from './dataset.js';
export {
  type FeaturizedItem,
  featuresOf,
  type FeaturesOfOptions,
  type ItemPlace,
  type UnreadableSource,
} from './featuresOf.js';
export { orbitPairs, type OrbitPairsOptions } from './orbitPairs.js';
export { openDataset } from './openDataset.js';
export { readStructureFile } from './readStructureFile.js';
export { prepare, type PrepareOptions, type PrepareProgress } from './prepare.js';
export type { PreparedFacts, PrepareReport } from './prepareReport.js';
export { fieldsInFrames, type TensorSummary } from './tensorSummary.js';
export type { StageTimes } from './prepareChunk.js';
export type { DatasetItem, DatasetRecord, RefusedRecord } from './datasetItem.js';
export type { RetryEvent, RetryOptions } from './request.js';
export type { RecordFields, StructureReading } from './unit.js';
