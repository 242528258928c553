/**
 * Trained networks of real properties of crystals, and what is to be known of each.
 *
 * @module
 */
export type {
  DataSource,
  ErrorsOnRecords,
  ModelErrors,
  NetworkCard,
  PredictedQuantity,
  ReferencePrediction,
} from './networkCard.js';
export { NetworkError, type NetworkErrorCode } from './networkError.js';
export {
  listNetworks,
  loadNetwork,
  networkBytes,
  networkFile,
  type NetworkLocation,
  networkUrl,
  packagedNetwork,
} from './packagedNetworks.js';
