// Entry of the worker that computes networks.
import { type ScopeLike, serve } from '../workerServer.js';
import { type ModelCalls, modelHost } from './modelHost.js';
import { startBackend } from './startBackend.browser.js';

serve<ModelCalls>(
  globalThis as unknown as ScopeLike,
  modelHost(startBackend, () => performance.now()),
);
