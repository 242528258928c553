/**
 * Data sets in files, prepared in worker threads; for Node.
 *
 * @module
 */
export type { CachedRecord, Refusal } from './cacheFormat.js';
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
export { Dataset, type DatasetLayout, type DatasetOptions, openDataset } from './openDataset.js';
export {
  type CacheManifest,
  prepare,
  type PrepareOptions,
  type PrepareProgress,
  type PrepareReport,
} from './prepare.js';
export type { StageTimes } from './prepareChunk.js';
export type { DatasetItem, DatasetRecord, RefusedRecord } from './readUnit.js';
export type { RetryEvent, RetryOptions } from './request.js';
export type { RecordFields } from './unit.js';
